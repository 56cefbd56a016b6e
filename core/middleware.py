"""What holds for every request.

The address decides the language, nothing is cached unless it says so, and input that no view could handle is refused
before it reaches one.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from core.caching import NEVER, is_personal

GetResponse = Callable[[HttpRequest], HttpResponse]


class CachingMiddleware:
    """Keep out of every cache what did not ask to be kept, every error, and everything made for one person.

    Outermost, so that it sees responses as they leave.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with `Cache-Control: no-store` unless the response declared otherwise."""
        response = self.get_response(request)
        declared = response.headers.get("Cache-Control", "")
        if response.status_code >= 400 or not declared or ("public" in declared and is_personal(response)):
            response.headers["Cache-Control"] = NEVER
            for name in ("ETag", "Expires", "Last-Modified"):
                response.headers.pop(name, None)
        return response


class LanguageFromPathMiddleware:
    """Activate the language that the address names; English has no prefix.

    Neither a cookie nor `Accept-Language` is read, so a page is the same for everybody and no `Vary` is needed.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the path, and say which one it is."""
        language = language_of_path(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def language_of_path(path: str) -> str:
    """Return the language that the first part of `path` names, else the default language."""
    prefix = path.lstrip("/").split("/", 1)[0]
    return prefix if prefix in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class BadInputMiddleware:
    """Refuse what no view may be asked to handle, once and for all views."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or raise BadRequest for a NUL in the address or a query string that is no UTF-8.

        PostgreSQL refuses NUL in any text. A path that is no UTF-8 leads nowhere by itself.
        """
        # WSGI hands over bytes as Latin-1.
        query = unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1"))
        if "\x00" in request.path_info or b"\x00" in query:
            raise BadRequest("NUL in the address.")
        try:
            query.decode()
        except UnicodeDecodeError:
            raise BadRequest("The query string is not UTF-8.") from None
        return self.get_response(request)
