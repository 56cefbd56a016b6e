"""Template tags that show programs, trainings and levels."""

from __future__ import annotations

from django import template
from wagtail.models import Locale, Page

from core.cards import attach_covers
from programs import related
from programs.models import LevelPage, ProgramPage, TrainingPage

register = template.Library()


@register.simple_tag
def related_programs(page: Page) -> list[ProgramPage]:
    """Return the programs that belong to `page`."""
    return related.related_programs(page)


@register.simple_tag
def related_trainings(page: Page) -> list[TrainingPage]:
    """Return the trainings that belong to `page`."""
    return related.related_trainings(page)


@register.simple_tag
def framework_levels() -> list[LevelPage]:
    """Return the national framework's levels in the reader's language, in logical order."""
    levels = list(
        LevelPage.objects.visible().filter(locale=Locale.get_active()).select_related("locale").order_by("number")
    )
    attach_covers(levels)
    return levels
