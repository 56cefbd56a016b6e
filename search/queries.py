"""Finding pages in the reader's language: by Elasticsearch where there is one and it answers, else by PostgreSQL."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString
from elastic_transport import TransportError
from elasticsearch import ApiError
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from search.highlighting import highlights
from search.kinds import KINDS, Kind, count_by_kind, kinds_by_type

logger = logging.getLogger(__name__)

LONGEST_QUERY = 200
MOST_WORDS = 16
WORD = re.compile(r"\w+")
POSTGRESQL, ELASTICSEARCH = "default", "public"
ENGINE_ERRORS = (ApiError, TransportError)
# After a failure readers are answered by PostgreSQL for a while, instead of each waiting for a time-out.
RESTING_KEY = "search.elasticsearch.resting"
RESTING_SECONDS = 30


@dataclass(frozen=True)
class Result:
    """One page that was found; title and snippet are safe HTML with the found words marked."""

    page: Page
    title_html: SafeString
    snippet_html: SafeString


def words_of(text: str) -> list[str]:
    """Return the words to look for: letters and digits, of a query of any length only the first."""
    return WORD.findall(unicodedata.normalize("NFC", text[:LONGEST_QUERY]))[:MOST_WORDS]


@dataclass(frozen=True)
class Scope:
    """Where to search: below the national `home`; on an affiliate's own host not in other sub-sites than its own."""

    home: Page
    affiliate_home: Page | None = None


def searchable_pages(scope: Scope) -> QuerySet:
    """Return the public pages of the scope, in its language.

    Only conditions that both engines understand, and no copies that nobody has translated.
    """
    home, own = scope.home, scope.affiliate_home
    pages = Page.objects.live().public().filter(path__startswith=home.path, locale_id=home.locale_id)
    if own is not None:
        directory = own.path[: -Page.steplen]
        pages = pages.filter(Q(path__startswith=own.path) | ~Q(path__startswith=directory))
    copies = list(Page.objects.filter(alias_of__isnull=False, locale_id=home.locale_id).values_list("pk", flat=True))
    return pages.exclude(pk__in=copies) if copies else pages


class Search:
    """One search by one engine, asked for counts once and for one part of the results at a time."""

    def __init__(self, words: list[str], scope: Scope, kind: Kind | None, engine: str) -> None:
        self.words = words
        self.scope = scope
        self.kind = kind
        self.engine = engine
        self.language: str = scope.home.locale.language_code

    @cached_property
    def _pages(self) -> QuerySet:
        return searchable_pages(self.scope)

    def _found(self, pages: QuerySet) -> Any:
        return backend(self.engine, self.language).search(" ".join(self.words), pages, operator="and")

    @cached_property
    def counts(self) -> Mapping[Kind, int]:
        """How many pages of each kind were found, whatever kind was asked for."""
        if not self.words:
            return dict.fromkeys(KINDS, 0)
        return count_by_kind(self._found(self._pages).facet("content_type_id"))

    def count(self) -> int:
        """How many pages of the asked-for kind were found."""
        return self.counts[self.kind] if self.kind else sum(self.counts.values())

    __len__ = count

    def __getitem__(self, part: slice) -> list[Result]:
        """Return a part of the results, the best first."""
        if not self.count():
            return []
        # The template shows nothing that would need the specific row.
        found = self._found(self._pages_of_kind())[part.start : part.stop]
        pages = [page.specific_deferred for page in found]
        marked = highlights(pages, self.words, self.language)
        return [Result(page, marked[page.pk].title, marked[page.pk].snippet) for page in pages]

    def _pages_of_kind(self) -> QuerySet:
        if self.kind is None:
            return self._pages
        kinds = kinds_by_type()
        if not self.kind.models:
            return self._pages.exclude(content_type_id__in=list(kinds))
        return self._pages.filter(content_type_id__in=[pk for pk, kind in kinds.items() if kind == self.kind])


@lru_cache(maxsize=32)
def backend(engine: str, language: str) -> Any:
    """Return the engine for a language, the same one each time: it holds the connections to its servers."""
    return get_search_backend(engine, LANGUAGE=language)


def preferred_engine() -> str:
    """Return the engine to ask: Elasticsearch where there is one that did not fail just now."""
    if settings.ELASTICSEARCH_URL and not cache.get(RESTING_KEY):
        return ELASTICSEARCH
    return POSTGRESQL


def rest_elasticsearch(error: Exception) -> None:
    """Leave Elasticsearch alone for a while, and say why."""
    logger.warning("Elasticsearch did not answer (%s); PostgreSQL answers meanwhile.", type(error).__name__)
    cache.set(RESTING_KEY, True, RESTING_SECONDS)
