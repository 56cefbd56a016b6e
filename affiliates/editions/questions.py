"""What an affiliate is asked when a source is unpublished or deleted; until it answers, the text of its edition stays.

Who is to be asked can be read from the rows: readers see an attached edition, and not its source. So unpublishing a
national page costs the same for any number of editions, and the worker asks in its next round. If the source comes
back before the answer, nothing has happened.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from affiliates.activity import record
from affiliates.editions.mail import tell
from affiliates.editions.places import subsite_for
from affiliates.editions.verbs import detach
from affiliates.models import Activity, Affiliate, Edition, Role, SourceQuestion
from affiliates.team import people_of
from core.old_addresses import lead_from

if TYPE_CHECKING:
    from users.models import User

Answer, Event = SourceQuestion.Answer, SourceQuestion.Event
# What was answered with "keep" counts until the edition is attached again.
ASKED_BEFORE = Q(question__isnull=False) & ~Q(question__answer=Answer.KEEP)


def ask_about_sources() -> int:
    """Ask, withdraw and tell, whatever there is to do; return how many questions were asked or withdrawn."""
    changed = _withdraw() + _ask()
    _tell()
    return changed


def editions_to_ask_about() -> QuerySet[Edition]:
    """Return the attached editions that readers see and whose source they do not; those that were asked left out."""
    gone = Q(source=None) | Q(source__live=False)
    return Edition.objects.filter(gone, detached_at=None, page__live=True).exclude(ASKED_BEFORE)


def _ask() -> int:
    return sum(1 for pk in list(editions_to_ask_about().order_by("pk").values_list("pk", flat=True)) if _ask_about(pk))


@transaction.atomic
def _ask_about(pk: int) -> bool:
    rows = editions_to_ask_about().select_related("affiliate", "page", "source").filter(pk=pk)
    edition = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if edition is None:
        return False
    SourceQuestion.objects.filter(edition=edition).delete()
    SourceQuestion.objects.create(edition=edition, event=_event(edition))
    record(edition.affiliate, Activity.SOURCE_GONE, user=None, subject=edition.page.title, page=edition.page)
    return True


def _event(edition: Edition) -> SourceQuestion.Event:
    return Event.DELETED if edition.source_id is None else Event.UNPUBLISHED


@transaction.atomic
def _withdraw() -> int:
    """Take back what needs no answer any more: the source is back, or people have done something else meanwhile."""
    questions = SourceQuestion.objects.select_for_update(skip_locked=True, of=("self",))
    back = questions.filter(edition__source__live=True).select_related("edition__affiliate", "edition__page")
    unanswered = [question for question in back if not question.answer]
    for question in unanswered:
        edition = question.edition
        record(edition.affiliate, Activity.SOURCE_BACK, user=None, subject=edition.page.title, page=edition.page)
    done = Q(edition__source__live=True) | Q(answer="") & (
        Q(edition__page__live=False) | Q(edition__detached_at__isnull=False)
    )
    SourceQuestion.objects.filter(pk__in=[row.pk for row in questions.filter(done)]).delete()
    SourceQuestion.objects.filter(answer="", edition__source=None).update(event=Event.DELETED)
    return len(unanswered)


def _tell() -> None:
    """Mail the managers of each affiliate once about all that is new."""
    affiliates = SourceQuestion.objects.filter(told_at=None, answer="").values("edition__affiliate")
    for affiliate in Affiliate.objects.filter(pk__in=affiliates):
        _tell_affiliate(affiliate)


@transaction.atomic
def _tell_affiliate(affiliate: Affiliate) -> None:
    rows = SourceQuestion.objects.filter(told_at=None, answer="", edition__affiliate=affiliate)
    rows = rows.select_related("edition__page").select_for_update(skip_locked=True, of=("self",))
    questions = list(rows.order_by("event", "pk"))
    if not questions:
        return
    SourceQuestion.objects.filter(pk__in=[row.pk for row in questions]).update(told_at=timezone.now())
    managers = people_of(affiliate).filter(role=Role.MANAGER, is_active=True)
    titles = {
        event: [row.edition.page.title for row in group] for event, group in groupby(questions, lambda row: row.event)
    }
    context = {
        "affiliate": affiliate,
        "count": len(questions),
        "unpublished": titles.get(Event.UNPUBLISHED, []),
        "deleted": titles.get(Event.DELETED, []),
    }
    tell(managers, "affiliates/email/source_gone", reverse("editions", args=[affiliate.pk]), context)


def answers_for(question: SourceQuestion, user: User) -> list[SourceQuestion.Answer]:
    """Return what `user` may answer: taking a page down needs Wagtail's right to unpublish it."""
    may_take_down = question.edition.page.specific.permissions_for_user(user).can_unpublish()
    return [Answer.KEEP, Answer.REDIRECT, Answer.TAKE_DOWN] if may_take_down else [Answer.KEEP]


@transaction.atomic
def answer_question(
    question: SourceQuestion, answer: SourceQuestion.Answer, *, user: User, target: Page | None = None
) -> None:
    """Keep the edition as a page of its own, or take it down, where wanted with a redirect to `target`.

    What is taken down stays as a draft. Raises ValidationError where there is nothing to answer any more or for a
    target that readers do not find, by field, and PermissionDenied without the right to unpublish the page.
    """
    row = _locked(question)
    edition = row.edition
    if answer not in answers_for(row, user):
        raise PermissionDenied
    if answer == Answer.REDIRECT:
        _check_target(edition, target)
    row.answer, row.answered_by, row.answered_at = answer, user, timezone.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    details = {"answer": str(answer)}
    record(
        edition.affiliate,
        Activity.SOURCE_ANSWERED,
        user=user,
        subject=edition.page.title,
        details=details,
        page=edition.page,
    )
    if answer == Answer.KEEP:
        detach(edition, user=user)
        return
    edition.page.specific.unpublish(user=user)
    if target is not None:
        lead_from(edition.page, target)


def _locked(question: SourceQuestion) -> SourceQuestion:
    rows = SourceQuestion.objects.select_related("edition__affiliate", "edition__page", "edition__source")
    row = rows.select_for_update(of=("self",)).filter(pk=question.pk, answer="").first()
    source = row.edition.source if row is not None else None
    if row is None or (source is not None and source.live):
        raise ValidationError(_("There is nothing to answer any more: somebody has answered, or the page is back."))
    return row


def _check_target(edition: Edition, target: Page | None) -> None:
    if target is None:
        raise ValidationError({"redirect_page": _("Choose the page that readers are led to.")})
    if target.pk == edition.page_id:
        raise ValidationError({"redirect_page": _("This is the page that is taken down. Choose another one.")})
    subsite = subsite_for(edition.page, edition.affiliate)
    is_here = subsite is not None and (subsite.holds(target) or subsite.carries(target))
    if not target.live or not is_here:
        raise ValidationError(
            {"redirect_page": _("Readers do not find this page in your sub-site in this language. Choose another one.")}
        )
