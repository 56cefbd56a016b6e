"""Template tags that show press releases."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import translation

from affiliates.scope import within_reach
from core.cards import as_cards
from press.models import PressReleasePage

register = template.Library()


@register.simple_tag(takes_context=True)
def latest_press(context: dict[str, Any], limit: int = 3) -> list[PressReleasePage]:
    """Return the newest press releases in the reader's language, as seen from the page being read, itself left out."""
    releases = PressReleasePage.objects.visible().in_language(translation.get_language())
    page = context.get("page")
    if page is not None and page.path:
        releases = within_reach(releases, page).exclude(pk=page.pk)
    return as_cards(releases.select_related("locale").order_by("-date", "-pk")[:limit])
