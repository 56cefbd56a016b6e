"""The numbers on the first page of the back office: how much of one's own there is, not of everybody's."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem

from affiliates.isolation.reach import reach_of


class OwnPagesSummaryItem(PagesSummaryItem):
    """Counts the pages of the own sub-sites."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Replace the number of all pages below the way to the sub-sites, which tells of other affiliates'."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        reach = reach_of(self.request.user)
        return context if reach is None else context | {"total_pages": reach.own_pages().count()}


def count_own_pages(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Let affiliates' people count their own pages (hook construct_homepage_summary_items)."""
    if reach_of(request.user) is not None:
        items[:] = [OwnPagesSummaryItem(request) if type(item) is PagesSummaryItem else item for item in items]
