"""Keeps django-allauth's record of e-mail addresses in step with the user's own address."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from users.models import User


@transaction.atomic
def confirm_address(user: User) -> EmailAddress:
    """Record that the user reads the mail of `user.email`; signing in then asks for no code by mail."""
    address, _created = EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return address


def forget_replaced_addresses(user: User) -> None:
    """Forget the addresses that stopped being the user's login, so that nobody signs in or resets with them.

    An address the user is changing to, neither verified nor primary yet, stays.
    """
    replaced = EmailAddress.objects.filter(user=user).exclude(email=user.email)
    replaced.exclude(verified=False, primary=False).delete()
