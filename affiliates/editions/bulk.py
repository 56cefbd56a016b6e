"""The contents of many pages, and what many editions say differently, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Model
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page

from affiliates.editions.content import content_of, schema_of
from affiliates.merge import Change, overrides
from affiliates.models import Edition

Content = dict[str, Any]


@dataclass(frozen=True)
class Overridden:
    """What readers see of an edition, and in what it differs from the nation."""

    model: type[Page]
    content: Content
    changes: list[Change]


def specific_pages(pages: Iterable[Page]) -> dict[int, Any]:
    """Return the pages as their own types, by id, with the relations that their contents need.

    Queries: one, and for each type of page one and one for each of its many-to-many fields.
    """
    found = Page.objects.filter(pk__in={page.pk for page in pages}).specific()
    by_type: dict[type[Model], list[Any]] = {}
    for page in found:
        by_type.setdefault(type(page), []).append(page)
    for model, rows in by_type.items():
        for field in model._meta.many_to_many:
            if isinstance(field, ParentalManyToManyField):
                _attach(field, rows)
    return {page.pk: page for rows in by_type.values() for page in rows}


def _attach(field: models.ManyToManyField[Any, Any], pages: list[Any]) -> None:
    """Give each page the objects of the relation, as django-modelcluster keeps what is not saved yet."""
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    through: Any = field.remote_field.through
    rows = (
        through._default_manager.filter(**{f"{own}__in": [page.pk for page in pages]})
        .select_related(other)
        .order_by("pk")
    )
    related: dict[int, list[Any]] = {page.pk: [] for page in pages}
    for row in rows:
        related[getattr(row, f"{own}_id")].append(getattr(row, other))
    for page in pages:
        # The place that modelcluster's managers look into first.
        page.__dict__.setdefault("_cluster_related_objects", {})[field.name] = related[page.pk]


def contents_of(pages: Iterable[Page]) -> dict[int, tuple[type[Page], Content]]:
    """Return type and published content of the pages, by id."""
    return {pk: (type(page), content_of(page)) for pk, page in specific_pages(pages).items()}


def overrides_in_bulk(editions: Iterable[Edition]) -> dict[int, Overridden]:
    """Return what the published versions of the editions say differently, by the ids of the editions."""
    rows = list(editions)
    contents = contents_of(row.page for row in rows)
    counterparts = counterparts_in_bulk({row.affiliate_id for row in rows})
    found: dict[int, Overridden] = {}
    for row in rows:
        model, content = contents[row.page_id]
        found[row.pk] = Overridden(
            model, content, overrides(row.base, content, schema_of(model), counterpart=counterparts[row.affiliate_id])
        )
    return found


def counterparts_in_bulk(affiliates: Iterable[int]) -> dict[int, dict[tuple[str, int], int]]:
    """Return for each affiliate what `affiliates.editions.places.counterparts_of` does, in one query for all."""
    found: dict[int, dict[tuple[str, int], int]] = {affiliate: {} for affiliate in affiliates}
    rows = Edition.objects.filter(affiliate__in=found, detached_at=None, page__live=True, source__isnull=False)
    for affiliate, source, page in rows.values_list("affiliate_id", "source_id", "page_id"):
        found[affiliate]["page", source] = page
    return found
