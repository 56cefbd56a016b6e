"""Registers the account's links and the look of the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("register_account_menu_item")
def second_factor_item(request: HttpRequest) -> dict[str, Any]:
    """Link to authenticator app, passkeys and recovery codes."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("Authenticator app, passkeys and recovery codes."),
    }


@hooks.register("register_account_menu_item")
def password_item(request: HttpRequest) -> dict[str, Any]:
    """Link to changing the password."""
    return {
        "url": reverse("account_change_password"),
        "label": _("Change password"),
        "help_text": _("You are asked to confirm that it is you."),
    }


@hooks.register("register_account_menu_item")
def email_item(request: HttpRequest) -> dict[str, Any]:
    """Link to changing the address that logs in."""
    return {
        "url": reverse("account_email"),
        "label": _("Change e-mail address"),
        "help_text": _("The new address counts once you have confirmed it by a code."),
    }


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    """Give Wagtail's admin the site's colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
