"""What a reader sees when there is no page to show.

The page for a wrong address has the frame of the site, search and ways on. The others are plain files: when input is
refused or something is broken, nothing that could fail again is asked.
"""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, loader
from django.utils.translation import gettext as _

from core.seo import HIDDEN, ViewDescription, describe_view

logger = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 in the language of the address, with search and ways on."""
    describe_view(request, ViewDescription(title=_("Page not found"), robots=HIDDEN))
    return HttpResponse(loader.render_to_string("404.html", {}, request), status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400; the host may be unknown, so the page names no organisation."""
    return _plain("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return _plain("403.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database."""
    return _plain("500.html", 500)


def _plain(template: str, status: int) -> HttpResponse:
    """Render `template` without a request, so that no context processor runs."""
    try:
        body = loader.get_template(template).render()
    except TemplateDoesNotExist:
        logger.exception("The error page %s is missing.", template)
        body = f"<!doctype html><title>{status}</title><h1>{status}</h1>"
    return HttpResponse(body, status=status)
