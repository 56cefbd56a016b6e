"""What this site decides differently from django-allauth."""

from __future__ import annotations

from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from users import encryption
from users.second_factor import FACTOR_TYPES, signed_in_within


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; whoever has a second factor confirms with it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: nobody makes an account of their own."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Say whether `url` may follow signing in: only an address on the host that the person is on."""
        request = allauth_context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Say whether `app` asks for a confirmation; the first factor follows a fresh sign-in without another."""
        required = super().is_reauthentication_required(app=app, **kwargs)
        if not required or app != "allauth.mfa":
            return required
        request = allauth_context.request
        first = not is_mfa_enabled(request.user, FACTOR_TYPES)
        return not (first and signed_in_within(request, account_settings.REAUTHENTICATION_TIMEOUT))

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Return the ways to confirm; a password alone is none once there is a second factor."""
        methods = super().get_reauthentication_methods(user)
        stronger = [method for method in methods if method["id"] != "reauthenticate"]
        return stronger or methods

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a message that names the site rather than its host."""
        super().send_mail(template_prefix, email, {"site_name": settings.WAGTAIL_SITE_NAME} | context)


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted."""

    def encrypt(self, text: str) -> str:
        """Return the secret as it is stored."""
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret from how it is stored."""
        return encryption.decrypt(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """Return a name to start with: keys are counted."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Key %(number)s") % {"number": count + 1}

    def _get_site_name(self) -> str:
        # What an authenticator app and a passkey manager show.
        return settings.WAGTAIL_SITE_NAME


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """The organisation's identity provider signs existing users in, and does nothing else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say no: the provider vouches for people, it does not hire them."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse to tie the provider's account to a user: the verified address is looked up each time."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(redirect("account_login"))

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[AbstractUser, str] | None:
        """Return the user with an address that the provider verified.

        Some providers send the claim as text, and the text "false" would pass for true.
        """
        sociallogin.email_addresses = [address for address in sociallogin.email_addresses if address.verified is True]
        return super().authenticate_by_email(sociallogin)
