"""Turns content written by hand into the data that stream fields keep, with an id at every level.

Blocks made in code get no ids for their nested items, and without them neither translation nor a later merge can
tell which item is which (design decision 3).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

NAMESPACE = uuid.UUID("6f1f4ac4-7b0a-4e0c-9f0e-0a5b8a5d2f11")


class StreamWriter:
    """Writes stream data; knows how to find pages, pictures and documents by what content files call them."""

    def __init__(
        self,
        page_id: Callable[[str], int],
        image_id: Callable[[dict[str, Any]], int],
        document_id: Callable[[str], int],
    ) -> None:
        self.page_id = page_id
        self.image_id = image_id
        self.document_id = document_id

    def stream(self, block: blocks.StreamBlock, rows: list[Any], place: str) -> list[dict[str, Any]]:
        """Return the data of a stream. `place` tells it from all others, so that ids stay the same each time."""
        children = []
        only = next(iter(block.child_blocks)) if len(block.child_blocks) == 1 else None
        for number, row in enumerate(rows):
            name, value = self._named(block, row, only)
            here = f"{place}/{number}-{name}"
            children.append({"type": name, "value": self.value(block.child_blocks[name], value, here), "id": _id(here)})
        return children

    def value(self, block: blocks.Block, value: Any, place: str) -> Any:
        """Return the data of one block."""
        if isinstance(block, TypedTableBlock):
            return self._table(value)
        if isinstance(block, blocks.StreamBlock):
            return self.stream(block, value, place)
        if isinstance(block, blocks.StructBlock):
            return self._struct(block, value, place)
        if isinstance(block, blocks.ListBlock):
            return [self._item(block, item, f"{place}/{number}") for number, item in enumerate(value or [])]
        if isinstance(block, blocks.RichTextBlock):
            return self.rich_text(value or "")
        return self._leaf(block, value)

    def rich_text(self, html: str) -> str:
        """Return `html` with links to pages, written `page:<path>`, in the form that Wagtail keeps."""

        def link(match: re.Match[str]) -> str:
            return f'<a linktype="page" id="{self.page_id(match[1])}">'

        return re.sub(r'<a href="page:([^"]*)">', link, " ".join(html.split()).replace("> <", "><"))

    def _item(self, block: blocks.ListBlock, value: Any, place: str) -> dict[str, Any]:
        return {"type": "item", "value": self.value(block.child_block, value, place), "id": _id(place)}

    def _named(self, block: blocks.StreamBlock, row: Any, only: str | None) -> tuple[str, Any]:
        """Return name and value of a row; in a stream of one kind the name may be left out."""
        if isinstance(row, dict) and len(row) == 1:
            name, value = next(iter(row.items()))
            # A struct may have a field of the same name as its kind; then its value is no struct.
            if name in block.child_blocks and (only is None or isinstance(value, dict)):
                return name, value
        if only is None:
            raise ValueError(f"{row!r} is none of {sorted(block.child_blocks)}")
        return only, row

    def _struct(self, block: blocks.StructBlock, value: dict[str, Any] | None, place: str) -> dict[str, Any]:
        value = value or {}
        if unknown := set(value) - set(block.child_blocks):
            raise ValueError(f"{place}: no field {sorted(unknown)} in {type(block).__name__}")
        return {
            name: self.value(child, value[name], f"{place}/{name}") if name in value else _empty(child)
            for name, child in block.child_blocks.items()
        }

    def _table(self, value: dict[str, Any]) -> dict[str, Any]:
        return {
            "caption": value.get("caption", ""),
            "columns": [
                {"type": column.get("type", "text"), "heading": column["heading"]} for column in value["columns"]
            ],
            "rows": [{"values": [str(cell) for cell in row]} for row in value["rows"]],
        }

    def _leaf(self, block: blocks.Block, value: Any) -> Any:
        if value in (None, ""):
            return _empty(block)
        if isinstance(block, blocks.PageChooserBlock):
            return self.page_id(value)
        if isinstance(block, ImageChooserBlock):
            return self.image_id(value)
        if isinstance(block, DocumentChooserBlock):
            return self.document_id(value)
        return value if isinstance(value, bool) else str(value)


def _empty(block: blocks.Block) -> Any:
    """Return what an editor's form saves for a field left alone: an empty text, not None."""
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.URLBlock | blocks.RichTextBlock):
        return ""
    return block.get_prep_value(block.get_default())


def _id(place: str) -> str:
    return str(uuid.uuid5(NAMESPACE, place))
