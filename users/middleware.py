"""Closes the back office until the second factor is proven, and chooses its language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from users.second_factor import Assurance, assurance, is_open

NEXT_SESSION_KEY = "second_factor_next"

GetResponse = Callable[[HttpRequest], HttpResponse]


def in_back_office(request: HttpRequest) -> bool:
    """Say whether the request is for an address of the back office, signing in included."""
    return request.path_info.startswith(settings.BACK_OFFICE_PATH)


class SecondFactorMiddleware:
    """Lets nothing of the back office run before the session has proven its user's second factor.

    Stands in front of every view, so a view that forgets its own check is closed too.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; `process_view` knows which view it is for."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer in place of a view that is not open yet: lead a person on, refuse a script."""
        if not in_back_office(request) or request.resolver_match is None:
            return None
        view_name = request.resolver_match.view_name
        if is_open(view_name, Assurance.ANONYMOUS):
            return None
        reached = assurance(request)
        if is_open(view_name, reached):
            return None
        if not _is_navigation(request):
            return HttpResponseForbidden("Sign in with the second factor first.", content_type="text/plain")
        return _lead_on(request, reached)


def _is_navigation(request: HttpRequest) -> bool:
    """Tell a page that a person opens (also in a frame) from a request that a script sends."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return False
    mode = request.headers.get("Sec-Fetch-Mode")
    if mode:
        return mode == "navigate"
    return request.accepts("text/html")


def _lead_on(request: HttpRequest, reached: Assurance) -> HttpResponse:
    # Only an address can be come back to, not a form that was sent.
    wanted = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("wagtailadmin_home")
    if reached is Assurance.ANONYMOUS:
        return redirect_to_login(wanted, reverse("account_login"))
    request.session[NEXT_SESSION_KEY] = wanted
    return redirect("second_factor")


class BackOfficeLanguageMiddleware:
    """Shows the back office in the user's language, else in the best one that the browser asks for.

    Readers' pages are not concerned: there the address alone decides.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language."""
        if not in_back_office(request):
            return self.get_response(request)
        with translation.override(_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ["Accept-Language"])
        return response


def _language(request: HttpRequest) -> str:
    offered = dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES)
    profile = getattr(request.user, "wagtail_userprofile", None)
    if profile is not None and profile.preferred_language in offered:
        return profile.preferred_language
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        for code in (wanted, wanted.split("-")[0]):
            if code in offered:
                return code
    return settings.LANGUAGE_CODE
