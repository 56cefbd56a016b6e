"""Writes content into an edition: as its draft, or published without disturbing a draft or a review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Revision

from affiliates.editions.content import with_content

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

    A review of its draft goes on, where Wagtail would cancel it. Whether somebody may publish is for the caller to ask.
    Raises ValidationError for content that cannot be published.
    """
    new = with_content(page, content)
    if new.go_live_at and new.go_live_at > timezone.now():
        new.go_live_at = None  # of the draft, whose time has not come
    new.full_clean()
    revision: Revision = new.save_revision(user=user, clean=False)
    action = PublishPageRevisionAction(revision, user=user)
    action.object._current_workflow_states = []
    action.execute(skip_permission_checks=True)
    return revision
