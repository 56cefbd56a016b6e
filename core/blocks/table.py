"""A table whose words can be translated."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue


class TableBlock(TypedTableBlock):
    """A table of texts with a caption; wagtail-localize does not know Wagtail's own table, so this tells it."""

    text = blocks.CharBlock(required=False, label=_("Text"))
    number = blocks.CharBlock(required=False, label=_("Number"), help_text=_("Aligned to the end of the column."))

    class Meta:
        icon = "table"
        label = _("Table")
        group = _("Text")
        description = _("Rows and columns with a caption")
        template = "blocks/table.html"
        preview_value = {
            "caption": _("Formats and lengths"),
            "columns": [{"type": "text", "heading": _("Format")}, {"type": "number", "heading": _("Minutes")}],
            "rows": [{"values": [_("Online"), "90"]}, {"values": [_("In person"), "180"]}],
        }

    def get_translatable_segments(self, table: TypedTable) -> list[StringSegmentValue]:
        """Return caption, headings and cells, each under its place in the table."""
        segments = [StringSegmentValue("caption", table.caption)] if table.caption else []
        for number, column in enumerate(table.columns):
            if column["heading"]:
                segments.append(StringSegmentValue(f"heading-{number}", column["heading"]))
        for row_number, row in enumerate(table.row_data):
            for number, value in enumerate(row["values"]):
                if value:
                    segments.append(StringSegmentValue(f"cell-{row_number}-{number}", value))
        return segments

    def restore_translated_segments(self, table: TypedTable, segments: list[Any]) -> TypedTable:
        """Return `table` with the translated texts of `segments` in their places."""
        for segment in segments:
            place, *numbers = segment.path.split("-")
            text = segment.render_text()
            if place == "caption":
                table.caption = text
            elif place == "heading":
                table.columns[int(numbers[0])]["heading"] = text
            else:
                table.row_data[int(numbers[0])]["values"][int(numbers[1])] = text
        return table
