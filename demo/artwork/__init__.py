"""Cover pictures of the demonstration: cut paper and risograph, drawn by the program, the same each time."""

from __future__ import annotations

from random import Random
from zlib import crc32

from PIL import Image

from demo.artwork import gatherings, landscapes, school, voices, waterside
from demo.artwork.catalogue import MOTIFS
from demo.artwork.geometry import Point
from demo.artwork.sheet import HEIGHT, WIDTH, Camera, Sheet

__all__ = ["MOTIFS", "draw", "focal_point"]

SUBJECTS = (gatherings, landscapes, school, voices, waterside)
SMALLEST_SCALE = 0.02


def draw(motif: str, seed: int, size: tuple[int, int] = (1600, 1000)) -> Image.Image:
    """Return the picture of a motif, cropped around its focal point to `size` in pixels.

    The same arguments give the same pixels. Raises KeyError for an unknown motif and ValueError for
    a size that is not positive.
    """
    if min(size) < 1:
        raise ValueError(f"A picture needs a positive size, not {size}.")
    sheet, focus = _compose(motif, seed, max(size[0] / WIDTH, size[1] / HEIGHT))
    picture = sheet.finish()
    left, top = (
        round(min(max(at * full - want / 2, 0), max(full - want, 0)))
        for at, full, want in zip(focus, picture.size, size, strict=True)
    )
    return picture.crop((left, top, left + size[0], top + size[1]))


def focal_point(motif: str, seed: int) -> Point:
    """Return where the eye rests in the uncropped picture, as shares of its width and height."""
    return _compose(motif, seed, SMALLEST_SCALE)[1]


def _compose(name: str, seed: int, scale: float) -> tuple[Sheet, Point]:
    motif = MOTIFS[name]
    number = seed + crc32(name.encode()) % 1000
    scheme = motif.schemes[number % len(motif.schemes)]
    zoom = motif.zooms[number % len(motif.zooms)]
    mirror = number // 2 % 2 == 1
    camera = Camera(scale, mirror)
    if zoom > 1:
        sketch = Sheet(Camera(SMALLEST_SCALE), scheme, Random(0))
        camera = Camera(scale, mirror, zoom, motif.drawing(sketch, Random(f"{name} {seed}"), seed))
    sheet = Sheet(camera, scheme, Random(f"paper {name} {seed}"))
    x, y = motif.drawing(sheet, Random(f"{name} {seed}"), seed)
    return sheet, ((WIDTH - x if mirror else x) / WIDTH, y / HEIGHT)
