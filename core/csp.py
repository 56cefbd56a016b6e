"""The Content-Security-Policy of every answer: which kind of page it is decides which of four policies it gets."""

from __future__ import annotations

from enum import Enum
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware as DjangoCSPMiddleware
from csp.middleware import PolicyParts
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Directives = dict[str, list[str]]

PUBLIC: Directives = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
}
# The QR code of an authenticator app is an image in the page.
ACCOUNT: Directives = PUBLIC | {"img-src": [SELF, "data:"]}
# Wagtail's editor starts date fields, inline panels and translations with inline scripts, sets style attributes,
# and shows chosen images before they are sent. It needs no eval; docs/features/sign-in.md says how this was measured.
ADMIN: Directives = PUBLIC | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}
# A page as readers will see it, inside the editor; what would be blocked for them is blocked here too.
PREVIEW: Directives = PUBLIC


class Kind(Enum):
    """The kinds of answers that differ in what they may load."""

    PUBLIC = "public"
    ACCOUNT = "account"
    ADMIN = "admin"
    PREVIEW = "preview"


POLICIES: dict[Kind, Directives] = {
    Kind.PUBLIC: PUBLIC,
    Kind.ACCOUNT: ACCOUNT,
    Kind.ADMIN: ADMIN,
    Kind.PREVIEW: PREVIEW,
}


def allow_frame(request: HttpRequest, origin: str) -> None:
    """Let the page that answers `request` load frames from `origin`, such as https://player.vimeo.com.

    For blocks with a video that the reader starts. Raises SuspiciousOperation for an origin that the setting
    VIDEO_EMBED_ORIGINS does not list.
    """
    if origin not in settings.VIDEO_EMBED_ORIGINS:
        raise SuspiciousOperation(f"{origin} is not in VIDEO_EMBED_ORIGINS.")
    origins: list[str] = getattr(request, "csp_frame_src", [])
    if origin not in origins:
        request.csp_frame_src = [*origins, origin]  # type: ignore[attr-defined]


class CSPMiddleware(DjangoCSPMiddleware):
    """Sets the policy by the kind of page, and lets X-Frame-Options alone decide who may frame it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the header, except on the inner answer of a preview: only the outer one knows who frames it."""
        if getattr(request, "is_dummy", False):
            response._csp_preview = True  # type: ignore[attr-defined]
            response._csp_frame_src = getattr(request, "csp_frame_src", [])  # type: ignore[attr-defined]
            return response
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the directives of the answer's kind and what it asked for in addition."""
        if report_only:
            return PolicyParts()
        kind = kind_of(request, response)
        frames: list[str] = getattr(request, "csp_frame_src", []) or getattr(response, "_csp_frame_src", [])
        framed_by = SELF if response.headers.get("X-Frame-Options", "").upper() == "SAMEORIGIN" else NONE
        config: dict[str, Any] = POLICIES[kind] | {"frame-ancestors": [framed_by]}
        if frames:
            config["frame-src"] = [*config.get("frame-src", []), *frames]
        if kind is Kind.ACCOUNT:
            # A form that starts signing in at the identity provider is answered by a redirect to it.
            config["form-action"] = [SELF, *settings.SIGN_IN_PROVIDER_ORIGINS]
        if settings.SECURE_SSL_REDIRECT:
            config["upgrade-insecure-requests"] = True
        return PolicyParts(config=config)


def kind_of(request: HttpRequest, response: HttpResponseBase) -> Kind:
    """Return the kind of the answer, by its address and by whether it shows a preview."""
    match = request.resolver_match
    view_name = match.view_name if match else ""
    if getattr(response, "_csp_preview", False) or view_name == "wagtailadmin_block_preview":
        return Kind.PREVIEW
    if not request.path_info.startswith(settings.BACK_OFFICE_PATH):
        return Kind.PUBLIC
    if request.path_info.startswith(settings.ACCOUNT_PATH) and view_name != "wagtailadmin_account":
        return Kind.ACCOUNT
    return Kind.ADMIN
