"""Ohio, which the demonstration leaves out: what a new affiliate is made of."""

from __future__ import annotations

from typing import Any

from django.db import connection
from wagtail.models import Collection, Page

from affiliates.models import Affiliate, AffiliateHomePage
from affiliates.provisioning import provision_affiliate

OHIO: dict[str, Any] = {
    "name": "Ohio Education Association",
    "short_name": "OEA",
    "slug": "ohio",
    "place": "Ohio",
    "states": ["OH"],
    "languages": ["en", "es"],
}


def ohio(**changes: Any) -> Affiliate:
    """Return the unsaved row of Ohio."""
    return Affiliate(**OHIO | changes)


def provisioned(**changes: Any) -> Affiliate:
    """Return Ohio with its sub-site."""
    return provision_affiliate(ohio(**changes)).affiliate


def home_of(affiliate: Affiliate, language: str = "en") -> AffiliateHomePage:
    """Return the home page in a language."""
    return affiliate.home_pages.get(locale__language_code=language)


def address_of(page: Page) -> str:
    """Return the path at which a reader finds the page."""
    address: str | None = page.get_url()
    assert address
    return address


def sections_of(affiliate: Affiliate, language: str = "en") -> dict[str, Page]:
    """Return the pages right below the home page by the label of their type."""
    return {page._meta.label: page for page in home_of(affiliate, language).get_children().specific()}


def all_rows() -> dict[str, str]:
    """Return a digest of each table, which changes when a row is written, even with the values that it had."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        digests = {}
        for table in tables:
            name = connection.ops.quote_name(table)
            # xmin is the transaction that wrote the row.
            cursor.execute(f"SELECT md5(string_agg(t::text || t.xmin::text, '' ORDER BY t::text)) FROM {name} t")  # noqa: S608
            digests[table] = cursor.fetchone()[0]
    return digests


def tree_faults() -> list[Any]:
    """Return what treebeard finds wrong with the page tree and with the collections."""
    return [found for model in (Page, Collection) for found in model.find_problems() if found]
