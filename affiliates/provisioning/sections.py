"""The pages that every sub-site is born with, and their first words."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_noop

from affiliates.models import Affiliate


@dataclass(frozen=True)
class Section:
    """An index page below the home page; `model` is a label, since its app stands above this one."""

    model: str
    title: str
    summary: str


# Each of them carries what the nation has in the same section, and what the affiliate adds.
SECTIONS = (
    Section(
        "resources.ResourceIndexPage",
        gettext_noop("Resources"),
        gettext_noop("Guides, tools and reports of the %(name)s, beside those of the national office."),
    ),
    Section(
        "home.EventIndexPage",
        gettext_noop("Events"),
        gettext_noop("Where and when you can meet the %(name)s, and national events that are open to you."),
    ),
    Section(
        "press.PressIndexPage",
        gettext_noop("Press"),
        gettext_noop("News of the %(name)s for reporters, and the releases of the national office."),
    ),
)


@dataclass(frozen=True)
class Words:
    """The first words of a page in one language."""

    title: str
    slug: str
    fields: dict[str, str]


def words_of_home(affiliate: Affiliate, language: str) -> Words:
    """Return the first words of the affiliate's home page in `language`; a place keeps its name and its slug."""
    with translation.override(language):
        values = {"site": settings.WAGTAIL_SITE_NAME, "place": affiliate.place, "name": affiliate.name}
        return Words(
            title=f"{settings.WAGTAIL_SITE_NAME} {affiliate.place}",
            slug=affiliate.slug,
            fields={
                "headline": gettext("Just schools in %(place)s") % values,
                "summary": gettext(
                    "News, events and resources of the %(name)s, with every national program and training."
                )
                % values,
            },
        )


def words_of_section(section: Section, affiliate: Affiliate, language: str, slug: str | None) -> Words:
    """Return the first words of a section in `language`.

    `slug` is that of the nation's section: the two have the same path, so that the sub-site's answers instead of the
    inherited one. Without it the slug is made of the title, of the English one where the script has no Latin letters.
    """
    with translation.override(language):
        title = gettext(section.title)
        summary = gettext(section.summary) % {"name": affiliate.name}
    return Words(title, slug or slugify(title) or slugify(section.title), {"summary": summary})
