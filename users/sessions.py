"""Ends the sessions of a user."""

from __future__ import annotations

from django.db.models import F

from users.models import User


def end_sessions(user: User) -> None:
    """End every session of `user`, on every device, with the next request that it makes."""
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    user.refresh_from_db(fields=["session_generation"])
