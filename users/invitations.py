"""Invites a new user to choose a password; nobody else ever knows it."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest

from users.models import User

logger = logging.getLogger(__name__)


def send_invitation(request: HttpRequest, user: User) -> bool:
    """Mail `user` a link for choosing a password, good as long as PASSWORD_RESET_TIMEOUT says.

    Returns False when the mail server does not take it; the user can then ask for a link on the sign-in page.
    """
    adapter = get_adapter(request)
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    link = adapter.get_reset_password_from_key_url(f"{user_pk_to_url_str(user)}-{token}")
    try:
        adapter.send_mail("users/email/invitation", user.email, {"user": user, "link": link})
    except (SMTPException, OSError):
        logger.exception("The invitation of user %s could not be sent.", user.pk)
        return False
    return True
