"""Questions and answers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from core import structured_data
from core.models import BasePage, Classified
from core.models.pages import RICH_TEXT_FEATURES


class QuestionBlock(blocks.StructBlock):
    """A question with its answer."""

    question = blocks.CharBlock(max_length=200, label=_("Question"))
    answer = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{question}"


class FAQPage(Classified, BasePage):
    """Questions and answers about one thing."""

    introduction = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)
    questions = StreamField(
        [("item", QuestionBlock())], blank=True, verbose_name=_("questions"), help_text=_("The most asked first.")
    )

    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("questions")]
    promote_panels = [Classified.classification_panel, *BasePage.promote_panels]
    search_fields = [
        *BasePage.search_fields,
        *Classified.classification_search_fields,
        index.SearchField("introduction"),
        index.SearchField("questions"),
    ]
    override_translatable_fields = Classified.classification_translatable_fields
    schema_type = "FAQPage"

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("pages of questions and answers")

    @property
    def meta_line(self) -> str:
        """How many questions it answers."""
        count = len(self.questions)
        return ngettext("%(count)s question", "%(count)s questions", count) % {"count": count}

    def structured_properties(self) -> dict[str, Any]:
        """The questions with their answers."""
        pairs = [(item.value["question"], item.value["answer"].source) for item in self.questions]
        return {"mainEntity": structured_data.questions(pairs)}
