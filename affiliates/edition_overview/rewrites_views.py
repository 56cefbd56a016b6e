"""What affiliates say in place of the parts of a national page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from affiliates.edition_admin.values import KINDS, compared_change
from affiliates.edition_overview.bases import OfNationalPage
from affiliates.edition_overview.reading import BulkReading
from affiliates.editions.likeness import TextGroup
from affiliates.editions.rewrites import Rewrite, Version, rewrites_of
from affiliates.merge import ChangeKind


@dataclass(frozen=True)
class ShownGroup:
    """Texts that are alike: the first of them compared with the nation's, all affiliates, and the other texts."""

    sample: SafeString
    affiliates: list[str]
    others: list[tuple[str, SafeString]]


@dataclass(frozen=True)
class ShownRewrite:
    """A part on the screen."""

    label: str
    kind: str
    count: int
    groups: list[ShownGroup]


class RewritesView(OfNationalPage):
    """Lists the parts of a page by how many affiliates rewrote them."""

    template_name = "affiliates/admin/editions_overview/rewrites.html"
    page_title = gettext_lazy("Rewritten parts")
    header_icon = "comment"

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Show the list."""
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the parts."""
        reading = BulkReading()
        found = reading.ahead(lambda: rewrites_of(self.page, reading.text_of))
        parts = reading.ahead(lambda: [_shown(reading, self.page.specific_class, part) for part in found.parts])
        return super().get_context_data(parts=parts, carried_by=found.carried_by, **kwargs)


def _shown(reading: BulkReading, model: Any, part: Rewrite) -> ShownRewrite:
    groups = [_group(reading, model, group) for group in part.groups]
    return ShownRewrite(part.label, str(KINDS[part.kind]), part.count, groups)


def _group(reading: BulkReading, model: Any, group: TextGroup[Version]) -> ShownGroup:
    first, text = group.members[0]
    others = [
        (version.affiliate.name, compared_change(reading, model, version.change))
        for version, other in group.members
        if other != text
    ]
    sample = compared_change(reading, model, first.change)
    if first.change.kind is ChangeKind.REMOVED and not sample:
        sample = SafeString(_("Removed"))
    names = dict.fromkeys(version.affiliate.name for version, _text in group.members)
    return ShownGroup(sample, list(names), others)
