"""How far a request has come in proving who sends it, and which addresses each step may reach.

The back office is closed by default: an address that no list below names needs a proven second factor.
"""

from __future__ import annotations

from enum import IntEnum
from time import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest


class Assurance(IntEnum):
    """What the session has shown so far, from nothing to everything."""

    ANONYMOUS = 0
    UNENROLLED = 1  # signed in; the user has no second factor yet
    UNPROVEN = 2  # signed in; the user has one, but this session never showed it
    PROVEN = 3


# Without the factor these only show a form, answer it, or serve what is the same for everybody.
ENTRANCE = frozenset({
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "team_accept",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
})  # fmt: skip

OPEN_TO: dict[Assurance, frozenset[str]] = {
    Assurance.ANONYMOUS: ENTRANCE,
    Assurance.UNENROLLED: ENTRANCE
    | {"second_factor", "account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn"},
    Assurance.UNPROVEN: ENTRANCE | {"second_factor", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"},
}

FACTOR_TYPES = frozenset({Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN})


def assurance(request: HttpRequest) -> Assurance:
    """Return how far the session of `request` has come; costs one query for a signed-in user."""
    user = request.user
    if not user.is_authenticated:
        return Assurance.ANONYMOUS
    authenticators = dict(Authenticator.objects.filter(user_id=user.pk).values_list("pk", "type"))
    if FACTOR_TYPES.isdisjoint(authenticators.values()):
        return Assurance.UNENROLLED
    # A proof counts while the authenticator that gave it exists: whoever removes a lost phone ends its sessions.
    shown = {record.get("id") for record in get_authentication_records(request, user) if record["method"] == "mfa"}
    return Assurance.PROVEN if shown & authenticators.keys() else Assurance.UNPROVEN


def is_open(view_name: str, reached: Assurance) -> bool:
    """Say whether a session at `reached` may call the view; without the requirement signing in is enough."""
    if reached is Assurance.PROVEN:
        return True
    if reached is not Assurance.ANONYMOUS and not settings.SECOND_FACTOR_REQUIRED:
        return True
    return view_name in OPEN_TO[reached]


def has_second_factor() -> Exists:
    """Return an expression that says of each user of a query set whether a second factor is set up."""
    return Exists(Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTOR_TYPES))


def record_proof(request: HttpRequest, authenticator: Authenticator) -> None:
    """Note in the session that its user has just set up `authenticator`, which takes a working code or key.

    It counts as a confirmation too, so that the recovery codes can be shown at once.
    """
    proof = {"id": authenticator.pk, "type": authenticator.type, "reauthenticated": True}
    record_authentication(request, authenticator.user, "mfa", **proof)


def signed_in_within(request: HttpRequest, seconds: int) -> bool:
    """Say whether the session's user gave a password, key or code during the last `seconds`."""
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return bool(records) and time() - records[-1]["at"] < seconds
