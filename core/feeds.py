"""Atom feeds of pages: whole texts with absolute addresses, in a number of queries that does not grow with the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from wagtail.models import Page, Site
from wagtail.rich_text import expand_db_html

from core import place
from core.caching import declare_public
from core.models import SiteFurniture
from core.seo import root_url

ENTRIES = 20
# A line that no editor can write: control characters never reach stored text.
BETWEEN = "\x1e"
ADDRESS = re.compile(r'(?P<attribute>\b(?:href|src)=")(?P<address>[^"]*)"')


@dataclass(frozen=True)
class FeedEntry:
    """One page as a feed shows it; `html` is its stored rich text, not yet expanded."""

    page: Any
    published: datetime
    html: str


@dataclass(frozen=True)
class FeedDescription:
    """What the feed is about; `index` is the page that lists the same entries, if there is one."""

    title: str
    subtitle: str
    path: str
    index: Page | None


class ContentFeed(Atom1Feed):
    """Atom with the whole text of each entry."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add the text after what Atom1Feed writes."""
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


def site_and_home(request: HttpRequest) -> tuple[Site, Page]:
    """Return the site and its home page in the language being read.

    Raises Http404 on a host without a site, and in a language without a home page.
    """
    site = Site.find_for_request(request)
    home = site.root_page.localized if site is not None else None
    if site is None or home is None or home.locale.language_code != translation.get_language():
        raise Http404("nothing is published here in this language")
    return site, home


def feed_response(
    request: HttpRequest, site: Site, description: FeedDescription, entries: Iterable[FeedEntry]
) -> HttpResponse:
    """Return the feed as an Atom document."""
    base = root_url(site, request)
    furniture = SiteFurniture.objects.for_reader(site, translation.get_language() or "")
    # Another site than the national one is an affiliate's, and bears its name.
    organisation = furniture.organisation if furniture and site.is_default_site else site.site_name
    listed = list(entries)
    feed = ContentFeed(
        title=f"{description.title} · {organisation}" if organisation else description.title,
        link=place.current().full_address(description.index) if description.index else base + "/",
        description=description.subtitle,
        subtitle=description.subtitle,
        language=translation.get_language(),
        author_name=organisation,
        author_link=base + "/",
        feed_url=base + description.path,
        feed_guid=base + description.path,
    )
    for entry, html in zip(listed, _expanded(listed, base), strict=True):
        address = place.current().full_address(entry.page)
        feed.add_item(
            title=entry.page.title,
            link=address,
            description=entry.page.summary,
            content=html,
            unique_id=f"urn:uuid:{entry.page.translation_key}:{translation.get_language()}",
            pubdate=entry.published,
            updateddate=entry.page.last_published_at or entry.published,
            author_name=organisation,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    declare_public(response)
    return response


def stored_html(body: Iterable[Any]) -> str:
    """Return headings and texts of a story as stored rich text; what needs a page around it is left out."""
    return "".join(_parts(body))


def _parts(body: Iterable[Any]) -> Iterator[str]:
    for block in body:
        if block.block_type == "heading":
            level = block.value["level"]
            yield f"<{level}>{escape(block.value['text'])}</{level}>"
        elif block.block_type == "rich_text":
            yield block.value.source


def start_of(day: Any) -> datetime:
    """Return the first moment of a date in the site's time zone."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here


def _expanded(entries: list[FeedEntry], base: str) -> list[str]:
    """Turn stored rich text into HTML with absolute addresses, all entries at once, so that links cost one query."""
    html = expand_db_html(BETWEEN.join(entry.html for entry in entries))
    return [ADDRESS.sub(_absolute(base), text) for text in html.split(BETWEEN)] if entries else []


def _absolute(base: str) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        return f'{match["attribute"]}{urljoin(base + "/", match["address"])}"'

    return replace
