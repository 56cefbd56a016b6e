"""Files that browsers look for at fixed addresses."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core.caching import declare_kept

# The paper and the chalkboard of the design system (static/css).
BACKGROUND = "#faf6ee"
THEME = "#14453d"


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Send a browser that asks by habit to the icon."""
    response = HttpResponseRedirect(static("favicon/favicon.ico"))
    declare_kept(response, timedelta(days=1))
    return response


@require_safe
def webmanifest(request: HttpRequest) -> HttpResponse:
    """Say how the site looks among a device's applications."""
    site = Site.find_for_request(request)
    name = (site.site_name if site else "") or "Just Schools"
    icons = [
        {"src": static(f"favicon/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    manifest = {
        "name": name,
        "short_name": name,
        "start_url": "/",
        "display": "browser",
        "background_color": BACKGROUND,
        "theme_color": THEME,
        "icons": icons,
    }
    response = JsonResponse(manifest, content_type="application/manifest+json")
    declare_kept(response, timedelta(days=1))
    return response
