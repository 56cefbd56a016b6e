"""Resources to read, use or download."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import StoryBlock, download_stream
from core.index_pages import IndexPage
from core.models import BasePage, Classified
from core.models.media import LICENCE_PAGES, Licence


class ResourceKind(models.TextChoices):
    """What a resource is."""

    GUIDE = "guide", _("Guide")
    TOOLKIT = "toolkit", _("Toolkit")
    LESSON = "lesson", _("Lesson")
    POLICY = "policy", _("Policy")
    RESEARCH = "research", _("Research")
    CHECKLIST = "checklist", _("Checklist")
    VIDEO = "video", _("Video")


class ResourceIndexPage(IndexPage):
    """The library."""

    parent_page_types = ["home.HomePage", "affiliates.AffiliateHomePage"]
    subpage_types = [
        "resources.ResourcePage",
        "resources.FAQPage",
        "resources.PublicationPage",
        "resources.TopicHubPage",
    ]
    query_budget = 28

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")


def language_choices() -> list[tuple[str, str]]:
    """The languages of the site, as choices that no migration freezes."""
    return list(settings.LANGUAGES)


class ResourcePage(Classified, BasePage):
    """One resource."""

    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind.choices, default=ResourceKind.GUIDE)
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)
    files = download_stream(_("files"), _("What readers can download, the most useful first."))
    language = models.CharField(
        _("language of the files"),
        max_length=10,
        blank=True,
        choices=language_choices,
        help_text=_("Only where the files are in another language than this page."),
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY_NC)
    reviewed_on = models.DateField(
        _("reviewed"), null=True, blank=True, help_text=_("When somebody last checked that all of it is right.")
    )

    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("kind"),
        FieldPanel("files"),
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("licence"), FieldPanel("language"), FieldPanel("reviewed_on")]),
    ]
    promote_panels = [Classified.classification_panel, *BasePage.promote_panels]
    search_fields = [
        *BasePage.search_fields,
        *Classified.classification_search_fields,
        index.SearchField("body"),
        index.FilterField("kind"),
    ]
    override_translatable_fields = Classified.classification_translatable_fields
    schema_type = "LearningResource"
    query_budget = 44

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    def structured_properties(self) -> dict[str, Any]:
        """What kind of resource it is and what others may do with it."""
        return {"learningResourceType": self.meta_line, "license": self.licence_page, "isAccessibleForFree": True}

    @property
    def meta_line(self) -> str:
        """What kind of resource it is."""
        return str(ResourceKind(self.kind).label)

    @property
    def licence_page(self) -> str:
        """Where the licence is explained; empty where all rights are reserved."""
        return LICENCE_PAGES.get(self.licence, "")
