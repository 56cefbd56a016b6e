"""From an address to a page: the affiliate's own page, else the national one at the same path (design decision 2).

Wagtail's routing asks for each part of a path by itself. Here one query finds the page itself, the sub-site that the
path leads into, and the national page that the sub-site would inherit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from affiliates.models import AffiliateHomePage
from affiliates.place import is_own_host, place_of
from affiliates.subsite import LEVELS_OF_HOME, NATIONAL_DEPTH, Subsite, homes
from core.seo import HIDDEN, ViewDescription, describe_view


def route_from_nation(home: Page, request: HttpRequest, components: Sequence[str]) -> RouteResult:
    """Return the page at a path below the national home page.

    Raises Http404 where there is none.
    """
    request.subsite = None  # type: ignore[attr-defined]
    if not components:
        return _live(home)
    path = f"{home.url_path}{'/'.join(components)}/"
    inside = components[LEVELS_OF_HOME:]
    door = f"{home.url_path}{'/'.join(components[:LEVELS_OF_HOME])}/"
    inherited = f"{home.url_path}{'/'.join(inside)}/" if inside else ""
    found = _pages_at({path, door, inherited}, {components[-1], *components[LEVELS_OF_HOME - 1 : LEVELS_OF_HOME]})
    if door in found and _is_affiliate_home(found[door]):
        affiliate_home = homes().get(pk=found[door].pk)
        return _route_in_subsite(Subsite(affiliate_home), request, found.get(path), found.get(inherited))
    return _live(found.get(path))


def route_from_affiliate(home: AffiliateHomePage, request: HttpRequest, components: Sequence[str]) -> RouteResult:
    """Return the page at a path below the home page of an affiliate that has a host of its own.

    Raises Http404 where there is none.
    """
    subsite = Subsite(homes().get(pk=home.pk))
    if not components:
        return _route_in_subsite(subsite, request, home, None)
    path = "/".join(components)
    own, national = f"{home.url_path}{path}/", f"{subsite.national_url_path}{path}/"
    found = _pages_at({own, national}, {components[-1]})
    return _route_in_subsite(subsite, request, found.get(own), found.get(national))


def _route_in_subsite(subsite: Subsite, request: HttpRequest, own: Page | None, national: Page | None) -> RouteResult:
    """Return the affiliate's own page where it is live, else the national page where the sub-site carries it.

    What the nation requires comes before an own page.
    """
    if not subsite.home.live:
        raise Http404("the sub-site is not live")
    request.subsite = subsite  # type: ignore[attr-defined]
    inherits = national is not None and national.live and subsite.carries(national)
    if own is not None and own.live and not (inherits and subsite.marks.requires(national.path)):  # type: ignore[union-attr]
        return RouteResult(subsite.home if own.pk == subsite.home.pk else _specific(own))
    if inherits:
        return RouteResult(_specific(national))
    raise Http404("neither the affiliate nor the nation has a page here")


def _pages_at(url_paths: set[str], slugs: set[str]) -> dict[str, Page]:
    """Return the pages at these paths; their slugs lead PostgreSQL to them by an index."""
    rows = Page.objects.filter(slug__in=slugs, url_path__in=url_paths - {""}, depth__gte=NATIONAL_DEPTH)
    return {row.url_path: row for row in rows.select_related("locale")}


def _is_affiliate_home(page: Page) -> bool:
    return page.content_type_id == ContentType.objects.get_for_model(AffiliateHomePage).pk


def _live(page: Page | None) -> RouteResult:
    if page is None or not page.live:
        raise Http404("no live page here")
    return RouteResult(_specific(page))


def _specific(page: Page) -> Page:
    """Return the page as its own type, with the locale that is known already."""
    specific = page.specific
    if page is not specific and "locale" in page._state.fields_cache:
        specific.locale = page.locale
    return specific


# Before a page is served.


def send_to_right_host(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """Redirect permanently from the address under the national host to the affiliate's own host."""
    subsite = getattr(request, "subsite", None)
    if subsite is None or is_own_host(place_of(request).site):
        return None
    address = place_of(request).address(page)
    if address.startswith("/"):
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def close_out_of_service(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """Send readers of a sub-site that is out of service to the nation; its own pages say that they are away."""
    subsite = getattr(request, "subsite", None)
    if subsite is None or subsite.affiliate.is_in_service:
        return None
    place = place_of(request)
    if not subsite.holds(page):
        return HttpResponseRedirect(place.full_address(page))
    request.subsite = None  # type: ignore[attr-defined]
    request._wagtail_route_for_request = None  # type: ignore[attr-defined]
    describe_view(request, ViewDescription(title=_("Not available at the moment"), robots=HIDDEN))
    context = {"affiliate": subsite.affiliate}
    return render(request, "affiliates/out_of_service.html", context, status=404)
