"""Programs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from core import structured_data
from core.blocks import StoryBlock, text_list_stream
from core.cards import as_cards, localized_pages
from core.index_pages import IndexPage
from core.models import BasePage, Classified
from core.models.pages import RICH_TEXT_FEATURES


class Season(models.TextChoices):
    """When a national cohort starts: a season and a year, not a date (content inventory, S0)."""

    SPRING = "spring", _("Spring")
    SUMMER = "summer", _("Summer")
    AUTUMN = "autumn", _("Fall")
    WINTER = "winter", _("Winter")


class ProgramIndexPage(IndexPage):
    """All programs."""

    parent_page_types = ["home.HomePage", "affiliates.AffiliateHomePage"]
    subpage_types = ["programs.ProgramPage"]
    query_budget = 22

    class Meta:
        verbose_name = _("list of programs")
        verbose_name_plural = _("lists of programs")


class ProgramPage(Classified, BasePage):
    """A program: what it aims at, what it leads to and how to take part."""

    tagline = models.CharField(_("tagline"), max_length=255, blank=True, help_text=_("One line below the title."))
    duration = models.CharField(_("length"), max_length=60, blank=True, help_text=_("Such as “Three years”."))
    introduction = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)
    aims = text_list_stream(_("aims"), _("What participants do, one item each."))
    outcomes = text_list_stream(_("outcomes"), _("What participants can do afterwards, one item each."))
    rationale = RichTextField(
        _("rationale"), features=RICH_TEXT_FEATURES, blank=True, help_text=_("Why the program exists.")
    )
    report = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("program report"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    related_publication = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("related publication"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    interest_call = RichTextField(
        _("call for interest"),
        features=RICH_TEXT_FEATURES,
        blank=True,
        help_text=_("How to say that one is interested; addressed to the reader’s affiliate president."),
    )
    nomination_rule = RichTextField(
        _("nomination rule"), features=RICH_TEXT_FEATURES, blank=True, help_text=_("Who may nominate whom.")
    )
    nomination_limit = models.PositiveSmallIntegerField(
        _("nominations for each affiliate"),
        default=5,
        help_text=_("The most people whom an affiliate may nominate for one national cohort."),
    )
    cohort_season = models.CharField(_("season"), max_length=8, choices=Season.choices, blank=True)
    cohort_year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(2020), MaxValueValidator(2100)]
    )
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    parent_page_types = ["programs.ProgramIndexPage"]
    subpage_types = ["home.StandardPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("tagline"), FieldPanel("duration")]),
        FieldPanel("introduction"),
        FieldPanel("aims"),
        FieldPanel("outcomes"),
        FieldPanel("rationale"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("interest_call"),
                FieldPanel("nomination_rule"),
                FieldPanel("nomination_limit"),
                FieldRowPanel([FieldPanel("cohort_season"), FieldPanel("cohort_year")], heading=_("Next cohort")),
            ],
            heading=_("Taking part"),
        ),
        MultiFieldPanel(
            [
                PageChooserPanel("report", "resources.PublicationPage"),
                PageChooserPanel("related_publication", "resources.PublicationPage"),
            ],
            heading=_("Publications"),
        ),
    ]
    promote_panels = [Classified.classification_panel, *BasePage.promote_panels]
    search_fields = [
        *BasePage.search_fields,
        *Classified.classification_search_fields,
        index.SearchField("tagline"),
        index.SearchField("introduction"),
        index.SearchField("aims"),
        index.SearchField("outcomes"),
        index.SearchField("rationale"),
        index.SearchField("interest_call"),
        index.SearchField("nomination_rule"),
        index.SearchField("body"),
    ]
    override_translatable_fields = Classified.classification_translatable_fields
    schema_type = "Course"
    query_budget = 48

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")

    def structured_properties(self) -> dict[str, Any]:
        """How long it takes and what it teaches."""
        instance = structured_data.course_instance(self.duration) if self.duration else None
        return {"hasCourseInstance": instance, "teaches": [str(item.value) for item in self.outcomes]}

    @property
    def next_cohort(self) -> str:
        """Season and year of the next national cohort; empty where it is not set."""
        if not self.cohort_season or not self.cohort_year:
            return ""
        season = Season(self.cohort_season).label
        return _("%(season)s %(year)s") % {"season": season, "year": self.cohort_year}

    @property
    def meta_line(self) -> str:
        """How long the program takes."""
        return self.duration

    @cached_property
    def _publications(self) -> dict[UUID, BasePage]:
        """Report and related publication in the reader's language, by translation key."""
        shown = as_cards(localized_pages([self.report, self.related_publication]))
        return {page.translation_key: page for page in shown}

    @property
    def shown_report(self) -> BasePage | None:
        """The report in the reader's language."""
        return self._publications.get(self.report.translation_key) if self.report else None

    @property
    def shown_publication(self) -> BasePage | None:
        """The related publication in the reader's language."""
        return self._publications.get(self.related_publication.translation_key) if self.related_publication else None
