"""The family of blocks that every body is made of."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from core.blocks.links import LinkBlock
from core.blocks.media import (
    DocumentBlock,
    ImageBlock,
    PictureValue,
    VideoBlock,
    alt_text_block,
    decorative_block,
    require_alt_text,
)
from core.blocks.table import TableBlock
from core.cards import as_cards, localized_pages
from core.models.pages import RICH_TEXT_FEATURES

TEXT, MEDIA, PAGES, ACTIONS = _("Text"), _("Media"), _("Pages"), _("Ways on")


class HeadingBlock(blocks.StructBlock):
    """A heading between parts of the text."""

    text = blocks.CharBlock(max_length=150, label=_("Text"))
    level = blocks.ChoiceBlock(
        choices=[("h2", _("Section")), ("h3", _("Part of a section"))],
        default="h2",
        label=pgettext_lazy("heading", "Level"),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        group = TEXT
        description = _("Starts a section, or a part of one")
        template = "blocks/heading.html"
        preview_value = {"text": _("What a cohort does in a year"), "level": "h2"}


class QuoteValue(blocks.StructValue):
    """A chosen quote page."""

    @cached_property
    def quote(self) -> Any:
        """The quote in the reader's language with its portrait, None when nobody may see it."""
        quotes = as_cards(localized_pages([self.get("page")]))
        return quotes[0] if quotes else None


class QuoteBlock(blocks.StructBlock):
    """A quote, kept as a page of its own with its consent."""

    page = blocks.PageChooserBlock(page_type="case_studies.QuotePage", label=_("Quote"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = PAGES
        description = _("A quote with its attribution")
        template = "blocks/quote.html"
        value_class = QuoteValue
        preview_template = "blocks/quote_preview.html"
        preview_value = {"page": None}


class CardsValue(blocks.StructValue):
    """Chosen pages as cards."""

    @cached_property
    def cards(self) -> list[Any]:
        """The pages in the reader's language that any reader may see, in the chosen order."""
        return as_cards(localized_pages(self.get("pages") or []))


class CardsBlock(blocks.StructBlock):
    """Pages chosen by the editor, shown as cards."""

    heading = blocks.CharBlock(required=False, max_length=150, label=_("Heading"))
    introduction = blocks.TextBlock(required=False, max_length=400, rows=2, label=_("Introduction"))
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Page")), min_num=1, max_num=12, label=_("Pages"))
    layout = blocks.ChoiceBlock(
        choices=[("grid", _("Grid")), ("rows", _("Rows")), ("feature", _("One large, the others small"))],
        default="grid",
        label=_("Layout"),
    )

    class Meta:
        icon = "grip"
        label = _("Cards")
        label_format = "{heading}"
        group = PAGES
        description = _("Pages with picture, title and summary")
        template = "blocks/cards.html"
        value_class = CardsValue
        preview_template = "blocks/cards_preview.html"
        preview_value = {"heading": _("Where to begin"), "introduction": "", "pages": [], "layout": "grid"}


class FeatureBlock(blocks.StructBlock):
    """Text beside a picture, with one link."""

    heading = blocks.CharBlock(max_length=150, label=_("Heading"))
    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"))
    image = ImageChooserBlock(required=False, label=_("Picture"))
    alt_text = alt_text_block()
    decorative = decorative_block()
    link = LinkBlock(required=False, label=_("Link"))
    side = blocks.ChoiceBlock(
        choices=[("start", _("Before the text")), ("end", _("After the text"))],
        default="end",
        label=_("Side of the picture"),
    )

    class Meta:
        icon = "image"
        label = _("Feature")
        label_format = "{heading}"
        group = MEDIA
        description = _("A text beside a picture, with a link")
        template = "blocks/feature.html"
        value_class = PictureValue
        preview_value = {
            "heading": _("Built by educators"),
            "text": _("<p>Every session was written and tested by people who work in schools.</p>"),
            "decorative": True,
            "side": "end",
            "link": {"url": "https://example.org/", "label": _("How it was made")},
        }

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Require a text for the picture, or the mark that none is needed."""
        cleaned = super().clean(value)
        require_alt_text(cleaned)
        return cleaned


class FigureBlock(blocks.StructBlock):
    """One number with what it counts."""

    value = blocks.CharBlock(max_length=30, label=_("Number"))
    label = blocks.CharBlock(max_length=150, label=_("What it counts"))
    source = blocks.CharBlock(required=False, max_length=150, label=pgettext_lazy("figure", "Source"))

    class Meta:
        icon = "order"
        label = _("Figure")
        label_format = "{value} {label}"


class FiguresBlock(blocks.StructBlock):
    """Numbers that carry a point."""

    heading = blocks.CharBlock(required=False, max_length=150, label=_("Heading"))
    items = blocks.ListBlock(FigureBlock(), min_num=1, max_num=6, label=_("Figures"))

    class Meta:
        icon = "order"
        label = _("Figures")
        label_format = "{heading}"
        group = TEXT
        description = _("Large numbers with what they count")
        template = "blocks/figures.html"
        preview_value = {
            "heading": _("In one year"),
            "items": [{"value": "25", "label": _("places in a cohort")}, {"value": "4", "label": _("sessions")}],
        }


class AccordionItemBlock(blocks.StructBlock):
    """One part of an accordion."""

    title = blocks.CharBlock(max_length=150, label=_("Title"))
    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "list-ul"
        label = _("Part")
        label_format = "{title}"


class AccordionBlock(blocks.StructBlock):
    """Parts that open one by one."""

    heading = blocks.CharBlock(required=False, max_length=150, label=_("Heading"))
    items = blocks.ListBlock(AccordionItemBlock(), min_num=1, label=_("Parts"))

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        label_format = "{heading}"
        group = TEXT
        description = _("Details that open on request")
        template = "blocks/accordion.html"
        preview_value = {
            "heading": _("Practical details"),
            "items": [{"title": _("What does it cost?"), "text": _("<p>Nothing. Trainings are free.</p>")}],
        }


class CallToActionBlock(blocks.StructBlock):
    """One thing to do next."""

    heading = blocks.CharBlock(max_length=150, label=_("Heading"))
    text = blocks.TextBlock(required=False, max_length=400, rows=2, label=_("Text"))
    link = LinkBlock(label=_("Link"))
    tone = blocks.ChoiceBlock(
        choices=[("calm", _("Calm")), ("bold", pgettext_lazy("tone", "Bold"))], default="calm", label=_("Tone")
    )

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        label_format = "{heading}"
        group = ACTIONS
        description = _("One thing to do next")
        template = "blocks/call_to_action.html"
        preview_value = {
            "heading": _("Bring a training to your school"),
            "text": _("It is free, and we come to you."),
            "link": {"url": "https://example.org/", "label": _("Request a training")},
            "tone": "bold",
        }


class ContactBlock(blocks.StructBlock):
    """Whom to ask: the contact of the sub-site being read, else the national one."""

    role = blocks.ChoiceBlock(
        choices=[
            ("media", _("Media")),
            ("trainings", _("Trainings")),
            ("president", _("President’s office")),
            ("general", _("General")),
        ],
        default="general",
        label=_("Role"),
    )

    class Meta:
        icon = "user"
        label = _("Contact")
        label_format = "{role}"
        group = ACTIONS
        description = _("How to reach a person; readers of a sub-site see their own affiliate’s contact")
        template = "blocks/contact.html"
        preview_value = {"role": "general"}


class FormBlock(blocks.StructBlock):
    """The place of a form; the app that owns the form fills it."""

    kind = blocks.ChoiceBlock(
        choices=[
            ("training_request", _("Request a training")),
            ("interest", _("Show interest in a program")),
            ("media", _("Media enquiry")),
            ("contact", _("General contact")),
        ],
        label=_("Form"),
    )

    class Meta:
        icon = "form"
        label = _("Form")
        label_format = "{kind}"
        group = ACTIONS
        description = _("How readers send a request; readers of a sub-site reach their own affiliate")
        template = "blocks/form.html"
        preview_value = {"kind": "training_request"}


def _keep_choices_out_of_search(block: blocks.Block) -> None:
    """Leave how a block looks out of the text that readers search; as an argument it would be in every migration."""
    for child in getattr(block, "child_blocks", {}).values():
        if isinstance(child, blocks.ChoiceBlock):
            child.search_index = False


class StoryBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = HeadingBlock()
    rich_text = blocks.RichTextBlock(
        features=RICH_TEXT_FEATURES,
        icon="pilcrow",
        label=_("Text"),
        group=TEXT,
        description=_("Paragraphs, lists and links"),
        template="blocks/rich_text.html",
        preview_value=_("<p>Members meet four times in a school year, on Saturday mornings.</p>"),
    )
    image = ImageBlock()
    quote = QuoteBlock()
    cards = CardsBlock()
    feature = FeatureBlock()
    figures = FiguresBlock()
    accordion = AccordionBlock()
    table = TableBlock()
    video = VideoBlock()
    document = DocumentBlock()
    call_to_action = CallToActionBlock()
    contact = ContactBlock()
    form = FormBlock()

    class Meta:
        icon = "doc-full"
        label = _("Body")
        template = "blocks/story.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for block in self.child_blocks.values():
            _keep_choices_out_of_search(block)

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        """Refuse a smaller heading before the first section: it would leave a gap in the outline."""
        cleaned = super().clean(value)
        for number, child in enumerate(cleaned):
            if child.block_type != "heading":
                continue
            if child.value["level"] == "h3":
                error = StructBlockValidationError(
                    block_errors={"level": ValidationError(_("Start with a section heading."), code="outline")}
                )
                raise blocks.StreamBlockValidationError(block_errors={number: error})
            break
        return cleaned
