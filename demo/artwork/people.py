"""People and hands, cut from paper: faces without features, each person different from the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from demo.artwork.geometry import Point, Shape, arc, ellipse, limb, place, polar, ribbon, smooth, wedge
from demo.artwork.palette import GREEN, HAIR, SHADE, SKINS, Scheme, Tone
from demo.artwork.sheet import Sheet

Placing = Callable[[Shape], Shape]
Item = TypeVar("Item")
HAIRSTYLES = ("afro", "bob", "bun", "short", "locs", "scarf", "long", "bald", "curls", "braids")


@dataclass(frozen=True)
class Person:
    """How one person looks: tones of skin, hair and clothes, a hairstyle, a pattern of the clothes."""

    skin: Tone
    hair: Tone
    style: str
    top: Tone
    bottom: Tone
    trim: Tone
    pattern: str


def cast(rng: Random, scheme: Scheme, count: int, avoid: tuple[Tone, ...] = ()) -> list[Person]:
    """Return people of different looks whose clothes stand out from the ground and from `avoid`."""
    clothes = [tone for tone in scheme.clothes if tone not in (scheme.ground, scheme.field, *avoid)]
    skins, styles, tops = (_shuffled(rng, pool, count) for pool in (list(SKINS), list(HAIRSTYLES), clothes))
    people = []
    for skin, style, top in zip(skins, styles, tops, strict=True):
        dark = "green" in skin and skin["green"] > 0.3
        hair = rng.choice([tone for tone in (HAIR[:2] if dark else HAIR) if tone != scheme.ground])
        if style == "scarf":
            hair = rng.choice([tone for tone in clothes if tone not in (top, scheme.pale)] or [GREEN])
        others = [tone for tone in scheme.clothes if tone != top]
        bottom = rng.choice([tone for tone in (scheme.deep, *others) if tone not in (top, scheme.ground, *avoid)])
        pattern = rng.choice(("plain", "plain", "stripes", "collar", "dots"))
        people.append(Person(skin, hair, style, top, bottom, rng.choice(others), pattern))
    return people


def _shuffled(rng: Random, pool: list[Item], count: int) -> list[Item]:
    result: list[Item] = []
    while len(result) < count:
        fresh = rng.sample(pool, len(pool))
        if result and fresh[0] == result[-1]:
            fresh.reverse()
        result += fresh
    return result[:count]


HEAD: Shape = smooth(
    [(0, -2.2), (0.55, -2.0), (0.74, -1.45), (0.66, -0.8), (0.3, -0.34), (0, -0.27)]
    + [(-0.3, -0.34), (-0.66, -0.8), (-0.74, -1.45), (-0.55, -2.0)]
)
PROFILE: Shape = [(0.0, -2.3), (0.06, -1.75), (-0.02, -1.5), (0.2, -1.08), (0.04, -0.98), (0.13, -0.84)]
PROFILE += [(0.04, -0.76), (0.1, -0.66), (-0.01, -0.55), (0.08, -0.2), (1.2, -0.2), (1.2, -2.3)]
CAP: Shape = smooth(
    [(-0.77, -1.2), (-0.84, -1.8), (-0.45, -2.36), (0.1, -2.44), (0.62, -2.2), (0.84, -1.7), (0.76, -1.2)]
    + [(0.62, -1.58), (0.2, -1.84), (-0.35, -1.76), (-0.63, -1.5)]
)
FRINGE: Shape = smooth(
    [(-0.8, -1.0), (-0.86, -1.8), (-0.4, -2.4), (0.2, -2.42), (0.72, -2.1), (0.86, -1.5), (0.78, -1.0)]
    + [(0.6, -1.5), (0.05, -1.62), (-0.45, -2.0), (-0.6, -1.5)]
)
BOB: Shape = smooth(
    [(-0.9, -0.35), (-1.06, -1.2), (-0.86, -2.05), (-0.2, -2.5), (0.5, -2.4), (0.96, -1.9), (1.06, -1.1)]
    + [(0.92, -0.35), (0.4, -0.5), (-0.4, -0.5)]
)
LONG: Shape = smooth(
    [(-1.15, 0.8), (-1.05, -1.2), (-0.84, -2.05), (-0.2, -2.5), (0.5, -2.4), (0.96, -1.9), (1.05, -1.1)]
    + [(1.2, 0.7), (0.6, 0.95), (-0.6, 0.95)]
)
VEIL: Shape = smooth(
    [(-1.5, 0.75), (-1.1, -0.2), (-1.06, -1.3), (-0.7, -2.2), (0, -2.55), (0.7, -2.2), (1.06, -1.3)]
    + [(1.1, -0.2), (1.5, 0.75), (0.5, 1.0), (-0.5, 1.0)]
)
VEIL_BROW: Shape = smooth(
    [(-0.8, -1.2), (-0.5, -1.86), (0, -2.04), (0.5, -1.86), (0.8, -1.2), (1.02, -1.5), (0.68, -2.28)]
    + [(0, -2.56), (-0.68, -2.28), (-1.02, -1.5)]
)
VEIL_DRAPE: Shape = smooth(
    [(-1.04, -1.3), (-0.66, -0.85), (-0.3, -0.42), (0, -0.34), (0.3, -0.42), (0.66, -0.85), (1.04, -1.3)]
    + [(1.2, -0.1), (1.5, 0.75), (0.5, 1.05), (-0.5, 1.05), (-1.5, 0.75), (-1.2, -0.1)]
)
BEARD: Shape = smooth(
    [(-0.77, -1.3), (-0.68, -0.9), (-0.46, -0.6), (-0.3, -0.72), (-0.14, -0.86), (0, -0.83), (0.14, -0.86)]
    + [(0.3, -0.72), (0.46, -0.6), (0.68, -0.9), (0.77, -1.3), (0.74, -0.7), (0.38, -0.16), (0, -0.07)]
    + [(-0.38, -0.16), (-0.74, -0.7)]
)
NEAR_SHADE: Tone = {"green": 0.15}
FAIR_SHADE: Tone = {"brick": 0.3, "green": 0.07}


def _face_shade(person: Person) -> Tone:
    return SHADE if person.skin.get("green", 0) > 0.3 else FAIR_SHADE


def head(sheet: Sheet, person: Person, x: float, y: float, s: float, flip: bool = False) -> None:
    """Draw a head whose neck ends at a point; `s` units are about half its height."""

    def at(shape: Shape) -> Shape:
        return place(shape, x, y, s, 0, flip)

    _hair_behind(sheet, person, at)
    sheet.cut(at(limb((0, -0.7), (0, 0.1), 0.34, 0.4)), person.skin)
    sheet.over(at(smooth([(-0.34, -0.45), (0, -0.3), (0.36, -0.5), (0.38, -0.12), (0, 0.05)])), _face_shade(person))
    if person.style != "scarf":
        for side in (-1, 1):
            sheet.cut(at(ellipse(side * 0.74, -1.2, 0.14, 0.22)), person.skin)
    sheet.cut(at(HEAD), person.skin)
    with sheet.inside(at(HEAD)):
        sheet.over(at(PROFILE), _face_shade(person))
    _hair_before(sheet, person, at)


def _hair_behind(sheet: Sheet, person: Person, at: Placing) -> None:
    if person.style == "afro":
        sheet.cut(at(ellipse(0, -1.72, 1.22, 1.14)), person.hair)
    elif person.style == "bob":
        sheet.cut(at(BOB), person.hair)
    elif person.style == "scarf":
        sheet.cut(at(VEIL), person.hair)
    elif person.style == "long":
        sheet.cut(at(LONG), person.hair)
    elif person.style in ("locs", "braids"):
        length = 0.15 if person.style == "locs" else 0.7
        for step in range(-4, 5):
            tip = (step * 0.29, length - 0.05 * abs(step) + 0.12 * (step % 2))
            sheet.cut(at(limb((step * 0.2, -1.9), tip, 0.2, 0.15)), person.hair)


def _hair_before(sheet: Sheet, person: Person, at: Placing) -> None:
    style = person.style
    if style in ("short", "afro", "locs"):
        sheet.cut(at(CAP), person.hair)
    elif style in ("bob", "long", "braids"):
        sheet.cut(at(FRINGE), person.hair)
    elif style == "bun":
        sheet.cut(at(ellipse(0.12, -2.62, 0.42)), person.hair)
        sheet.cut(at(CAP), person.hair)
    elif style == "curls":
        for angle in range(165, 385, 24):
            sheet.cut(at(ellipse(*polar(0, -1.5, 0.82, angle), 0.31)), person.hair)
        sheet.cut(at(CAP), person.hair)
    elif style == "bald":
        sheet.cut(at(BEARD), person.hair)
        sheet.cut(at(ellipse(0, -0.61, 0.19, 0.055)), person.skin)
        sheet.over(at(ellipse(0, -0.61, 0.19, 0.055)), {"brick": 0.4})
    elif style == "scarf":
        sheet.cut(at(VEIL_BROW), person.hair)
        sheet.cut(at(VEIL_DRAPE), person.hair)
        sheet.over(at(smooth([(0.0, -0.24), (0.6, -0.5), (1.35, 0.7), (0.6, 0.9)])), SHADE)


def bust(sheet: Sheet, person: Person, x: float, y: float, s: float, depth: float = 4, flip: bool = False) -> None:
    """Draw a person from the chest up, the neck ending at a point, the body `depth` * `s` deep."""
    body = smooth(
        [(0, -0.1), (-0.5, -0.02), (-1.3, 0.3), (-1.72, 0.9), (-1.85, 1.9), (-1.9, depth), (0, depth + 0.1)]
        + [(1.9, depth), (1.85, 1.9), (1.72, 0.9), (1.3, 0.3), (0.5, -0.02)]
    )
    shape = place(body, x, y, s, 0, flip)
    if person.style in ("long", "braids", "locs", "bob"):
        _hair_behind(sheet, person, lambda hair: place(hair, x, y, s, 0, flip))
    clothe(sheet, person, shape, s)
    for side in (-1, 1):
        crease = ribbon([(side * 1.15, depth), (side * 1.12, 1.9), (side * 1.22, 1.25)], 0.16, 0.04)
        sheet.over(place(crease, x, y, s, 0, flip), SHADE)
    if person.pattern == "collar":
        for side in (-1, 1):
            flap = [(0, 0.3), (side * 0.36, -0.24), (side * 0.6, -0.1), (side * 0.74, 0.36), (side * 0.36, 0.56)]
            sheet.cut(place(flap, x, y, s, 0, flip), person.trim)
    else:
        sheet.cut(place(arc(0, -0.04, 0.4, 0.36, 0, 180), x, y, s), person.skin)
    head(sheet, person, x, y, s, flip)


def clothe(sheet: Sheet, person: Person, shape: Shape, s: float) -> None:
    """Lay down a garment and its pattern; `s` is the size of the wearer's head."""
    sheet.cut(shape, person.top)
    if person.pattern == "stripes":
        sheet.stripes(shape, person.trim, 0.62 * s, 0.4)
    elif person.pattern == "dots":
        sheet.dots(shape, person.trim, 0.62 * s, 0.13 * s)


def figure(sheet: Sheet, person: Person, x: float, y: float, h: float, pose: str = "stand", flip: bool = False) -> None:
    """Draw a whole person `h` units tall whose feet are at a point; pose: stand, walk, wave, hold."""

    def at(shape: Shape) -> Shape:
        return place(shape, x, y, h, 0, flip)

    stride = 0.12 if pose == "walk" else 0.045
    for side, shade in ((-1, True), (1, False)):
        leg = limb((side * 0.045, -0.46), (side * stride, -0.03), 0.062, 0.034)
        foot = limb((side * stride, -0.018), (side * stride + 0.055, -0.012), 0.022, 0.018)
        sheet.cut(at(leg), person.bottom)
        if shade:
            sheet.over(at(leg), SHADE)
        sheet.cut(at(foot), GREEN if person.bottom != GREEN else person.trim)
    _arm(sheet, person, at, ARMS[pose][0], behind=True)
    body = smooth(
        [(0, -0.835), (0.1, -0.82), (0.135, -0.76), (0.125, -0.6), (0.15, -0.4), (0, -0.385)]
        + [(-0.15, -0.4), (-0.125, -0.6), (-0.135, -0.76), (-0.1, -0.82)]
    )
    clothe(sheet, person, at(body), 0.075 * h)
    _arm(sheet, person, at, ARMS[pose][1], behind=False)
    head(sheet, person, x, y - 0.825 * h, 0.073 * h, flip)


# Elbow and hand of the far arm, then of the near arm.
ARMS: dict[str, tuple[tuple[Point, Point], tuple[Point, Point]]] = {
    "stand": (((0.165, -0.6), (0.15, -0.44)), ((-0.165, -0.6), (-0.15, -0.44))),
    "walk": (((0.18, -0.62), (0.22, -0.48)), ((-0.17, -0.6), (-0.2, -0.45))),
    "wave": (((0.23, -0.86), (0.27, -1.06)), ((-0.165, -0.6), (-0.15, -0.44))),
    "hold": (((0.19, -0.62), (0.27, -0.72)), ((-0.14, -0.58), (0.02, -0.56))),
}


def _arm(sheet: Sheet, person: Person, at: Placing, bend: tuple[Point, Point], behind: bool) -> None:
    elbow, hand_ = bend
    shoulder = (0.1 if elbow[0] > 0 else -0.1, -0.775)
    sheet.cut(at(ellipse(*hand_, 0.032)), person.skin)
    for part in (limb(shoulder, elbow, 0.042, 0.038), limb(elbow, hand_, 0.038, 0.03)):
        sheet.cut(at(part), person.top)
        sheet.over(at(part), SHADE if behind else NEAR_SHADE)
    sheet.cut(at(limb(hand_, (hand_[0] * 1.03, hand_[1] + (0.02 if hand_[1] > -0.8 else -0.03)), 0.03)), person.skin)


def hand(
    sheet: Sheet,
    skin: Tone,
    sleeve: Tone,
    palm: Point,
    s: float,
    turn: float = 0,
    spread: float = 1,
    flip: bool = False,
) -> None:
    """Draw a raised open hand with its palm at a point, and the arm below; `s` is the palm's width."""
    reach = 12

    def at(shape: Shape) -> Shape:
        return place(shape, *palm, s, turn, flip)

    sheet.cut(at([(-0.36, 0.4), (0.36, 0.4), (0.42, 2.6), (-0.42, 2.6)]), skin)
    fingers = ((-0.38, 0.8, -13), (-0.13, 1.02, -4), (0.13, 0.96, 5), (0.38, 0.72, 15))
    for base, length, fan in fingers:
        tip = polar(base, -0.25, length, -90 + fan * spread)
        sheet.cut(at(limb((base, -0.2), tip, 0.138, 0.112)), skin)
    sheet.cut(at(limb((-0.3, 0.3), (-0.8 - 0.16 * spread, -0.28), 0.22, 0.125)), skin)
    outline = smooth([(-0.5, 0.3), (-0.52, -0.28), (0, -0.36), (0.52, -0.28), (0.5, 0.3), (0.36, 0.75), (-0.36, 0.75)])
    sheet.cut(at(outline), skin)
    sheet.over(at(smooth([(-0.5, 0.1), (-0.2, 0.0), (-0.1, 0.4), (-0.28, 0.75), (-0.4, 0.6)])), {"brick": 0.2})
    sheet.cut(at([(-0.55, 1.35), (0.55, 1.25), (0.85, reach), (-0.85, reach)]), sleeve)
    sheet.over(at([(0.2, 1.3), (0.55, 1.25), (0.85, reach), (0.4, reach)]), SHADE)


def from_above(sheet: Sheet, person: Person, x: float, y: float, s: float, turn: float) -> None:
    """Draw a seated person seen from above who looks towards `turn` degrees; `s` is the head's radius."""

    def at(shape: Shape) -> Shape:
        return place(shape, x, y, s, turn)

    sheet.over(place(ellipse(0, 0, 1.9, 2.7), x + 0.7 * s, y + 0.9 * s, s, turn), SHADE)
    sheet.cut(at(wedge(0.3, 0, 1.75, 2.2, 128, 232)), person.trim)
    for side in (-1, 1):
        sheet.cut(at(limb((0.3, side * 0.75), (3.0, side * 0.85), 0.62, 0.5)), person.bottom)
        sheet.cut(at(limb((3.3, side * 0.85), (3.85, side * 0.95), 0.42, 0.34)), GREEN)
    body = ellipse(-0.1, 0, 1.05, 2.15)
    clothe(sheet, person, at(body), s)
    for side in (-1, 1):
        sheet.cut(at(limb((0.1, side * 1.75), (1.6, side * 1.5), 0.46, 0.36)), person.top)
        sheet.cut(at(ellipse(2.0, side * 1.2, 0.4, 0.34)), person.skin)
        sheet.over(at(limb((0.5, side * 1.45), (1.5, side * 1.2), 0.16, 0.1)), SHADE)
    radius = 1.35 if person.style == "afro" else 1.05
    sheet.cut(at(ellipse(0.45, 0, 0.95, 0.72)), person.skin)
    sheet.cut(at(ellipse(1.32, 0, 0.2, 0.16)), person.skin)
    sheet.cut(at(ellipse(0.1, 0, radius, radius)), person.hair if person.style != "bald" else person.skin)
    if person.style == "bun":
        sheet.cut(at(ellipse(-0.7, 0, 0.55)), person.hair)
        sheet.over(at(ellipse(-0.7, 0, 0.55)), SHADE)
    sheet.over(at(wedge(0.1, 0, 0, radius, 20, 140)), SHADE)


def from_behind(sheet: Sheet, person: Person, x: float, y: float, s: float) -> None:
    """Draw the head and shoulders of a person who looks away, the neck ending at a point."""

    def at(shape: Shape) -> Shape:
        return place(shape, x, y, s)

    body = [
        (0, -0.2),
        (-0.5, -0.1),
        (-1.3, 0.3),
        (-1.75, 1.0),
        (-1.85, 6),
        (1.85, 6),
        (1.75, 1.0),
        (1.3, 0.3),
        (0.5, -0.1),
    ]
    clothe(sheet, person, at(smooth(body)), s)
    sheet.cut(at(limb((0, -0.7), (0, 0.1), 0.36, 0.42)), person.skin)
    for side in (-1, 1):
        sheet.cut(at(ellipse(side * 0.76, -1.15, 0.15, 0.22)), person.skin)
    if person.style == "bald":
        sheet.cut(at(HEAD), person.skin)
    else:
        sheet.cut(at(place(HEAD, 0, -0.14, 1.06)), person.hair)
    _hair_behind(sheet, person, at)
    if person.style in ("bun", "curls"):
        _hair_before(sheet, person, at)
    shade = [(0.05, -2.9), (0.25, -1.5), (0.15, -0.6), (0.5, 0.4), (1.5, -0.2), (1.5, -2.2)]
    outlines = {"long": LONG, "bob": BOB, "afro": ellipse(0, -1.72, 1.22, 1.14), "scarf": VEIL}
    with sheet.inside(at(outlines.get(person.style, HEAD))):
        sheet.over(at(smooth(shade)), NEAR_SHADE)
