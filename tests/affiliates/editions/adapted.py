"""A national program that Illinois has adapted, for tests about what its people see."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from affiliates.editions.localizing import localize
from affiliates.editions.overrides import note_overrides
from affiliates.editions.updating import work
from affiliates.models import Affiliate, Edition, PendingUpdate
from tests import personas
from tests.public.seeded import page_at

PROGRAM = "/programs/leaders-for-just-schools/"
OURS = "Three years in Illinois"
THEIRS = "Three years everywhere"


def program() -> Any:
    """Return the national page."""
    return page_at(PROGRAM)


def illinois() -> Affiliate:
    """Return whose edition it is."""
    return Affiliate.objects.get(slug="illinois")


def publish(page: Any, change: Callable[[Any], object], user: Any = None) -> None:
    """Change the latest draft of a page and publish it."""
    draft = page.get_latest_revision_as_object()
    change(draft)
    draft.save_revision(user=user, log_action=True).publish(user=user)


def with_heading(text: str) -> Callable[[Any], None]:
    """Return what writes the first heading of the body."""

    def change(page: Any) -> None:
        page.body[0].value["text"] = text

    return change


def with_tagline(text: str) -> Callable[[Any], None]:
    """Return what writes the line below the title."""

    def change(page: Any) -> None:
        page.tagline = text

    return change


def with_last_words(text: str) -> Callable[[Any], None]:
    """Return what writes the last three words of the introduction."""

    def change(page: Any) -> None:
        page.introduction = re.sub(r"\S+ \S+ \S+</p>$", f"{text}</p>", page.introduction)

    return change


def adapted(change: Callable[[Any], object] | None = None) -> Edition:
    """Make and publish Illinois's edition, by default with a heading of its own."""
    user = personas.illinois_editor()
    edition = localize(program(), illinois(), user=user)
    publish(edition.page.specific, change or with_heading(OURS), user)
    edition.refresh_from_db()
    edition.page.refresh_from_db()
    note_overrides(edition)
    return edition


def in_conflict() -> PendingUpdate:
    """Let the nation change the heading that Illinois changed, and the update come."""
    edition = adapted()
    publish(program(), with_heading(THEIRS))
    work()
    return PendingUpdate.objects.get(edition=edition)
