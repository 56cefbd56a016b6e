"""Links to a page of the site or to another address."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core import place
from core.cards import localized_page


class LinkValue(blocks.StructValue):
    """A link as a template needs it.

    The properties are named apart from the fields, since a template looks fields up first.
    """

    @cached_property
    def page_shown(self) -> Any:
        """The chosen page in the reader's language, or None when it is gone or not public."""
        return localized_page(self.get("page"))

    @property
    def href(self) -> str:
        """The address, or an empty text when the page is gone or not public."""
        if self.get("page"):
            return place.current().address(self.page_shown) if self.page_shown else ""
        return self.get("url") or ""

    @property
    def text(self) -> str:
        """The label, or the page's title where none is given."""
        if text := self.get("label"):
            return text
        return self.page_shown.title if self.page_shown else self.href

    @property
    def is_external(self) -> bool:
        """Whether the link leaves the site."""
        return not self.get("page") and "://" in (self.get("url") or "")


class LinkBlock(blocks.StructBlock):
    """One link."""

    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    url = blocks.URLBlock(
        required=False, label=_("Or another address"), help_text=_("Only when the target is not a page of this site.")
    )
    label = blocks.CharBlock(
        required=False, max_length=100, label=_("Label"), help_text=_("Empty: the title of the page.")
    )

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{label}"
        value_class = LinkValue

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.optional = not kwargs.get("required", True)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Refuse a link with two targets, a label without a target, and an address without a label."""
        cleaned = super().clean(value)
        page, url, label = cleaned.get("page"), cleaned.get("url"), cleaned.get("label")
        errors = {}
        if page and url:
            errors["url"] = ValidationError(_("Choose a page or give an address, not both."))
        elif not page and not url and (label or not self.optional):
            errors["page"] = ValidationError(_("Choose a page or give an address."))
        elif url and not label:
            errors["label"] = ValidationError(_("An address needs a label."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


class MenuBlock(blocks.StructBlock):
    """A menu of links in the navigation."""

    label = blocks.CharBlock(max_length=60, label=_("Label"))
    links = blocks.ListBlock(LinkBlock(), min_num=1, label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Menu")
        label_format = "{label}"


class LinkGroupBlock(blocks.StructBlock):
    """A headed group of links in the footer."""

    heading = blocks.CharBlock(max_length=60, label=_("Heading"))
    links = blocks.ListBlock(LinkBlock(), min_num=1, label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Group of links")
        label_format = "{heading}"
