"""How links in rich text are written out."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.html import format_html
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from core import place
from core.targets import link_targets


class ReadersPageLinkHandler(PageLinkHandler):
    """Links to pages in the reader's language, one query for a whole text; Wagtail's own asks several for each link."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Return the opening tag of each link; one whose page is gone or not public leads nowhere."""
        ids = [int(attrs["id"]) if str(attrs.get("id", "")).isdecimal() else 0 for attrs in attrs_list]
        language = translation.get_language() or ""
        targets = link_targets(set(ids), language)
        return [_opening_tag(targets.get(pk), language) for pk in ids]


def _opening_tag(target: Page | None, language: str) -> str:
    if target is None:
        return "<a>"
    code = target.locale.language_code
    if code == language:
        return format_html('<a href="{}">', place.current().address(target))
    return format_html('<a href="{}" hreflang="{}">', place.current().address(target), code)


def register_page_links(features: FeatureRegistry) -> None:
    """Let Wagtail write links to pages with the handler above."""
    features.register_link_type(ReadersPageLinkHandler)
