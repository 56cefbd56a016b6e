"""Quotes with their attribution and consent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.blocks import text_list_stream
from core.cards import as_cards, attach_pictures, localized_pages
from core.index_pages import IndexPage
from core.models import BasePage, Classified
from core.models.vocabulary import ChoicesField


class Usage(models.TextChoices):
    """Where a quote may be used, as its author agreed."""

    WEBSITE = "website", _("Website")
    PRESS = "press", _("Press")
    PRINT = "print", _("Print")
    SOCIAL = "social", _("Social media")


@dataclass(frozen=True)
class Attribution:
    """Who said it: a name, or the first role of an unnamed person, and the lines below it."""

    name: str
    lines: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.name)

    @property
    def plain(self) -> str:
        """All of it in one line."""
        return ", ".join((self.name, *self.lines)) if self.name else ""


class QuoteIndexPage(IndexPage):
    """All quotes whose authors agreed to the website."""

    parent_page_types = ["home.HomePage", "affiliates.AffiliateHomePage"]
    subpage_types = ["case_studies.QuotePage"]
    query_budget = 22

    class Meta:
        verbose_name = _("list of quotes")
        verbose_name_plural = _("lists of quotes")

    def children(self) -> models.QuerySet:
        """The quotes that may be shown, in the order of the tree."""
        quotes = QuotePage.objects.visible().below(self).filter(usage__contains=[Usage.WEBSITE])
        return quotes.select_related("locale").in_tree_order()

    def cards(self, pages: Iterable[Page]) -> list[BasePage]:
        """The quotes with their portraits."""
        quotes = super().cards(pages)
        attach_pictures(quotes, "portrait", "portrait")
        return quotes


class QuotePage(Classified, BasePage):
    """One quote. Every part of its attribution may be missing."""

    text = models.TextField(_("words"), max_length=800, help_text=_("As they were said, without quotation marks."))
    name = models.CharField(_("name"), max_length=120, blank=True, help_text=_("Empty for an unnamed person."))
    roles = text_list_stream(
        _("roles"),
        _("Such as “High school teacher” or “Instructor”, one item each; “Participant” for an unnamed person."),
        max_length=120,
    )
    region = models.CharField(_("region"), max_length=60, blank=True, help_text=_("Such as “Region 35”."))
    association = models.CharField(_("association"), max_length=150, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True, help_text=_("A state, such as “Indiana”."))
    portrait = models.ForeignKey(
        "core.Image",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    consent_note = models.TextField(
        _("consent"), blank=True, help_text=_("Who agreed, when and to what. For staff only; never shown to readers.")
    )
    usage = ChoicesField(
        models.CharField(max_length=10, choices=Usage.choices),
        verbose_name=_("may be used in"),
        blank=True,
        default=list,
        help_text=_("Without “Website” the quote is not shown in lists."),
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

    parent_page_types = ["case_studies.QuoteIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("text"),
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("roles"),
                FieldRowPanel([FieldPanel("region"), FieldPanel("association"), FieldPanel("place")]),
                FieldPanel("portrait"),
            ],
            heading=_("Attribution"),
        ),
        MultiFieldPanel([FieldPanel("consent_note"), FieldPanel("usage")], heading=_("Consent")),
        MultiFieldPanel(
            [
                PageChooserPanel("training", "programs.TrainingPage"),
                PageChooserPanel("program", "programs.ProgramPage"),
            ],
            heading=_("Where it belongs"),
        ),
    ]
    promote_panels = [Classified.classification_panel, *BasePage.promote_panels]
    search_fields = [
        *BasePage.search_fields,
        *Classified.classification_search_fields,
        index.SearchField("text"),
        index.SearchField("name"),
        index.SearchField("association"),
    ]
    # The note on consent is kept as it was written, in every language.
    override_translatable_fields = [*Classified.classification_translatable_fields, SynchronizedField("consent_note")]
    # Who agreed, and how, is between the author and the national office.
    kept_national = frozenset({"consent_note"})
    query_budget = 34

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    @cached_property
    def attribution(self) -> Attribution:
        """Who said it, in any of the shapes that a quote can take."""
        roles = [str(item.value) for item in self.roles]
        below = [part for part in (self.region, self.association, self.place) if part]
        if self.name:
            return Attribution(self.name, (*roles, *below))
        first, *others = [*roles, *below] or [""]
        return Attribution(first, tuple(others))

    @property
    def meta_line(self) -> str:
        """Who said it."""
        return self.attribution.plain

    def structured_properties(self) -> dict[str, Any]:
        """The words themselves, and who said them where a name is given."""
        creator = {"@type": "Person", "name": self.name} if self.name else None
        quotation = {"@type": "Quotation", "text": self.text} | ({"creator": creator} if creator else {})
        return {"mainEntity": quotation}

    @property
    def origins(self) -> list[Any]:
        """The training and the program that it speaks of, in the reader's language."""
        return as_cards(localized_pages([self.training, self.program]))
