"""What crawlers may read."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core.caching import declare_kept
from core.seo import root_url


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Open the site to crawlers under its own host; close every other host that shows the same pages."""
    site = Site.find_for_request(request)
    known = site is not None and request.get_host().split(":")[0] == site.hostname
    lines = ["User-agent: *"]
    if known:
        lines += [f"Disallow: {path}" for path in _closed_paths()]
        lines += ["", f"Sitemap: {root_url(site, request)}{reverse('sitemap-index')}"]
    else:
        lines.append("Disallow: /")
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    declare_kept(response, timedelta(hours=1))
    return response


def _closed_paths() -> list[str]:
    """The back office, and searches: there are endlessly many."""
    paths = [reverse("wagtailadmin_home")]
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            paths.append(reverse("search") + "?")
    return paths
