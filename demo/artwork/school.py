"""What belongs to a school: window, door, stairs, bus, book, letters, quilt."""

from __future__ import annotations

from pathlib import Path
from random import Random

from demo.artwork.catalogue import motif
from demo.artwork.geometry import Point, Shape, arc, ellipse, limb, place, polar, rect, ribbon, smooth, star, wedge
from demo.artwork.nature import cloud, flock, flower, frond, hill, leaf, light, poplar, round_tree, sun
from demo.artwork.palette import BRICK, GREEN, LEAF, MARIGOLD, PAPER, PINK, SAGE, SHADE, SKY, Scheme, Tone
from demo.artwork.people import Placing, bust, cast, figure
from demo.artwork.places import apple, book, house, pencil, schoolhouse, window_bars
from demo.artwork.sheet import HEIGHT, WIDTH, Sheet

# Letters of the languages that are spoken in schools; the last four are Arabic.
SIGNS = "AaBbÑñGgÉéRrSsÜü&?¡Qqçøtkm\u0639\u0634\u0642\u0635"
DISPLAY_FONT = Path(__file__).parents[2] / "core" / "fonts" / "JustSchoolsDisplay-ExtraBold.ttf"


@motif("window", zooms=(1.0, 1.25, 1.1, 1.4))
def window(sheet: Sheet, rng: Random, seed: int) -> Point:
    """A wide school window with the land outside and somebody who reads on the sill."""
    scheme = sheet.scheme
    x0, x1 = (560, 1440) if seed % 2 else (330, 1330)
    box = (x0, 90, x1, 690)
    with sheet.inside(rect(*box)):
        sheet.cut(rect(*box), {"sky": 0.6} if seed % 3 else {"marigold": 0.4})
        sun(sheet, x0 + 300, 330, 130, MARIGOLD if seed % 3 else BRICK)
        cloud(sheet, x1 - 260, 260, 260, PAPER)
        hill(sheet, [520, 470, 500, 440, 480, 520, 470], SAGE)
        hill(sheet, [610, 560, 590, 600, 550, 580, 600], scheme.leaf)
        for index in range(5):
            spot, h = x0 + 90 + 200 * index, rng.uniform(140, 220)
            if (index + seed) % 2:
                round_tree(sheet, spot, 620, h, {"green": 0.75, "marigold": 0.6}, GREEN)
            else:
                poplar(sheet, spot, 620, 1.25 * h, {"green": 0.8, "marigold": 0.4})
    frame = PAPER if scheme.ground else GREEN
    window_bars(sheet, box, 3, 2, 17, frame)
    sheet.over(
        [(x0 - 240, 1020), (x0 + 140, 820), (x1 - 140, 820), (x1 - 420, 1020)],
        {"marigold": 0.3} if scheme.ground != MARIGOLD else {"pink": 0.5},
    )
    sheet.cut(rect(x0 - 90, 700, x1 + 90, 752), scheme.deep if scheme.ground != scheme.deep else PAPER)
    sheet.over(rect(x0 - 90, 752, x1 + 90, 778), SHADE)
    person = cast(rng, scheme, 1, avoid=(scheme.leaf,))[0]
    bust(sheet, person, x1 - 250, 520, 86, 2.2)
    book(sheet, x1 - 250, 706, 230, scheme.hot if scheme.hot != person.top else GREEN, PAPER, SAGE)
    _sill(sheet, rng, x0 + 60, scheme)
    return (x1 - 330, 440)


def _sill(sheet: Sheet, rng: Random, x: float, scheme: Scheme) -> None:
    y = 702.0
    for index, tone in enumerate((scheme.hot, scheme.glow, GREEN, {"pink": 1})):
        width = rng.uniform(180, 235)
        sheet.cut(rect(x - 20, y - 30, x - 20 + width, y), tone)
        sheet.cut(rect(x + 4 + 8 * index, y - 21, x + 40 + 8 * index, y - 13), PAPER, 0)
        y -= 31
    apple(sheet, x + 70, y - 34, 34, BRICK, scheme.leaf)
    pot = place([(-0.42, -0.8), (0.42, -0.8), (0.32, 0), (-0.32, 0)], x + 330, 702, 110)
    for turn in (-150, -120, -90, -62, -34):
        leaf(sheet, x + 330, 620, 190, turn, GREEN if turn % 4 else {"green": 0.8, "marigold": 0.6})
    sheet.cut(pot, {"brick": 0.8, "marigold": 0.3})
    sheet.over(rect(x + 330, 614, x + 376, 702), {"green": 0.15})


@motif("door", zooms=(1.0, 1.25, 1.1, 1.4))
def door(sheet: Sheet, rng: Random, seed: int) -> Point:
    """An open door: light falls out and somebody steps in."""
    scheme = sheet.scheme
    x, w, top = (1010, 330, 150) if seed % 2 else (760, 380, 110)
    wall = scheme.deep
    if seed % 2:
        sheet.cut(rect(-20, -20, WIDTH + 20, 800), wall)
    else:
        sheet.cut([(x - 560, 820), (x - 560, 470), (x, 30), (x + 560, 470), (x + 560, 820)], wall)
    floor = scheme.field if scheme.field != wall else SAGE
    sheet.cut(rect(-20, 800, WIDTH + 20, HEIGHT + 20), floor)
    glow = MARIGOLD if scheme.name != "marigold" else {"marigold": 0.5}
    sheet.cut([(x - w / 2, 800), (x + w / 2, 800), (x + w * 0.7, 1060), (x - w * 1.5, 1060)], glow)
    arch: Shape = [*arc(x, top + w / 2, w / 2, w / 2, 180, 360), (x + w / 2, 800), (x - w / 2, 800)]
    frame = [*arc(x, top + w / 2, w / 2 + 30, w / 2 + 30, 180, 360), (x + w / 2 + 30, 800), (x - w / 2 - 30, 800)]
    sheet.cut(frame, scheme.hot)
    with sheet.inside(arch):
        sheet.cut(arch, {"sky": 0.55} if scheme.name != "sky" else PAPER)
        sun(sheet, x + 40, 380, 105, MARIGOLD, 0)
        hill(sheet, [560, 520, 570, 540, 500, 560, 540], SAGE)
        hill(sheet, [650, 630, 610, 640, 600, 640, 650], {"green": 0.62, "marigold": 1})
        sheet.cut(ribbon([(x + 30, 600), (x - 50, 660), (x, 810)], 20, 190), PAPER)
    leafdoor = [
        (x + w / 2 + 6, top + w / 2),
        (x + w / 2 + 185, top + w / 2 + 20),
        (x + w / 2 + 185, 905),
        (x + w / 2 + 6, 802),
    ]
    sheet.cut(leafdoor, scheme.glow if scheme.glow != scheme.hot else PINK)
    sheet.cut(ellipse(x + w / 2 + 156, 640, 14), wall)
    for index, person in enumerate(cast(rng, scheme, 3, avoid=(wall,))):
        figure(sheet, person, x - 30 - 185 * index, 860 + 38 * index, 330 + 14 * index, "walk" if index else "wave")
    for spot in (120, 1500):
        frond(sheet, spot, 860, 300, scheme.leaf if wall != scheme.leaf else SAGE, rng.uniform(-0.15, 0.15))
    return (x, 520)


@motif("stairs", zooms=(1.0, 1.1))
def stairs(sheet: Sheet, rng: Random, seed: int) -> Point:
    """Four steps, a person on each, the sun at the top."""
    scheme = sheet.scheme
    x0, width = 250, 320
    tones = [tone for tone in (scheme.soft, scheme.glow, scheme.hot, scheme.deep, SAGE, PAPER) if tone != scheme.ground]
    picked: list[Tone] = []
    for tone in tones:
        if tone not in picked:
            picked.append(tone)
    sun(sheet, 1330, 250, 170, light(scheme), 14 if seed % 2 and scheme.name != "brick" else 0, scheme.field)
    if seed % 2 == 0:
        sheet.cut(ellipse(420, 420, 260), scheme.field)
    for index in range(3, -1, -1):
        x, y = x0 + width * index, 840 - 128 * index
        sheet.cut(rect(x, y, WIDTH + 30, HEIGHT + 30), picked[index % len(picked)])
    for index in range(4):
        x, y = x0 + width * index, 840 - 128 * index
        sheet.over(rect(x, y, x + width, y + 22), {"green": 0.2})
        sheet.over(rect(x, y, x + 22, HEIGHT + 30), {"green": 0.12})
    people = cast(rng, scheme, 8)
    for index in range(4):
        x, y = x0 + width * index, 840 - 128 * index
        count = (1, 2, 2, 3)[index] if seed % 3 else 1
        for extra in range(count):
            pose = "wave" if index == 3 and extra == 0 else ("walk" if extra == 0 else "stand")
            spot = x + width * (0.62 if count == 1 else 0.3 + 0.62 * extra / count)
            figure(
                sheet,
                people[2 * index + extra if index < 3 else (extra * 3) % 8],
                spot,
                y + 4,
                rng.uniform(270, 310),
                pose,
            )
    frond(sheet, 120, 1010, 330, scheme.leaf, 0.08)
    frond(sheet, 205, 1010, 210, SAGE, 0.2)
    return (1130, 400)


@motif("bus", zooms=(1.0, 1.25, 1.1, 1.4))
def bus(sheet: Sheet, rng: Random, seed: int) -> Point:
    """A school bus on its way over the hills, a child at each window."""
    scheme = sheet.scheme
    sun(sheet, 1290, 260, 140, light(scheme) if scheme.ground != PINK else scheme.hot)
    cloud(sheet, 330, 270, 330, PAPER if scheme.ground else {"sky": 0.7})
    cloud(sheet, 850, 190, 220, PAPER if scheme.ground else {"sky": 0.7})
    hill(sheet, [560, 480, 420, 520, 580, 500, 540], SAGE)
    for index in range(6):
        spot = (70, 210, 330, 1220, 1380, 1540)[index]
        crown = scheme.leaf if (index + seed) % 2 else {"brick": 0.85, "marigold": 0.3}
        round_tree(sheet, spot, 690, rng.uniform(190, 280), crown, GREEN)
    road = hill(sheet, [800, 790, 780, 780, 785, 800, 810], scheme.deep)
    for index in range(6):
        sheet.cut(rect(60 + 300 * index, 900, 210 + 300 * index, 914), MARIGOLD, 1)
    del road
    _bus_body(sheet, rng, 430 + rng.uniform(-90, 90), 810, seed)
    return (800, 610)


def _bus_body(sheet: Sheet, rng: Random, x: float, y: float, seed: int) -> None:
    paint: Tone = MARIGOLD if sheet.scheme.ground != MARIGOLD or seed % 2 == 0 else {"marigold": 1, "brick": 0.3}
    body = smooth(
        [
            (0, 0),
            (0, -330),
            (20, -372),
            (120, -385),
            (560, -385),
            (620, -372),
            (640, -330),
            (650, -190),
            (780, -172),
            (812, -130),
            (815, 0),
        ],
        True,
        4,
    )
    sheet.over(
        place(ellipse(410, 30, 450, 30), x, y),
        {"green": 0.5, "ink": 0.4} if "ink" in sheet.scheme.deep else {"green": 0.5},
    )
    sheet.cut(place(body, x, y), paint)
    sheet.over(place(rect(0, -70, 814, -6), x, y), {"brick": 0.35})
    for dy in (-168, -140):
        sheet.cut(place(rect(6, dy, 650, dy + 11), x, y), GREEN, 0.5)
    for index, person in enumerate(cast(rng, sheet.scheme, 5, avoid=(paint,))):
        pane = rect(x + 34 + 106 * index, y - 338, x + 122 + 106 * index, y - 206)
        with sheet.inside(pane):
            sheet.cut(pane, {"sky": 0.7})
            bust(sheet, person, x + 78 + 106 * index + rng.uniform(-8, 8), y - 228, 34, 3, flip=index % 2 == 0)
    sheet.cut(place([(566, -338), (606, -338), (632, -206), (566, -206)], x, y), {"sky": 0.7})
    sheet.cut(place(limb((770, -120), (770, -100), 20), x, y), PAPER)
    sheet.cut(place(star(-30, -230, 40, 36, 8, 22), x, y), BRICK)
    sheet.cut(place(rect(-30, -234, 10, -226), x, y), PAPER)
    for spot in (160, 650):
        sheet.cut(ellipse(x + spot, y, 74), {"green": 1, "brick": 0.6})
        sheet.cut(ellipse(x + spot, y, 34), PAPER)
        sheet.cut(ellipse(x + spot, y, 15), BRICK)


@motif("book", zooms=(1.0, 1.25, 1.1, 1.4))
def open_book(sheet: Sheet, rng: Random, seed: int) -> Point:
    """An open book out of which a place grows."""
    scheme = sheet.scheme
    x = 800 + rng.uniform(-70, 70)
    sheet.cut(ellipse(x, 520, 420), scheme.field)
    sun(sheet, x + rng.choice((-210, 210)), 230, 96, light(scheme))
    table = scheme.deep
    sheet.cut(rect(-20, 800, WIDTH + 20, HEIGHT + 20), table)
    home = rng.randrange(4)
    heights = rng.sample((300, 440, 380, 270), 4)
    tones = rng.sample((scheme.leaf, {"brick": 0.85, "marigold": 0.2}, SAGE, MARIGOLD), 4)
    for index, height in enumerate(heights):
        spot = x - 345 + 230 * index + rng.uniform(-20, 20)
        tone = tones[index] if tones[index] != scheme.ground else GREEN
        if index == home:
            continue
        if rng.random() < 0.45:
            frond(sheet, spot, 690, height, tone)
        else:
            round_tree(sheet, spot, 690, height, tone, GREEN)
    for index in range(2):
        house(sheet, x - 240 + 440 * index, 668, 92, (PINK, SKY)[index], (GREEN, BRICK)[index], MARIGOLD)
    schoolhouse(sheet, x - 345 + 230 * home, 690, 270, PAPER if scheme.field != PAPER else PINK, BRICK, MARIGOLD)
    for index, person in enumerate(cast(rng, scheme, 3)):
        figure(sheet, person, x - 110 + 120 * index, 708, 190, ("walk", "wave", "stand")[index])
    book(sheet, x, 975, 1080, scheme.hot, PAPER, SAGE)
    pencil(
        sheet,
        x - 620 if seed % 2 else x + 610,
        900,
        330,
        -60 if seed % 2 else -120,
        MARIGOLD if table != MARIGOLD else BRICK,
    )
    flock(sheet, rng, x, 170, 4, scheme.deep)
    return (x, 560)


@motif("letters")
def letters(sheet: Sheet, rng: Random, seed: int) -> Point:
    """Letters of many languages and simple shapes, cut out and laid in a grid."""
    scheme = sheet.scheme
    columns, rows = ((5, 3), (7, 4), (4, 2))[seed % 3]
    width, height = WIDTH / columns, HEIGHT / rows
    signs = rng.sample(SIGNS, columns * rows)
    tones = [scheme.ground, scheme.hot, scheme.glow, scheme.deep, scheme.soft, scheme.field, PAPER]
    above: list[Tone] = [PAPER] * columns
    for j in range(rows):
        left: Tone = PAPER
        for i in range(columns):
            back = rng.choice([tone for tone in tones if tone not in (left, above[i])] or tones)
            front = rng.choice([tone for tone in tones if _apart(tone, back)])
            left = above[i] = back
            x, y = width * i, height * j
            sheet.cut(rect(x - 2, y - 2, x + width + 2, y + height + 2), back)
            if rng.random() < 0.3:
                _tile_shape(sheet, rng, rect(x, y, x + width, y + height), min(width, height), front)
            else:
                box = (width * rng.uniform(0.66, 0.84), height * rng.uniform(0.66, 0.84))
                centre = (x + width / 2, y + height / 2)
                sheet.letter(signs[j * columns + i], centre, box, front, str(DISPLAY_FONT), rng.uniform(-12, 12))
    return (800, 500)


def _apart(a: Tone, b: Tone) -> bool:
    """Tell whether two tones are far enough apart in lightness to be read on each other."""

    def weight(tone: Tone) -> float:
        shares = {"sky": 0.22, "pink": 0.28, "marigold": 0.24, "brick": 0.58, "green": 0.82, "ink": 0.9}
        return sum(shares[ink] * value for ink, value in tone.items())

    return abs(weight(a) - weight(b)) > 0.26


def _tile_shape(sheet: Sheet, rng: Random, area: Shape, size: float, tone: Tone) -> None:
    (x0, y0), (x1, y1) = area[0], area[2]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    with sheet.inside(area):
        kind = rng.randrange(6)
        if kind == 0:
            sheet.cut(wedge(x0, y1, 0, size * 0.98, -90, 0), tone)
        elif kind == 1:
            sheet.cut(ellipse(x, y, size * 0.36), tone)
        elif kind == 2:
            sheet.stripes(area, tone, size / 4)
        elif kind == 3:
            for turn in range(0, 360, 60):
                leaf(sheet, x, y, size * 0.44, turn, tone)
        elif kind == 4:
            sheet.cut(star(x, y, size * 0.44, size * 0.2, 8, 12), tone)
        else:
            pencil(sheet, x - size * 0.34, y + size * 0.34, size * 0.98, -45, tone)


@motif("quilt")
def quilt(sheet: Sheet, rng: Random, seed: int) -> Point:
    """A quilt of many patches."""
    scheme = sheet.scheme
    side = (250, 334, 286)[seed % 3]
    tones: list[Tone] = [
        scheme.hot,
        scheme.glow,
        scheme.deep,
        scheme.soft,
        PAPER,
        scheme.field,
        {"pink": 0.8, "brick": 0.2},
    ]
    sheet.fill(scheme.deep)
    for j in range(HEIGHT // side + 1):
        for i in range(WIDTH // side + 1):
            back = tones[(i * 2 + j * 3 + seed) % len(tones)]
            front = rng.choice([tone for tone in tones if _apart(tone, back)])
            other = rng.choice([tone for tone in tones if tone not in (front, back)])
            x, y = side * i + 7, side * j + 7
            patch = rect(x, y, x + side - 14, y + side - 14)
            sheet.cut(patch, back)
            with sheet.inside(patch):
                _patch(sheet, rng, x, y, side - 14, front, other)
    return (800, 500)


def _patch(sheet: Sheet, rng: Random, x: float, y: float, s: float, tone: Tone, other: Tone) -> None:
    kind = rng.randrange(9)
    if kind < 5:
        _pieced(sheet, kind, lambda shape: place(shape, x, y, s), tone, other)
    elif kind == 5:
        schoolhouse(sheet, x + 0.5 * s, y + 0.97 * s, 0.76 * s, other, tone, MARIGOLD if other != MARIGOLD else PAPER)
    elif kind == 6:
        bust(sheet, cast(rng, sheet.scheme, 1, avoid=(tone,))[0], x + 0.5 * s, y + 0.74 * s, 0.25 * s, 2)
    elif kind == 7:
        flower(sheet, x + 0.5 * s, y + 1.02 * s, 0.98 * s, tone, other, LEAF, rng.randrange(3))
    else:
        for turn in range(45, 360, 90):
            leaf(sheet, x + 0.5 * s, y + 0.5 * s, 0.6 * s, turn, tone)
        sheet.cut(ellipse(x + 0.5 * s, y + 0.5 * s, 0.12 * s), other)


def _pieced(sheet: Sheet, kind: int, at: Placing, tone: Tone, other: Tone) -> None:
    """Piece a patch of plain shapes: 0 flags, 1 a star, 2 a quarter rainbow, 3 a pinwheel, 4 a diamond."""
    if kind == 0:
        for i in range(4):
            sheet.cut(at([(0.25 * i, 1), (0.25 * i + 0.25, 1), (0.25 * i + 0.25, 0)]), tone)
    elif kind == 1:
        sheet.cut(at(star(0.5, 0.5, 0.47, 0.2, 8, 22.5)), tone)
        sheet.cut(at(ellipse(0.5, 0.5, 0.1)), other)
    elif kind == 2:
        for i, size in enumerate((1.0, 0.76, 0.52, 0.28)):
            curve = [(size * px / 100, 1 + size * py / 100) for px, py in wedge(0, 0, 0, 100, -90, 0)]
            sheet.cut(at(curve), (tone, other)[i % 2])
    elif kind == 3:
        for i in range(4):
            sheet.cut(at([(0.5, 0.5), polar(0.5, 0.5, 0.72, 90 * i), polar(0.5, 0.5, 0.72, 90 * i + 45)]), tone)
    else:
        sheet.cut(at(rect(0.06, 0.06, 0.94, 0.94)), tone)
        sheet.cut(at([(0.5, 0.06), (0.94, 0.5), (0.5, 0.94), (0.06, 0.5)]), other)
