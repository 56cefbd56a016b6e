"""Rich text in a form outside of Wagtail's editor: Draftail where there is JavaScript, else the text as its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.forms import Textarea
from django.forms.widgets import Media, Script
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.rich_text import extract_references_from_rich_text

from core.forms import NOT_THERE

RICH = "-rich"
# What the editor numbers its paragraphs with; nobody needs to read it.
BLOCK_KEY = re.compile(r'\s*data-block-key="[^"]*"')


class RichSource(DraftailRichTextArea):
    """A text area with the HTML of a rich text, which a script exchanges for Wagtail's editor.

    What is sent goes through the same converter either way, so only what the editor's features allow comes out.
    """

    template_name = "affiliates/admin/editions/rich_source.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add the two ways to write the text."""
        context: dict[str, Any] = super().get_context(name + RICH, value, attrs)
        own = {"rows": 8, "id": context["widget"]["attrs"].get("id")}
        context["source"] = Textarea(attrs=own).render(name, BLOCK_KEY.sub("", value or ""))
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Write both ways; the template is the site's, where Django's forms look into apps only."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return the HTML that was written in either way; None where neither was sent."""
        if name + RICH in data:
            try:
                return super().value_from_datadict(data, files, name + RICH)
            except (ValueError, KeyError, TypeError):  # not what the editor sends
                return ""
        source = data.get(name)
        if source is None:
            return None
        return super().value_from_datadict({name: self.converter.from_database_format(source)}, files, name)

    @property
    def media(self) -> Media:
        """The editor, and the script that puts it in place of the text area."""
        return super().media + Media(js=[Script("js/rich_source.js", type="module")])  # type: ignore[list-item]


def leads_nowhere(html: str) -> bool:
    """Whether a text links to what does not exist for the person who wrote it."""
    return any(str(pk) == NOT_THERE for _model, pk, *_path in extract_references_from_rich_text(html))
