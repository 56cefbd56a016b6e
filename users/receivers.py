"""What follows when accounts and second factors change."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_reset
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from users.addresses import confirm_address, forget_replaced_addresses
from users.code_forms import mark_current_period_spent
from users.models import User
from users.second_factor import FACTOR_TYPES, record_proof


@receiver(authenticator_added, dispatch_uid="users.prove_new_factor")
def prove_new_factor(request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    """Let the session that set a factor up go on: setting up takes a working code or key."""
    if authenticator.type == Authenticator.Type.TOTP:
        mark_current_period_spent(authenticator)
    if authenticator.type in FACTOR_TYPES:
        record_proof(request, authenticator)


@receiver(authenticator_reset, dispatch_uid="users.keep_proof_over_new_recovery_codes")
def keep_proof_over_new_recovery_codes(request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    """Let a session that was proven with a recovery code see the new codes, which replace the old ones."""
    record_proof(request, authenticator)


@receiver(password_reset, dispatch_uid="users.confirm_address_by_reset")
def confirm_address_by_reset(user: User, **kwargs: Any) -> None:
    """Take a password set through a link in a mail as proof that the user reads that mailbox."""
    if not EmailAddress.objects.filter(user=user).exclude(email=user.email).exists():
        confirm_address(user)


@receiver(post_save, sender=User, dispatch_uid="users.follow_changed_address")
def follow_changed_address(instance: User, update_fields: frozenset[str] | None, **kwargs: Any) -> None:
    """Drop the old login when an administrator gives the user another address."""
    if update_fields is None or "email" in update_fields:
        forget_replaced_addresses(instance)
