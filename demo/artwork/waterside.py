"""Water and its shores: bridge, river, coast."""

from __future__ import annotations

from random import Random

from demo.artwork.catalogue import motif
from demo.artwork.geometry import Point, Shape, arc, between, place, rect, ribbon, smooth, wedge
from demo.artwork.nature import (
    flock,
    furrows,
    hill,
    light,
    poplar,
    ripples,
    round_tree,
    sun,
)
from demo.artwork.palette import GREEN, PAPER, SAGE, SHADE, Scheme, Tone
from demo.artwork.people import cast, figure
from demo.artwork.sheet import HEIGHT, WIDTH, Sheet


def water(scheme: Scheme) -> Tone:
    """Return a tone for water that is not the ground's."""
    return {"sky": 1} if scheme.ground != {"sky": 1} else {"sky": 0.8, "green": 0.45}


@motif("bridge", zooms=(1.0, 1.3, 1.12, 1.45))
def bridge(sheet: Sheet, rng: Random, seed: int) -> Point:
    """People who cross a bridge towards each other."""
    scheme = sheet.scheme
    sun(sheet, 800 if seed % 2 else 500, 400, 210, light(scheme))
    hill(sheet, [560, 480, 540, 600, 590, 500, 520], scheme.field if scheme.field != PAPER else SAGE)
    stream = rect(-20, 700, WIDTH + 20, HEIGHT + 20)
    sheet.cut(stream, water(scheme))
    ripples(sheet, rng, rect(0, 720, WIDTH, HEIGHT), PAPER, 26, 110)
    stone = scheme.hot if scheme.hot != scheme.ground else scheme.deep
    deck = smooth([(-60, 660), (300, 560), (800, 500), (1300, 560), (1660, 660)], closed=False)
    arches = 3 if seed % 2 else 2
    outline: Shape = [*deck, (1660, 770)]
    span = 1500 / arches
    for index in reversed(range(arches)):
        middle = 50 + span * (index + 0.5)
        height = 200 if arches == 2 or index == 1 else 150
        outline += arc(middle, 770, span * 0.39, height, 0, -180)
    sheet.cut([*outline, (-60, 770)], stone)
    for index in range(arches):
        middle = 50 + span * (index + 0.5)
        sheet.over(wedge(middle, 790, 0, span * 0.36, 0, 180), {"green": 0.3})
    sheet.cut([*deck, *[(x, y + 20) for x, y in reversed(deck)]], scheme.deep)
    crowd = cast(rng, scheme, 6, avoid=(stone,))
    for index, person in enumerate(crowd):
        left = index < 3
        x = (330 + 150 * index if left else 1310 - 150 * (index - 3)) + rng.uniform(-18, 18)
        y = 512 + (abs(x - 800) / 500) ** 1.7 * 58
        pose = "walk" if index not in (2, 5) else "wave"
        figure(sheet, person, x, y, rng.uniform(215, 250), pose, flip=not left)
    return (800, 480)


@motif("river", zooms=(1.0, 1.3, 1.12, 1.45))
def river(sheet: Sheet, rng: Random, seed: int) -> Point:
    """A river that meanders past fields, with a canoe."""
    scheme = sheet.scheme
    banks = [scheme.leaf, SAGE, scheme.glow, {"marigold": 0.6, "brick": 0.2}, scheme.deep]
    rng.shuffle(banks)
    sun(sheet, rng.uniform(250, 1350), 190, 105, light(scheme))
    base = 330.0
    for index, tone in enumerate(banks):
        y = base + 125 * index
        land = hill(sheet, [y + rng.uniform(-46, 46) for _ in range(6)], tone)
        if index % 2 == 0:
            furrows(sheet, land, rng.uniform(200, 1400), y - 160, {"green": 0.2}, 14)
    bend = rng.uniform(-60, 60)
    left = [
        (930, 352),
        (1010 + bend, 400),
        (900, 455),
        (600 + bend, 520),
        (330, 615),
        (480, 715),
        (800, 790),
        (860, 890),
        (560, 1080),
    ]
    right = [
        (962, 352),
        (1085 + bend, 405),
        (1000, 480),
        (770 + bend, 545),
        (610, 615),
        (790, 680),
        (1210, 760),
        (1380, 880),
        (1220, 1080),
    ]
    sheet.cut(between([(x - 16 - y / 60, y) for x, y in left], [(x + 16 + y / 60, y) for x, y in right]), PAPER)
    stream = between(left, right)
    sheet.cut(stream, {"sky": 1})
    ripples(sheet, rng, stream, PAPER, 30, 70)
    trees = ((150, 640), (270, 700), (210, 830), (420, 910), (1340, 590), (1450, 640), (1260, 540), (1530, 720))
    crowns: tuple[Tone, ...] = (GREEN, scheme.leaf, scheme.hot)
    for index, spot in enumerate(trees):
        if index % 3 == 0:
            poplar(sheet, *spot, 190, GREEN)
        else:
            round_tree(sheet, *spot, rng.uniform(120, 190), crowns[index % 3], GREEN)
    _canoe(sheet, rng, 1040, 820, 1.25 if seed % 2 else 1.0)
    flock(sheet, rng, 640, 200, 5, scheme.deep)
    return (940, 640)


def _canoe(sheet: Sheet, rng: Random, x: float, y: float, k: float) -> None:
    for index, person in enumerate(cast(rng, sheet.scheme, 2)):
        figure(sheet, person, x - 60 * k + 120 * k * index, y + 70 * k, 150 * k, "hold")
    hull = smooth([(-175, -22), (-110, 12), (0, 18), (110, 12), (175, -22), (128, 46), (0, 56), (-128, 46)])
    sheet.cut(place(hull, x, y, k), {"brick": 0.95, "green": 0.15})
    sheet.over(place(smooth([(-150, 22), (0, 34), (150, 22), (120, 48), (0, 56), (-120, 48)]), x, y, k), SHADE)


@motif("coast", zooms=(1.0, 1.14))
def coast(sheet: Sheet, rng: Random, seed: int) -> Point:
    """Cliffs, a lighthouse, boats on a striped sea."""
    scheme = sheet.scheme
    sun(sheet, rng.uniform(420, 700), 400, 190, light(scheme))
    flock(sheet, rng, 900, 190, 4, scheme.deep)
    seas: list[Tone] = [
        {"sky": 0.55},
        {"sky": 1},
        {"sky": 1, "green": 0.24},
        {"sky": 1, "green": 0.5},
        {"green": 0.85, "sky": 0.6},
    ]
    for index, tone in enumerate(seas):
        y = 470 + 95 * index
        waves = 9 + index
        edge = [
            (-80 + i * 1760 / (2 * waves), y + (12 + 5 * index if i % 2 else -6 - 3 * index))
            for i in range(2 * waves + 1)
        ]
        sheet.cut([*smooth(edge, closed=False, steps=6), (1700, 1080), (-100, 1080)], tone)
    for x, y, s in ((360, 500, 110), (640, 590, 170), (240, 720, 210))[: 2 + seed % 2]:
        _boat(sheet, x + rng.uniform(-60, 60), y, s, PAPER if s < 150 else scheme.hot, scheme.deep)
    cliff = [
        (960, 1080),
        (1010, 820),
        (980, 700),
        (1080, 610),
        (1120, 500),
        (1260, 440),
        (1420, 420),
        (1700, 380),
        (1700, 1080),
    ]
    sheet.cut(smooth(cliff), {"marigold": 0.75, "brick": 0.35})
    with sheet.inside(smooth(cliff)):
        for index in range(5):
            sheet.over(
                ribbon([(950, 700 + 90 * index), (1250, 650 + 90 * index), (1700, 670 + 80 * index)], 26, 34),
                {"brick": 0.4},
            )
    sheet.cut(
        smooth(
            [(1090, 520), (1250, 420), (1420, 395), (1700, 350), (1700, 470), (1480, 470), (1300, 500), (1160, 560)]
        ),
        scheme.leaf,
    )
    _lighthouse(sheet, 1400, 420, 300, scheme)
    for x in (1230, 1530, 1590):
        poplar(sheet, x, 440, rng.uniform(110, 170), GREEN)
    return (1180, 330)


def _boat(sheet: Sheet, x: float, y: float, s: float, sail: Tone, hull: Tone) -> None:
    sheet.cut(place([(0.03, -1), (0.03, -0.2), (0.5, -0.2)], x, y, s), sail)
    sheet.cut(place([(-0.03, -0.86), (-0.03, -0.2), (-0.36, -0.2)], x, y, s), {"marigold": 1})
    sheet.cut(place(smooth([(-0.5, -0.13), (0, -0.1), (0.52, -0.14), (0.36, 0.1), (-0.34, 0.1)]), x, y, s), hull)


def _lighthouse(sheet: Sheet, x: float, y: float, h: float, scheme: Scheme) -> None:
    beam = {"night": scheme.field, "marigold": {"marigold": 0.55}, "brick": {"brick": 0.72, "marigold": 0.5}}
    sheet.cut(
        [(x, y - 0.9 * h), (x - 1900, y - 1.9 * h), (x - 1900, y - 0.8 * h)], beam.get(scheme.name, {"marigold": 0.4})
    )
    tower = place([(-0.1, -0.8), (0.1, -0.8), (0.15, 0), (-0.15, 0)], x, y, h)
    sheet.cut(tower, PAPER)
    sheet.stripes(tower, {"brick": 1}, 0.3 * h, 0.5)
    sheet.over(place([(0.02, -0.8), (0.1, -0.8), (0.15, 0), (0.03, 0)], x, y, h), SHADE)
    sheet.cut(place(rect(-0.13, -0.83, 0.13, -0.79), x, y, h), GREEN)
    sheet.cut(place(rect(-0.075, -0.95, 0.075, -0.83), x, y, h), {"marigold": 1})
    sheet.cut(place([(-0.11, -0.95), (0, -1.08), (0.11, -0.95)], x, y, h), GREEN)
