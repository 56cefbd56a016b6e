"""Pages that list their children."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from core.cards import as_cards
from core.models.pages import RICH_TEXT_FEATURES, BasePage, BasePageQuerySet

PAGE_SIZE = 12
# Longer numbers are mistakes or attacks; PostgreSQL's OFFSET would refuse the largest.
LONGEST_PAGE_NUMBER = 6


def paginate(entries: Any, request: HttpRequest, size: int = PAGE_SIZE) -> PaginatorPage:
    """Return the part of `entries` that `?page=` asks for.

    Raises Http404 for a number that is not a page of the list, so that no address shows what does not exist.
    """
    number = request.GET.get("page", "1")
    if not number.isascii() or not number.isdecimal() or len(number) > LONGEST_PAGE_NUMBER:
        raise Http404("no such page of the list")
    paginator = Paginator(entries, size)
    if not 1 <= int(number) <= paginator.num_pages:
        raise Http404("no such page of the list")
    return paginator.page(int(number))


class IndexPage(BasePage):
    """The abstract base of pages that list their children."""

    introduction = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)

    max_count_per_parent = 1
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    schema_type = "CollectionPage"
    page_size: ClassVar[int] = PAGE_SIZE

    class Meta:
        abstract = True

    def children(self) -> models.QuerySet:
        """The pages to list, in the order to list them."""
        return BasePageQuerySet(Page).visible().below(self).in_tree_order()

    def cards(self, pages: Iterable[Page]) -> list[BasePage]:
        """The pages with all that the list shows of them."""
        return as_cards(pages)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `entries`, the asked-for part of the children as cards."""
        context = super().get_context(request, *args, **kwargs)
        entries = paginate(self.children(), request, self.page_size)
        entries.object_list = self.cards(entries.object_list)
        return context | {"entries": entries}
