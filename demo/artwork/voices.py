"""Speaking up and gathering at night: microphone, megaphone, lantern."""

from __future__ import annotations

from random import Random

from demo.artwork.catalogue import motif
from demo.artwork.geometry import Point, Shape, ellipse, limb, place, polar, rect, ribbon, smooth, wedge
from demo.artwork.nature import flock, hill, leaf, poplar
from demo.artwork.palette import GREEN, INK, MARIGOLD, PAPER, SAGE, SCHEME, SHADE, SKINS, Tone
from demo.artwork.people import bust, cast, figure, from_behind
from demo.artwork.places import schoolhouse
from demo.artwork.sheet import Sheet


@motif("microphone", zooms=(1.0, 1.25, 1.1, 1.4))
def microphone(sheet: Sheet, rng: Random, seed: int) -> Point:
    """A microphone, waves of sound, and somebody who speaks."""
    scheme = sheet.scheme
    x, y = 640, 400
    for index in range(4):
        inner = 250 + 150 * index
        sheet.cut(
            wedge(x, y, inner, inner + 74, -62 + 6 * index, 62 - 6 * index),
            (scheme.field, scheme.soft)[index % 2] if scheme.field != scheme.ground else SAGE,
        )
    if seed % 2:
        person = cast(rng, scheme, 1)[0]
        bust(sheet, person, 300, 560, 165, 4)
    else:
        sheet.cut(ellipse(x - 190, 430, 290), scheme.field if scheme.field != scheme.ground else SAGE)
    _stand(sheet, x, y, 330 if seed % 2 == 0 else 250)
    if seed % 2 == 0:
        for index, person in enumerate(cast(rng, scheme, 5)):
            from_behind(sheet, person, 150 + 330 * index, 905 + rng.uniform(-25, 25), 80)
    return (x, 420)


def _stand(sheet: Sheet, x: float, y: float, h: float) -> None:
    scheme = sheet.scheme
    metal = scheme.deep if scheme.ground != INK else PAPER
    sheet.cut(
        ribbon([(x - 0.05 * h, y + 0.5 * h), (x - 0.2 * h, y + 1.2 * h), (x - 0.1 * h, 1040)], 0.11 * h, 0.1 * h), metal
    )
    body = place([(-0.2, 0.1), (0.2, 0.1), (0.11, 1.15), (-0.11, 1.15)], x, y, h, 8)
    sheet.cut(body, scheme.hot)
    sheet.over(place([(0.05, 0.1), (0.2, 0.1), (0.11, 1.15), (0.05, 1.15)], x, y, h, 8), SHADE)
    sheet.cut(place(limb((-0.25, 0.13), (0.25, 0.13), 0.055), x, y, h, 8), PAPER if scheme.ground else scheme.glow)
    ball = ellipse(x + 0.02 * h, y - 0.16 * h, 0.32 * h, 0.34 * h)
    grey: Tone = scheme.glow if scheme.glow != scheme.ground else PAPER
    sheet.cut(ball, grey)
    sheet.dots(ball, metal, 0.105 * h, 0.026 * h)
    with sheet.inside(ball):
        sheet.over(ellipse(x + 0.24 * h, y - 0.1 * h, 0.24 * h, 0.44 * h), SHADE)


@motif("megaphone", zooms=(1.0, 1.25, 1.1, 1.4))
def megaphone(sheet: Sheet, rng: Random, seed: int) -> Point:
    """A raised megaphone; colours, birds and leaves come out of it."""
    scheme = sheet.scheme
    x, y, turn = 560, 560 + rng.uniform(-30, 30), -16 - 6 * (seed % 2)
    tones = [tone for tone in (scheme.field, scheme.glow, scheme.soft, scheme.hot, PAPER) if tone != scheme.ground]
    count = 5
    for index in range(count):
        start = turn - 33 + 66 * index / count
        sheet.cut(wedge(x + 60, y - 20, 0, 1800, start + 1.5, start + 66 / count - 1.5), tones[index % len(tones)])
    for index in range(7):
        spot = polar(x, y, rng.uniform(480, 980), turn + rng.uniform(-27, 27))
        if seed % 3 == 0:
            leaf(sheet, *spot, rng.uniform(80, 140), turn + rng.uniform(-40, 40), (scheme.deep, scheme.leaf)[index % 2])
        elif seed % 3 == 1:
            flock(sheet, rng, *spot, 1, scheme.deep)
        else:
            sheet.cut(ellipse(*spot, rng.uniform(14, 36)), (scheme.deep, PAPER)[index % 2])
    skin = SKINS[(seed * 3 + 1) % len(SKINS)]
    sleeve = rng.choice([tone for tone in (scheme.soft, scheme.deep, scheme.leaf) if tone != scheme.ground])
    _horn(sheet, x, y, 430, turn)
    _fist(sheet, *polar(x, y, 205, turn + 128), turn, skin, sleeve)
    return (x + 120, y - 60)


def _fist(sheet: Sheet, x: float, y: float, turn: float, skin: Tone, sleeve: Tone) -> None:
    """Draw a fist round a grip, and the arm that comes from below."""

    def at(shape: Shape) -> Shape:
        return place(shape, x, y, 1, turn)

    sheet.cut(limb((x + 6, y + 60), (x - 20, y + 230), 54, 58), skin)
    sheet.cut(limb((x - 16, y + 190), (x - 90, 1120), 84, 130), sleeve)
    sheet.over(limb((x + 26, y + 196), (x, 1120), 26, 50), SHADE)
    sheet.cut(at(smooth([(-64, -70), (60, -70), (74, 0), (58, 84), (-50, 84), (-72, 10)])), skin)
    for index in range(4):
        top = -58 + 40 * index
        sheet.cut(at(limb((-34, top), (62 - 5 * abs(index - 1), top), 23)), skin)
        sheet.over(at(limb((-30, top + 20), (66 - 5 * abs(index - 1), top + 20), 3)), {"green": 0.4, "brick": 0.3})
    sheet.cut(at(limb((-46, 30), (-14, -62), 30, 23)), skin)
    sheet.over(at(limb((-14, 20), (10, -58), 4, 3)), {"green": 0.4, "brick": 0.3})


def _horn(sheet: Sheet, x: float, y: float, s: float, turn: float) -> None:
    scheme = sheet.scheme
    horn: Tone = scheme.hot if scheme.hot != scheme.ground else PAPER

    def at(shape: Shape) -> Shape:
        return place(shape, x, y, s, turn)

    sheet.cut(at(limb((-0.29, 0.08), (-0.29, 0.66), 0.075)), GREEN if scheme.ground != GREEN else PAPER)
    sheet.cut(at([(-0.5, -0.13), (-0.1, -0.15), (0.62, -0.46), (0.62, 0.46), (-0.1, 0.15), (-0.5, 0.13)]), horn)
    sheet.over(at([(-0.5, 0.03), (0.62, 0.1), (0.62, 0.46), (-0.1, 0.15), (-0.5, 0.13)]), SHADE)
    sheet.cut(at(limb((-0.52, -0.12), (-0.52, 0.12), 0.06)), scheme.deep if scheme.ground != scheme.deep else PAPER)
    sheet.cut(
        at([(-0.12, -0.155), (-0.04, -0.19), (-0.04, 0.19), (-0.12, 0.155)]), PAPER if horn != PAPER else MARIGOLD
    )
    sheet.cut(at(ellipse(0.62, 0, 0.13, 0.48)), scheme.deep if scheme.ground != scheme.deep else PAPER)
    sheet.cut(at(ellipse(0.63, 0, 0.085, 0.38)), MARIGOLD if scheme.ground != MARIGOLD else PAPER)


@motif("lantern", tuple(SCHEME[name] for name in ("night", "brick", "night", "pink", "night", "sky")))
def lantern(sheet: Sheet, rng: Random, seed: int) -> Point:
    """Paper lanterns over an evening gathering."""
    scheme = sheet.scheme
    moon = (300, 230) if seed % 2 else (1310, 210)
    sheet.cut(ellipse(*moon, 92), {"marigold": 0.35})
    hill(
        sheet, [640, 600, 560, 620, 650, 590, 560], scheme.field if scheme.field not in (scheme.ground, PAPER) else SAGE
    )
    schoolhouse(
        sheet,
        1240 if seed % 2 else 360,
        650,
        270,
        scheme.deep if scheme.deep != INK else {"green": 1},
        {"brick": 0.9, "green": 0.3},
        MARIGOLD,
    )
    for spot in (120, 760, 900, 1480):
        poplar(sheet, spot, 690, rng.uniform(150, 260), {"green": 0.9, "marigold": 0.2})
    hill(sheet, [760, 740, 730, 740, 730, 745, 760], scheme.deep)
    count = 5 + seed % 3
    string = smooth([(-40, 60), (400, 170), (800, 110), (1200, 180), (1640, 40)], closed=False)
    sheet.cut([*string, *[(x, y + 5) for x, y in reversed(string)]], PAPER if scheme.ground else GREEN)
    papers: list[Tone] = [{"marigold": 1}, {"marigold": 1, "brick": 0.35}, {"pink": 1}, {"marigold": 0.5}, {"brick": 1}]
    papers = [tone for tone in papers if tone != scheme.ground]
    for index in range(count):
        x = 130 + 1340 * index / (count - 1)
        y = min(string, key=lambda point: abs(point[0] - x))[1]
        _paper_lantern(
            sheet, x, y + rng.uniform(50, 130), rng.uniform(70, 108), papers[(index + seed) % len(papers)], y
        )
    for index, person in enumerate(cast(rng, scheme, 6, avoid=(scheme.deep,))):
        x = 190 + 245 * index + rng.uniform(-35, 35)
        figure(
            sheet,
            person,
            x,
            930 + rng.uniform(-20, 30),
            rng.uniform(300, 350),
            ("stand", "wave", "walk", "hold")[(index + seed) % 4],
            flip=index > 2,
        )
    return (800, 420)


def _paper_lantern(sheet: Sheet, x: float, y: float, r: float, tone: Tone, string: float) -> None:
    sheet.cut(rect(x - 2, string, x + 2, y - r), PAPER)
    body = ellipse(x, y, r * 0.92, r)
    sheet.cut(body, tone)
    with sheet.inside(body):
        for share in (-0.6, -0.2, 0.2, 0.6):
            sheet.over(rect(x - r, y + share * r - 3, x + r, y + share * r + 3), {"brick": 0.45})
        sheet.over(ellipse(x + r, y, r * 0.62, r * 1.1), {"brick": 0.28})
    for edge in (-1, 1):
        sheet.cut(
            rect(x - 0.34 * r, y + edge * r - 0.09 * r, x + 0.34 * r, y + edge * r + 0.09 * r),
            {"green": 1, "brick": 0.5},
        )
    sheet.cut(ribbon([(x, y + r), (x + 5, y + 1.25 * r), (x - 3, y + 1.5 * r)], 0.07 * r, 0.02 * r), {"brick": 0.8})
