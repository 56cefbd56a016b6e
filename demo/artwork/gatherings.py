"""People together: a circle, a table, raised hands, a class, chairs that wait, and portraits."""

from __future__ import annotations

from random import Random

from demo.artwork.catalogue import motif
from demo.artwork.geometry import Point, ellipse, polar, rect, ribbon, star, wedge
from demo.artwork.nature import frond, hill, leaf
from demo.artwork.palette import DAY, GREEN, PAPER, SHADE, SKINS, Tone
from demo.artwork.people import bust, cast, figure, from_above, from_behind, hand
from demo.artwork.places import apple, chair, cup, sheet_of_paper
from demo.artwork.sheet import HEIGHT, WIDTH, Sheet


@motif("circle", zooms=(1.0, 1.0, 1.2))
def circle(sheet: Sheet, rng: Random, seed: int) -> Point:
    """People who sit in a circle, seen from above."""
    scheme = sheet.scheme
    x, y, r, size, count = (
        (940.0, 500, 335, 41, 9),
        (800.0, 1120, 720, 74, 14),
        (620.0, 560, 400, 47, 10),
    )[seed % 3]
    x, count = x + rng.uniform(-90, 90), count + rng.randrange(-1, 2)
    sheet.cut(ellipse(x, y, r * 1.42), scheme.field)
    _rug(sheet, rng, x, y, r * 0.66)
    first = rng.uniform(0, 360 / count)
    for index, person in enumerate(cast(rng, scheme, count, avoid=(scheme.field,))):
        angle = first + 360 * index / count
        at = polar(x, y, r * rng.uniform(0.98, 1.03), angle)
        from_above(sheet, person, *at, size, angle + 180 + rng.uniform(-5, 5))
    return (x, y if y < HEIGHT else 480)


def _rug(sheet: Sheet, rng: Random, x: float, y: float, r: float) -> None:
    scheme = sheet.scheme
    bands = rng.sample((scheme.glow, scheme.hot if scheme.hot != scheme.glow else PAPER, scheme.deep), 3)
    sheet.cut(ellipse(x, y, r), bands[0])
    sheet.cut(star(x, y, r * 0.93, r * 0.72, rng.choice((12, 16, 20, 32))), bands[1])
    sheet.cut(ellipse(x, y, r * 0.62), bands[2])
    sheet.cut(
        star(x, y, r * 0.5, r * 0.24, rng.choice((6, 8, 11)), rng.uniform(0, 40)),
        scheme.soft if bands[2] == PAPER else PAPER,
    )
    sheet.cut(ellipse(x, y, r * 0.17), bands[1])


@motif("table")
def table(sheet: Sheet, rng: Random, seed: int) -> Point:
    """People who work together round a table."""
    return _long_table(sheet, rng) if seed % 2 else _round_table(sheet, rng)


def _long_table(sheet: Sheet, rng: Random) -> Point:
    scheme = sheet.scheme
    sheet.cut(ellipse(rng.choice((380, 1180)), 420, 400), scheme.field)
    sheet.cut(rect(-20, 640, WIDTH + 20, HEIGHT + 20), scheme.deep)
    count = 5
    for index, person in enumerate(cast(rng, scheme, count)):
        x = 230 + 285 * index + rng.uniform(-22, 22)
        bust(sheet, person, x, 430 + rng.uniform(-45, 40), 88, depth=4, flip=index >= count // 2 + index % 2)
    top = [(-60, 668), (1660, 668), (1720, 1060), (-120, 1060)]
    sheet.cut(top, scheme.glow)
    sheet.over(rect(-20, 668, WIDTH + 20, 690), SHADE)
    for x in (190, 640, 1010, 1390):
        sheet_of_paper(
            sheet,
            x + rng.uniform(-30, 30),
            800 + rng.uniform(-10, 50),
            120,
            rng.uniform(-40, 40),
            scheme.hot if scheme.hot != scheme.glow else GREEN,
        )
    for x in (410, 1210):
        cup(
            sheet,
            x,
            850 + rng.uniform(-20, 40),
            66,
            rng.choice((scheme.deep, scheme.soft if scheme.soft != scheme.glow else PAPER)),
        )
    apple(sheet, 830, 770, 40, scheme.hot if scheme.hot != scheme.glow else scheme.deep, scheme.leaf)
    return (800, 420)


def _round_table(sheet: Sheet, rng: Random) -> Point:
    scheme = sheet.scheme
    x, y, r = rng.uniform(700, 900), 520, 265
    sheet.cut(wedge(x, y, 0, 1900, -70, 24), scheme.field)
    count = rng.choice((7, 8))
    first = rng.uniform(0, 40)
    for index, person in enumerate(cast(rng, scheme, count, avoid=(scheme.field,))):
        angle = first + 360 * index / count
        from_above(sheet, person, *polar(x, y, 368, angle), 50, angle + 180)
    sheet.over(ellipse(x + 26, y + 32, r), SHADE)
    wood = scheme.glow
    sheet.cut(ellipse(x, y, r), wood)
    for index in range(count):
        angle = first + 360 * index / count
        if index % 3 == 2:
            sheet.cut(ellipse(*polar(x, y, 195, angle), 30), PAPER)
            sheet.cut(ellipse(*polar(x, y, 195, angle), 21), {"brick": 0.8, "green": 0.6})
        else:
            sheet_of_paper(sheet, *polar(x, y, 190, angle), 74, angle - 90, scheme.deep)
    for index in range(5):
        leaf(sheet, x, y, 105, 72 * index + 20, scheme.leaf, PAPER)
    sheet.cut(ellipse(x, y, 34), scheme.hot if scheme.hot != wood else scheme.deep)
    return (x, y)


@motif("hands", zooms=(1.0, 1.12))
def hands(sheet: Sheet, rng: Random, seed: int) -> Point:
    """Raised hands of many people, or hands that meet in the middle."""
    scheme = sheet.scheme
    sleeves = [tone for tone in scheme.clothes if tone != scheme.ground]
    skins = rng.sample(SKINS, len(SKINS)) + rng.sample(SKINS, len(SKINS))
    if seed % 3 == 1:
        sheet.cut(ellipse(800, 500, 380), scheme.field)
        sheet.cut(star(800, 500, 190, 120, 16), scheme.glow if scheme.glow != scheme.ground else PAPER)
        for index in range(8):
            angle = 45 * index + 18
            x, y = polar(800, 500, 268 + 18 * (index % 2), angle)
            hand(sheet, skins[index], sleeves[index % len(sleeves)], (x, y), 100, angle - 90, 0.9, flip=index % 2 == 1)
        return (800, 500)
    x = rng.uniform(500, 1100)
    sheet.cut(ellipse(x, 520, 430), scheme.field)
    sheet.cut(ellipse(x, 520, 250), scheme.glow if scheme.glow != scheme.ground else scheme.hot)
    count = 7 if seed % 3 else 6
    order = sorted(range(count), key=lambda index: index % 2)
    for index in order:
        at = 800 + (index - (count - 1) / 2) * 1420 / count + rng.uniform(-25, 25)
        height = (330 if index % 2 == 0 else 560) + rng.uniform(-70, 70)
        tilt = (at - 800) / 45 + rng.uniform(-7, 7)
        size = rng.uniform(112, 128)
        bend = rng.uniform(0.7, 1.3)
        hand(sheet, skins[index], sleeves[index % len(sleeves)], (at, height), size, tilt, bend, flip=at > 800)
    return (800, 400)


@motif("classroom", zooms=(1.0, 1.22, 1.0, 1.4))
def classroom(sheet: Sheet, rng: Random, seed: int) -> Point:
    """A teacher at the board and the class that listens and answers."""
    scheme = sheet.scheme
    x0 = 90
    board: Tone = {"green": 1} if scheme.ground != GREEN else {"ink": 1}
    sheet.cut(rect(x0 - 26, 84, x0 + 1006, 636), scheme.glow if scheme.glow != scheme.ground else scheme.hot)
    sheet.cut(rect(x0, 110, x0 + 980, 610), board)
    _chalk(sheet, rng, x0 + 200, 330)
    people = cast(rng, scheme, 7)
    figure(sheet, people[6], x0 + 1170, 930, 760, "wave" if seed % 2 else "hold", flip=True)
    sheet.cut(rect(-20, 880, WIDTH + 20, HEIGHT + 20), scheme.field)
    for index in range(5):
        x = 120 + 330 * index + rng.uniform(-35, 35)
        y = 850 + rng.uniform(-30, 40)
        if index in (seed % 5, (seed + 2) % 5):
            person = people[index]
            hand(sheet, person.skin, person.top, (x + 128, y - 265), 62, rng.uniform(-6, 10), 0.9)
        from_behind(sheet, people[index], x, y, 96)
    return (x0 + 860, 430)


def _chalk(sheet: Sheet, rng: Random, x: float, y: float) -> None:
    """Chalk drawings: a sun, an equals sign, houses, a growing plant."""
    pick: list[Tone] = [PAPER, {"marigold": 0.9}, {"sky": 1}, {"pink": 1}]
    rng.shuffle(pick)
    sheet.cut(wedge(x, y, 62, 78, 0, 360), pick[0])
    for index in range(10):
        sheet.cut(wedge(x, y, 96, 138, 36 * index - 4, 36 * index + 4), pick[0])
    for dy in (-36, 18):
        sheet.cut(rect(x + 215, y + dy, x + 345, y + dy + 22), pick[1], 2)
    frond(sheet, x + 490, y + 140, 270, pick[2], rng.uniform(-0.1, 0.1), 4)
    sheet.cut(ribbon([(x - 90, y + 200), (x + 180, y + 186), (x + 470, y + 200), (x + 640, y + 192)], 9, 7), PAPER)


@motif("chairs", zooms=(1.0, 1.4, 1.15))
def chairs(sheet: Sheet, rng: Random, seed: int) -> Point:
    """Chairs that wait for people; one of them is another colour."""
    scheme = sheet.scheme
    other = scheme.glow if scheme.glow != scheme.ground else scheme.hot
    usual = scheme.deep if scheme.ground != GREEN else scheme.soft
    sheet.cut(rect(-20, 330, WIDTH + 20, HEIGHT + 20), scheme.field)
    for index in range(3):
        x = 180.0 + 430 * index
        sheet.over(
            [(x, 330), (x + 260, 330), (x + 640, 1040), (x + 250, 1040)],
            {"marigold": 0.38} if scheme.name != "brick" else {"pink": 0.5},
        )
    if seed % 2:
        spots = [(*polar(800, 600, 1, angle), float(angle)) for angle in range(-180, 1, 30)]
        spots = [(800 + 560 * (x - 800), 690 + 300 * (y - 600), turn) for x, y, turn in spots]
        sizes = [250.0] * len(spots)
    else:
        spots = [(240.0 + 290 * column + 70 * row, 430.0 + 205 * row, 0.0) for row in range(3) for column in range(5)]
        sizes = [190.0 + 65 * (index // 5) for index in range(15)]
    special = rng.randrange(len(spots) // 3, 2 * len(spots) // 3)
    ordered = sorted(range(len(spots)), key=lambda index: spots[index][1])
    for index in ordered:
        x, y, _ = spots[index]
        chair(
            sheet,
            x,
            y,
            sizes[index],
            scheme.hot if index == special and scheme.hot != scheme.ground else other if index == special else usual,
            flip=x > 800 and seed % 2 == 1,
        )
    sheet.cut(ellipse(1290, 150, 96), other)
    return (spots[special][0], spots[special][1] - sizes[special] / 2)


@motif("portrait", DAY)
def portrait(sheet: Sheet, rng: Random, seed: int) -> Point:
    """A dignified portrait without features before one plain shape."""
    scheme = sheet.scheme
    person = cast(rng, scheme, 1, avoid=(scheme.field,))[0]
    y = 700
    back = scheme.field if scheme.field != scheme.ground else scheme.soft
    glow = scheme.glow if scheme.glow != scheme.ground else scheme.hot
    kind = seed % 5
    if kind == 0:
        sheet.cut(ellipse(960, 520, 400), back)
    elif kind == 1:
        sheet.cut([*wedge(800, 470, 0, 340, 180, 360)[:-1], (1140, 1040), (460, 1040)], back)
    elif kind == 2:
        sheet.stripes(rect(-20, -20, WIDTH + 20, HEIGHT + 20), back, 236, 0.5, upright=True)
    elif kind == 3:
        sheet.cut(rect(800, -20, WIDTH + 20, HEIGHT + 20), back)
        sheet.cut(wedge(800, 460, 0, 330, 90, 270), glow)
    else:
        hill(sheet, [640, 560, 600, 520, 600, 560, 620], back)
        sheet.cut(ellipse(1080, 300, 130), glow)
    for side in (-1, 1):
        for step in range(3 if kind in (0, 2, 4) else 0):
            tone = scheme.leaf if step % 2 else scheme.deep
            leaf(sheet, 800 + side * (250 + 40 * step), 1040, 430 - 50 * step, -90 + side * (8 + 21 * step), tone)
    bust(sheet, person, 800, y, 190, depth=2.2, flip=seed % 2 == 1)
    return (800, 440)
