"""The sizes in which pictures are served: one named set for each place on a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RenditionSet:
    """The files made of one picture for one place.

    `ratio` is width to height, or None to keep the picture's own; `widths` are pixels; `sizes` is the HTML attribute.
    """

    widths: tuple[int, ...]
    ratio: tuple[int, int] | None
    sizes: str

    def filters(self, image_format: str) -> list[str]:
        """Return Wagtail's filter specs for `image_format` ("avif" or "webp"), narrowest first."""
        specs = []
        for width in self.widths:
            if self.ratio:
                height = round(width * self.ratio[1] / self.ratio[0])
                resize = f"fill-{width}x{height}"
            else:
                resize = f"width-{width}"
            specs.append(f"{resize}|format-{image_format}")
        return specs

    @property
    def all_filters(self) -> list[str]:
        """Every file of the set, AVIF first."""
        return [spec for image_format in FORMATS for spec in self.filters(image_format)]


FORMATS = ("avif", "webp")

RENDITIONS: dict[str, RenditionSet] = {
    "card": RenditionSet((400, 800), (8, 5), "(min-width: 64rem) 24rem, (min-width: 40rem) 45vw, 92vw"),
    "hero": RenditionSet((400, 800, 1440), (8, 5), "(min-width: 64rem) 50vw, 100vw"),
    "feature": RenditionSet((480, 960), (5, 4), "(min-width: 64rem) 40vw, 92vw"),
    "portrait": RenditionSet((160, 320), (1, 1), "8rem"),
    "inline": RenditionSet((480, 960), None, "(min-width: 48rem) 44rem, 92vw"),
}
