"""How each language is searched: the rules of PostgreSQL and of Elasticsearch for its words, accents folded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Analysis:
    """The rules for one language: its name in PostgreSQL, and Elasticsearch's stemmer."""

    dictionary: str
    stemmer: str


ANALYSES = {
    "ar": Analysis("arabic", "arabic"),
    "de": Analysis("german", "light_german"),
    "en": Analysis("english", "english"),
    "es": Analysis("spanish", "light_spanish"),
    "fr": Analysis("french", "light_french"),
    "it": Analysis("italian", "light_italian"),
    "pt": Analysis("portuguese", "light_portuguese"),
    "ru": Analysis("russian", "russian"),
}
# For every other language: words as they are, without accents.
PLAIN_CONFIGURATION = "folded_simple"


def configuration(language: str) -> str:
    """Return the name of PostgreSQL's text search configuration for `language`, made by a migration of this app."""
    analysis = ANALYSES.get(base_language(language))
    return f"folded_{analysis.dictionary}" if analysis else PLAIN_CONFIGURATION


def base_language(language: str) -> str:
    """Return the language of a code that may name a region as well."""
    return language.split("-", 1)[0]
