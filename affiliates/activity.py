"""The log that each affiliate has of its own.

Whatever Wagtail logs of an affiliate's things is written into it at the same moment (affiliates.activity_receivers):
only then is it known whose a page was that is about to be deleted, and reading the log is one query on one table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.log_actions import registry

from affiliates.models import Activity, ActivityEntry, Affiliate

if TYPE_CHECKING:
    from wagtail.models import Page

    from users.models import User

SUBJECT_LENGTH = 255


def record(
    affiliate: Affiliate,
    action: str,
    *,
    user: User | None,
    subject: str = "",
    details: dict[str, Any] | None = None,
    person: User | None = None,
    page: Page | None = None,
) -> ActivityEntry:
    """Note in the log of `affiliate` that `user` (None: the system) did `action`.

    `action` is an `Activity` or an action registered with Wagtail. `subject` says what it was done to: the title of a
    page, a role; never a person's name or address, for which there is `person`. `details` are small facts.
    Raises ValueError for an unknown action.
    """
    if action not in Activity.values and not registry.action_exists(action):
        raise ValueError(f"The log of affiliates knows no action {action!r}.")
    return ActivityEntry.objects.create(
        affiliate=affiliate,
        action=action,
        user=user,
        person=person,
        page=page,
        subject=subject[:SUBJECT_LENGTH],
        details=details or {},
    )
