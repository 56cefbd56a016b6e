"""Search in Elasticsearch by the rules of the reader's language.

Every text is analysed once for each language of the site, in a field of its own; a search asks the fields of its
language: `get_search_backend("public", LANGUAGE="es")`.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from modelsearch.backends.elasticsearch9 import (
    Elasticsearch9AutocompleteQueryCompiler,
    Elasticsearch9Mapping,
    Elasticsearch9SearchBackend,
    Elasticsearch9SearchQueryCompiler,
    Elasticsearch9SearchResults,
)
from modelsearch.backends.elasticsearchbase import Field

from search.languages import ANALYSES, base_language

# Elasticsearch counts ten values of a field unless told otherwise; there are more types of page.
MOST_VALUES = 100
ALL_TEXT = "_all_text"


def analyzer_name(language: str) -> str:
    """Return the name of the analyzer for `language`."""
    return f"reader_{base_language(language)}"


def analysis_settings() -> dict[str, Any]:
    """Return an analyzer for each language of the site: small words left out, accents folded, stems only."""
    analyzers: dict[str, Any] = {}
    filters: dict[str, Any] = {}
    for code in {base_language(code) for code, _name in settings.LANGUAGES}:
        steps = ["lowercase", "asciifolding"]
        if analysis := ANALYSES.get(code):
            filters[f"stop_{code}"] = {"type": "stop", "stopwords": f"_{analysis.dictionary}_"}
            filters[f"stemmer_{code}"] = {"type": "stemmer", "language": analysis.stemmer}
            steps = ["lowercase", f"stop_{code}", "asciifolding", f"stemmer_{code}"]
        analyzers[analyzer_name(code)] = {"type": "custom", "tokenizer": "standard", "filter": steps}
    return {"settings": {"analysis": {"analyzer": analyzers, "filter": filters}}}


class LanguageMapping(Elasticsearch9Mapping):
    """A mapping with a field for each language below the fields that hold all text."""

    def get_mapping(self) -> dict[str, Any]:
        """Return the mapping of the model with the fields of each language."""
        mapping: dict[str, Any] = super().get_mapping()
        languages = {base_language(code) for code, _name in settings.LANGUAGES}
        for name, field in mapping["properties"].items():
            if name.startswith(ALL_TEXT):
                field["fields"] = {code: {"type": "text", "analyzer": analyzer_name(code)} for code in languages}
        return mapping


class LanguageQueryCompiler(Elasticsearch9SearchQueryCompiler):
    """Asks the fields of one language."""

    mapping_class = LanguageMapping

    def __init__(self, *args: Any, language: str = "", **kwargs: Any) -> None:
        self.language = language
        super().__init__(*args, **kwargs)

    def _remap_fields(self, fields: list[str] | None) -> list[Field]:
        remapped: list[Field] = super()._remap_fields(fields)
        if fields or not self.language:
            return remapped
        code = base_language(self.language)
        return [Field(f"{field.field_name}.{code}", field.boost) for field in remapped]


class LanguageAutocompleteQueryCompiler(Elasticsearch9AutocompleteQueryCompiler):
    """Knows the same mapping."""

    mapping_class = LanguageMapping


class CountingResults(Elasticsearch9SearchResults):
    """Results whose facets count every value."""

    def _backend_do_search(self, body: dict[str, Any], **kwargs: Any) -> Any:
        for aggregation in body.get("aggregations", {}).values():
            aggregation["terms"]["size"] = MOST_VALUES
        return super()._backend_do_search(body, **kwargs)


class SearchBackend(Elasticsearch9SearchBackend):
    """Wagtail's Elasticsearch backend with an analyzer for each language."""

    mapping_class = LanguageMapping
    query_compiler_class: Any = LanguageQueryCompiler
    autocomplete_query_compiler_class = LanguageAutocompleteQueryCompiler
    results_class = CountingResults

    def __init__(self, params: dict[str, Any]) -> None:
        language = params.pop("LANGUAGE", "")
        params.setdefault("INDEX_SETTINGS", analysis_settings())
        super().__init__(params)
        if language:
            self.query_compiler_class = partial(LanguageQueryCompiler, language=language)
