"""What belongs together with a page: case studies and quotes."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.models import Page

from affiliates.scope import within_reach
from case_studies.models import CaseStudyPage, QuotePage
from case_studies.models.quote import Usage
from core.cards import as_cards
from core.media import RENDITIONS
from core.models import Image
from programs.models import LevelPage, ProgramPage, TrainingPage

LIMIT = 3


def _belonging(pages: Any, page: Page) -> Any:
    """Narrow `pages` to those of a training or program, of a level, or about the same topics."""
    if isinstance(page, TrainingPage):
        return pages.filter(training__translation_key=page.translation_key)
    if isinstance(page, ProgramPage):
        return pages.filter(program__translation_key=page.translation_key)
    if isinstance(page, LevelPage):
        return pages.filter(levels__contains=[page.number])
    if isinstance(page, CaseStudyPage | QuotePage) and (page.training_id or page.program_id):
        same = Q(pk__in=[])
        if page.training_id:
            same |= Q(training_id=page.training_id)
        if page.program_id:
            same |= Q(program_id=page.program_id)
        return pages.filter(same).exclude(pk=page.pk)
    return pages.about_topics_of(page) if hasattr(page, "topics") else pages.none()


def related_case_studies(page: Page, limit: int = LIMIT) -> list[CaseStudyPage]:
    """Return the case studies that belong to `page`."""
    pages = within_reach(CaseStudyPage.objects.visible().in_locale_of(page), page)
    found = _belonging(pages, page).select_related("locale").order_by("-first_published_at", "pk")
    return as_cards(found[:limit])


def related_quotes(page: Page, limit: int = LIMIT) -> list[QuotePage]:
    """Return the quotes that belong to `page` and may be shown on the website, with their portraits."""
    pages = within_reach(QuotePage.objects.visible().in_locale_of(page), page).filter(usage__contains=[Usage.WEBSITE])
    quotes = list(_belonging(pages, page).select_related("locale").order_by("-first_published_at", "pk")[:limit])
    attach_portraits(quotes)
    return quotes


def attach_portraits(quotes: list[QuotePage]) -> None:
    """Attach the portrait of each quote with its renditions, in two queries."""
    ids = {quote.portrait_id for quote in quotes if quote.portrait_id}
    if not ids:
        return
    images = Image.objects.filter(pk__in=ids).prefetch_renditions(*RENDITIONS["portrait"].all_filters)
    portraits = {image.pk: image for image in images}
    for quote in quotes:
        if quote.portrait_id:
            quote.portrait = portraits.get(quote.portrait_id)


def latest_case_studies(locale_id: int, page: Page | None, limit: int = LIMIT) -> list[CaseStudyPage]:
    """Return the newest case studies in the language, as seen from `page`."""
    pages = CaseStudyPage.objects.visible().filter(locale_id=locale_id)
    if page is not None and page.path:
        pages = within_reach(pages, page)
    return as_cards(pages.select_related("locale").order_by("-first_published_at", "pk")[:limit])
