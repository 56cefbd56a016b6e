"""Template tags that show programs, trainings and levels."""

from __future__ import annotations

from django import template
from django.utils import translation
from wagtail.models import Page

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
    levels = LevelPage.objects.visible().in_language(translation.get_language())
    found = list(levels.select_related("locale").order_by("number"))
    attach_covers(found)
    return found
