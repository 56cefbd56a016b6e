"""The living page of the design system: tokens, type, contrast, components and every block. Development only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.models import Page

from core.blocks import StoryBlock
from core.cards import as_cards
from core.colour import LARGE_CONTRAST, TEXT_CONTRAST, Colour
from core.models import Document, Image
from core.seo import HIDDEN, ViewDescription, describe_view
from core.views import styleguide_samples

TOKEN = re.compile(r"--(?P<name>[\w-]+):\s*(?:light-dark\((?P<light>#\w{6}),\s*(?P<dark>#\w{6})\)|(?P<both>#\w{6}));")

# Text and the grounds it stands on, as the tones of base.css pair them.
PAIRS = [
    ("ink", "paper"),
    ("ink-soft", "paper"),
    ("ink-soft", "paper-bright"),
    ("ink-soft", "paper-deep"),
    ("ink", "paper-deep"),
    ("ink", "paper-bright"),
    ("ink", "sky"),
    ("ink", "pink"),
    ("on-brand", "brand"),
    ("on-accent", "accent"),
    ("brand-ink", "paper"),
    ("accent-ink", "paper"),
    ("brick", "paper"),
]


@dataclass(frozen=True)
class Token:
    """A colour of the design system in a light and in a dark page."""

    name: str
    light: Colour
    dark: Colour


@dataclass(frozen=True)
class Pair:
    """Text on a ground, with its contrast in a light and in a dark page."""

    text: str
    ground: str
    light: float
    dark: float

    @property
    def verdict(self) -> str:
        """What the weaker of the two contrasts allows."""
        weakest = min(self.light, self.dark)
        if weakest >= TEXT_CONTRAST:
            return "text"
        return "large" if weakest >= LARGE_CONTRAST else "decoration"


def colour_tokens(stylesheet: str) -> dict[str, Token]:
    """Read the colours that a stylesheet declares as custom properties; the first declaration counts."""
    tokens: dict[str, Token] = {}
    for match in TOKEN.finditer(stylesheet):
        light = Colour.parse(match["light"] or match["both"])
        dark = Colour.parse(match["dark"] or match["both"])
        tokens.setdefault(match["name"], Token(match["name"], light, dark))
    return tokens


def contrast_pairs(tokens: dict[str, Token]) -> list[Pair]:
    """Return the contrast of every pairing of text and ground that the design system uses."""
    return [
        Pair(
            text,
            ground,
            round(tokens[text].light.contrast(tokens[ground].light), 2),
            round(tokens[text].dark.contrast(tokens[ground].dark), 2),
        )
        for text, ground in PAIRS
    ]


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the design system. Raises Http404 outside development."""
    if not settings.DEBUG:
        raise Http404
    describe_view(request, ViewDescription(title="Style guide", robots=HIDDEN))
    found = finders.find("css/base.css")
    tokens = colour_tokens(Path(str(found)).read_text(encoding="utf-8")) if found else {}
    context: dict[str, Any] = {
        "tokens": tokens.values(),
        "pairs": contrast_pairs(tokens) if tokens else [],
        "sizes": ["xs", "s", "m", "l", "xl", "2xl", "3xl", "4xl"],
        "tones": ["paper", "deep", "bright", "brand", "accent", "sky", "pink"],
        "icons": styleguide_samples.icon_names(),
        "cards": _sample_cards(),
        "samples": _block_samples(),
    }
    return TemplateResponse(request, "styleguide/styleguide.html", context)


def _sample_cards() -> list[Any]:
    """Pages of different kinds, with and without a picture."""
    pages = Page.objects.live().filter(depth__gte=4).order_by("content_type_id", "pk").distinct("content_type_id")
    return as_cards(pages.select_related("locale"))[:6]


def _block_samples() -> list[styleguide_samples.Sample]:
    """Every block in its states; those that need a picture, a file or a page take the first there is."""
    quotes = Page.objects.live().filter(content_type__model="quotepage").order_by("pk")
    materials = styleguide_samples.Materials(
        image=Image.objects.order_by("pk").values_list("pk", flat=True).first(),
        document=Document.objects.order_by("pk").values_list("pk", flat=True).first(),
        quotes=list(quotes.values_list("pk", flat=True)[:3]),
        pages=[card.pk for card in _sample_cards()],
    )
    return styleguide_samples.block_samples(StoryBlock(), materials)
