"""Search in PostgreSQL by the rules of each page's own language.

Indexing takes the language from the page; a search names it: `get_search_backend("default", LANGUAGE="es")`.
Without a language, as in the admin's own search, the database's default configuration is used.
"""

from __future__ import annotations

import copy
from typing import Any

from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend
from wagtail.models import Locale, Page

from search.languages import configuration


class LanguageIndex(PostgresIndex):
    """An index whose entries are made by the rules of their own language."""

    def add_items(self, model: Any, objs: Any) -> None:
        """Index pages language by language, anything else by the default rules."""
        if not issubclass(model, Page):
            super().add_items(model, objs)
            return
        languages = dict(Locale.all_objects.values_list("pk", "language_code"))
        groups: dict[str, list[Page]] = {}
        for page in objs:
            groups.setdefault(languages[page.locale_id], []).append(page)
        for language, pages in groups.items():
            PostgresIndex(self.backend.in_language(language)).add_items(model, pages)


class SearchBackend(PostgresSearchBackend):
    """Wagtail's PostgreSQL backend with a text search configuration for each language."""

    index_class = LanguageIndex

    def __init__(self, params: dict[str, Any]) -> None:
        language = params.pop("LANGUAGE", "")
        super().__init__(params)
        if language:
            self.config = configuration(language)

    def in_language(self, language: str) -> SearchBackend:
        """Return this backend with the rules of `language`."""
        backend = copy.copy(self)
        backend.config = configuration(language)
        return backend
