"""A program page and its blocks, for examples of merging."""

from __future__ import annotations

from typing import Any

from affiliates.merge import (
    ListOf,
    Merged,
    Reference,
    ReferenceSet,
    RichText,
    Scalar,
    Schema,
    Stream,
    Struct,
    Table,
    Text,
    merge,
)

Content = dict[str, Any]

FAQ = Struct({"heading": Text(), "items": ListOf(Struct({"question": Text(), "answer": RichText()}))})
PICTURE = Struct({"image": Reference("image"), "alt_text": Text(), "decorative": Scalar()})
PARTS: dict[str, Schema] = {
    "text": RichText(),
    "faq": FAQ,
    "picture": PICTURE,
    "steps": ListOf(Text()),
    "table": Table(),
}
PROGRAM = Struct(
    {
        "title": Text(),
        "first_day": Scalar(),
        "topics": ReferenceSet("topic"),
        "contact": Reference("page"),
        "introduction": RichText(),
        "body": Stream({**PARTS, "section": Stream(PARTS)}),
    }
)


def program(*body: Content, **fields: Any) -> Content:
    """A program page with these blocks."""
    page = {"title": "Leaders for Just Schools", "first_day": "2027-01-09", "topics": [1, 2], "contact": 5}
    return {**page, "introduction": "<p>For educators who lead.</p>", "body": list(body), **fields}


def text(block_id: str, html: str) -> Content:
    return {"type": "text", "value": html, "id": block_id}


def steps(block_id: str, **items: str) -> Content:
    return {"type": "steps", "value": [item(each, value) for each, value in items.items()], "id": block_id}


def item(block_id: str, value: Any) -> Content:
    return {"type": "item", "value": value, "id": block_id}


def faq(block_id: str, **questions: tuple[str, str]) -> Content:
    items = [item(each, {"question": pair[0], "answer": pair[1]}) for each, pair in questions.items()]
    return {"type": "faq", "value": {"heading": "Questions", "items": items}, "id": block_id}


def section(block_id: str, *blocks: Content) -> Content:
    return {"type": "section", "value": list(blocks), "id": block_id}


def merge_pages(base: Content, local: Content, national: Content, **options: Any) -> Merged:
    return merge(base, local, national, PROGRAM, **options)


def merge_html(base: str, local: str, national: str) -> Merged:
    """Merge three versions of the only text of a page."""
    return merge_pages(*(program(introduction=html) for html in (base, local, national)))


def merged_html(base: str, local: str, national: str) -> str:
    """Return the text that three versions of it merge to, which must be without conflict."""
    merged = merge_html(base, local, national)
    assert merged.is_clean, merged.notes
    return str(merged.content["introduction"])


def ids(blocks: list[Content]) -> list[str]:
    return [block["id"] for block in blocks]
