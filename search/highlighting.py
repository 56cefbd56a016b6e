"""Titles and snippets with the found words marked.

PostgreSQL does it whichever engine found the page: it knows which words of a text a query means, accents and endings
included, and keeps them as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import F, Value
from django.db.models.functions import Replace
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from search.languages import configuration

# Characters of the private use area: no text has them, and escaping leaves them alone.
START, STOP, LESS, GAP = "\ue000", "\ue001", "\ue002", "\ue003"
MARKED = re.compile(f"{START}([^{START}{STOP}]*){STOP}")
STRAY = re.compile(f"[{START}{STOP}]")
# Wagtail joins the parts of a text with commas, after a full stop as well.
JOINED = re.compile(f"([.!?…:;]{STOP}?), ")
ENDED = re.compile(f"[.!?…]{STOP}?$")
LONGEST_SNIPPET = 34
SHORTEST_SNIPPET = 16


@dataclass(frozen=True)
class Highlight:
    """Title and snippet of a page as safe HTML."""

    title: SafeString
    snippet: SafeString


def highlights(pages: Iterable[Page], words: list[str], language: str) -> dict[int, Highlight]:
    """Return title and snippet of each page by its id, in one query."""
    listed = list(pages)
    if not listed:
        return {}
    query = SearchQuery(" | ".join(f"'{word}'" for word in words), search_type="raw", config=configuration(language))
    entries = IndexEntry.objects.filter(
        object_id__in=[str(page.pk) for page in listed],
        content_type_id__in={page.content_type_id for page in listed},
    ).annotate(
        title_marked=_headline("title_text", query, language, highlight_all=True),
        body_marked=_headline(
            "body_text",
            query,
            language,
            max_words=LONGEST_SNIPPET,
            min_words=SHORTEST_SNIPPET,
            max_fragments=2,
            fragment_delimiter=GAP,
        ),
    )
    rows = entries.values_list("object_id", "title_marked", "body_marked")
    found = {int(pk): Highlight(as_html(title), as_html(as_excerpt(body))) for pk, title, body in rows}
    plain = {page.pk: Highlight(as_html(page.title), SafeString("")) for page in listed}
    return plain | found


def _headline(field: str, query: SearchQuery, language: str, **options: Any) -> SearchHeadline:
    # PostgreSQL takes what looks like a tag out of the text, so it must not see one.
    text = Replace(F(field), Value("<"), Value(LESS))
    return SearchHeadline(text, query, config=configuration(language), start_sel=START, stop_sel=STOP, **options)


def as_excerpt(text: str) -> str:
    """Return a passage with dots where it does not begin or end a sentence."""
    passage = JOINED.sub(r"\1 ", text).strip(" ,")
    first = passage.lstrip(START)[:1]
    begin = "… " if first.islower() else ""
    end = " …" if passage and not ENDED.search(passage) else ""
    return f"{begin}{passage}{end}"


def as_html(text: str) -> SafeString:
    """Return `text` escaped, with what stands between the marks in `<mark>`."""
    html = MARKED.sub(r"<mark>\1</mark>", escape(text))
    html = STRAY.sub("", html).replace(LESS, "&lt;").replace(GAP, " … ")
    return mark_safe(html)  # noqa: S308 - escaped above
