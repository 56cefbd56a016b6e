"""Reports and books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import Locale
from wagtail.search import index

from core.models import BasePage, Classified, Document
from core.models.pages import RICH_TEXT_FEATURES


@dataclass(frozen=True)
class PublicationEdition:
    """The publication in one language."""

    language: str
    language_name: str
    document: Document


class PublicationPage(Classified, BasePage):
    """A publication with its file in each language."""

    abstract = RichTextField(_("abstract"), features=RICH_TEXT_FEATURES, blank=True)
    file = models.ForeignKey(
        "core.Document",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The publication in this page’s language."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1850), MaxValueValidator(2100)]
    )

    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("abstract"),
        FieldRowPanel([FieldPanel("file"), FieldPanel("year")]),
    ]
    promote_panels = [Classified.classification_panel, *BasePage.promote_panels]
    search_fields = [
        *BasePage.search_fields,
        *Classified.classification_search_fields,
        index.SearchField("abstract"),
    ]
    override_translatable_fields = Classified.classification_translatable_fields
    schema_type = "Report"
    query_budget = 36

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def structured_properties(self) -> dict[str, Any]:
        """The year it appeared."""
        return {"datePublished": str(self.year) if self.year else ""}

    @property
    def meta_line(self) -> str:
        """Year and length."""
        parts = [str(self.year)] if self.year else []
        return " · ".join(parts)

    def editions(self) -> list[PublicationEdition]:
        """The publication in every language that has a file of its own, this page's language first; one query."""
        pages = (
            PublicationPage.objects.visible()
            .filter(translation_key=self.translation_key, file__isnull=False)
            .select_related("file", "locale")
        )
        editions = []
        seen: set[int] = set()
        for page in sorted(pages, key=lambda page: (page.locale_id != self.locale_id, page.locale_id)):
            if page.file_id not in seen:
                seen.add(page.file_id)
                editions.append(_edition(page.file, page.locale))
        return editions


def _edition(document: Document, locale: Locale) -> PublicationEdition:
    language = document.language or locale.language_code
    return PublicationEdition(language, document.language_name or str(locale), document)
