"""Case studies: which training led to what."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import StoryBlock
from core.cards import as_cards, localized_pages
from core.index_pages import IndexPage
from core.models import BasePage, Classified


class CaseStudyIndexPage(IndexPage):
    """All case studies, the newest first."""

    parent_page_types = ["home.HomePage", "affiliates.AffiliateHomePage"]
    subpage_types = ["case_studies.CaseStudyPage"]
    query_budget = 22

    class Meta:
        verbose_name = _("list of case studies")
        verbose_name_plural = _("lists of case studies")

    def children(self) -> models.QuerySet:
        """The case studies, newest first."""
        return (
            CaseStudyPage.objects.visible().below(self).select_related("locale").order_by("-first_published_at", "pk")
        )


class CaseStudyPage(Classified, BasePage):
    """One case study."""

    result = models.CharField(
        _("result"), max_length=200, blank=True, help_text=_("What changed, in one line; shown large on the page.")
    )
    training = models.ForeignKey(
        "programs.TrainingPage",
        verbose_name=_("training"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    program = models.ForeignKey(
        "programs.ProgramPage",
        verbose_name=_("program"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    participants = models.CharField(_("participants"), max_length=200, blank=True)
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)
    testimonial = models.ForeignKey(
        "case_studies.QuotePage",
        verbose_name=_("testimonial"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    parent_page_types = ["case_studies.CaseStudyIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("result"),
        MultiFieldPanel(
            [
                PageChooserPanel("training", "programs.TrainingPage"),
                PageChooserPanel("program", "programs.ProgramPage"),
                FieldRowPanel([FieldPanel("place"), FieldPanel("participants")]),
            ],
            heading=_("What it was"),
        ),
        FieldPanel("body"),
        PageChooserPanel("testimonial", "case_studies.QuotePage"),
    ]
    promote_panels = [Classified.classification_panel, *BasePage.promote_panels]
    search_fields = [
        *BasePage.search_fields,
        *Classified.classification_search_fields,
        index.SearchField("result"),
        index.SearchField("place"),
        index.SearchField("body"),
    ]
    override_translatable_fields = Classified.classification_translatable_fields
    schema_type = "Article"
    query_budget = 44

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    @property
    def meta_line(self) -> str:
        """Where it took place."""
        return self.place

    def structured_properties(self) -> dict[str, Any]:
        """What changed, and where."""
        place = {"@type": "Place", "name": self.place} if self.place else None
        return {"abstract": self.result, "contentLocation": place}

    @property
    def origins(self) -> list[Any]:
        """The training and the program behind it, in the reader's language."""
        return as_cards(localized_pages([self.training, self.program]))

    @property
    def shown_testimonial(self) -> Any:
        """The testimonial in the reader's language."""
        quotes = as_cards(localized_pages([self.testimonial]))
        return quotes[0] if quotes else None
