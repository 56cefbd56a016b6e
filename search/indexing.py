"""Keeps the index right where Wagtail's own signal comes too early."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.search.index import insert_or_update_object


def index_published_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Index a page once more when it is published.

    Wagtail indexes on saving, when topics and audiences have not been written yet.
    """
    insert_or_update_object(sender._default_manager.get(pk=instance.pk))
