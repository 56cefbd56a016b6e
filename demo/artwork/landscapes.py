"""Land and what grows on it: path, sunrise, garden, orchard, prairie, map."""

from __future__ import annotations

from random import Random

from demo.artwork.catalogue import motif
from demo.artwork.geometry import Point, Shape, arc, between, ellipse, limb, place, polar, rect, ribbon, smooth, wedge
from demo.artwork.nature import (
    cloud,
    flock,
    flower,
    frond,
    furrows,
    grass,
    hill,
    light,
    poplar,
    round_tree,
    sun,
)
from demo.artwork.palette import DAY, GREEN, PAPER, SAGE, SAND, SCHEME, SHADE, Scheme, Tone
from demo.artwork.people import cast, figure
from demo.artwork.places import schoolhouse
from demo.artwork.sheet import HEIGHT, WIDTH, Sheet

# Without the schemes in which red rays would look like a flag.
RISING = tuple(SCHEME[name] for name in ("paper", "night", "marigold", "sky", "sand"))


@motif("path", zooms=(1.0, 1.3, 1.12, 1.45))
def path(sheet: Sheet, rng: Random, seed: int) -> Point:
    """A path that winds through hills to a schoolhouse."""
    scheme = sheet.scheme
    sun(sheet, rng.uniform(330, 560), rng.uniform(250, 310), 120, light(scheme))
    flock(sheet, rng, 760, 170, 4, scheme.deep)
    hill(sheet, [470, 430, 380, 470, 440, 360, 420], scheme.soft if scheme.soft != scheme.ground else SAGE)
    schoolhouse(
        sheet,
        1130,
        455,
        190,
        PAPER if scheme.ground else scheme.hot,
        scheme.hot if scheme.ground else GREEN,
        light(scheme),
    )
    far = hill(sheet, [540, 570, 500, 440, 460, 480, 560], scheme.leaf)
    furrows(sheet, far, 300, 260, {"green": 0.22})
    hill(sheet, [620, 580, 640, 700, 660, 590, 620], SAGE)
    way = PAPER if scheme.name != "paper" else scheme.glow
    left = [(1122, 453), (1132, 490), (1010, 540), (870, 600), (900, 670), (1030, 720), (1085, 780)]
    right = [(1140, 453), (1166, 495), (1080, 555), (950, 610), (985, 655), (1120, 710), (1195, 770)]
    sheet.cut(between(left, right), way)
    hill(sheet, [800, 860, 800, 760, 800, 760, 700], scheme.deep)
    left = [(1078, 757), (1040, 815), (830, 865), (620, 940), (560, 1080)]
    right = [(1190, 757), (1190, 830), (1060, 905), (960, 970), (940, 1080)]
    sheet.cut(between(left, right), way)
    for index in range(3):
        round_tree(
            sheet,
            210 + 165 * index,
            700 + 24 * index,
            250 - 34 * index,
            (scheme.hot, scheme.glow, scheme.leaf)[(index + seed) % 3],
            GREEN,
        )
    poplar(sheet, 1420, 640, 250, scheme.leaf)
    poplar(sheet, 1500, 660, 310, scheme.hot if scheme.hot != scheme.ground else scheme.leaf)
    people = cast(rng, scheme, 2 + seed % 2, avoid=(way, scheme.deep))
    for index, person in enumerate(people):
        figure(sheet, person, 850 + 105 * index, 915 - 34 * index, 236 - 16 * index, "walk")
    return (960, 560)


@motif("sunrise", RISING, zooms=(1.0, 1.24, 1.1, 1.4))
def sunrise(sheet: Sheet, rng: Random, seed: int) -> Point:
    """The sun comes up behind a schoolhouse."""
    scheme = sheet.scheme
    x = rng.uniform(620, 980)
    ray: Tone = {"marigold": 0.4} if scheme.ground != {"marigold": 1} else {"marigold": 1, "brick": 0.22}
    if scheme.name in ("night", "brick"):
        ray = scheme.field if scheme.name == "night" else {"brick": 0.75, "marigold": 0.8}
    sun(sheet, x, 610, 330, light(scheme), 16 + 4 * (seed % 3), ray)
    flock(sheet, rng, x - 430 if x > 800 else x + 430, 230, 5, scheme.deep)
    hill(sheet, [640, 700, 660, 630, 690, 650, 700], scheme.soft if scheme.soft not in (scheme.ground, PAPER) else SAGE)
    for spot in (140, 260, 1360, 1490):
        poplar(sheet, spot, 740, rng.uniform(190, 280), scheme.leaf)
    front = hill(sheet, [790, 740, 720, 725, 720, 750, 800], scheme.deep)
    furrows(sheet, front, x, 560, {"marigold": 0.2} if scheme.deep == GREEN else {"green": 0.7})
    wall = PAPER if scheme.ground else {"pink": 1}
    schoolhouse(
        sheet, x, 760, 430, wall, scheme.hot if scheme.hot != scheme.glow else {"green": 0.8, "brick": 0.5}, scheme.glow
    )
    left = [(x - 36, 758), (x - 44, 815), (x - 120, 880), (x - 230, 950), (x - 270, 1080)]
    right = [(x + 36, 758), (x + 52, 815), (x + 30, 880), (x + 10, 950), (x + 60, 1080)]
    sheet.cut(between(left, right), SAND)
    for index, person in enumerate(cast(rng, scheme, 4)):
        side = -1 if index % 2 else 1
        figure(
            sheet,
            person,
            x + side * (250 + 95 * (index // 2)),
            880 + 18 * index,
            215,
            "wave" if index == 1 else "walk",
            flip=side > 0,
        )
    return (x, 560)


@motif("garden", zooms=(1.0, 1.3, 1.12, 1.45))
def garden(sheet: Sheet, rng: Random, seed: int) -> Point:
    """A school garden in flower, and people who look after it."""
    scheme = sheet.scheme
    sheet.cut(ellipse(rng.uniform(700, 1250), 330, 300), scheme.field)
    people = cast(rng, scheme, 2)
    figure(sheet, people[0], 560 + rng.uniform(-60, 60), 870, 560, "hold")
    figure(sheet, people[1], 1080 + rng.uniform(-60, 60), 850, 500, "stand" if seed % 2 else "wave", flip=True)
    sheet.cut(smooth([(-60, 830), (400, 780), (900, 810), (1660, 770), (1660, 1080), (-60, 1080)]), scheme.deep)
    petals = [tone for tone in (scheme.hot, scheme.glow, scheme.soft, PAPER) if tone != scheme.ground]
    back = scheme.leaf if scheme.deep == GREEN else SAGE
    for index in range(9):
        x = 70 + 185 * index + rng.uniform(-30, 30)
        if 380 < x < 680 or 960 < x < 1180:
            continue
        frond(sheet, x, 880, rng.uniform(300, 470), back if index % 2 else SAGE, rng.uniform(-0.22, 0.22))
    for index in range(11):
        x = 60 + 150 * index + rng.uniform(-34, 34)
        tone = petals[(index + seed) % len(petals)]
        heart = scheme.glow if tone != scheme.glow else scheme.deep
        flower(
            sheet,
            x,
            1010,
            rng.uniform(210, 400) if not 420 < x < 640 else 190,
            tone,
            heart,
            back,
            (index * 2 + seed) % 3,
        )
    return (700, 460)


@motif("orchard", zooms=(1.0, 1.3, 1.12, 1.45))
def orchard(sheet: Sheet, rng: Random, seed: int) -> Point:
    """Rows of fruit trees at harvest, a ladder and pickers."""
    scheme = sheet.scheme
    sun(sheet, 1250 if seed % 2 else 360, 240, 130, light(scheme))
    hill(sheet, [420, 380, 410, 350, 390, 430, 400], scheme.soft if scheme.soft not in (scheme.ground, PAPER) else SAGE)
    land = hill(sheet, [460, 450, 440, 450, 445, 450, 460], scheme.field if scheme.field != scheme.ground else SAGE)
    furrows(sheet, land, 800, 380, {"green": 0.3}, 12)
    fruit = scheme.hot if scheme.hot != light(scheme) else {"brick": 0.9}
    for row, (y, h, gap) in enumerate(((520, 150, 150), (640, 260, 265), (880, 480, 520))):
        for index in range(-6, 7):
            x = 800 + (index + (0.5 if row != 1 else 0)) * gap
            if -120 < x < 1720 and not (row == 2 and index in (-1, 0) and seed % 2):
                crown = scheme.leaf if (index + row + seed) % 3 else SAGE
                _fruit_tree(sheet, rng, x, y, h, crown, fruit)
    for index, person in enumerate(cast(rng, scheme, 2)):
        figure(
            sheet, person, 730 + 190 * index, 940, 420 - 50 * index, "hold" if index == 0 else "wave", flip=index == 1
        )
    basket = [(-0.5, -0.6), (0.5, -0.6), (0.36, 0), (-0.36, 0)]
    for dx in (-46, 0, 46):
        sheet.cut(ellipse(560 + dx, 862, 30), fruit)
    sheet.stripes(place(basket, 560, 950, 160), {"marigold": 0.8, "brick": 0.3}, 24, 1)
    sheet.over(place([(0.1, -0.6), (0.5, -0.6), (0.36, 0), (0.1, 0)], 560, 950, 160), SHADE)
    return (800, 560)


def _fruit_tree(sheet: Sheet, rng: Random, x: float, y: float, h: float, crown: Tone, fruit: Tone) -> None:
    round_tree(sheet, x, y, h, crown, GREEN)
    for _ in range(7):
        spot = polar(x, y - 0.68 * h, rng.uniform(0.05, 0.26) * h, rng.uniform(0, 360))
        sheet.cut(ellipse(*spot, 0.034 * h), fruit, 0.5)


@motif("prairie", zooms=(1.0, 1.3, 1.12, 1.45))
def prairie(sheet: Sheet, rng: Random, seed: int) -> Point:
    """Tall grass under a wide sky, a small schoolhouse at the edge of the field."""
    scheme = sheet.scheme
    x = rng.uniform(420, 1180)
    sun(sheet, x, 520, 215, light(scheme))
    pale = PAPER if scheme.ground else {"sky": 0.55}
    for index in range(4):
        cloud(sheet, 160 + 420 * index + rng.uniform(-70, 70), rng.uniform(150, 330), rng.uniform(200, 330), pale)
    hill(
        sheet,
        [600, 590, 600, 610, 600, 590, 600],
        {"marigold": 0.75, "brick": 0.12} if scheme.ground != {"marigold": 1} else PAPER,
    )
    at = 1180 if x < 800 else 420
    schoolhouse(sheet, at, 618, 170, scheme.hot if scheme.hot != scheme.ground else PAPER, GREEN, PAPER)
    for dx in (-200, -160, 150):
        round_tree(sheet, at + dx, 620, rng.uniform(90, 140), scheme.leaf, GREEN)
    field = hill(sheet, [690, 660, 650, 670, 650, 680, 700], scheme.leaf)
    furrows(sheet, field, x, 500, {"green": 0.25}, 13)
    hill(sheet, [800, 790, 830, 820, 790, 810, 790], scheme.deep)
    stalks: list[Tone] = [SAGE, scheme.leaf, {"marigold": 0.9}, {"marigold": 0.9, "brick": 0.3}]
    for index, tone in enumerate(stalks):
        grass(sheet, rng, -40, WIDTH + 40, HEIGHT + 20, 330 - 40 * index, tone, 26)
    if seed % 2:
        _windmill(sheet, at + (190 if at < 800 else -190), 690, 330, scheme)
        _windmill(sheet, at + (330 if at < 800 else -330), 650, 190, scheme)
    petals = [tone for tone in (scheme.hot, {"pink": 1}, PAPER, {"marigold": 1}) if tone != scheme.deep]
    for index in range(7 if seed % 2 == 0 else 3):
        tone = petals[(index + seed) % len(petals)]
        flower(
            sheet,
            110 + (235 if seed % 2 == 0 else 560) * index + rng.uniform(-70, 70),
            1040,
            rng.uniform(250, 400),
            tone,
            GREEN,
            SAGE,
            2 if index % 2 else 0,
        )
    flock(sheet, rng, 800, 130, 6, scheme.deep)
    return (at, 560)


def _windmill(sheet: Sheet, x: float, y: float, h: float, scheme: Scheme) -> None:
    for side in (-1, 1):
        sheet.cut(limb((x + side * 0.16 * h, y), (x + side * 0.02 * h, y - 0.8 * h), 0.016 * h), scheme.deep, 0.4)
    for share in (0.2, 0.45, 0.7):
        half = (0.16 - 0.17 * share) * h
        sheet.cut(limb((x - half, y - share * h), (x + half, y - share * h), 0.01 * h), scheme.deep, 0.3)
    tones = (PAPER if scheme.ground else {"pink": 1}, scheme.hot if scheme.hot != scheme.ground else scheme.deep)
    for index in range(12):
        sheet.cut(wedge(x, y - 0.85 * h, 0.05 * h, 0.25 * h, 30 * index, 30 * index + 21), tones[index % 2], 0.5)
    sheet.cut(
        place([(0, -0.02), (0.26, -0.02), (0.4, -0.1), (0.4, 0.1), (0.26, 0.02), (0, 0.02)], x, y - 0.85 * h, h),
        tones[1],
        0.5,
    )


@motif("map", DAY, zooms=(1.0, 1.35, 1.15))
def chart(sheet: Sheet, rng: Random, seed: int) -> Point:
    """A folded map: counties, a river, a route with places along it."""
    scheme = sheet.scheme
    tones: list[Tone] = [
        SAGE,
        scheme.soft or {"sky": 0.6},
        {"marigold": 0.5},
        {"marigold": 0.9},
        {"pink": 0.7},
        PAPER,
        scheme.leaf,
    ]
    if {"pink": 1} not in (scheme.ground, scheme.soft):
        tones.remove({"pink": 0.7})
    x0, y0, x1, y1 = 150, 110, 1450, 890
    columns, rows = 6, 4
    grid = {
        (i, j): (
            x0 + (x1 - x0) * i / columns + (rng.uniform(-62, 62) if 0 < i < columns else 0),
            y0 - 30 + (y1 - y0 + 100) * j / rows + (rng.uniform(-56, 56) if 0 < j < rows else 0),
        )
        for i in range(columns + 1)
        for j in range(rows + 1)
    }
    folds = [x0 + (x1 - x0) * index / 4 for index in range(5)]
    drop = (0.0, 44.0, 0.0, 44.0, 0.0) if seed % 2 else (40.0, 0.0, 40.0, 0.0, 40.0)
    outline: Shape = [(x, y0 + dy) for x, dy in zip(folds, drop, strict=True)]
    outline += [(x, y1 + dy - 20) for x, dy in reversed(list(zip(folds, drop, strict=True)))]
    sheet.over([(x + 26, y + 34) for x, y in outline], SHADE)
    sheet.cut(outline, PAPER)
    last: Tone = PAPER
    with sheet.inside(outline):
        for i in range(columns):
            for j in range(rows):
                last = rng.choice([tone for tone in tones if tone != last])
                sheet.cut([grid[i, j], grid[i + 1, j], grid[i + 1, j + 1], grid[i, j + 1]], last)
    _chart_lines(sheet, rng, outline, seed)
    with sheet.inside(outline):
        for fold in (0, 2) if seed % 2 else (1, 3):
            sheet.over(rect(folds[fold], 0, folds[fold + 1], HEIGHT), {"green": 0.15})
    return (1000, 430)


def _chart_lines(sheet: Sheet, rng: Random, area: Shape, seed: int) -> None:
    scheme = sheet.scheme
    with sheet.inside(area):
        flow = [(430, 60), (520, 260), (380, 430), (560, 600), (520, 760), (700, 940)]
        sheet.cut(ribbon(flow, 34, 66), {"sky": 1} if scheme.name != "sky" else {"sky": 1, "green": 0.4})
        sheet.cut(
            ellipse(rng.uniform(1120, 1320), 740, 130, 84),
            {"sky": 1} if scheme.name != "sky" else {"sky": 1, "green": 0.4},
        )
    stops = [(300, 720), (620, 640 + rng.uniform(-60, 60)), (840, 440), (1080, 520 + rng.uniform(-60, 60)), (1220, 270)]
    line = smooth(stops, closed=False, steps=10)
    for index in range(0, len(line) - 1, 2):
        sheet.cut(limb(line[index], line[index + 1], 6), GREEN, 0.3)
    for index, (x, y) in enumerate(stops):
        tone = scheme.hot if index in (2, seed % 5) else GREEN
        pin = [(0, 0), (-0.3, -0.5), *arc(0, -0.72, 0.36, 0.36, 160, 380), (0.3, -0.5)]
        sheet.over(place(ellipse(0.2, -0.02, 0.4, 0.12), x, y, 110), SHADE)
        sheet.cut(place(pin, x, y, 110 if index in (2, seed % 5) else 74), tone)
        sheet.cut(ellipse(x, y - 0.72 * (110 if index in (2, seed % 5) else 74), 14), PAPER)
