"""What belongs together with a page: case studies and quotes."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.models import Page

from affiliates.scope import within_reach
from case_studies.models import CaseStudyPage, QuotePage
from case_studies.models.quote import Usage
from core.cards import as_cards, attach_pictures
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
    if isinstance(page, CaseStudyPage | QuotePage) and (page.training or page.program):
        same = Q(pk__in=[])
        if page.training:
            same |= Q(training__translation_key=page.training.translation_key)
        if page.program:
            same |= Q(program__translation_key=page.program.translation_key)
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
    attach_pictures(quotes, "portrait", "portrait")
    return quotes


def latest_case_studies(language: str | None, page: Page | None, limit: int = LIMIT) -> list[CaseStudyPage]:
    """Return the newest case studies in the language, as seen from `page`."""
    pages = CaseStudyPage.objects.visible().in_language(language)
    if page is not None and page.path:
        pages = within_reach(pages, page)
    return as_cards(pages.select_related("locale").order_by("-first_published_at", "pk")[:limit])
