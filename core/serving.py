"""Rules for serving a live page: under the address of its own language only, and kept by caches for a short while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from wagtail.models import Page

from core.caching import declare_public

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponse]


def refuse_other_language(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Raise Http404 where the address names another language than the page is written in.

    Wagtail falls back to the home page of the default language where the asked-for one has none, and serves copies
    that nobody has translated; both would show a text under the address of a language that it is not in.
    """
    if page.locale.language_code != translation.get_language():
        raise Http404("the page is not in the language of its address")
    if page.alias_of_id is not None and page.alias_of.locale_id != page.locale_id:
        raise Http404("the page is a copy that nobody has translated")


def serve_publicly(serve: Serve) -> Serve:
    """Let caches keep what a page answers to a reader who only looks."""

    def inner(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        is_reading = request.method in {"GET", "HEAD"} and response.status_code == 200
        if is_reading and "Cache-Control" not in response.headers:
            declare_public(response)
        return response

    return inner
