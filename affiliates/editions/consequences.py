"""Says in plain words what a verb will do, before somebody does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from affiliates.editions.places import own_page_for, subsite_for
from affiliates.models import Affiliate, Edition, RemovedEdition
from affiliates.subsite import NATIONAL_DEPTH, Subsite

Subject: TypeAlias = Edition | Page | RemovedEdition


def consequences(verb: str, subject: Subject, affiliate: Affiliate) -> list[str]:
    """Return what `verb` will do, a sentence each.

    `subject` is the national page for "localize", the RemovedEdition for "restore", else the edition; the verbs are
    "localize", "detach", "attach", "reset", "delete" and "restore". Raises ValueError for another one.
    """
    if verb == "localize" and isinstance(subject, Page):
        return _of_localizing(subject, affiliate)
    if verb == "restore" and isinstance(subject, RemovedEdition):
        return _of_restoring(subject)
    if verb in BY_VERB and isinstance(subject, Edition):
        return BY_VERB[verb](subject)
    raise ValueError(f"Nothing can be said of {verb!r}.")


def _of_localizing(source: Page, affiliate: Affiliate) -> list[str]:
    subsite = subsite_for(source, affiliate)
    own = own_page_for(source, subsite) if subsite else None
    if own is not None:
        return [
            _("You have a page of your own at this address: “%(title)s”. It becomes your edition of the national page.")
            % {"title": own.title},
            _("It stays as it is: whatever it says differently counts as yours."),
            _("National changes to other parts reach it from now on."),
        ]
    said = [
        _("A copy of the national page becomes a page of yours at the same address, as a draft."),
        _("Readers see the national page until you publish yours."),
        _("National changes keep reaching your edition. You are asked only where both changed the same words."),
    ]
    missing = _missing_above(source, subsite) if subsite else 0
    if missing:
        said.append(
            ngettext(
                "%(count)d page above it is made too, as a draft that readers do not see.",
                "%(count)d pages above it are made too, as drafts that readers do not see.",
                missing,
            )
            % {"count": missing}
        )
    return said


def _missing_above(source: Page, subsite: Subsite) -> int:
    steps = source.get_ancestors().filter(depth__gt=NATIONAL_DEPTH)
    return sum(own_page_for(step, subsite) is None for step in steps)


def _of_detaching(edition: Edition) -> list[str]:
    said = [
        _("The page stays as it is, as a page of your own."),
        _("National changes do not reach it any more."),
        _("You can attach it again. It then gets the national changes that it missed."),
    ]
    if hasattr(edition, "pending"):
        said.insert(2, _("The update that waits is dropped; what it brought into the draft stays there."))
    return said


def _of_attaching(edition: Edition) -> list[str]:
    return [
        _("National changes reach this page again, beginning with those that it missed."),
        _("What you say differently stays. You are asked where both changed the same words."),
    ]


def _of_resetting(edition: Edition) -> list[str]:
    return [
        _("Everything that you say differently is replaced by the national text, in the published page and the draft.")
        if edition.page.live
        else _("Everything that you say differently is replaced by the national text. Your page stays a draft."),
        _("The page stays your edition and keeps getting national changes."),
        _back_for_30_days(),
    ]


def _of_deleting(edition: Edition) -> list[str]:
    below = edition.page.get_descendant_count()
    gone = _("Your page is deleted. Readers see the national page at the same address again.")
    if edition.source is None or not edition.source.live:
        gone = _("Your page is deleted. There is no national page at this address for readers to see.")
    if not below:
        return [gone, _back_for_30_days()]
    stays = ngettext(
        "%(count)d page of yours stands below it and stays. Yours is kept as a draft above it.",
        "%(count)d pages of yours stand below it and stay. Yours is kept as a draft above them.",
        below,
    )
    return [
        _("Your page is taken down and says what the nation says. Readers see the national page at this address."),
        stays % {"count": below},
        _back_for_30_days(),
    ]


def _back_for_30_days() -> str:
    return _("You can bring your version back for 30 days.")


def _of_restoring(removed: RemovedEdition) -> list[str]:
    if removed.kind == RemovedEdition.Kind.RESET:
        said = [
            _("The page says again what it said before it was reset."),
            _("What was changed since then is kept in its history."),
        ]
    else:
        said = [_("The page is made again at its address, with its text and its draft.")]
    if removed.was_live:
        said.append(_("It is published again, if you may publish it; else it is a draft."))
    if removed.source_id is not None:
        said.append(_("National changes since then reach it afterwards."))
    return said


BY_VERB: dict[str, Callable[[Edition], list[str]]] = {
    "detach": _of_detaching,
    "attach": _of_attaching,
    "reset": _of_resetting,
    "delete": _of_deleting,
}
