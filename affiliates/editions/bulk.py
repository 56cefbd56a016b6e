"""The contents of many pages, and what many editions say differently, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Model
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision

from affiliates.editions.content import content_of, schema_of
from affiliates.editions.schema import fields_of
from affiliates.merge import Change, overrides
from affiliates.models import Edition

Content = dict[str, Any]


@dataclass(frozen=True)
class Overridden:
    """What readers see of an edition, and in what it differs from the nation."""

    model: type[Page]
    content: Content
    changes: list[Change]


def specific_pages(ids: Iterable[int]) -> dict[int, Any]:
    """Return the pages with these ids as their own types, by id, with the relations that their contents need.

    Queries: one, and for each type of page one and one for each of its many-to-many fields.
    """
    found = Page.objects.filter(pk__in=set(ids)).specific()
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


def drafts_in_bulk(pages: Mapping[int, Any]) -> dict[int, Any]:
    """Return the drafts of the specific pages that have one, by id, good for reading their content only.

    Queries: one, and one for each kind of object that a draft may refer to.
    """
    waiting = {pk: page for pk, page in pages.items() if not page.live or page.has_unpublished_changes}
    revisions = Revision.objects.in_bulk({page.latest_revision_id for page in waiting.values()} - {None})
    drafts: dict[int, Any] = {}
    for pk, page in waiting.items():
        revision = revisions.get(page.latest_revision_id)
        drafts[pk] = page if revision is None else _draft(type(page), revision.content)
    _leave_out_what_is_gone([draft for pk, draft in drafts.items() if draft is not pages[pk]])
    return drafts


def _draft(model: type[Any], data: Mapping[str, Any]) -> Any:
    """Return the page that a revision holds, as Wagtail reads it but without a look at what it refers to."""
    many: list[Any] = [field for field in fields_of(model) if isinstance(field, models.ManyToManyField)]
    left_out = {COMMENTS_RELATION_NAME, *(field.name for field in many)}
    kept = {name: value for name, value in data.items() if name not in left_out}
    draft = model.from_serializable_data(kept, check_fks=False)
    for field in many:
        rows = [field.related_model(pk=pk) for pk in data.get(field.name) or ()]
        draft.__dict__.setdefault("_cluster_related_objects", {})[field.name] = rows
    return draft


def _leave_out_what_is_gone(drafts: list[Any]) -> None:
    """Empty the references of drafts to objects that were deleted since, as Wagtail does."""
    wanted: dict[type[Model], set[Any]] = {}
    for draft in drafts:
        for field in _relations(draft):
            wanted.setdefault(field.related_model, set()).update(_referred(draft, field))
    there = {
        model: set(model._base_manager.filter(pk__in=pks).values_list("pk", flat=True)) for model, pks in wanted.items()
    }
    for draft in drafts:
        for field in _relations(draft):
            present = there[field.related_model]
            if isinstance(field, models.ManyToManyField):
                rows = draft.__dict__["_cluster_related_objects"]
                rows[field.name] = [row for row in rows[field.name] if row.pk in present]
            elif getattr(draft, field.attname) not in present:
                setattr(draft, field.attname, None)


def _relations(page: Any) -> list[Any]:
    return [field for field in fields_of(type(page)) if field.is_relation]


def _referred(draft: Any, field: Any) -> list[Any]:
    if isinstance(field, models.ManyToManyField):
        return [row.pk for row in draft.__dict__["_cluster_related_objects"][field.name]]
    value = getattr(draft, field.attname)
    return [] if value is None else [value]


def contents_of(ids: Iterable[int]) -> dict[int, tuple[type[Page], Content]]:
    """Return type and published content of the pages with these ids, by id."""
    return {pk: (type(page), content_of(page)) for pk, page in specific_pages(ids).items()}


def overrides_in_bulk(editions: Iterable[Edition]) -> dict[int, Overridden]:
    """Return what the published versions of the editions say differently, by the ids of the editions."""
    rows = list(editions)
    contents = contents_of(row.page_id for row in rows)
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
