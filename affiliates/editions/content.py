"""The content of a page as plain data: read from a page, written into one, and named for people.

It is always written in the same way, so that what an editor's save writes differently is no difference: every block has
an id (made from its place where it had none), what a block lacks has its default, and line ends are the same.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from affiliates.editions.schema import fields_of, schema_of, schema_of_block
from affiliates.merge import Change, Note, Table, normalise
from affiliates.merge import Text as PlainText

__all__ = ["content_of", "draft_content", "label_of_part", "part_of", "schema_of", "with_content"]

Content = dict[str, Any]
BETWEEN = " › "  # noqa: RUF001 - it is meant


def content_of(page: Page) -> Content:
    """Return the content of the specific `page` as it stands in this object.

    Asks for the many-to-many fields only.
    """
    content = {field.name: _read(page, field) for field in fields_of(type(page))}
    return normalise(content, schema_of(type(page)))


def draft_content(page: Page) -> Content | None:
    """Return the content of the draft of `page`; None where nothing waits to be published."""
    draft = draft_of(page)
    return None if draft is None else content_of(draft)


def draft_of(page: Page) -> Page | None:
    """Return the draft of the specific `page` as an object; None where nothing waits to be published."""
    if page.live and not page.has_unpublished_changes:
        return None
    return page.get_latest_revision_as_object()


def with_content(page: Page, content: Mapping[str, Any]) -> Page:
    """Return an unsaved copy of the specific `page` with this content; fields that it does not name stay as they are.

    References to what is not there any more become empty where the field may be.
    """
    new = copy.copy(page)
    new.__dict__["_cluster_related_objects"] = dict(page.__dict__.get("_cluster_related_objects", {}))
    for field in fields_of(type(page)):
        if field.name in content:
            _write(new, page, field, content[field.name])
    return new


def _read(page: Page, field: Any) -> Any:
    if isinstance(field, models.ManyToManyField):
        return sorted(row.pk for row in getattr(page, field.name).all())
    value = getattr(page, field.attname)
    if isinstance(field, StreamField):
        raw = value.raw_data
        return _canonical(field.stream_block, [raw[number] for number in range(len(raw))])
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return field.value_to_string(page)
    if isinstance(value, list | tuple):
        return list(value)
    return _plain(value) if isinstance(schema_of(type(page)).fields[field.name], PlainText) else value


def _plain(value: Any) -> str:
    """Return words as every form sends them."""
    return str(value or "").replace("\r\n", "\n").strip()


def _canonical(block: blocks.Block, value: Any) -> Any:
    """Return the stored value of a block as the editor would store it, without looking anything up."""
    if isinstance(block, blocks.BaseStreamBlock):
        known = [child for child in value or () if child["type"] in block.child_blocks]
        return [{**child, "value": _canonical(block.child_blocks[child["type"]], child["value"])} for child in known]
    if isinstance(block, blocks.ListBlock):
        return [_canonical_item(block, item) for item in value or ()]
    if isinstance(block, blocks.BaseStructBlock):
        return {name: _canonical_child(child, value or {}, name) for name, child in block.child_blocks.items()}
    return _canonical_leaf(block, value)


def _canonical_item(block: blocks.ListBlock, item: Any) -> Any:
    if isinstance(item, Mapping) and item.get("type") == "item" and "value" in item:
        return {**item, "value": _canonical(block.child_block, item["value"])}
    return {"type": "item", "value": _canonical(block.child_block, item)}


def _canonical_child(block: blocks.Block, value: Mapping[str, Any], name: str) -> Any:
    if name in value:
        return _canonical(block, value[name])
    is_container = isinstance(block, blocks.BaseStreamBlock | blocks.ListBlock | blocks.BaseStructBlock)
    return _canonical(block, None if is_container else block.get_prep_value(block.get_default()))


def _canonical_leaf(block: blocks.Block, value: Any) -> Any:
    if isinstance(block, blocks.BooleanBlock):
        return bool(value)
    schema = schema_of_block(block)
    if isinstance(schema, PlainText):
        return _plain(value)
    if isinstance(block, blocks.RichTextBlock | blocks.ChoiceBlock | blocks.URLBlock | blocks.EmailBlock):
        return value or ""
    if isinstance(schema, Table) and isinstance(value, Mapping):
        return {"caption": "", **value}
    return value


def _write(new: Page, page: Page, field: Any, value: Any) -> None:
    if isinstance(field, StreamField):
        setattr(new, field.name, field.stream_block.to_python(copy.deepcopy(value)))
    elif field.many_to_many:
        if sorted(value) != sorted(row.pk for row in getattr(page, field.name).all()):
            setattr(new, field.name, list(field.related_model._base_manager.filter(pk__in=value)))
    elif isinstance(field, models.ForeignKey):
        if value != getattr(page, field.attname):
            setattr(new, field.attname, _still_there(field, value))
    else:
        setattr(new, field.attname, field.to_python(value))


def _still_there(field: Any, value: Any) -> Any:
    if value is None or not field.null or field.related_model._base_manager.filter(pk=value).exists():
        return value
    return None


def part_of(change: Change | Note) -> str:
    """Return the key of a part of a page that stays the same from version to version."""
    return f"{change.block}:{'/'.join(change.field)}"


def label_of_part(model: type[Page], content: Mapping[str, Any], change: Change | Note) -> str:
    """Return how people call a part of a page: the labels of the field and of the blocks on the way to it.

    `content` says how many blocks of the same kind there are: only then do they have numbers.
    """
    labels: list[str] = []
    block: Any = None
    value: Any = content
    for step in change.path:
        if step.block:
            block, label = _block_at(block, step.name, step.block, value)
            value = next((child["value"] for child in value or () if child.get("id") == step.block), None)
        elif block is None:
            field: Any = model._meta.get_field(step.name)
            block, label = getattr(field, "stream_block", field), capfirst(str(field.verbose_name))
            value = value.get(step.name) if isinstance(value, Mapping) else None
        else:
            block, label = _child_block(block, step.name)
            value = value.get(step.name) if isinstance(value, Mapping) else None
        labels.append(label)
    return BETWEEN.join(labels)


def _child_block(block: Any, name: str) -> tuple[Any, str]:
    child = getattr(block, "child_blocks", {}).get(name)
    return child, capfirst(str(child.label)) if child is not None and child.label else name


def _block_at(block: Any, block_type: str, block_id: str, siblings: Sequence[Any] | None) -> tuple[Any, str]:
    if isinstance(block, blocks.ListBlock):
        child, label = block.child_block, capfirst(str(block.child_block.label or block_type))
    else:
        child, label = _child_block(block, block_type)
    same = [each.get("id") for each in siblings or () if each.get("type") == block_type]
    return child, f"{label} {same.index(block_id) + 1}" if len(same) > 1 and block_id in same else label
