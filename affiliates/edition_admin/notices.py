"""What an affiliate's people are told of an edition before they work on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from affiliates.models import Correction, Edition, PendingUpdate, SourceQuestion


@dataclass(frozen=True)
class Notice:
    """One thing to know, how urgent it is ("info", "warning", "critical"), and where to do something about it."""

    level: str
    text: str
    url: str = ""
    link: str = ""


def notices(edition: Edition) -> list[Notice]:
    """Return what there is to know of an edition, the most urgent first; four queries at most."""
    if edition.detached_at:
        return [Notice("info", _("This page is detached: changes of the national page do not reach it."))]
    return [*_questions(edition), *_waiting(edition), *_corrections(edition)]


def _questions(edition: Edition) -> Iterator[Notice]:
    question = SourceQuestion.objects.filter(edition=edition, answer="").first()
    if question is None:
        return
    text = (
        _("The national page was deleted. What becomes of yours?")
        if question.event == SourceQuestion.Event.DELETED
        else _("The national page was unpublished. What becomes of yours?")
    )
    yield Notice("critical", text, _address("edition_question", edition), _("Answer"))


def _waiting(edition: Edition) -> Iterator[Notice]:
    pending = PendingUpdate.objects.filter(edition=edition).first()
    resolve = _address("edition_resolve", edition)
    if pending is not None and pending.reason == PendingUpdate.Reason.CONFLICT:
        text = ngettext(
            "The national page has changed, and %(number)s change conflicts with yours.",
            "The national page has changed, and %(number)s changes conflict with yours.",
            pending.conflicts,
        )
        yield Notice("critical", text % {"number": pending.conflicts}, resolve, _("Resolve"))
    elif pending is not None:
        yield Notice(
            "warning", _("An update of the national page waits for you to look at it."), resolve, _("Look at it")
        )
    elif is_behind(edition):
        text = _("The national page is newer. Its changes come in once nobody has this page open in the editor.")
        yield Notice("info", text)


def is_behind(edition: Edition) -> bool:
    """Whether the national page was published since this edition saw it last."""
    source = edition.source
    return source is not None and source.live and source.live_revision_id not in (None, edition.synced_revision_id)


def _corrections(edition: Edition) -> Iterator[Notice]:
    due = Correction.objects.filter(source=edition.source_id, applied_at=None).order_by("must_apply_by")
    for correction in due:
        when = date_format(timezone.localtime(correction.must_apply_by), "DATETIME_FORMAT")
        text = _("The national office requires a correction by %(when)s: %(reason)s")
        yield Notice(
            "warning",
            text % {"when": when, "reason": correction.reason},
            _address("edition_compare", edition),
            _("Compare"),
        )


def _address(name: str, edition: Edition) -> str:
    return reverse(name, args=[edition.affiliate_id, edition.pk])
