"""Where a page is being read, which decides what links lead to and what lists hold.

Readers read on the national site or in the sub-site of an affiliate. Core knows the first; the app above it says for
each request where it is (affiliates.middleware), and whoever writes an address or lists pages asks `current()`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath


class Place:
    """The national site, as anybody reads it; `request` is None outside of requests."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        self.request = request

    @cached_property
    def site(self) -> Site | None:
        """The site of the host that was asked for."""
        return Site.find_for_request(self.request) if self.request is not None else None

    @cached_property
    def roots(self) -> list[SiteRootPath]:
        """Where every site begins in the tree, in each of its languages; the deepest come first."""
        return Site.get_site_root_paths()

    def address(self, page: Page) -> str:
        """Return where a reader goes for `page`: without the host where it is the one being read, else whole.

        Empty for a page that belongs to no site.
        """
        return self._address_of_url_path(page.url_path)

    def full_address(self, page: Page) -> str:
        """Return the one whole address of `page`, the same wherever it is read; empty where it has none."""
        root = self._root_of(page.url_path)
        return f"{root.root_url}{_path(page.url_path, root)}" if root else ""

    def url_parts(self, page: Page) -> tuple[int, str, str] | None:
        """Return id and address of the site of `page` and its path there, as Wagtail wants them."""
        root = self._root_of(page.url_path)
        return (root.site_id, root.root_url, _path(page.url_path, root)) if root else None

    def all_parts(self, url_path: str) -> list[tuple[int, str]]:
        """Return id of the site and path for every host that the page at `url_path` stands below, nearest first."""
        roots = [root for root in self.roots if url_path.startswith(root.root_path)]
        return [(root.site_id, _path(url_path, root)) for root in roots]

    def below(self, index: Page) -> Q:
        """Return the condition for the pages that a reader finds in the list `index`: its children."""
        return Q(path__startswith=index.path, depth=index.depth + 1)

    def shows(self, page: Page) -> bool:
        """Whether links of menus may lead to `page` here."""
        return True

    def refusal_of(self, parent: Page, slug: str) -> str:
        """Return why no page may have this slug below `parent`; empty where it may."""
        return ""

    def _root_of(self, url_path: str) -> SiteRootPath | None:
        return next((root for root in self.roots if url_path.startswith(root.root_path)), None)

    def _address_of_url_path(self, url_path: str) -> str:
        root = self._root_of(url_path)
        if root is None:
            return ""
        path = _path(url_path, root)
        is_here = self.site is not None and self.site.pk == root.site_id
        is_only = len({other.site_id for other in self.roots}) == 1
        return path if is_here or is_only else f"{root.root_url}{path}"


def _path(url_path: str, root: SiteRootPath) -> str:
    """Return the path of a page on its site; the language of the root decides its prefix."""
    with translation.override(root.language_code):
        return reverse("wagtail_serve", args=[url_path[len(root.root_path) :]])


_current: ContextVar[Place | None] = ContextVar("place", default=None)


def current() -> Place:
    """Return where the page is being read that is being made just now; outside of requests the national site."""
    return _current.get() or Place()


@contextmanager
def reading_at(place: Any) -> Iterator[None]:
    """Let `current()` answer with `place` inside the `with` block."""
    token = _current.set(place)
    try:
        yield
    finally:
        _current.reset(token)
