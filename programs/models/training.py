"""Trainings."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core import structured_data
from core.blocks import StoryBlock, text_list_stream
from core.index_pages import IndexPage
from core.models import BasePage, Classified

MODES = [("in_person", _("In person")), ("online", _("Online")), ("hybrid", _("Hybrid"))]
# The same in the words of schema.org.
COURSE_MODES = {"in_person": "Onsite", "online": "Online", "hybrid": "Blended"}


class FormatValue(blocks.StructValue):
    """One way to take a training."""

    @property
    def mode_label(self) -> str:
        """The mode in the reader's language."""
        return str(dict(MODES).get(self["mode"], ""))


class FormatBlock(blocks.StructBlock):
    """One way to take a training, with its length."""

    mode = blocks.ChoiceBlock(choices=MODES, label=_("Mode"))
    length = blocks.CharBlock(max_length=60, label=_("Length"), help_text=_("Such as “90 minutes”."))
    description = blocks.TextBlock(required=False, max_length=300, rows=2, label=_("Description"))

    class Meta:
        icon = "time"
        label = _("Format")
        label_format = "{mode} {length}"
        value_class = FormatValue


class ModuleBlock(blocks.StructBlock):
    """One part of a training."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    length = blocks.CharBlock(required=False, max_length=60, label=_("Length"))
    description = blocks.TextBlock(required=False, max_length=400, rows=2, label=_("Description"))

    class Meta:
        icon = "list-ol"
        label = _("Module")
        label_format = "{title}"


class TrainingIndexPage(IndexPage):
    """All trainings."""

    parent_page_types = ["home.HomePage", "affiliates.AffiliateHomePage"]
    subpage_types = ["programs.TrainingPage"]
    query_budget = 22

    class Meta:
        verbose_name = _("list of trainings")
        verbose_name_plural = _("lists of trainings")


class TrainingPage(Classified, BasePage):
    """A training that a school or an association can request."""

    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)
    is_free = models.BooleanField(_("free of charge"), default=True)
    formats = StreamField(
        [("format", FormatBlock())],
        blank=True,
        verbose_name=_("formats"),
        help_text=_("Ways to take the training, the usual one first."),
    )
    outcomes = text_list_stream(_("outcomes"), _("What participants can do afterwards, one item each."))
    modules = StreamField(
        [("module", ModuleBlock())], blank=True, verbose_name=_("modules"), help_text=_("Parts, in their order.")
    )
    reviewed_on = models.DateField(
        _("last updated"), null=True, blank=True, help_text=_("When somebody last checked that all of it is right.")
    )

    parent_page_types = ["programs.TrainingIndexPage"]
    subpage_types = ["home.StandardPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("formats"),
        FieldPanel("outcomes"),
        FieldPanel("modules"),
        FieldRowPanel([FieldPanel("is_free"), FieldPanel("reviewed_on")]),
    ]
    promote_panels = [Classified.classification_panel, *BasePage.promote_panels]
    search_fields = [
        *BasePage.search_fields,
        *Classified.classification_search_fields,
        index.SearchField("body"),
        index.SearchField("outcomes"),
        index.SearchField("modules"),
    ]
    override_translatable_fields = Classified.classification_translatable_fields
    schema_type = "Course"
    query_budget = 42

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")

    @property
    def meta_line(self) -> str:
        """The usual format and its length."""
        if not self.formats:
            return ""
        usual = self.formats[0].value
        return f"{usual.mode_label} · {usual['length']}"

    def structured_properties(self) -> dict[str, Any]:
        """What it costs, the forms in which it is given and what it teaches."""
        instances = [
            structured_data.course_instance(item.value["length"], COURSE_MODES[item.value["mode"]])
            for item in self.formats
        ]
        return {
            "offers": [structured_data.free_offer()] if self.is_free else [],
            "isAccessibleForFree": self.is_free,
            "hasCourseInstance": instances,
            "teaches": [str(item.value) for item in self.outcomes],
        }
