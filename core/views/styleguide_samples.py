"""Sample values for the style guide: every block of a story in all its states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from wagtail import blocks

TEXT = (
    "<p>Members meet four times in a school year, on <b>Saturday mornings</b>. Between the meetings they keep "
    '<a href="https://example.org/">a diary</a> of decisions.</p>'
    "<ul><li>Who was asked?</li><li>Who was not?</li></ul>"
    "<h3>What they bring</h3><ol><li>The schedule</li><li>The handbook</li></ol>"
)


@dataclass(frozen=True)
class Materials:
    """Ids of what samples are made of; None or an empty list where there is nothing yet."""

    image: int | None
    document: int | None
    quotes: list[int]
    pages: list[int]


@dataclass(frozen=True)
class Sample:
    """One state of one block."""

    name: str
    state: str
    value: Any


def icon_names() -> list[str]:
    """The names of the icons in the sprite."""
    found = finders.find("icons.svg")
    return re.findall(r'symbol id="([\w-]+)"', Path(str(found)).read_text(encoding="utf-8")) if found else []


def block_samples(story: blocks.StreamBlock, materials: Materials) -> list[Sample]:
    """Return each block in each of its states, ready to render as a story of one block."""
    states = [*_texts(), *_ways_on(), *_media(materials), *_pages(materials)]
    return [Sample(name, state, story.to_python([{"type": name, "value": value}])) for name, state, value in states]


def _texts() -> list[tuple[str, str, Any]]:
    items = [
        {"title": title, "text": TEXT} for title in ("What does it cost?", "Who leads it, and how were they trained?")
    ]
    figures = [{"value": value, "label": label, "source": source} for value, label, source in FIGURES]
    return [
        ("heading", "section", {"text": "What a cohort does in a year", "level": "h2"}),
        ("heading", "part of a section", {"text": "The first quarter", "level": "h3"}),
        ("rich_text", "paragraphs, lists, heading, link", TEXT),
        ("figures", "two", {"heading": "In one year", "items": figures[:2]}),
        ("figures", "five, with sources", {"heading": "Who we are", "items": figures}),
        ("accordion", "with a heading", {"heading": "Practical details", "items": items}),
        ("accordion", "without a heading", {"heading": "", "items": items[:1]}),
        ("table", "texts and numbers", TABLE),
    ]


def _ways_on() -> list[tuple[str, str, Any]]:
    link = {"url": "https://example.org/", "label": "Request a training"}
    action = {"heading": "Bring a training to your school", "text": "It is free, and we come to you.", "link": link}
    roles = ("media", "trainings", "president", "general")
    kinds = ("training_request", "interest", "media", "contact")
    return [
        ("call_to_action", "calm", action | {"tone": "calm"}),
        ("call_to_action", "bold", action | {"tone": "bold"}),
        *(("contact", role, {"role": role}) for role in roles),
        *(("form", kind, {"kind": kind}) for kind in kinds),
    ]


def _media(materials: Materials) -> list[tuple[str, str, Any]]:
    video = {"title": "What a first session looks like", "embed_url": "https://vimeo.com/123456789", "transcript": TEXT}
    feature = {
        "heading": "Built by educators",
        "text": TEXT,
        "decorative": True,
        "link": {"url": "https://example.org/", "label": "How"},
    }
    states: list[tuple[str, str, Any]] = [
        ("feature", "without a picture", feature | {"side": "end"}),
        ("video", "from elsewhere, no still picture", video),
    ]
    if materials.image:
        picture = {"image": materials.image, "decorative": True}
        states += [
            ("image", "with a caption", picture | {"caption": "A workshop in a school library."}),
            ("image", "without a caption", picture | {"caption": ""}),
            ("feature", "picture before the text", feature | picture | {"side": "start"}),
            ("feature", "picture after the text", feature | picture | {"side": "end"}),
            ("video", "from elsewhere, with a still picture", video | {"poster": materials.image}),
        ]
    if materials.document:
        states.append(("document", "a file", {"document": materials.document, "label": "Program report"}))
        states.append(
            ("video", "a file of ours", {"title": "A first session", "file": materials.document, "transcript": TEXT})
        )
    return states


def _pages(materials: Materials) -> list[tuple[str, str, Any]]:
    states: list[tuple[str, str, Any]] = [("quote", "a quote", {"page": pk}) for pk in materials.quotes]
    for layout in ("grid", "rows", "feature"):
        value = {
            "heading": "Where to begin",
            "introduction": "Three ways in.",
            "pages": materials.pages[:3],
            "layout": layout,
        }
        states.append(("cards", layout, value))
    return states


FIGURES = [
    ("25", "places in a cohort", ""),
    ("4", "sessions, one each quarter", ""),
    ("14,000+", "communities with a local association", "Membership records, 2026"),
    ("3 years", "with the same group", ""),
    ("0", "dollars", ""),
]
TABLE = {
    "caption": "Formats and lengths",
    "columns": [
        {"type": "text", "heading": "Format"},
        {"type": "text", "heading": "Where"},
        {"type": "number", "heading": "Minutes"},
    ],
    "rows": [{"values": ["Online", "Wherever you are", "90"]}, {"values": ["In person", "At your school", "180"]}],
}
