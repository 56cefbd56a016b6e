"""Sun, hills, trees, plants, water and birds."""

from __future__ import annotations

from random import Random

from demo.artwork.geometry import Shape, ellipse, limb, place, polar, rect, ribbon, smooth, wedge
from demo.artwork.palette import GREEN, SHADE, Scheme, Tone
from demo.artwork.sheet import HEIGHT, WIDTH, Sheet


def sun(sheet: Sheet, x: float, y: float, r: float, tone: Tone, rays: int = 0, ray_tone: Tone | None = None) -> None:
    """Draw a sun, with long flat rays if `rays` is not 0."""
    for i in range(rays):
        middle = 360 * i / rays + 4
        share = 360 / rays * 0.27
        sheet.cut(wedge(x, y, 0, 2400, middle - share, middle + share), tone if ray_tone is None else ray_tone)
    sheet.cut(ellipse(x, y, r), tone)


def hill(sheet: Sheet, heights: list[float], tone: Tone) -> Shape:
    """Draw land whose edge passes through heights spread over the width; return its outline."""
    step = (WIDTH + 160) / (len(heights) - 1)
    edge = smooth([(-80 + i * step, y) for i, y in enumerate(heights)], closed=False)
    outline = [*edge, (WIDTH + 80, HEIGHT + 80), (-80, HEIGHT + 80)]
    sheet.cut(outline, tone)
    return outline


def furrows(sheet: Sheet, outline: Shape, x: float, y: float, tone: Tone, count: int = 9) -> None:
    """Print rows on a field that run together at a point."""
    with sheet.inside(outline):
        for i in range(count):
            angle = 15 + 150 * i / (count - 1)
            sheet.over(wedge(x, y, 0, 2200, angle - 3.2, angle + 3.2), tone)


def round_tree(sheet: Sheet, x: float, y: float, h: float, crown: Tone, trunk: Tone) -> None:
    """Draw a tree with a round crown that stands on a point; one half of the crown is in shade."""
    sheet.cut([(x - 0.035 * h, y), (x - 0.02 * h, y - 0.5 * h), (x + 0.02 * h, y - 0.5 * h), (x + 0.035 * h, y)], trunk)
    shape = smooth(
        place([(0, -1), (0.3, -0.9), (0.37, -0.62), (0.2, -0.38), (-0.2, -0.38), (-0.37, -0.62), (-0.3, -0.9)], x, y, h)
    )
    sheet.cut(shape, crown)
    with sheet.inside(shape):
        sheet.over(ellipse(x + 0.24 * h, y - 0.6 * h, 0.27 * h, 0.42 * h), SHADE)


def poplar(sheet: Sheet, x: float, y: float, h: float, crown: Tone) -> None:
    """Draw a narrow tree like a leaf that stands on a point."""
    sheet.cut(rect(x - 0.014 * h, y - 0.2 * h, x + 0.014 * h, y), GREEN)
    sheet.cut(
        smooth(place([(0, -1), (0.13, -0.6), (0.11, -0.25), (0, -0.1), (-0.11, -0.25), (-0.13, -0.6)], x, y, h)), crown
    )
    sheet.over(smooth(place([(0, -1), (0.13, -0.6), (0.11, -0.25), (0, -0.1), (0.01, -0.5)], x, y, h)), SHADE)


def leaf(sheet: Sheet, x: float, y: float, length: float, turn: float, tone: Tone, vein: Tone | None = None) -> None:
    """Draw a leaf that grows from a point towards `turn` degrees."""
    blade = smooth([(0, 0), (0.3, -0.2), (0.62, -0.19), (1, 0), (0.62, 0.19), (0.3, 0.2)])
    sheet.cut(place(blade, x, y, length, turn), tone)
    if vein is not None:
        sheet.cut(place([(0.02, -0.012), (0.86, 0), (0.02, 0.012)], x, y, length, turn), vein, 0)


def frond(sheet: Sheet, x: float, y: float, h: float, tone: Tone, lean: float = 0, pairs: int = 5) -> None:
    """Draw a plant with pairs of leaves on a stem that stands on a point."""
    tip = (x + lean * h, y - h)
    sheet.cut(ribbon([(x, y), (x + 0.3 * lean * h, y - 0.5 * h), tip], 0.05 * h, 0.015 * h), tone)
    for i in range(pairs):
        share = 0.18 + 0.74 * i / pairs
        at = (x + lean * h * share**1.6, y - h * share)
        length = h * (0.34 - 0.15 * i / pairs)
        for side in (-1, 1):
            leaf(sheet, *at, length, -90 + lean * 40 + side * (56 - 5 * i), tone)
    leaf(sheet, *tip, 0.2 * h, -90 + lean * 60, tone)


def flower(sheet: Sheet, x: float, y: float, h: float, petals: Tone, heart: Tone, stem: Tone, kind: int = 0) -> None:
    """Draw a flower on a point: 0 a daisy, 1 a tulip, 2 a sun flower with many petals."""
    sheet.cut(rect(x - 0.014 * h, y - 0.85 * h, x + 0.014 * h, y), stem)
    for side in (-1, 1):
        leaf(sheet, x, y - 0.24 * h, 0.32 * h, -90 + side * 48, stem)
    top = y - 0.85 * h
    if kind == 1:
        cup = [
            (-0.15, -0.2),
            (-0.07, -0.1),
            (0, -0.22),
            (0.07, -0.1),
            (0.15, -0.2),
            (0.14, 0.02),
            (0, 0.1),
            (-0.14, 0.02),
        ]
        sheet.cut(place(cup, x, top, h), petals)
        sheet.over(place([(0, -0.22), (0.07, -0.1), (0.15, -0.2), (0.14, 0.02), (0, 0.1)], x, top, h), SHADE)
        return
    count = 6 if kind == 0 else 12
    for i in range(count):
        angle = 360 * i / count + 10
        sheet.cut(limb((x, top), polar(x, top, 0.17 * h, angle), 0.03 * h, (0.07 if kind == 0 else 0.045) * h), petals)
    sheet.cut(ellipse(x, top, (0.07 if kind == 0 else 0.11) * h), heart)


def bird(sheet: Sheet, x: float, y: float, s: float, tone: Tone, turn: float = 0) -> None:
    """Draw a bird in flight, `s` units from wing to wing."""
    wings = [
        (-0.5, -0.2),
        (-0.2, -0.16),
        (0, 0.04),
        (0.2, -0.16),
        (0.5, -0.2),
        (0.24, -0.02),
        (0.02, 0.17),
        (-0.22, -0.03),
    ]
    sheet.cut(place(wings, x, y, s, turn), tone, 0.5)


def cloud(sheet: Sheet, x: float, y: float, s: float, tone: Tone) -> None:
    """Draw a flat-bottomed cloud `s` units wide."""
    for dx, dy, r in ((-0.26, -0.1, 0.13), (-0.04, -0.17, 0.2), (0.22, -0.11, 0.14)):
        sheet.cut(ellipse(x + dx * s, y + dy * s, r * s), tone)
    sheet.cut(limb((x - 0.38 * s, y - 0.06 * s), (x + 0.36 * s, y - 0.06 * s), 0.09 * s), tone)


def grass(sheet: Sheet, rng: Random, x0: float, x1: float, y: float, h: float, tone: Tone, count: int) -> None:
    """Draw blades of grass between two points at the height `y`, each up to `h` units tall."""
    for i in range(count):
        x = x0 + (x1 - x0) * (i + rng.random()) / count
        lean, height = rng.uniform(-0.3, 0.45), h * rng.uniform(0.55, 1)
        sheet.cut(
            ribbon(
                [(x, y), (x + 0.25 * lean * height, y - 0.6 * height), (x + lean * height, y - height)], 0.055 * h, 1
            ),
            tone,
            0,
        )


def ripples(sheet: Sheet, rng: Random, area: Shape, tone: Tone, count: int, width: float) -> None:
    """Print short flat waves inside an area of water."""
    xs, ys = [x for x, _ in area], [y for _, y in area]
    with sheet.inside(area):
        for _ in range(count):
            x, y = rng.uniform(min(xs), max(xs)), rng.uniform(min(ys), max(ys))
            w = width * rng.uniform(0.5, 1)
            sheet.cut(smooth([(x - w, y), (x, y - 5), (x + w, y), (x, y + 5)]), tone, 0.5)


def light(scheme: Scheme) -> Tone:
    """Return the tone of the sun in a scheme, which must not vanish in the ground."""
    return scheme.glow if scheme.glow != scheme.ground else scheme.hot


def flock(sheet: Sheet, rng: Random, x: float, y: float, count: int, tone: Tone) -> None:
    """Draw a loose group of birds around a point."""
    for index in range(count):
        spot = (x + 78 * (index - count / 2) + rng.uniform(-24, 24), y + rng.uniform(-52, 52))
        bird(sheet, *spot, rng.uniform(38, 66), tone, rng.uniform(-14, 14))
