"""Takes a lost second factor away, for somebody who has made sure who is asking."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from users.models import User
from users.sessions import end_sessions

logger = logging.getLogger(__name__)


@transaction.atomic
def forget_second_factor(user: User) -> None:
    """Remove authenticator app, passkeys and recovery codes, and end every session; the password stays.

    The user sets up a new factor at the next sign-in.
    """
    Authenticator.objects.filter(user_id=user.pk).delete()
    end_sessions(user)


def tell_of_forgotten_factor(request: HttpRequest, user: User) -> bool:
    """Mail `user` that the second factor was taken away. Returns False when the mail server does not take it."""
    link = request.build_absolute_uri(reverse("wagtailadmin_home"))
    try:
        get_adapter(request).send_mail("users/email/second_factor_reset", user.email, {"user": user, "link": link})
    except (SMTPException, OSError):
        logger.exception("User %s could not be told that the second factor was reset.", user.pk)
        return False
    return True
