"""What search engines and social networks are told about a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.text import Truncator
from wagtail.models import Page, Site

from core import place

INDEX = "index, follow, max-image-preview:large, max-snippet:-1"
NOINDEX = "noindex, follow"
HIDDEN = "noindex, nofollow"
LONGEST_DESCRIPTION = 300


@dataclass(frozen=True)
class Alternate:
    """One language version of a page; `hreflang` is a language code or `x-default`, `url` is absolute."""

    hreflang: str
    url: str


@dataclass(frozen=True)
class ViewDescription:
    """What a view that serves no page says about itself; `path` is its canonical path with its query, if any."""

    title: str
    description: str = ""
    robots: str = NOINDEX
    path: str = ""


def describe_view(request: HttpRequest, description: ViewDescription) -> None:
    """Tell the frame what is shown where there is no page: search, an error."""
    request.view_description = description  # type: ignore[attr-defined]


def description_of_view(request: HttpRequest) -> ViewDescription | None:
    """Return what the view said with `describe_view`."""
    return getattr(request, "view_description", None)


def root_url(site: Site | None, request: HttpRequest) -> str:
    """Return scheme and host under which the site wants to be known, without a slash at the end."""
    return site.root_url if site else f"{request.scheme}://{request.get_host()}"


def page_number(request: HttpRequest) -> int:
    """Return the number after `?page=`, 1 where there is none or it is no number."""
    number = request.GET.get("page", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 and int(number) > 0 else 1


def canonical_url(page: Page, request: HttpRequest) -> str:
    """Return the one address of `page`; the further pages of a list are addresses of their own."""
    address = place.current().full_address(page)
    number = page_number(request)
    return f"{address}?{urlencode({'page': number})}" if address and number > 1 else address


def alternates(translations: Mapping[str, Page], request: HttpRequest) -> list[Alternate]:
    """Return every language version among `translations` (by language code), itself included, and the default.

    A page in one language only has no alternates.
    """
    if len(translations) < 2:
        return []
    found = [Alternate(code, place.current().full_address(page)) for code, page in sorted(translations.items())]
    default = translations.get(settings.LANGUAGE_CODE)
    if default is not None:
        found.append(Alternate("x-default", place.current().full_address(default)))
    return [alternate for alternate in found if alternate.url]


def page_title(page: Page, suffix: str) -> str:
    """Return the title of `page` as a browser tab and a search result show it."""
    return join_title(page.seo_title or page.title, suffix)


def join_title(title: str, suffix: str) -> str:
    """Return title and name of the site, the name once."""
    return f"{title} · {suffix}" if suffix and suffix not in title else title


def page_description(page: Page) -> str:
    """Return the description written for search engines, else the summary."""
    text = page.search_description or getattr(page, "summary", "")
    return Truncator(" ".join(text.split())).chars(LONGEST_DESCRIPTION)


def first_text(texts: Iterable[str]) -> str:
    """Return the first text that is not empty."""
    return next((text for text in texts if text), "")
