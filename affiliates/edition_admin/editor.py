"""Wagtail's page editor with what belongs to a local edition: notices, what differs, a mark on each part."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.forms.widgets import Script
from django.middleware.csrf import get_token
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView

from affiliates.edition_admin.notices import notices
from affiliates.edition_admin.overview import ShownOverride, shown_overrides
from affiliates.editions.content import part_of, schema_of
from affiliates.editions.overrides import marks_of
from affiliates.editions.resolving import merged_of
from affiliates.merge import Mark
from affiliates.models import Edition, PendingUpdate

WITH_EDITION = "affiliates/admin/editions/edit_page.html"
WORDS = {
    "inherited": gettext_lazy("National"),
    "ours": gettext_lazy("Ours"),
    "both": gettext_lazy("Both changed"),
    "newer": gettext_lazy("National is newer"),
    "within": gettext_lazy("Ours in parts"),
    "national": gettext_lazy("The national page says"),
    "show": gettext_lazy("show national"),
    "use": gettext_lazy("Use national"),
}
MARKS = {Mark.OURS: "ours", Mark.BOTH: "both", Mark.NATIONAL_NEWER: "newer"}


def edition_of(page: Any) -> Edition | None:
    """Return the edition that a page is; None for a page that follows no national one."""
    rows = Edition.objects.select_related("page__locale", "source", "affiliate")
    return rows.filter(page=page.pk).first() if page.pk else None


class EditionSidePanel(BaseSidePanel):
    """What differs from the national page, beside the form."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens it, with how many parts differ."""

        aria_label = gettext_lazy("Toggle local edition")
        icon_name = "copy"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Count what differs."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = len(self.panel.overrides)
            return context

    name = "edition"
    title = gettext_lazy("Local edition")
    template_name = "affiliates/admin/editions/side_panel.html"
    order = 150

    def __init__(self, page: Any, request: Any, edition: Edition) -> None:
        super().__init__(page, request)
        self.edition = edition

    @cached_property
    def overrides(self) -> list[ShownOverride]:
        """What differs in the latest draft."""
        return [] if self.edition.detached_at else shown_overrides(self.edition)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add what differs, and the marks for the script."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        is_attached = not self.edition.detached_at and self.edition.source_id
        return context | {
            "csrf_token": get_token(self.request),
            "edition": self.edition,
            "overrides": self.overrides,
            "marks": self.marks() if is_attached else None,
        }

    def marks(self) -> dict[str, Any]:
        """Return what the script needs: the fields that are compared, the blocks, what is not inherited, the words."""
        parts = {part: {"mark": MARKS[mark], "national": ""} for part, mark in marks_of(self.edition).items()}
        for shown in self.overrides:
            known = parts.setdefault(shown.part, {"mark": "ours"})
            known |= {"national": str(shown.national), "form": f"use-national-{shown.number}"}
        for part in disputed(self.edition):
            parts.setdefault(part, {"national": ""})["mark"] = "both"
        model = type(self.object)
        return {
            "fields": list(schema_of(model).fields),
            "blocks": sorted(block_ids(self.edition.draft_base or self.edition.base)),
            "parts": parts,
            "words": {name: str(word) for name, word in WORDS.items()},
        }

    @property
    def media(self) -> Media:
        """The script that marks the form."""
        return Media(js=[Script("js/edition_marks.js", type="module")])  # type: ignore[list-item]


def disputed(edition: Edition) -> set[str]:
    """Return the parts that both sides changed and nobody has decided yet."""
    pending = PendingUpdate.objects.filter(edition=edition, conflicts__gt=0).first()
    return {part_of(note) for note in merged_of(pending).notes} if pending else set()


def block_ids(content: Any) -> set[str]:
    """Return the ids of all blocks in a page's content."""
    if isinstance(content, dict):
        own = {content["id"]} if isinstance(content.get("id"), str) and "value" in content else set()
        return own.union(*(block_ids(each) for each in content.values()))
    if isinstance(content, list):
        return set().union(*(block_ids(each) for each in content))
    return set()


class EditPageView(EditView):
    """Wagtail's editor, which tells of the national page where the page is an edition of one."""

    @cached_property
    def edition(self) -> Edition | None:
        """The edition that the page is."""
        return edition_of(self.page)

    def get_template_names(self) -> list[str]:
        """Put the notices above the form of an edition."""
        names: list[str] = super().get_template_names()
        return [WITH_EDITION] if self.edition and names == ["wagtailadmin/pages/edit.html"] else names

    def get_side_panels(self) -> MediaContainer:
        """Add the panel of an edition."""
        panels = super().get_side_panels()
        if self.edition is None or self.hydrate_create_view:
            return panels
        return MediaContainer([*panels, EditionSidePanel(self.page, self.request, self.edition)])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what there is to know of an edition."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.edition is not None:
            context |= {"edition": self.edition, "edition_notices": notices(self.edition)}
        return context
