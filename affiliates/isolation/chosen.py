"""What chooser fields and rich text take from a form and show in it: nothing that does not exist for the person.

Wagtail's choosers limit what they offer, not what a forged form sends, and a form that is shown again with its errors
names what was sent. Every chooser, in a field or in a block, takes its value through `BaseChooser` and every rich text
through `DraftailRichTextArea`, so that is where foreign ids turn into one that nothing has. The field then says itself
that there is no such choice; for links in rich text `core.forms` says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.widgets import BaseChooser
from wagtail.models import Page

from affiliates.isolation.guard import current_reach
from affiliates.isolation.reach import Reach
from core.forms import NOT_THERE
from core.models import Document, Image

LINK = re.compile(r"<(?:a|embed)\b[^>]*>")
KIND = re.compile(r'(?<![\w-])(?:linktype|embedtype)="(\w+)"')
ID = re.compile(r'(?<![\w-])id="([^"]*)"')
KINDS: dict[str, type[Model]] = {"page": Page, "document": Document, "image": Image}

Method = Callable[..., Any]


def without_foreign_links(html: str, reach: Reach) -> str:
    """Return rich text in which links to what does not exist for the person lead nowhere."""

    def replace(match: re.Match[str]) -> str:
        tag = match[0]
        kind, pk = KIND.search(tag), ID.search(tag)
        model = KINDS.get(kind[1]) if kind else None
        if model is None or pk is None or reach.may_choose(model, pk[1]):
            return tag
        return tag[: pk.start(1)] + NOT_THERE + tag[pk.end(1) :]

    return LINK.sub(replace, html)


def _taken(method: Method) -> Method:
    def value_from_datadict(self: BaseChooser, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> Any:
        value = method(self, data, files, name)
        reach = current_reach()
        if value is None or reach is None or not isinstance(value, str | int):
            return value
        return value if reach.may_choose(self.model_class, value) else NOT_THERE

    return value_from_datadict


def _shown(method: Method) -> Method:
    def get_instance(self: BaseChooser, value: Any) -> Any:
        instance = method(self, value)
        reach = current_reach()
        if instance is None or reach is None or reach.may_choose(type(instance), instance.pk):
            return instance
        return None

    return get_instance


def _written(method: Method) -> Method:
    def value_from_datadict(
        self: DraftailRichTextArea, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> Any:
        html = method(self, data, files, name)
        reach = current_reach()
        return html if html is None or reach is None else without_foreign_links(html, reach)

    return value_from_datadict


def _read(method: Method) -> Method:
    def format_value(self: DraftailRichTextArea, value: Any) -> Any:
        reach = current_reach()
        if isinstance(value, str) and reach is not None:
            value = without_foreign_links(value, reach)
        return method(self, value)

    return format_value


def wall_in_widgets() -> None:
    """Make every chooser and every rich text ask what exists for the person; called once, when the app is ready."""
    BaseChooser.value_from_datadict = _taken(BaseChooser.value_from_datadict)
    BaseChooser.get_instance = _shown(BaseChooser.get_instance)
    DraftailRichTextArea.value_from_datadict = _written(DraftailRichTextArea.value_from_datadict)
    DraftailRichTextArea.format_value = _read(DraftailRichTextArea.format_value)
