"""Mails to the people who work on editions: sent once the change is committed, each in the person's own language."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.users.models import UserProfile

if TYPE_CHECKING:
    from users.models import User

logger = logging.getLogger(__name__)


def tell(people: Iterable[User], template: str, path: str, context: dict[str, Any]) -> None:
    """Mail `people` the template, with `link` to a path of the back office, when the transaction is through.

    A mail server that does not take it is noted in the log and stops nothing: what the mail says also stands in the
    back office.
    """
    link = f"{settings.WAGTAILADMIN_BASE_URL}{path}"
    full = {"link": link, "site_name": settings.WAGTAIL_SITE_NAME} | context
    for person in people:
        transaction.on_commit(partial(_send, person, template, full))


def _send(person: User, template: str, context: dict[str, Any]) -> None:
    with translation.override(UserProfile.get_for_user(person).get_preferred_language()):
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        text = render_to_string(f"{template}_message.txt", context)
    try:
        send_mail(subject, text, None, [person.email])
    except (SMTPException, OSError):
        logger.exception("The mail %s to user %s could not be sent.", template, person.pk)
