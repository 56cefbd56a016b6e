"""Template tags that show case studies and quotes."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import translation
from wagtail.models import Page

from case_studies import related
from case_studies.models import CaseStudyPage, QuotePage

register = template.Library()


@register.simple_tag
def related_case_studies(page: Page, limit: int = related.LIMIT) -> list[CaseStudyPage]:
    """Return the case studies that belong to `page`."""
    return related.related_case_studies(page, limit)


@register.simple_tag
def related_quotes(page: Page, limit: int = related.LIMIT) -> list[QuotePage]:
    """Return the quotes that belong to `page`."""
    return related.related_quotes(page, limit)


@register.simple_tag(takes_context=True)
def latest_case_studies(context: dict[str, Any], limit: int = related.LIMIT) -> list[CaseStudyPage]:
    """Return the newest case studies in the reader's language."""
    return related.latest_case_studies(translation.get_language(), context.get("page"), limit)
