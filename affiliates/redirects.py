"""What is answered where nothing is: on the national site, in a sub-site under its path, and on an affiliate's host.

Redirects are rows of wagtail.contrib.redirects, one for each address that a page had (core.old_addresses). An address
in a sub-site may mean several of them: that of the affiliate's own page, under whichever host it was, and that of the
national page which was inherited there. All are looked up at once, so no affiliate needs rows for what it inherits.

A page that was public and is unpublished has no row: it may come back. Its readers are led to the nearest page above
it that is there, for the time being.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from affiliates.place import RequestPlace, place_of
from affiliates.subsite import LEVELS_OF_HOME, NATIONAL_DEPTH, Subsite, homes

GetResponse = Callable[[HttpRequest], HttpResponse]
# What a page can have: slugs are ASCII (WAGTAIL_ALLOW_UNICODE_SLUGS).
PATH_OF_PAGE = re.compile(r"/(?:[\w-]+/)*", re.ASCII)
SiteAndPath = tuple[int | None, str]


class RedirectMiddleware:
    """Leads readers on from addresses at which nothing is; a page that is there always comes first."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, where there is nothing with the way on."""
        response = self.get_response(request)
        is_reading = request.method in {"GET", "HEAD"} and not request.path_info.startswith(settings.BACK_OFFICE_PATH)
        if response.status_code != 404 or not is_reading:
            return response
        return WrongAddress(request).way_on() or response


class WrongAddress:
    """An address that was asked for, and where nothing is."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.place: RequestPlace = place_of(request)

    def way_on(self) -> HttpResponse | None:
        """Return a redirect; None where none is known, and where a page is that is not shown just now."""
        row = self._row()
        if any(page.live for page in self._meant):
            return None
        if row is not None and (response := self._follow(row)):
            return response
        # Drafts that readers never saw stay unknown.
        was_public = [page for page in self._meant if page.first_published_at is not None]
        return self._retreat(was_public[0].url_path) if was_public else self._from_former_subsite()

    def _from_former_subsite(self) -> HttpResponse | None:
        """Lead on from what a sub-site inherited while its home page was elsewhere; own pages have rows for that."""
        if self.subsite is not None or self.url_path is None or _door(self.url_path) == self.url_path:
            return None
        door = _door(self.url_path)
        paths = {path for _site, path in self._addresses(door)}
        rows = Redirect.objects.filter(site=self.place.site, old_path__in=paths, redirect_page__live=True)
        home = homes().filter(pk__in=rows.values("redirect_page")).first()
        if home is None:
            return None
        moved = Subsite(home)
        page = Page(url_path=moved.national_url_path + self.url_path[len(door) :])
        return self._to(self.place.address_in(home, page), HttpResponsePermanentRedirect)

    def _row(self) -> Redirect | None:
        """Return the redirect that stands for the address, by one query."""
        candidates = list(dict.fromkeys(self._candidates()))
        found = Redirect.objects.filter(old_path__in={path for _site, path in candidates})
        found = found.filter(Q(site__in={site for site, _path in candidates}) | Q(site=None))
        rows = {(row.site_id, row.old_path): row for row in found.select_related("redirect_page")}
        fitting = [rows[candidate] for candidate in candidates if candidate in rows]
        # Where the affiliate deleted its page and the nation moved the one below it, the nation's is the way on.
        fitting.sort(key=self._leads_up)
        return next((row for row in fitting if not self._leads_back(row)), None)

    def _leads_up(self, row: Redirect) -> bool:
        """Whether the row only leads to a page above, as that of a deleted page does."""
        page = row.redirect_page
        return page is not None and any(path.startswith(page.url_path) for path in self._meant_paths)

    def _leads_back(self, row: Redirect) -> bool:
        """Whether the row is of a page that came back to this address."""
        return row.redirect_page is not None and row.redirect_page.url_path in self._meant_paths

    def _candidates(self) -> Iterator[SiteAndPath]:
        """Yield the addresses that the one asked for may mean, the nearest first."""
        site = self.place.site.pk if self.place.site else None
        asked = Redirect.normalise_path(self.request.get_full_path(), decode_unicode=False)
        for path in (asked, asked.partition("?")[0]):
            for written in (uri_to_iri(path), path):
                yield site, written
                yield None, written
        if self.subsite is not None and self.url_path is not None:
            yield from self._addresses(self.url_path)
            for twin_site, path in self._addresses(self.subsite.national_url_path + self.inside):
                yield twin_site, path
                yield None, path

    def _addresses(self, url_path: str) -> Iterator[tuple[int, str]]:
        """Yield the addresses of a page under every host above it: an affiliate may have got its host later."""
        for parts in self.place.all_parts(url_path):
            yield parts[0], Redirect.normalise_path(parts[1])

    def _follow(self, row: Redirect) -> HttpResponse | None:
        page = row.redirect_page
        if page is not None and not page.live:
            return self._retreat(page.url_path)
        kind = HttpResponsePermanentRedirect if row.is_permanent else HttpResponseRedirect
        return self._to(row.link, kind)

    @cached_property
    def _meant_paths(self) -> list[str]:
        """The `url_path` of the own and of the inherited page that would be here."""
        if self.url_path is None:
            return []
        return [self.url_path, *([self.subsite.national_url_path + self.inside] if self.subsite is not None else [])]

    @cached_property
    def _meant(self) -> list[Page]:
        """The pages that would be here if they were public, the affiliate's own first."""
        slugs = {_slug_of(path) for path in self._meant_paths}
        pages = Page.objects.filter(slug__in=slugs, url_path__in=self._meant_paths)
        return sorted(
            (page for page in pages if self._is_of_here(page)), key=lambda page: self._meant_paths.index(page.url_path)
        )

    def _is_of_here(self, page: Page) -> bool:
        return self.subsite is None or self.subsite.holds(page) or self.subsite.carries(page)

    def _retreat(self, url_path: str) -> HttpResponse | None:
        """Redirect for the time being to the nearest page at or above `url_path` that readers find here."""
        steps = list(_down_to(url_path))
        wanted = set(steps)
        subsite = self.subsite
        if subsite is not None:
            wanted |= {subsite.home.url_path + _inside(step, subsite) for step in steps}
            wanted |= {subsite.national_url_path + _inside(step, subsite) for step in steps}
        slugs = {_slug_of(step) for step in wanted}
        live = Page.objects.filter(slug__in=slugs, url_path__in=wanted, live=True, depth__gte=NATIONAL_DEPTH)
        pages = [page for page in live if self._is_of_here(page)]
        pages.sort(key=lambda page: len(page.url_path if subsite is None else _inside(page.url_path, subsite)))
        while pages:
            if response := self._to(self.place.address(pages.pop()), HttpResponseRedirect):
                return response
        return None

    def _to(self, address: str | None, kind: type[HttpResponse]) -> HttpResponse | None:
        """Redirect, unless the address is the one that was asked for."""
        if not address:
            return None
        asked = urlsplit(self.request.build_absolute_uri())
        target = urlsplit(urljoin(asked.geturl(), address))
        if (target.netloc, target.path.rstrip("/")) == (asked.netloc, asked.path.rstrip("/")):
            return None
        return kind(address)

    @cached_property
    def subsite(self) -> Subsite | None:
        """The sub-site that the address is in; no route led there where its last slash is missing."""
        if hasattr(self.request, "subsite") or self.place.subsite is not None or self.url_path is None:
            return self.place.subsite
        home = homes().filter(slug=_slug_of(_door(self.url_path)), url_path=_door(self.url_path), live=True).first()
        # Whoever writes the address of the target asks the request.
        self.request.subsite = Subsite(home) if home else None  # type: ignore[attr-defined]
        return self.place.subsite

    @cached_property
    def url_path(self) -> str | None:
        """The `url_path` of the page that would be there; None on a host and in a language without pages."""
        prefix = reverse("wagtail_serve", args=[""])
        site, path = self.place.site, f"{self.request.path_info.rstrip('/')}/"
        if site is None or not path.startswith(prefix) or not PATH_OF_PAGE.fullmatch(path):
            return None
        for root in self.place.roots:
            if root.site_id == site.pk and root.language_code == self.request.LANGUAGE_CODE:
                return root.root_path + path[len(prefix) :]
        return None

    @property
    def inside(self) -> str:
        """The path below the home page of the sub-site."""
        return _inside(self.url_path or "", self.subsite) if self.subsite is not None else ""


def _inside(url_path: str, subsite: Subsite) -> str:
    """Return the path that an own or a national page has inside the sub-site."""
    if url_path.startswith(subsite.home.url_path):
        return url_path[len(subsite.home.url_path) :]
    return url_path[len(subsite.national_url_path) :]


def _slug_of(url_path: str) -> str:
    return url_path.rstrip("/").rpartition("/")[2]


def _door(url_path: str) -> str:
    """Return the `url_path` of the home page of the sub-site that the page would be in."""
    steps = url_path.strip("/").split("/")
    return f"/{'/'.join(steps[: NATIONAL_DEPTH - 1 + LEVELS_OF_HOME])}/"


def _down_to(url_path: str) -> Iterator[str]:
    """Yield the `url_path` of every page from the home page down to the one at `url_path`."""
    parts = url_path.strip("/").split("/")
    for length in range(1, len(parts) + 1):
        yield f"/{'/'.join(parts[:length])}/"
