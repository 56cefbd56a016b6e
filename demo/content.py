"""Reads the demonstration's content: English as YAML, Spanish as gettext catalogues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import polib
import yaml
from wagtail_localize.strings import StringValue

CONTENT_DIR = Path(__file__).resolve().parent / "content"

# Parents come before children, and what others refer to before them; the order of a list is the order of the tree.
PAGE_FILES = [
    "home",
    "programs",
    "trainings",
    "framework",
    "case_studies",
    "quotes",
    "resources",
    "press",
    "events",
    "affiliates",
    "pages",
]
OWN_KEYS = {"type", "path", "cover", "topics", "audiences", "languages"}


@dataclass(frozen=True)
class PageContent:
    """One page as its file tells it."""

    type: str
    path: str
    fields: dict[str, Any]
    cover: dict[str, Any] | None = None
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en", "es")

    @property
    def slug(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def parent_path(self) -> str:
        """The path of the parent; empty for children of the front page."""
        return self.path.rpartition("/")[0]


@dataclass
class Catalogue:
    """English texts with their Spanish, by the form in which wagtail-localize keeps them."""

    texts: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def add(self, source: str, translation: str) -> None:
        """Keep a pair, as plain text and as rich text."""
        self.texts[_plain(source)] = _plain(translation)
        self.texts.setdefault(_rich(source), _rich(translation))

    def find(self, data: str) -> str | None:
        """Return the Spanish of a text in wagtail-localize's form; remember it when there is none."""
        found = self.texts.get(" ".join(data.split()))
        if found is None:
            self.missing.append(data)
        return found

    def plain(self, text: str) -> str:
        """Return the Spanish of a plain text, the text itself where there is none."""
        found = self.find(_plain(text))
        return StringValue(found).render_text() if found else text


def _plain(text: str) -> str:
    return " ".join(StringValue.from_plaintext(text).data.split())


def _rich(html: str) -> str:
    return " ".join(StringValue.from_source_html(html)[0].data.split())


@cache
def read(name: str) -> Any:
    """Return the content of `<name>.yaml`."""
    return yaml.safe_load((CONTENT_DIR / f"{name}.yaml").read_text(encoding="utf-8"))


def pages() -> list[PageContent]:
    """Return all pages, parents before children."""
    found = [_page(row) for file in PAGE_FILES for row in read(file)]
    return sorted(found, key=lambda page: page.path.count("/") + bool(page.path))


def _page(row: dict[str, Any]) -> PageContent:
    return PageContent(
        type=row["type"],
        path=row["path"],
        cover=row.get("cover"),
        topics=tuple(row.get("topics", ())),
        audiences=tuple(row.get("audiences", ())),
        languages=tuple(row.get("languages", ("en", "es"))),
        fields={key: value for key, value in row.items() if key not in OWN_KEYS},
    )


def pictures() -> Iterator[dict[str, Any]]:
    """Return every picture that a page names, `{art: circle, seed: 3}`, wherever it stands."""
    for file in PAGE_FILES:
        yield from _pictures_in(read(file))


def _pictures_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict) and "art" in value:
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _pictures_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _pictures_in(part)


def catalogue() -> Catalogue:
    """Return the Spanish of everything."""
    found = Catalogue()
    for path in sorted((CONTENT_DIR / "es").glob("*.po")):
        for entry in polib.pofile(str(path)):
            if entry.msgstr:
                found.add(entry.msgid, entry.msgstr)
    return found
