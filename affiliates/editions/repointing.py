"""Leads the links of an affiliate's pages back from an edition that goes to the national page."""

from __future__ import annotations

from wagtail.models import Page, ReferenceIndex

from affiliates.editions.content import Content, schema_of
from affiliates.editions.saving import rewrite
from affiliates.merge import Struct
from affiliates.merge.tree import put_together, take_apart
from affiliates.merge.values import repointed_tree
from affiliates.models import Edition
from affiliates.subsite import subsite_of


def lead_back(edition: Edition) -> None:
    """Let the pages of the sub-site that link to the edition's page link to its source, published ones and drafts."""
    subsite = subsite_of(edition.page)
    if subsite is None or edition.source_id is None:
        return
    counterpart = {("page", edition.page_id): edition.source_id}
    for page in _referring(edition.page, subsite.home.path):
        schema = schema_of(type(page))
        rewrite(page, lambda content, schema=schema: _repointed(content, schema, counterpart))  # type: ignore[misc]


def _referring(page: Page, below: str) -> list[Page]:
    found = ReferenceIndex.get_references_to(page).values_list("object_id", flat=True).distinct()
    ids = [int(pk) for pk in found if pk.isdecimal()]
    pages = Page.objects.filter(pk__in=ids, path__startswith=below).exclude(pk=page.pk)
    return list(pages.specific())


def _repointed(content: Content, schema: Struct, counterpart: dict[tuple[str, int], int]) -> Content:
    return put_together(repointed_tree(take_apart(content, schema), counterpart))
