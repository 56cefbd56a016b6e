"""People who sign in during a test, and the shortest way in for tests that are about something else."""

from __future__ import annotations

import re
import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.core import mail
from django.test import Client

from users.addresses import confirm_address
from users.models import User

PASSWORD = "four words that nobody guesses"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def make_user(email: str = "editor@example.org", *, confirmed: bool = True, superuser: bool = True) -> User:
    """Make a user with PASSWORD, by default one who may do everything in the admin."""
    user = User.objects.create_user(email, PASSWORD, is_superuser=superuser, is_staff=superuser)
    if confirmed:
        confirm_address(user)
    return user


def give_app(user: User) -> Authenticator:
    """Give the user an authenticator app, and recovery codes as setting one up does."""
    RecoveryCodes.activate(user)
    return TOTP.activate(user, generate_totp_secret()).instance


def app_code(authenticator: Authenticator, periods: int = 0) -> str:
    """Return the code that the app shows now, or that many periods of 30 seconds later."""
    secret = decrypt(authenticator.data["secret"])
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods))


def recovery_codes(user: User) -> list[str]:
    """Return the user's unused recovery codes."""
    return Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()


def in_mail(pattern: str) -> str:
    """Return what the group of `pattern` matches in the last message."""
    found = re.search(pattern, str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def link_in_mail() -> str:
    """Return the path of the link in the last message."""
    return in_mail(r"http://testserver(\S+)")


def sign_in(client: Client, user: User) -> Authenticator:
    """Sign the user in with a proven second factor, without the forms."""
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first() or give_app(user)
    client.force_login(user, backend=BACKEND)
    session = client.session
    proof = {"method": "mfa", "id": authenticator.pk, "type": authenticator.type, "at": time.time()}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [proof]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    return authenticator
