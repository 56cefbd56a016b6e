"""Parts of a page's content as people read them, alone and compared word by word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.field_block import BaseChoiceBlock, ChooserBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.shortcuts import get_rendition_or_not_found

from affiliates.editions.content import label_of_part
from affiliates.merge import Change, ChangeKind, Difference, Step, word_differences

Definition = Any  # a field of the model, a block, or None for what is not declared any more
PICTURE_SIZE = "max-240x180"
# Formatting that is shown; a heading inside a comparison would break the outline of the screen.
SHOWN_AS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "h2": "strong", "h3": "strong", "a": "u"}


def definition_of(model: type[models.Model], path: Sequence[Step]) -> Definition:
    """Return the field or block that a path leads to; None where the page type does not declare it (any more)."""
    try:
        definition: Definition = model._meta.get_field(path[0].name)
    except (FieldDoesNotExist, IndexError):
        return None
    for step in path[1:]:
        definition = inner_definition(definition, step.name)
    return definition


def inner_definition(definition: Definition, name: str) -> Definition:
    """Return what is called `name` in a field or block: a value of a struct, a type of a stream, the item of a list."""
    block = definition.stream_block if isinstance(definition, StreamField) else definition
    if isinstance(block, blocks.ListBlock):
        return block.child_block
    return getattr(block, "child_blocks", {}).get(name)


def is_rich(definition: Definition) -> bool:
    """Whether the value is HTML."""
    return isinstance(definition, RichTextField | blocks.RichTextBlock)


def is_plain(definition: Definition) -> bool:
    """Whether the value is a text without formatting."""
    if isinstance(definition, models.Field):
        is_text = isinstance(definition, models.CharField | models.TextField) and not is_rich(definition)
        return is_text and not definition.choices
    return isinstance(definition, blocks.CharBlock | blocks.TextBlock)


class Reading:
    """Writes values for people; each object that content refers to is looked up once."""

    def __init__(self) -> None:
        self._objects: dict[tuple[type[models.Model], str], models.Model | None] = {}

    def shown(self, definition: Definition, value: Any) -> SafeString:
        """Return one version of a value."""
        return self.compared(definition, value, value)

    def compared(self, definition: Definition, before: Any, after: Any) -> SafeString:
        """Return `after` with the words that it adds to `before` and those that it takes away."""
        if is_rich(definition) and all(isinstance(each, str | None) for each in (before, after)):
            found = word_differences(before or "", after or "", rich=True)
        else:
            found = word_differences(self.text(definition, before), self.text(definition, after))
        if not found:
            return format_html('<span class="edition-nothing">{}</span>', _("Nothing"))
        return as_html(found) + self.pictures(definition, after)

    def compared_blocks(self, container: Definition, before: Any, after: Any) -> SafeString:
        """Return a whole block of a stream or list, as {"type", "value"} or None, against another version of it."""
        kinds = {each["type"] for each in (before, after) if each}
        definition = inner_definition(container, kinds.pop()) if len(kinds) == 1 else None
        if definition is not None:
            return self.compared(definition, *(each["value"] if each else None for each in (before, after)))
        found = word_differences(*(self.whole_text(container, each) if each else "" for each in (before, after)))
        return as_html(found)

    def text(self, definition: Definition, value: Any) -> str:
        """Return a value as plain lines."""
        if value is None or value in ("", [], {}):
            return ""
        if isinstance(definition, models.Field) and not isinstance(definition, StreamField):
            return self._field_text(definition, value)
        return self._block_text(definition, value)

    def _field_text(self, field: models.Field[Any, Any], value: Any) -> str:
        if is_rich(field):
            return plain_lines(value)
        if field.is_relation:
            pks = value if isinstance(value, list) else [value]
            return ", ".join(self._name(field.related_model, pk) for pk in pks)
        if isinstance(field, ArrayField) and isinstance(value, list):
            return ", ".join(self._field_text(field.base_field, each) for each in value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return plain(value)

    def _block_text(self, block: Definition, value: Any) -> str:
        if isinstance(block, StreamField):
            block = block.stream_block
        if isinstance(block, blocks.StreamBlock | blocks.ListBlock) and isinstance(value, list):
            return "\n".join(self._member_text(block, each) for each in value)
        if isinstance(block, blocks.StructBlock) and isinstance(value, Mapping):
            lines = ((child.label, self.text(child, value.get(name))) for name, child in block.child_blocks.items())
            return "\n".join(f"{label}: {text}" for label, text in lines if text)
        if isinstance(block, TypedTableBlock) and isinstance(value, Mapping):
            return table_text(value)
        return self._leaf_text(block, value)

    def _member_text(self, block: Definition, member: Any) -> str:
        if not isinstance(member, Mapping) or "value" not in member:
            return self.text(inner_definition(block, "item"), member)
        return self.whole_text(block, member)

    def whole_text(self, container: Definition, member: Mapping[str, Any]) -> str:
        """Return a whole block, as {"type", "value"}, with what it is called."""
        definition = inner_definition(container, member["type"])
        text = self.text(definition, member["value"])
        label = getattr(definition, "label", "") or member["type"]
        return f"{label}: {text}" if isinstance(container, blocks.StreamBlock | StreamField) else text

    def _leaf_text(self, block: Definition, value: Any) -> str:
        if is_rich(block):
            return plain_lines(value)
        if isinstance(block, ChooserBlock):
            return self._name(block.model_class, value)
        if isinstance(block, BaseChoiceBlock):
            choices = dict(flat_choices(block.field.choices))
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(str(choices.get(each, each)) for each in chosen)
        return plain(value)

    def pictures(self, definition: Definition, value: Any) -> SafeString:
        """Return small versions of the pictures that a field or block chooses by itself."""
        found = [image for pk in self._picture_ids(definition, value) if (image := self._object(get_image_model(), pk))]
        return format_html_join("", "{}", ((_thumbnail(image),) for image in found))

    def _picture_ids(self, definition: Definition, value: Any) -> Iterable[Any]:
        model = getattr(definition, "related_model", None) or getattr(definition, "model_class", None)
        if model is get_image_model() and value:
            return [value]
        if isinstance(definition, blocks.StructBlock) and isinstance(value, Mapping):
            inner = definition.child_blocks.items()
            return [pk for name, child in inner for pk in self._picture_ids(child, value.get(name))]
        return []

    def _name(self, model: Any, pk: Any) -> str:
        found = self._object(model, pk)
        return str(found) if found else _("something that is not there any more")

    def _object(self, model: type[models.Model], pk: Any) -> models.Model | None:
        key = (model, str(pk))
        if key not in self._objects:
            try:
                self._objects[key] = model._default_manager.filter(pk=pk).first()
            except (TypeError, ValueError):
                self._objects[key] = None
        return self._objects[key]


def _thumbnail(image: Any) -> SafeString:
    rendition = get_rendition_or_not_found(image, PICTURE_SIZE)
    return format_html(
        '<img class="edition-picture" src="{}" width="{}" height="{}" alt="">',
        rendition.url,
        rendition.width,
        rendition.height,
    )


def flat_choices(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """Yield value and label of choices that may be grouped."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def plain(value: Any) -> str:
    """Return a simple value as people write it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, str):
        day = parse_day(value)
        return date_format(day, "DATETIME_FORMAT" if ":" in value else "DATE_FORMAT") if day else value
    return str(value)


def parse_day(value: str) -> Any:
    """Return the date or moment that a text of ISO 8601 stands for, None for any other text."""
    try:
        return parse_date(value) or parse_datetime(value)
    except ValueError:
        return None


def plain_lines(html: Any) -> str:
    """Return the words of rich text, a line for each paragraph."""
    return "".join(part.text for part in word_differences(str(html), str(html), rich=True))


def table_text(table: Mapping[str, Any]) -> str:
    """Return a table, a line for each row."""
    headings = [str(column.get("heading", "")) for column in table.get("columns", [])]
    rows = [[plain(cell) for cell in row.get("values", [])] for row in table.get("rows", [])]
    lines = [str(table.get("caption") or ""), *(" | ".join(row) for row in [headings, *rows])]
    return "\n".join(line for line in lines if line)


def as_html(differences: Iterable[Difference]) -> SafeString:
    """Return differences with marks that are read aloud too."""
    return format_html('<div class="edition-text">{}</div>', format_html_join("", "{}", map(_run, differences)))


def _run(run: Difference) -> tuple[SafeString]:
    text: SafeString = format_html("{}", run.text)
    for name in reversed(run.marks):
        if name in SHOWN_AS:
            text = format_html("<{0}>{1}</{0}>", SHOWN_AS[name], text)
    if run.op == "insert":
        text = _marked("ins", _("added:"), _("end of what is added"), text)
    elif run.op == "delete":
        text = _marked("del", _("removed:"), _("end of what is removed"), text)
    return (text,)


def _marked(tag: str, before: str, after: str, text: SafeString) -> SafeString:
    return format_html(
        '<{0}><span class="w-sr-only">[{1}] </span>{2}<span class="w-sr-only"> [{3}]</span></{0}>',
        tag,
        before,
        text,
        after,
    )


@dataclass(frozen=True)
class ShownChange:
    """A change on the screen: what it is about, what became of it, and its text."""

    label: str
    kind: str
    text: SafeString


KINDS = {
    ChangeKind.CHANGED: gettext_lazy("Changed"),
    ChangeKind.ADDED: gettext_lazy("Added"),
    ChangeKind.REMOVED: gettext_lazy("Removed"),
    ChangeKind.MOVED: gettext_lazy("Moved"),
}


def is_whole_block(change: Change) -> bool:
    """Whether the versions of a change are whole blocks; the value of a block that is one text has no name either."""
    if change.field or change.kind is not ChangeKind.CHANGED:
        return not change.field
    return all(
        isinstance(each, Mapping) and "type" in each and "value" in each for each in (change.before, change.after)
    )


def national_of(reading: Reading, model: type[models.Model], change: Change) -> SafeString:
    """Return what the national page says where an edition says something else."""
    if not is_whole_block(change):
        return reading.shown(definition_of(model, change.path), change.before)
    return reading.compared_blocks(definition_of(model, change.path[:-1]), change.before, change.before)


def compared_change(reading: Reading, model: type[models.Model], change: Change) -> SafeString:
    """Return what a change made of a part."""
    if not is_whole_block(change):
        return reading.compared(definition_of(model, change.path), change.before, change.after)
    container = definition_of(model, change.path[:-1])
    before = change.after if change.kind is ChangeKind.MOVED else change.before
    return reading.compared_blocks(container, before, change.after)


def shown_changes(
    reading: Reading, model: type[models.Model], content: Mapping[str, Any], changes: Iterable[Change]
) -> list[ShownChange]:
    """Return changes with their texts; `content` is the version whose blocks the labels name."""
    return [
        ShownChange(
            label_of_part(model, content, change), str(KINDS[change.kind]), compared_change(reading, model, change)
        )
        for change in changes
    ]


def words_in(value: Any) -> str:
    """Return all words in a value of which nobody knows any more what it was, a line for each text."""
    if isinstance(value, Mapping):
        return "\n".join(filter(None, (words_in(each) for key, each in value.items() if key not in {"id", "type"})))
    if isinstance(value, list):
        return "\n".join(filter(None, map(words_in, value)))
    if isinstance(value, str):
        return plain_lines(value) if "<" in value else value
    return "" if value is None else plain(value)
