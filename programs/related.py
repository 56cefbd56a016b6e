"""What belongs together with a page: programs and trainings."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from affiliates.scope import within_reach
from core.cards import as_cards
from programs.models import LevelPage, ProgramPage, TrainingPage

LIMIT = 6


def related(model: Any, page: Page, limit: int = LIMIT) -> list[Any]:
    """Return pages of `model` that belong to `page`: of the same level for a level, else about the same topics."""
    pages = within_reach(model.objects.visible().in_locale_of(page), page)
    if isinstance(page, LevelPage):
        pages = pages.filter(levels__contains=[page.number])
    elif hasattr(page, "topics"):
        pages = pages.about_topics_of(page)
    else:
        return []
    return as_cards(pages.select_related("locale").order_by("-first_published_at", "pk")[:limit])


def related_programs(page: Page) -> list[ProgramPage]:
    """Return the programs that belong to `page`."""
    return related(ProgramPage, page)


def related_trainings(page: Page) -> list[TrainingPage]:
    """Return the trainings that belong to `page`."""
    return related(TrainingPage, page)
