"""Writes content into an edition: as its draft, or published without disturbing a draft or a review."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Revision

from affiliates.editions.content import Content, content_of, draft_of, with_content

if TYPE_CHECKING:
    from datetime import datetime

    from users.models import User


def save_draft(
    page: Page, content: Mapping[str, Any], *, user: User | None = None, scheduled: datetime | None = None
) -> Revision:
    """Save a draft of the specific `page` with this content, and return its revision.

    It is not validated: a draft may be unfinished. `scheduled` is when it goes live by itself.
    """
    draft = with_content(page, content)
    revision: Revision = draft.save_revision(user=user, approved_go_live_at=scheduled, log_action=True, clean=False)
    return revision


def publish_content(page: Page, content: Mapping[str, Any], *, user: User | None = None) -> Revision:
    """Publish the specific, live or new `page` with this content, and return the revision.

    A review of its draft goes on, where Wagtail would cancel it. Who calls it knows what the content rests on and says
    so in the edition (affiliates.editions.publishing leaves it alone), and has asked whether somebody may publish.
    Raises ValidationError for content that cannot be published.
    """
    new = with_content(page, content)
    if new.go_live_at and new.go_live_at > timezone.now():
        new.go_live_at = None  # of the draft, whose time has not come
    revision: Revision = new.save_revision(user=user, clean=False)
    action = PublishPageRevisionAction(revision, user=user)
    action.object._current_workflow_states = []
    action.object.base_is_known = True
    action.execute(skip_permission_checks=True)
    return revision


def rewrite(page: Page, change: Callable[[Content], Content]) -> None:
    """Apply `change` to the published version of the specific `page` and to its draft, each for itself.

    A draft that goes live by itself still does. What `change` leaves as it is, is not written.
    """
    draft = draft_of(page)
    scheduled = scheduled_of(draft) if draft is not None else None
    published = False
    if page.live:
        content = content_of(page)
        changed = change(content)
        published = changed != content
        if published:
            publish_content(page, changed)
    if draft is not None:
        content = content_of(draft)
        changed = change(content)
        if published or changed != content:
            save_draft(draft, changed, scheduled=scheduled)


def scheduled_of(draft: Page) -> datetime | None:
    """Return when the draft goes live by itself, None where nobody said so."""
    revision = draft.latest_revision
    return revision.approved_go_live_at if revision is not None else None
