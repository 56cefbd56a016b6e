"""What the content of a page type is made of, for the merge: derived from its fields and blocks."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from affiliates.merge import ListOf, Opaque, Reference, ReferenceSet, RichText, Scalar, Schema, Stream, Struct, Table
from affiliates.merge import Text as PlainText
from core.models import BasePage

# What of every Wagtail page people write; the rest is its place, its state and its owner.
WRITTEN = ("title", "seo_title", "search_description", "show_in_menus")
CHOICE = "choice"
KINDS: tuple[tuple[type[models.Model], str], ...] = (
    (AbstractImage, "image"),
    (AbstractDocument, "document"),
    (Page, "page"),
)
WORDS = (blocks.CharBlock, blocks.TextBlock)
WHOLE = (
    blocks.BooleanBlock,
    blocks.BlockQuoteBlock,
    blocks.ChoiceBlock,
    blocks.DateBlock,
    blocks.DateTimeBlock,
    blocks.DecimalBlock,
    blocks.EmailBlock,
    blocks.FloatBlock,
    blocks.IntegerBlock,
    blocks.RawHTMLBlock,
    blocks.RegexBlock,
    blocks.StaticBlock,
    blocks.TimeBlock,
    blocks.URLBlock,
)


def fields_of(model: type[Page]) -> tuple[Any, ...]:
    """Return the fields of a page type whose content an edition takes over, those of every page first.

    What a page type names in `kept_national` stays with the nation: notes of its staff, for one.
    """
    return _fields_of(model._meta.label)


@cache
def _fields_of(label: str) -> tuple[Any, ...]:
    model: Any = apps.get_model(label)
    kept = model.kept_national if issubclass(model, BasePage) else frozenset()
    of_every_page = {field.name for field in Page._meta.get_fields()}
    own = [
        field
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.name not in of_every_page and field.editable and not getattr(field.remote_field, "parent_link", False)
    ]
    written = [model._meta.get_field(name) for name in WRITTEN]
    return tuple(field for field in (*written, *own) if field.name not in kept)


def schema_of(model: type[Page]) -> Struct:
    """Return what the content of pages of this type is made of."""
    return _schema_of(model._meta.label)


@cache
def _schema_of(label: str) -> Struct:
    # A title is a name: two new ones are not put together of words, and have no room for it.
    title: dict[str, Schema] = {"title": Scalar()}
    return Struct({field.name: schema_of_field(field) for field in _fields_of(label)} | title)


def schema_of_field(field: Any) -> Schema:
    """Return what a field of a model holds."""
    if isinstance(field, StreamField):
        return schema_of_block(field.stream_block)
    if isinstance(field, ParentalManyToManyField | models.ManyToManyField):
        return ReferenceSet(kind_of(field.related_model))
    if isinstance(field, models.ForeignKey):
        return Reference(kind_of(field.related_model))
    if isinstance(field, ArrayField):
        return ReferenceSet(CHOICE) if field.base_field.choices else Opaque()
    if isinstance(field, RichTextField):
        return RichText()
    is_words = isinstance(field, models.CharField | models.TextField) and not field.choices
    whole = models.EmailField | models.URLField | models.SlugField
    return PlainText() if is_words and not isinstance(field, whole) else Scalar()


def kind_of(model: Any) -> str:
    """Return the word with which the merge asks for the counterpart of a row of this model."""
    return next((kind for base, kind in KINDS if issubclass(model, base)), model._meta.label_lower)


def schema_of_block(block: blocks.Block) -> Schema:
    """Return what a block holds; a kind of block that is not known changes as a whole."""
    if isinstance(block, blocks.BaseStructBlock):
        return Struct({name: schema_of_block(child) for name, child in block.child_blocks.items()})
    if isinstance(block, blocks.BaseStreamBlock):
        return Stream({name: schema_of_block(child) for name, child in block.child_blocks.items()})
    if isinstance(block, blocks.ListBlock):
        return ListOf(schema_of_block(block.child_block))
    return _schema_of_leaf(block)


def _schema_of_leaf(block: blocks.Block) -> Schema:
    if isinstance(block, TypedTableBlock):
        return Table()
    if isinstance(block, blocks.RichTextBlock):
        return RichText()
    if isinstance(block, blocks.ChooserBlock):
        return Reference(kind_of(block.model_class))
    if isinstance(block, WHOLE):
        return Scalar()
    return PlainText() if isinstance(block, WORDS) else Opaque()
