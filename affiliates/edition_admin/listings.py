"""The lists of an affiliate: what waits for its people, and what of theirs differs from the nation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from affiliates.editions.bulk import overrides_in_bulk
from affiliates.editions.content import label_of_part, part_of
from affiliates.editions.diamond import differences
from affiliates.models import (
    Affiliate,
    Edition,
    EditionRun,
    OverrideNote,
    PendingUpdate,
    RemovedEdition,
    SourceQuestion,
)

# How long something that was removed can be brought back.
KEPT_FOR = timedelta(days=30)


class Listing(models.TextChoices):
    """The lists, in the order in which they are offered."""

    CONFLICTS = "conflicts", gettext_lazy("Conflicts")
    QUESTIONS = "questions", gettext_lazy("Questions")
    WAITING = "waiting", gettext_lazy("Updates to look at")
    FAILED = "failed", gettext_lazy("Updates that failed")
    OVERRIDES = "overrides", gettext_lazy("What differs")
    EDITIONS = "editions", gettext_lazy("All editions")
    REMOVED = "removed", gettext_lazy("Removed")


@dataclass(frozen=True)
class Line:
    """One line of a list; `what` says what there is to know, `actions` are addresses and labels."""

    title: str
    url: str
    language: str
    what: str
    since: Any
    actions: list[tuple[str, str]]
    details: str = ""
    is_urgent: bool = False


def editions_of(affiliate: Affiliate) -> QuerySet[Edition]:
    """Return the affiliate's editions with what their lines say."""
    return Edition.objects.filter(affiliate=affiliate).select_related("page__locale", "source")


def _through(rows: Any, affiliate: Affiliate) -> Any:
    return rows.filter(edition__affiliate=affiliate).select_related("edition__page__locale", "edition__source")


def pending(affiliate: Affiliate, reason: PendingUpdate.Reason) -> QuerySet[PendingUpdate]:
    """Return the updates that wait for the same reason, the oldest first."""
    found: QuerySet[PendingUpdate] = _through(PendingUpdate.objects.filter(reason=reason), affiliate)
    return found.order_by("since", "pk")


def questions(affiliate: Affiliate) -> QuerySet[SourceQuestion]:
    """Return what the affiliate is asked and has not answered, the oldest first."""
    found: QuerySet[SourceQuestion] = _through(SourceQuestion.objects.filter(answer=""), affiliate)
    return found.order_by("asked_at", "pk")


def failed(affiliate: Affiliate) -> QuerySet[EditionRun]:
    """Return the last update of each edition, where it failed."""
    later = EditionRun.objects.filter(edition=OuterRef("edition"), at__gt=OuterRef("at"))
    runs = EditionRun.objects.filter(~Exists(later), outcome=EditionRun.Outcome.FAILED)
    found: QuerySet[EditionRun] = _through(runs, affiliate)
    return found.order_by("at", "pk")


def overrides(affiliate: Affiliate) -> QuerySet[OverrideNote]:
    """Return what differs: what is due to be looked at again first, then the oldest."""
    today = timezone.localdate()
    is_due = models.Case(models.When(review_on__lte=today, then=0), default=1)
    found: QuerySet[OverrideNote] = _through(OverrideNote.objects.filter(edition__detached_at=None), affiliate)
    return found.select_related("by", "edition__page__locale", "edition__source").order_by(
        is_due, F("review_on").asc(nulls_last=True), "first_seen", "pk"
    )


def removed(affiliate: Affiliate) -> QuerySet[RemovedEdition]:
    """Return what was removed and can be brought back, the newest first."""
    rows = RemovedEdition.objects.filter(
        affiliate=affiliate, restored_at=None, removed_at__gte=timezone.now() - KEPT_FOR
    )
    return rows.select_related("source__locale", "removed_by").order_by("-removed_at", "pk")


ROWS: dict[Listing, Callable[[Affiliate], QuerySet[Any]]] = {
    Listing.CONFLICTS: lambda affiliate: pending(affiliate, PendingUpdate.Reason.CONFLICT),
    Listing.QUESTIONS: questions,
    Listing.WAITING: lambda affiliate: pending(affiliate, PendingUpdate.Reason.REVIEW),
    Listing.FAILED: failed,
    Listing.OVERRIDES: overrides,
    Listing.EDITIONS: lambda affiliate: editions_of(affiliate).order_by("page__path"),
    Listing.REMOVED: removed,
}


def narrowed(rows: QuerySet[Any], listing: Listing, *, text: str = "", language: str = "") -> QuerySet[Any]:
    """Return the rows whose title contains `text`, in the language."""
    page = {Listing.EDITIONS: "page", Listing.REMOVED: "source"}.get(listing, "edition__page")
    title = "title" if listing == Listing.REMOVED else f"{page}__title"
    if text:
        rows = rows.filter(**{f"{title}__icontains": text})
    if language:
        rows = rows.filter(**{f"{page}__locale__language_code": language})
    return rows


def to_do(affiliate_ids: Any) -> int:
    """Return in how many editions something waits: a conflict, an update, a question, a review that is due."""
    today = timezone.localdate()
    asked = SourceQuestion.objects.filter(edition=OuterRef("pk"), answer="")
    due = OverrideNote.objects.filter(edition=OuterRef("pk"), review_on__lte=today)
    waiting = PendingUpdate.objects.filter(edition=OuterRef("pk"))
    rows = Edition.objects.filter(affiliate__in=affiliate_ids)
    return rows.filter(Exists(waiting) | Exists(asked) | (Exists(due) & Q(detached_at=None))).count()


def _languages_apart(notes: list[OverrideNote]) -> dict[tuple[int, str], list[str]]:
    """Return what the diamond check says of these parts, by edition and part; a fixed number of queries."""
    found: dict[tuple[int, str], list[str]] = {}
    for rows in differences({note.edition_id: note.edition for note in notes}.values()).values():
        for row in rows:
            if not row.is_accepted:
                found.setdefault((row.edition.pk, row.part), []).append(row.language)
    return found


def labels_of_parts(editions: Iterable[Edition]) -> dict[tuple[int, str], str]:
    """Return how people call the parts in which published editions differ, by edition and part; few queries for all."""
    return {
        (pk, part_of(change)): label_of_part(found.model, found.content, change)
        for pk, found in overrides_in_bulk(editions).items()
        for change in found.changes
    }


class Lines:
    """Writes the lines of a list for one affiliate's people."""

    def __init__(self, affiliate: Affiliate, *, may_change: bool) -> None:
        self.affiliate = affiliate
        self.may_change = may_change
        self._labels: dict[tuple[int, str], str] = {}
        # By edition and part: the languages in which the affiliate still says what the nation says.
        self._apart: dict[tuple[int, str], list[str]] = {}

    def of(self, listing: Listing, rows: list[Any]) -> list[Line]:
        """Return a line for each row; what they have to say is read for all of them at once."""
        if listing == Listing.OVERRIDES:
            self._labels = labels_of_parts({row.edition_id: row.edition for row in rows}.values())
            self._apart = _languages_apart(rows)
        write: Callable[[Any], Line] = getattr(self, f"_{listing.value}_line")
        return [write(row) for row in rows]

    def _address(self, name: str, pk: int) -> str:
        return reverse(name, args=[self.affiliate.pk, pk])

    def _line(self, edition: Edition, what: str, since: Any, *actions: tuple[str, str], **more: Any) -> Line:
        page = edition.page
        address = self._address("edition", edition.pk)
        return Line(page.title, address, page.locale.get_display_name(), what, since, list(actions), **more)

    def _conflicts_line(self, row: PendingUpdate) -> Line:
        what = _("%(number)s to decide") % {"number": row.conflicts}
        return self._resolvable(row, what, _("Resolve"))

    def _waiting_line(self, row: PendingUpdate) -> Line:
        return self._resolvable(row, str(row.get_reason_display()), _("Look at it"))

    def _resolvable(self, row: PendingUpdate, what: str, label: str) -> Line:
        return self._line(row.edition, what, row.since, (self._address("edition_resolve", row.edition_id), label))

    def _questions_line(self, row: SourceQuestion) -> Line:
        what = _("National page: %(event)s") % {"event": row.get_event_display()}
        return self._line(
            row.edition, what, row.asked_at, (self._address("edition_question", row.edition_id), _("Answer"))
        )

    def _failed_line(self, row: EditionRun) -> Line:
        return self._line(row.edition, row.message or str(row.get_outcome_display()), row.at)

    def _overrides_line(self, row: OverrideNote) -> Line:
        is_due = row.review_on is not None and row.review_on <= timezone.localdate()
        actions = [(f"{self._address('edition', row.edition_id)}#overrides", _("Look at it"))]
        details = [self._look_again(row)]
        if languages := self._apart.get((row.edition_id, row.part)):
            actions.append((self._address("edition_accept_difference", row.edition_id), _("Other languages")))
            details.append(_("as the national page in %(languages)s") % {"languages": ", ".join(languages)})
        label = self._labels.get((row.edition_id, row.part), "")
        said = ": ".join(each for each in (label, row.reason or _("No reason given")) if each)
        shown = ", ".join(filter(None, details))
        return self._line(row.edition, said, row.first_seen, *actions, details=shown, is_urgent=is_due)

    def _look_again(self, row: OverrideNote) -> str:
        by = _("by %(name)s") % {"name": row.by.get_full_name() or row.by.email} if row.by else ""
        again = _("look again on %(day)s") % {"day": date_format(row.review_on)} if row.review_on else ""
        return ", ".join(part for part in (by, again) if part)

    def _editions_line(self, row: Edition) -> Line:
        return self._line(row, state_of(row), row.synced_at or row.made_at)

    def _removed_line(self, row: RemovedEdition) -> Line:
        language = row.source.locale.get_display_name() if row.source else ""
        back = [(self._address("edition_restore", row.pk), _("Bring back"))] if self.may_change else []
        return Line(row.title, "", language, str(row.get_kind_display()), row.removed_at, back)


def state_of(edition: Edition) -> str:
    """Return how an edition stands, in a word or two."""
    if edition.detached_at:
        return _("Detached")
    if not edition.page.live:
        return _("Draft of yours")
    return _("Published, with changes that are not") if edition.page.has_unpublished_changes else _("Published")
