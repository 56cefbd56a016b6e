"""Forms for the code of an authenticator app, each of which is good once."""

from __future__ import annotations

import time

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django import forms
from django.db import transaction

LAST_COUNTER = "last_counter"


def spend(authenticator: Authenticator, code: str) -> bool:
    """Say whether `code` is newer than every code used before, and remember it.

    The app's own note of used codes is in a cache, which each worker process has for itself and which forgets a code
    before it expires; the row of the authenticator is shared and lasting.
    """
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret = decrypt(row.data["secret"])
        counter = next((c for c in yield_hotp_counters_from_time() if _matches(secret, c, code)), None)
        if counter is None or counter <= row.data.get(LAST_COUNTER, -1):
            return False
        row.data[LAST_COUNTER] = counter
        row.save(update_fields=["data"])
    return True


def mark_current_period_spent(authenticator: Authenticator) -> None:
    """Make the code that set `authenticator` up, and older ones, useless for signing in."""
    authenticator.data[LAST_COUNTER] = int(time.time()) // app_settings.TOTP_PERIOD
    authenticator.save(update_fields=["data"])


def _matches(secret: str, counter: int, code: str) -> bool:
    return compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter)))


class _SingleUse(forms.Form):
    """Refuses a code of the app that was used before; recovery codes look after themselves."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        """Return the code. Raises ValidationError for a wrong or used one, or after too many attempts."""
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not spend(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SingleUseAuthenticateForm(_SingleUse, AuthenticateForm):
    """The code asked for while signing in."""


class SingleUseReauthenticateForm(_SingleUse, ReauthenticateForm):
    """The code asked for before a sensitive change, or by a session that never showed one."""


class SetUpAppForm(ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}
