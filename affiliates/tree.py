"""Where a page stands: its line of ancestors, and that line in every language, in one query."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from uuid import UUID

from django.http import HttpRequest
from wagtail.models import Page, Site


class Lineage:
    """The pages from the home page down to `page`, and the public translations of each.

    Without a page (search, an error) the line is the home page in the language being read, where there is one.
    """

    def __init__(self, page: Page | None, site: Site | None, language: str) -> None:
        self.page = page
        self.site = site
        self.language = language

    @cached_property
    def _rows(self) -> list[Page]:
        if self.site is None:
            return []
        # A page that is only previewed has a path but perhaps no row.
        path = self.page.path if self.page is not None else self.site.root_page.path
        lengths = range(self.site.root_page.depth * Page.steplen, len(path) + 1, Page.steplen)
        keys = Page.objects.filter(path__in=[path[:length] for length in lengths]).values("translation_key")
        return list(Page.objects.filter(translation_key__in=keys).select_related("locale").order_by("depth", "path"))

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
            home = self.home_in(self.language)
            return [home] if home else []
        path = self.page.path
        above = [row for row in self._rows if row.live and path.startswith(row.path) and row.path != path]
        return [*above, self.page]

    def home_in(self, language: str) -> Page | None:
        """Return the national home page in `language`, None where there is none."""
        if self.site is None:
            return None
        return self.translations.get(self.site.root_page.translation_key, {}).get(language)

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
        """Yield the codes of the languages that the site has a home page in."""
        if self.site is not None:
            yield from self.translations.get(self.site.root_page.translation_key, {})


def page_of(request: HttpRequest) -> Page | None:
    """Return the page that `request` shows, live or in preview, None for any other view."""
    shown = getattr(request, "served_page", None)
    if shown is not None:
        return shown
    result = getattr(request, "_wagtail_route_for_request", None)
    return result[0] if result else None
