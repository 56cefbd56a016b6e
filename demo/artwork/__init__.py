"""Cover pictures of the demonstration: cut paper and risograph, drawn by the program, the same each time."""

from __future__ import annotations

from random import Random
from zlib import crc32

from PIL import Image

from demo.artwork import gatherings, landscapes, school, voices, waterside
from demo.artwork.catalogue import MOTIFS, Motif
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
    camera = _camera(motif, seed, number, scale)
    sheet = Sheet(camera, scheme, Random(f"paper {name} {seed}"))
    x, y = camera.look(*motif.drawing(sheet, Random(f"{name} {seed}"), seed))
    return sheet, (x / WIDTH, y / HEIGHT)


def _camera(motif: Motif, seed: int, number: int, scale: float) -> Camera:
    """Return a view that differs from seed to seed and keeps the focal point well inside."""
    chance = Random(f"camera {motif.name} {seed}")
    mirror = chance.random() < 0.5
    zoom = motif.zooms[number % len(motif.zooms)]
    if zoom == 1:
        return Camera(scale, mirror)
    sketch = Sheet(Camera(SMALLEST_SCALE), motif.schemes[0], Random(0))
    x, y = motif.drawing(sketch, Random(f"{motif.name} {seed}"), seed)
    x = min(max(x + chance.uniform(-320, 320), 0), WIDTH)
    return Camera(scale, mirror, zoom * chance.uniform(0.95, 1.08), (x, y))
