"""Registers the app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Configuration of the `search` app."""

    name = "search"

    def ready(self) -> None:
        """Connect what keeps the index right."""
        from wagtail.signals import page_published

        from search.indexing import index_published_page

        page_published.connect(index_published_page, dispatch_uid="search.index_published_page")
