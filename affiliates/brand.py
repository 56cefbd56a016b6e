"""An affiliate's brand as a stylesheet of custom properties whose contrast always holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from affiliates.models.affiliate import Affiliate, Typeface
from core.colour import Colour

# Of the design system's papers (static/css/base.css) the one that is nearest to its text, by day and by night: what
# can be read there can be read on all of them.
PAPER = Colour.parse("#F0E7D6")
NIGHT = Colour.parse("#1A2622")
# The texts of areas in a brand's colour.
INK = Colour.parse("#16211F")
CHALK = Colour.parse("#FFFFFF")

FONT_STACKS = {
    Typeface.GROTESQUE: '"Bricolage Grotesque", system-ui, sans-serif',
    Typeface.SERIF: '"Literata", Georgia, serif',
    Typeface.SYSTEM: "system-ui, sans-serif",
}


@dataclass(frozen=True)
class BrandColour:
    """One colour of a brand with what is derived from it for a light and a dark page."""

    name: str
    given: Colour

    @property
    def fill(self) -> Colour:
        """The colour of areas; moved where neither ink nor chalk would read on it."""
        ink = self.given.ink_on_top(INK, CHALK)
        return self.given.readable_on(ink)

    @property
    def on_fill(self) -> Colour:
        """The colour of text on `fill`."""
        return self.fill.ink_on_top(INK, CHALK)

    @property
    def ink_light(self) -> Colour:
        """The colour as text on a light page."""
        return self.given.readable_on(PAPER)

    @property
    def ink_dark(self) -> Colour:
        """The colour as text on a dark page."""
        return self.given.readable_on(NIGHT)

    @property
    def corrected(self) -> bool:
        """Whether the colour could not be used for text just as it was given."""
        return self.ink_light != self.given or self.fill != self.given

    @property
    def swatches(self) -> list[tuple[Colour, Colour]]:
        """Ground and text of an area, of a light page and of a dark page."""
        return [(self.fill, self.on_fill), (PAPER, self.ink_light), (NIGHT, self.ink_dark)]

    def properties(self) -> list[str]:
        """Return the custom properties of this colour."""
        return [
            f"--{self.name}: {self.fill};",
            f"--on-{self.name}: {self.on_fill};",
            f"--{self.name}-ink: light-dark({self.ink_light}, {self.ink_dark});",
        ]


def brand_colours(primary: str, accent: str) -> tuple[BrandColour, BrandColour]:
    """Return main and accent colour. Raises ValueError for a text that is no colour."""
    return BrandColour("brand", Colour.parse(primary)), BrandColour("accent", Colour.parse(accent))


def stylesheet(affiliate: Affiliate) -> str:
    """Return the affiliate's stylesheet."""
    lines = [f"--font-display: {FONT_STACKS[Typeface(affiliate.typeface)]};"]
    for colour in brand_colours(affiliate.brand_primary, affiliate.brand_accent):
        lines += colour.properties()
    return ":root {\n  " + "\n  ".join(lines) + "\n}\n"


def version(affiliate: Affiliate) -> str:
    """Return a short hash of the stylesheet, for an address that may be cached for ever."""
    return hashlib.sha256(stylesheet(affiliate).encode()).hexdigest()[:12]
