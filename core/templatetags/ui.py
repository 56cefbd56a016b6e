"""Template tags of the public interface: pictures in modern formats, icons, numbers for steps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from core.media import FORMATS, RENDITIONS

if TYPE_CHECKING:
    from wagtail.models import Page

    from core.models import Image, Rendition

register = template.Library()

# Icons that point along the line of text, so turn round in a right-to-left language.
TURNING_ICONS = frozenset({"arrow-left", "arrow-right", "arrow-up-right", "chevron-left", "chevron-right", "list"})
LONG_QUOTE = 200
# How people in the states call their time; other zones are shown by their city.
ZONE_NAMES = {
    "America/New_York": _("Eastern time"),
    "America/Detroit": _("Eastern time"),
    "America/Indiana/Indianapolis": _("Eastern time"),
    "America/Chicago": _("Central time"),
    "America/Denver": _("Mountain time"),
    "America/Phoenix": _("Arizona time"),
    "America/Los_Angeles": _("Pacific time"),
    "America/Anchorage": _("Alaska time"),
    "Pacific/Honolulu": _("Hawaii time"),
    "America/Puerto_Rico": _("Atlantic time"),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return the icon `name` of the sprite; it is decoration, so the words beside it must say everything."""
    turns = " icon--turns" if name in TURNING_ICONS else ""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false" width="24" height="24">'
        '<use href="{}#{}"></use></svg>',
        turns,
        static("icons.svg"),
        name,
    )


def _srcset(renditions: list[Rendition]) -> str:
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)


def _distinct_widths(renditions: list[Rendition]) -> list[Rendition]:
    """Drop files of a small original that came out at the same width."""
    return list({rendition.width: rendition for rendition in renditions}.values())


@register.simple_tag
def image_set(image: Image | None, name: str, alt: str = "", eager: bool = False, sizes: str = "") -> SafeString:
    """Return a `<picture>` of `image` in the set `name` of `core.media.RENDITIONS`.

    `alt` empty means decoration. `eager` is for the one picture at the top of a page: it is fetched first.
    `sizes` replaces the set's own `sizes` attribute. A missing or broken file gives an empty string.
    """
    if not image:
        return SafeString("")
    rendition_set = RENDITIONS[name]
    try:
        made = image.get_renditions(*rendition_set.all_filters)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return SafeString("")
    by_format = {
        image_format: _distinct_widths([made[spec] for spec in rendition_set.filters(image_format)])
        for image_format in FORMATS
    }
    fallback = by_format[FORMATS[-1]]
    sources = format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="{}">',
        (
            (image_format, _srcset(by_format[image_format]), sizes or rendition_set.sizes)
            for image_format in FORMATS[:-1]
        ),
    )
    fetching = 'fetchpriority="high"' if eager else 'loading="lazy"'
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" '
        'decoding="async" {}></picture>',
        sources,
        fallback[0].url,
        _srcset(fallback),
        sizes or rendition_set.sizes,
        fallback[-1].width,
        fallback[-1].height,
        alt,
        mark_safe(fetching),  # noqa: S308 - one of two literals above
    )


@register.simple_tag
def language_of(page: Page) -> SafeString:
    """Return `lang` and `dir` of a page that is shown in another language than its surroundings, else nothing.

    A chosen page that nobody has translated is listed as it is (WCAG 3.1.2, language of parts).
    """
    code = page.locale.language_code
    if code == get_language():
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', code, "rtl" if get_language_info(code)["bidi"] else "ltr")


@register.filter
def is_long_quote(text: str) -> bool:
    """Whether a quotation needs the smaller of the two display sizes."""
    return len(text) > LONG_QUOTE


@register.filter
def tel(number: str) -> str:
    """Return a phone number as the address of a `tel:` link: digits, and a leading plus if there is one."""
    digits = "".join(character for character in number if character.isdigit())
    return f"tel:+{digits}" if number.strip().startswith("+") else f"tel:{digits}"


@register.filter
def host(url: str) -> str:
    """Return the host of an address without `www.`, as a reader would write it."""
    return url.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")


@register.filter
def zone_name(zone: str) -> str:
    """Return the everyday name of a time zone such as "America/Chicago"."""
    return str(ZONE_NAMES.get(zone) or zone.rsplit("/", 1)[-1].replace("_", " "))


@register.filter
def breakable(address: str) -> SafeString:
    """Allow a long e-mail or web address to break after its at sign and dots."""
    pieces = re.split(r"(?<=[@./])", address)
    return format_html_join(mark_safe("<wbr>"), "{}", ((piece,) for piece in pieces))
