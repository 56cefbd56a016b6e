"""What follows for teams when the national office changes an account."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from affiliates.models import FormerMember
from users.models import User


@receiver(post_save, sender=User, dispatch_uid="affiliates.account_works_again")
def account_works_again(
    instance: User, created: bool, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """Forget that a team switched the account off once it is on: if it goes off again, the nation did that."""
    if instance.is_active and not created and (update_fields is None or "is_active" in update_fields):
        FormerMember.objects.filter(user=instance, closed_account=True).update(closed_account=False)
