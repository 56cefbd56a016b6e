"""Topic hubs: one subject with all that belongs to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.blocks import StoryBlock
from core.models import BasePage, Topic
from core.models.pages import RICH_TEXT_FEATURES


class TopicHubPage(BasePage):
    """A subject: its mission, its resources and trainings, its people."""

    mission = RichTextField(_("mission"), features=RICH_TEXT_FEATURES, blank=True)
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="+", help_text=_("What the hub gathers.")
    )
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    parent_page_types = ["home.HomePage", "resources.ResourceIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("mission"), FieldPanel("topics"), FieldPanel("body")]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("mission"),
        index.SearchField("body"),
        index.RelatedFields("topics", [index.SearchField("name")]),
    ]
    override_translatable_fields = [SynchronizedField("topics")]
    schema_type = "CollectionPage"
    query_budget = 60

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topic hubs")
