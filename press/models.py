"""The newsroom."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from affiliates.review import ReviewedMixin
from core.blocks import StoryBlock, download_stream
from core.index_pages import IndexPage
from core.models import BasePage, Topic
from core.models.pages import RICH_TEXT_FEATURES


class PressIndexPage(ReviewedMixin, IndexPage):
    """All press releases, the newest first."""

    parent_page_types = ["home.HomePage", "affiliates.AffiliateHomePage"]
    subpage_types = ["press.PressReleasePage"]
    query_budget = 26

    class Meta:
        verbose_name = _("newsroom")
        verbose_name_plural = _("newsrooms")

    def children(self) -> models.QuerySet:
        """The releases, newest first."""
        return PressReleasePage.objects.visible().below(self).select_related("locale").order_by("-date", "-pk")


class PressReleasePage(ReviewedMixin, BasePage):
    """One press release."""

    date = models.DateField(_("date"), default=timezone.localdate, help_text=_("Printed in front of the text."))
    dateline = models.CharField(_("place"), max_length=100, blank=True, help_text=_("Such as “Washington, D.C.”"))
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)
    notes = RichTextField(_("notes to editors"), features=RICH_TEXT_FEATURES, blank=True)
    files = download_stream(_("files"), _("Press kit: texts and pictures to download."))
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")

    parent_page_types = ["press.PressIndexPage"]
    subpage_types: list[str] = []
    needs_national_review = True
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("dateline")]),
        FieldPanel("body"),
        FieldPanel("notes"),
        FieldPanel("files"),
    ]
    promote_panels = [FieldPanel("topics"), *BasePage.promote_panels]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("notes"),
        index.FilterField("date"),
        index.RelatedFields("topics", [index.SearchField("name")]),
    ]
    override_translatable_fields = [SynchronizedField("topics")]
    schema_type = "NewsArticle"
    query_budget = 36

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")

    @property
    def meta_line(self) -> str:
        """The date."""
        return date_format(self.date, "DATE_FORMAT")

    def structured_properties(self) -> dict[str, Any]:
        """The date and the place in front of the text."""
        return {"datePublished": self.date.isoformat(), "dateline": self.dateline}
