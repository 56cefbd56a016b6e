"""The mark of Just Schools, a schoolhouse that holds an equals sign, and the icons made from it.

`python -m demo.artwork.favicons static` writes static/brand/mark.svg and static/favicon/.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

GREEN, MARIGOLD, PAPER = "#14453D", "#F5B83D", "#FAF6EE"
OVERSAMPLING = 4
SIDE = 64
Outline = Sequence[tuple[float, float]]

# In a square of 64 units; no edge is quite straight, as if cut with scissors.
HOUSE: Outline = ((5, 29.5), (31.5, 4), (59, 28.5), (57.5, 60), (6.5, 59))
BARS: tuple[Outline, Outline] = (
    ((17.5, 30.5), (46.5, 29), (47, 38), (17, 38.8)),
    ((17, 44.6), (46, 43.6), (47, 52.4), (18, 52.8)),
)


def mark_svg() -> str:
    """Return the mark with an edge of paper, so that it stands out from any ground."""
    house = _path(HOUSE)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<path fill="{PAPER}" stroke="{PAPER}" stroke-width="6" stroke-linejoin="round" d="{house}"/>'
        f'<path fill="{GREEN}" d="{house}"/><path fill="{MARIGOLD}" d="{"".join(map(_path, BARS))}"/></svg>\n'
    )


def favicon_svg() -> str:
    """Return the mark for a browser's tab, with its colours exchanged where the browser is dark."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f"<style>.h{{fill:{GREEN}}}.b{{fill:{MARIGOLD}}}"
        f"@media(prefers-color-scheme:dark){{.h{{fill:{MARIGOLD}}}.b{{fill:{GREEN}}}}}</style>"
        f'<path class="h" d="{_path(HOUSE)}"/><path class="b" d="{"".join(map(_path, BARS))}"/></svg>\n'
    )


def icon(size: int, share: float = 1, ground: str | None = None, swapped: bool = False) -> Image.Image:
    """Draw the mark as a square picture of `size` pixels.

    The mark takes up `share` of the side; without a `ground` colour the rest is transparent; `swapped`
    exchanges the colours of house and bars.
    """
    full = size * OVERSAMPLING
    picture = Image.new("RGBA", (full, full), ground or "#00000000")
    draw = ImageDraw.Draw(picture)
    house, bars = (MARIGOLD, GREEN) if swapped else (GREEN, MARIGOLD)
    for outline, colour in ((HOUSE, house), *((bar, bars) for bar in BARS)):
        scale, shift = full * share / SIDE, full * (1 - share) / 2
        draw.polygon([(shift + x * scale, shift + y * scale) for x, y in outline], fill=colour)
    return picture.resize((size, size), Image.Resampling.BOX)


def write_icons(static: Path) -> list[Path]:
    """Write the mark and all icons under a folder of static files; return what was written."""
    brand, favicon = static / "brand", static / "favicon"
    for folder in (brand, favicon):
        folder.mkdir(parents=True, exist_ok=True)
    texts = {
        brand / "mark.svg": mark_svg(),
        favicon / "favicon.svg": favicon_svg(),
        favicon / "site.webmanifest": _manifest(),
    }
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    pictures = {
        "apple-touch-icon.png": icon(180, 0.68, PAPER),
        "icon-192.png": icon(192),
        "icon-512.png": icon(512),
        "icon-maskable-512.png": icon(512, 0.56, GREEN, swapped=True),
    }
    for name, picture in pictures.items():
        picture.save(favicon / name, optimize=True)
    icon(32).save(favicon / "favicon.ico", append_images=[icon(16)], sizes=[(16, 16), (32, 32)])
    return [*texts, *(favicon / name for name in pictures), favicon / "favicon.ico"]


def _path(outline: Outline) -> str:
    return "M" + " ".join(f"{x:g} {y:g}" for x, y in outline) + "z"


def _manifest() -> str:
    icons = [
        {"src": "icon-192.png", "sizes": "192x192", "type": "image/png"},
        {"src": "icon-512.png", "sizes": "512x512", "type": "image/png"},
        {"src": "icon-maskable-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    manifest = {
        "name": "Just Schools",
        "short_name": "Just Schools",
        "start_url": "/",
        "display": "browser",
        "background_color": PAPER,
        "theme_color": GREEN,
        "icons": icons,
    }
    return json.dumps(manifest, indent=2) + "\n"


if __name__ == "__main__":
    write_icons(Path(sys.argv[1] if len(sys.argv) > 1 else "static"))
