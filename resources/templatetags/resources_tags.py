"""Template tags that show resources."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from affiliates.scope import within_reach
from core.cards import as_cards
from core.models.pages import BasePageQuerySet
from programs.models import LevelPage
from resources.models import FAQPage, PublicationPage, ResourcePage

register = template.Library()

LIMIT = 4


@register.simple_tag
def related_resources(page: Page, limit: int = LIMIT) -> list[Any]:
    """Return resources, publications and FAQs that belong to `page`: of its level, or about its topics."""
    found = BasePageQuerySet(Page).none().values_list("pk")
    if not isinstance(page, LevelPage) and not hasattr(page, "topics"):
        return []
    for model in (ResourcePage, PublicationPage, FAQPage):
        pages = within_reach(model.objects.visible().in_locale_of(page), page)
        if isinstance(page, LevelPage):
            pages = pages.filter(levels__contains=[page.number])
        else:
            pages = pages.about_topics_of(page)
        found = found.union(pages.values_list("pk"))
    ids = [row[0] for row in found]
    newest = Page.objects.filter(pk__in=ids).select_related("locale").order_by("-first_published_at", "pk")
    return as_cards(newest[:limit])
