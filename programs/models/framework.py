"""The Opportunity Coalition framework and its four levels."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.blocks import StoryBlock
from core.cards import attach_covers
from core.models import BasePage, Level, Topic
from core.models.pages import RICH_TEXT_FEATURES


class FrameworkPage(BasePage):
    """The framework: an introduction and its levels."""

    introduction = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["programs.LevelPage"]
    max_count_per_parent = 1
    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    query_budget = 28

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `levels`, always in logical order."""
        return super().get_context(request, *args, **kwargs) | {"levels": self.levels()}

    def levels(self) -> list[LevelPage]:
        """The levels in logical order, wherever they stand in the tree."""
        levels = list(LevelPage.objects.visible().below(self).select_related("locale").order_by("number"))
        attach_covers(levels)
        return levels


class LevelPageForm(WagtailAdminPageForm):
    """Checks a new level, which has no place in the tree yet, against the others of its framework."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.parent_page is not None and not self.instance.path:
            try:
                self.instance.refuse_second(self.parent_page)
            except ValidationError as error:
                self._update_errors(error)


class LevelPage(BasePage):
    """One level: who works with whom, where and with what support."""

    number = models.PositiveSmallIntegerField(_("number"), choices=Level.choices)
    works_with = models.CharField(
        _("works with"), max_length=255, blank=True, help_text=_("Who works with whom at this level.")
    )
    setting = models.CharField(_("where"), max_length=255, blank=True, help_text=_("Where the work takes place."))
    support = models.CharField(_("support"), max_length=255, blank=True, help_text=_("What helps them."))
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")

    base_form_class = LevelPageForm
    parent_page_types = ["programs.FrameworkPage"]
    subpage_types = ["home.StandardPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("number"),
        MultiFieldPanel(
            [FieldPanel("works_with"), FieldPanel("setting"), FieldPanel("support")], heading=_("The level in short")
        ),
        FieldPanel("body"),
    ]
    promote_panels = [FieldPanel("topics"), *BasePage.promote_panels]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("works_with"),
        index.SearchField("setting"),
        index.SearchField("support"),
        index.SearchField("body"),
        index.RelatedFields("topics", [index.SearchField("name")]),
    ]
    override_translatable_fields = [SynchronizedField("topics")]
    query_budget = 40

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")

    @property
    def meta_line(self) -> str:
        """The level's number."""
        return _("Level %(number)s") % {"number": self.number}

    def clean(self) -> None:
        """Refuse a second page for the same level of the framework."""
        super().clean()
        if self.path:
            self.refuse_second(self.get_parent())

    def refuse_second(self, framework: Page) -> None:
        """Raise ValidationError where `framework` has another page for this level."""
        same = LevelPage.objects.child_of(framework).filter(number=self.number).exclude(pk=self.pk)
        if self.number and same.exists():
            raise ValidationError({"number": _("The framework already has a page for this level.")})
