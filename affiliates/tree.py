"""Where a page stands: its line of ancestors, and that line in every language, in one query."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, Site

from affiliates.subsite import NATIONAL_DEPTH, Subsite


class Lineage:
    """The pages from the home page down to `page`, and the public translations of each.

    In a sub-site the line begins at the affiliate's home, and goes on through the nation's pages where `page` is
    inherited. Without a page (search, an error) it is the home page in the language being read, where there is one.
    """

    def __init__(self, page: Page | None, site: Site | None, language: str, subsite: Subsite | None = None) -> None:
        self.page = page
        self.site = site
        self.language = language
        self.subsite = subsite

    @cached_property
    def _rows(self) -> list[Page]:
        if self.site is None:
            return []
        ends = [self.subsite.home.path] if self.subsite else []
        # A page that is only previewed has a path but perhaps no row.
        ends.append(self.page.path if self.page is not None else self.site.root_page.path)
        lengths = range(NATIONAL_DEPTH * Page.steplen, max(map(len, ends)) + 1, Page.steplen)
        paths = {end[:length] for end in ends for length in lengths}
        wanted = Q(translation_key__in=Page.objects.filter(path__in=paths).values("translation_key"))
        if self.subsite is not None:
            home = self.subsite.home
            wanted |= Q(path__startswith=home.path, depth=home.depth + 1, show_in_menus=True)
        return list(Page.objects.filter(wanted).select_related("locale").order_by("depth", "path"))

    @cached_property
    def translations(self) -> dict[UUID, dict[str, Page]]:
        """For each page of the line: its public versions by language, copies that nobody translated left out."""
        found: dict[UUID, dict[str, Page]] = {}
        for row in self._rows:
            if row.live and row.alias_of_id is None:
                found.setdefault(row.translation_key, {})[row.locale.language_code] = row
        return found

    @cached_property
    def line(self) -> list[Page]:
        """The public pages from the home page to the page itself, which comes last even where it is a draft."""
        if self.page is None:
            home = self.subsite.home if self.subsite else self.home_in(self.language)
            return [home] if home else []
        path = self.page.path
        above = [row for row in self._rows if row.live and path.startswith(row.path) and row.path != path]
        if self.subsite is not None:
            home = self.subsite.home
            below = [row for row in above if self.subsite.carries(row) or row.path.startswith(home.path)]
            above = [home, *(row for row in below if row.path != home.path)] if path != home.path else []
        return [*above, self.page]

    def menu(self) -> list[Page]:
        """Return the pages that the affiliate shows in its menu, in the order of the tree."""
        if self.subsite is None:
            return []
        home = self.subsite.home
        below = [row for row in self._rows if row.path.startswith(home.path) and row.depth == home.depth + 1]
        return [row for row in below if row.live and row.show_in_menus]

    @cached_property
    def _national_key(self) -> UUID | None:
        """The key of the national home page, which stands above whatever is read."""
        return next((row.translation_key for row in self._rows if row.depth == NATIONAL_DEPTH), None)

    def home_in(self, language: str) -> Page | None:
        """Return the national home page in `language`, None where there is none."""
        if self._national_key is None:
            return None
        return self.translations.get(self._national_key, {}).get(language)

    def affiliate_home_in(self, language: str) -> Page | None:
        """Return the home page of the sub-site in `language`, None outside of sub-sites and where there is none."""
        if self.subsite is None:
            return None
        return self.translations.get(self.subsite.home.translation_key, {}).get(language)

    def versions(self) -> dict[str, Page]:
        """Return the public versions of the page itself by language; without a page there are none."""
        return self.translations.get(self.page.translation_key, {}) if self.page is not None else {}

    def nearest_in(self, language: str) -> Page | None:
        """Return the page in `language`, else the nearest page above it that has a translation."""
        for page in reversed(self.line):
            if version := self.translations.get(page.translation_key, {}).get(language):
                return version
        return self.home_in(language)

    def languages(self) -> Iterator[str]:
        """Yield the codes of the languages that the nation has a home page in."""
        if self._national_key is not None:
            yield from self.translations.get(self._national_key, {})


def page_of(request: HttpRequest) -> Page | None:
    """Return the page that `request` shows, live or in preview, None for any other view."""
    shown = getattr(request, "served_page", None)
    if shown is not None:
        return shown
    result = getattr(request, "_wagtail_route_for_request", None)
    return result[0] if result else None
