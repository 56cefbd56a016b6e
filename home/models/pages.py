"""The front page and pages that are nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from affiliates.routing import route_from_nation
from core.blocks import StoryBlock
from core.models import BasePage


class HomePage(BasePage):
    """The front page of the national site, one in each language."""

    headline = models.CharField(_("headline"), max_length=150, blank=True, help_text=_("The first words readers see."))
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.StandardPage",
        "programs.ProgramIndexPage",
        "programs.TrainingIndexPage",
        "programs.FrameworkPage",
        "case_studies.CaseStudyIndexPage",
        "case_studies.QuoteIndexPage",
        "resources.ResourceIndexPage",
        "resources.TopicHubPage",
        "press.PressIndexPage",
        "home.EventIndexPage",
        "affiliates.AffiliateIndexPage",
    ]
    content_panels = [*BasePage.content_panels, FieldPanel("headline"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("headline"), index.SearchField("body")]
    schema_type = "WebSite"
    query_budget = 42

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page below, in the nation or in a sub-site."""
        return route_from_nation(self, request, path_components)


class StandardPage(BasePage):
    """A page of text."""

    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    parent_page_types: ClassVar[list[str]] = [
        "home.HomePage",
        "home.StandardPage",
        "affiliates.AffiliateHomePage",
        "programs.ProgramPage",
        "programs.TrainingPage",
        "programs.LevelPage",
    ]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
