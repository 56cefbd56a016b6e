"""The form of every page type in the admin."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from core import place

# Whatever may not be pointed to is replaced by this id before a form sees it: no row ever has it.
NOT_THERE = "0"


def points_nowhere(model: type[Model], name: str, value: Any) -> bool:
    """Say whether the value of a field (rich text, blocks) holds a link to what is not there for the person."""
    extract = getattr(model._meta.get_field(name), "extract_references", None)
    return extract is not None and any(str(pk) == NOT_THERE for _model, pk, *_path in extract(value))


class PageForm(WagtailAdminPageForm):
    """Refuses links in text to pages, documents and pictures that are not there for the person who edits.

    Choosers refuse such a choice themselves; rich text would keep it.
    """

    def clean(self) -> dict[str, Any]:
        """Name each field whose text links to something that is not there, and an address that is not to be had."""
        cleaned: dict[str, Any] = super().clean()
        fields = {field.name for field in self._meta.model._meta.get_fields()}
        for name in [name for name in cleaned if name in fields]:
            if points_nowhere(self._meta.model, name, cleaned[name]):
                self.add_error(
                    name,
                    _("A link or picture in this text is not available to you. Remove it or choose another."),
                )
        if self.parent_page is not None and cleaned.get("slug"):
            refusal = place.current().refusal_of(self.parent_page, cleaned["slug"])
            if refusal:
                self.add_error("slug", refusal)
        return cleaned
