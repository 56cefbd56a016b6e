"""A sheet of paper and the plates that print on it: one plate per ink, as in a risograph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from math import ceil, hypot, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from demo.artwork.geometry import Point, Shape, ellipse
from demo.artwork.palette import INKS, PAPER_COLOUR, Scheme, Tone

WIDTH, HEIGHT = 1600, 1000
OVERSAMPLING = 2
BLEED = 6
GRAIN_TILE = 512
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Camera:
    """How units become pixels: pixels per unit, mirrored or not, and nearer to a point by a factor."""

    scale: float
    mirror: bool = False
    zoom: float = 1
    centre: Point = (0, 0)

    def look(self, x: float, y: float) -> Point:
        """Return where a point of the drawing is in the picture, in units."""
        x = self.centre[0] + (x - self.centre[0]) * self.zoom
        y = self.centre[1] + (y - self.centre[1]) * self.zoom
        return (WIDTH - x if self.mirror else x), y


class Sheet:
    """One picture while it is being made.

    `cut` lays a piece of paper on top, so nothing below shows through; `over` prints on what is
    there, so tones multiply.
    """

    def __init__(self, camera: Camera, scheme: Scheme, rng: Random) -> None:
        self.scheme = scheme
        self.rng = rng
        self.camera = camera
        scale = camera.scale
        self.size = (max(1, round(WIDTH * scale)), max(1, round(HEIGHT * scale)))
        self._k = scale * OVERSAMPLING
        self._full = ((self.size[0] + 2 * BLEED) * OVERSAMPLING, (self.size[1] + 2 * BLEED) * OVERSAMPLING)
        self._origin = (-BLEED * OVERSAMPLING, -BLEED * OVERSAMPLING)
        self._plates: dict[str, Image.Image] = {}
        self.fill(scheme.ground)

    def fill(self, tone: Tone) -> None:
        """Cover the whole sheet with a tone."""
        self._plates = {ink: self._blank(value) for ink, value in tone.items()}

    def _blank(self, value: float = 0) -> Image.Image:
        return Image.new("L", self._full, _level(value))

    def _device(self, shape: Sequence[Point], rough: float) -> Shape:
        """Map a shape to plate pixels, its edge wavering a little as scissors do."""
        phase = self.rng.random() * 6.28
        left, top = self._origin
        result = []
        for x, y in _dense(shape, 26) if rough else shape:
            wave = sin(x * 0.021 + y * 0.034 + phase) + 0.6 * sin(x * 0.077 - y * 0.059 + 2.3 * phase)
            swerve = sin(y * 0.023 - x * 0.031 + 1.7 * phase) + 0.6 * sin(y * 0.081 + x * 0.053 + phase)
            px, py = self.camera.look(x + rough * wave, y + rough * swerve)
            result.append((px * self._k - left, py * self._k - top))
        return result

    def cut(self, shape: Sequence[Point], tone: Tone, rough: float = 1.1) -> None:
        """Lay down a piece of paper of one tone."""
        points = self._device(shape, rough)
        for ink in tone:
            if ink not in self._plates:
                self._plates[ink] = self._blank()
        for ink, plate in self._plates.items():
            ImageDraw.Draw(plate).polygon(points, fill=_level(tone.get(ink, 0)))

    def over(self, shape: Sequence[Point], tone: Tone, rough: float = 1.1) -> None:
        """Print a tone over what is there."""
        mask, box = self._stencil(shape, rough)
        if mask is not None:
            self._print(mask, box, tone)

    def stripes(
        self, shape: Sequence[Point], tone: Tone, pitch: float, share: float = 0.5, upright: bool = False
    ) -> None:
        """Fill a shape with stripes, cut out of paper, that cover a share of each `pitch` units."""
        xs, ys = [x for x, _ in shape], [y for _, y in shape]
        low, high = (min(xs), max(xs)) if upright else (min(ys), max(ys))
        with self.inside(shape):
            at = low + pitch * (1 - share)
            while at < high:
                end = at + pitch * share
                band = (at, min(ys) - 9, end, max(ys) + 9) if upright else (min(xs) - 9, at, max(xs) + 9, end)
                self.cut([band[:2], (band[2], band[1]), band[2:], (band[0], band[3])], tone, 0.6)
                at += pitch

    def dots(self, shape: Sequence[Point], tone: Tone, pitch: float, radius: float) -> None:
        """Fill a shape with a lattice of dots cut out of paper."""
        xs, ys = [x for x, _ in shape], [y for _, y in shape]
        with self.inside(shape):
            for row in range(ceil((max(ys) - min(ys)) / pitch) + 1):
                for column in range(ceil((max(xs) - min(xs)) / pitch) + 1):
                    x = min(xs) + (column + 0.5 * (row % 2)) * pitch
                    self.cut(ellipse(x, min(ys) + row * pitch * 0.87, radius), tone, 0)

    @contextmanager
    def inside(self, shape: Sequence[Point], rough: float = 0.8) -> Iterator[None]:
        """Let only what lies inside a shape be changed by the drawing in the block."""
        mask, box = self._stencil(shape, rough)
        if mask is None:
            yield
            return
        outside, origin, full = self._plates, self._origin, self._full
        self._plates = {ink: plate.crop(box) for ink, plate in outside.items()}
        self._origin = (origin[0] + box[0], origin[1] + box[1])
        self._full = mask.size
        yield
        drawn = self._plates
        self._plates, self._origin, self._full = outside, origin, full
        for ink, plate in drawn.items():
            self._plates.setdefault(ink, self._blank()).paste(plate, box[:2], mask)

    def letter(self, text: str, middle: Point, box: Point, tone: Tone, font: str, turn: float = 0) -> None:
        """Lay a letter cut from paper, as large as fits a box around its middle; it is never mirrored."""
        k = self._k * self.camera.zoom
        left, top, right, bottom = ImageFont.truetype(font, 100).getbbox(text, anchor="ls")
        fit = min(box[0] / max(1, right - left), box[1] / max(1, bottom - top), box[1] / 62)
        face = ImageFont.truetype(font, max(4, round(100 * fit * k)))
        left, top, right, bottom = (int(value) for value in face.getbbox(text, anchor="ls"))
        stencil = Image.new("L", (max(1, right - left), max(1, bottom - top)), 0)
        ImageDraw.Draw(stencil).text((-left, -top), text, font=face, fill=255, anchor="ls")
        stencil = stencil.rotate(turn, Image.Resampling.BICUBIC, expand=True)
        centre = [value * self._k for value in self.camera.look(*middle)]
        corner = tuple(
            round(at - origin - side / 2) for at, origin, side in zip(centre, self._origin, stencil.size, strict=True)
        )
        for ink in tone:
            self._plates.setdefault(ink, self._blank())
        for ink, plate in self._plates.items():
            plate.paste(_level(tone.get(ink, 0)), (corner[0], corner[1]), stencil)

    def _stencil(self, shape: Sequence[Point], rough: float) -> tuple[Image.Image | None, Box]:
        points = self._device(shape, rough)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (
            max(0, int(min(xs))),
            max(0, int(min(ys))),
            min(self._full[0], int(max(xs)) + 2),
            min(self._full[1], int(max(ys)) + 2),
        )
        if box[2] <= box[0] or box[3] <= box[1]:
            return None, box
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in points], fill=255)
        return mask, box

    def _print(self, mask: Image.Image, box: Box, tone: Tone) -> None:
        for ink, value in tone.items():
            plate = self._plates.setdefault(ink, self._blank())
            level = _level(value)
            fresh = mask.point([index * level // 255 for index in range(256)])
            plate.paste(ImageChops.screen(plate.crop(box), fresh), box)

    def finish(self) -> Image.Image:
        """Print all plates on the paper, each a little out of register, and return the picture."""
        channels = [Image.new("L", self.size, value) for value in PAPER_COLOUR]
        slip = min(1.0, self.camera.scale)
        for ink in INKS:
            plate = self._plates.get(ink)
            if plate is None or not plate.getbbox():
                continue
            dx, dy = (round(self.rng.uniform(-2.4, 2.4) * slip) + BLEED for _ in range(2))
            inked = plate.reduce(OVERSAMPLING).crop((dx, dy, dx + self.size[0], dy + self.size[1]))
            inked = ImageChops.subtract(inked, _grain(self.size, self.rng))
            for index, colour in enumerate(INKS[ink]):
                table = [255 - (255 - colour) * level // 255 for level in range(256)]
                channels[index] = ImageChops.multiply(channels[index], inked.point(table))
        return Image.merge("RGB", channels)


def _level(value: float) -> int:
    return max(0, min(255, round(value * 255)))


def _dense(shape: Sequence[Point], step: float) -> Shape:
    """Add points so that no edge is longer than `step` units."""
    result: Shape = []
    for (x0, y0), (x1, y1) in zip(shape, [*shape[1:], shape[0]], strict=True):
        parts = max(1, int(hypot(x1 - x0, y1 - y0) / step))
        result += [(x0 + (x1 - x0) * i / parts, y0 + (y1 - y0) * i / parts) for i in range(parts)]
    return result


@cache
def _grain_tile() -> Image.Image:
    """Fine noise between 0 and about 16 levels, the same on every machine."""
    noise = Random("grain").randbytes(GRAIN_TILE * GRAIN_TILE)
    tile = Image.frombytes("L", (GRAIN_TILE, GRAIN_TILE), noise).filter(ImageFilter.GaussianBlur(0.8))
    return tile.point([max(0, min(60, (level - 126) // 10 + (24 if level > 207 else 0))) for level in range(256)])


def _grain(size: tuple[int, int], rng: Random) -> Image.Image:
    """Return how much ink is missing at each pixel: fine grain and a slow, faint unevenness."""
    tile = ImageChops.offset(_grain_tile(), rng.randrange(GRAIN_TILE), rng.randrange(GRAIN_TILE))
    grain = Image.new("L", size)
    for x in range(0, size[0], GRAIN_TILE):
        for y in range(0, size[1], GRAIN_TILE):
            grain.paste(tile, (x, y))
    cells = (max(2, size[0] // 50), max(2, size[1] // 50))
    cloud = Image.frombytes("L", cells, bytes(rng.randrange(15) for _ in range(cells[0] * cells[1])))
    return ImageChops.add(grain, cloud.resize(size, Image.Resampling.BICUBIC))
