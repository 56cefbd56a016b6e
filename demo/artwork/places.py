"""Buildings and furniture: schoolhouse, houses, windows, chairs, books and what lies on a desk."""

from __future__ import annotations

from demo.artwork.geometry import Shape, arc, ellipse, limb, place, rect, smooth, wedge
from demo.artwork.palette import GREEN, PAPER, SHADE, Tone
from demo.artwork.sheet import Sheet


def schoolhouse(sheet: Sheet, x: float, y: float, w: float, wall: Tone, roof: Tone, light: Tone) -> None:
    """Draw a schoolhouse `w` units wide with a bell tower; the middle of its foot is at a point."""

    def at(shape: Shape) -> Shape:
        return place(shape, x, y, w)

    sheet.cut(at(rect(-0.1, -0.98, 0.1, -0.6)), wall)
    sheet.cut(at([(-0.15, -0.94), (0, -1.16), (0.15, -0.94)]), roof)
    sheet.cut(at([*arc(0, -0.8, 0.05, 0.06, 180, 360), (0.05, -0.7), (-0.05, -0.7)]), light)
    sheet.cut(at([(-0.42, 0), (-0.42, -0.42), (0, -0.74), (0.42, -0.42), (0.42, 0)]), wall)
    sheet.over(at([(0, 0), (0, -0.74), (0.42, -0.42), (0.42, 0)]), {"green": 0.16})
    sheet.cut(at([(-0.5, -0.38), (0, -0.78), (0.5, -0.38), (0.45, -0.32), (0, -0.68), (-0.45, -0.32)]), roof)
    sheet.cut(at([*arc(0, -0.22, 0.085, 0.085, 180, 360), (0.085, 0), (-0.085, 0)]), roof)
    sheet.cut(at([(0.085, -0.22), (0.085, 0), (0.0, 0.04), (0.0, -0.24)]), light)
    for side in (-1, 1):
        pane = rect(side * 0.27 - 0.07, -0.3, side * 0.27 + 0.07, -0.12)
        sheet.cut(at(pane), light)
        sheet.cut(at(rect(side * 0.27 - 0.007, -0.3, side * 0.27 + 0.007, -0.12)), wall, 0)
        sheet.cut(at(rect(side * 0.27 - 0.07, -0.215, side * 0.27 + 0.07, -0.2)), wall, 0)


def house(sheet: Sheet, x: float, y: float, w: float, wall: Tone, roof: Tone, light: Tone) -> None:
    """Draw a small house `w` units wide that stands on a point."""
    sheet.cut(place(rect(-0.5, -0.7, 0.5, 0), x, y, w), wall)
    sheet.cut(place([(-0.62, -0.66), (0, -1.2), (0.62, -0.66)], x, y, w), roof)
    sheet.cut(place(rect(-0.32, -0.5, -0.06, -0.22), x, y, w), light)
    sheet.cut(place(rect(0.1, -0.42, 0.34, 0), x, y, w), roof)


def window_bars(
    sheet: Sheet, box: tuple[float, float, float, float], columns: int, rows: int, bar: float, tone: Tone
) -> None:
    """Draw the frame and bars of a window over what is seen through it."""
    x0, y0, x1, y1 = box
    for i in range(columns + 1):
        x = x0 + (x1 - x0) * i / columns
        half = bar if i in (0, columns) else bar / 2
        sheet.cut(rect(x - half, y0 - bar, x + half, y1 + bar), tone)
    for i in range(rows + 1):
        y = y0 + (y1 - y0) * i / rows
        half = bar if i in (0, rows) else bar / 2
        sheet.cut(rect(x0 - bar, y - half, x1 + bar, y + half), tone)


def chair(
    sheet: Sheet, x: float, y: float, h: float, tone: Tone, flip: bool = False, shadow: Tone | None = SHADE
) -> None:
    """Draw a school chair `h` units tall, seen from the front at an angle, its feet around a point."""

    def at(shape: Shape) -> Shape:
        return place(shape, x, y, h, 0, flip)

    if shadow is not None:
        sheet.over(at([(-0.28, 0), (0.3, -0.04), (1.15, 0.2), (0.55, 0.26)]), shadow)
    for dx, top, foot in ((-0.22, -0.46, 0), (0.2, -0.46, 0.02), (0.3, -0.52, -0.1), (-0.12, -0.52, -0.1)):
        sheet.cut(at(limb((dx * 0.92, top), (dx * 1.12, foot), 0.022, 0.016)), GREEN if tone != GREEN else PAPER, 0.4)
    for dx in (-0.2, 0.22):
        sheet.cut(at(limb((dx * 0.9, -0.5), (dx, -0.98), 0.024, 0.02)), tone, 0.4)
    sheet.cut(at(smooth([(-0.25, -1), (0.24, -1.02), (0.26, -0.78), (0, -0.74), (-0.24, -0.76)])), tone)
    seat = smooth([(-0.28, -0.44), (-0.14, -0.56), (0.3, -0.56), (0.28, -0.42), (0, -0.4)])
    sheet.cut(at(seat), tone)
    sheet.over(at(smooth([(-0.28, -0.44), (0.28, -0.43), (0.27, -0.38), (0, -0.36), (-0.26, -0.38)])), {"green": 0.5})


def book(sheet: Sheet, x: float, y: float, w: float, cover: Tone, page: Tone, line: Tone) -> None:
    """Draw an open book `w` units wide, lying towards the reader, its spine's foot at a point."""
    for side in (-1, 1):
        back = [
            (0, 0.03),
            (side * 0.26, -0.035),
            (side * 0.54, 0.05),
            (side * 0.47, -0.3),
            (side * 0.22, -0.36),
            (0, -0.3),
        ]
        leafs = [
            (0, 0),
            (side * 0.25, -0.07),
            (side * 0.5, 0.01),
            (side * 0.435, -0.3),
            (side * 0.21, -0.37),
            (0, -0.3),
        ]
        sheet.cut(place(back, x, y, w), cover)
        sheet.cut(place(leafs, x, y, w), page)
        if side > 0:
            sheet.over(place(leafs, x, y, w), {"sky" if cover != {"sky": 1} else "green": 0.2})
        for i in range(5):
            share = 0.12 + 0.17 * i
            a, b = (side * 0.05, -0.3 * share - 0.02), (side * 0.44, -0.3 * share - 0.03)
            middle = (side * 0.23, -0.3 * share - 0.075)
            stroke = smooth([a, middle, b], closed=False)
            band = [*stroke, *[(px, py - 0.008) for px, py in reversed(stroke)]]
            sheet.cut(place(band, x, y, w), line, 0)


def pencil(sheet: Sheet, x: float, y: float, length: float, turn: float, tone: Tone) -> None:
    """Draw a pencil whose tip is at a point and that extends towards `turn` degrees."""

    def at(shape: Shape) -> Shape:
        return place(shape, x, y, length, turn)

    sheet.cut(at([(0, 0), (0.16, -0.05), (0.16, 0.05)]), {"marigold": 0.35, "brick": 0.12})
    sheet.cut(at([(0, 0), (0.05, -0.016), (0.05, 0.016)]), GREEN)
    sheet.cut(at(rect(0.16, -0.05, 0.88, 0.05)), tone)
    sheet.over(at(rect(0.16, 0.012, 0.88, 0.05)), SHADE)
    sheet.cut(at(rect(0.88, -0.052, 0.93, 0.052)), {"green": 0.3})
    sheet.cut(
        at(smooth([(0.93, -0.05), (0.99, -0.05), (0.99, 0.05), (0.93, 0.05)])),
        {"pink": 1} if tone != {"pink": 1} else {"brick": 0.6},
    )


def cup(sheet: Sheet, x: float, y: float, s: float, tone: Tone) -> None:
    """Draw a cup `s` units wide that stands on a point."""
    sheet.cut(wedge(x + 0.5 * s, y - 0.48 * s, 0.16 * s, 0.28 * s, -100, 100), tone)
    sheet.cut(place([(-0.5, -0.95), (0.5, -0.95), (0.4, 0), (-0.4, 0)], x, y, s), tone)
    sheet.over(place([(0.15, -0.95), (0.5, -0.95), (0.4, 0), (0.15, 0)], x, y, s), SHADE)


def sheet_of_paper(sheet: Sheet, x: float, y: float, w: float, turn: float, line: Tone, page: Tone = PAPER) -> None:
    """Draw a written sheet of paper `w` units wide, its middle at a point."""
    sheet.over(place(rect(-0.5, -0.65, 0.5, 0.65), x + 0.05 * w, y + 0.06 * w, w, turn), SHADE)
    sheet.cut(place(rect(-0.5, -0.65, 0.5, 0.65), x, y, w, turn), page)
    for i, length in enumerate((0.6, 0.75, 0.7, 0.45)):
        sheet.cut(place(rect(-0.38, -0.4 + 0.22 * i, -0.38 + length, -0.34 + 0.22 * i), x, y, w, turn), line, 0)


def apple(sheet: Sheet, x: float, y: float, r: float, tone: Tone, leaf_tone: Tone) -> None:
    """Draw an apple around a point."""
    body = smooth(
        place(
            [(0, -0.75), (0.5, -0.95), (0.98, -0.4), (0.75, 0.65), (0.25, 0.98), (0, 0.85)]
            + [(-0.25, 0.98), (-0.75, 0.65), (-0.98, -0.4), (-0.5, -0.95)],
            x,
            y,
            r,
        )
    )
    sheet.cut(body, tone)
    with sheet.inside(body):
        sheet.over(ellipse(x + 0.75 * r, y + 0.2 * r, 0.7 * r, 1.1 * r), SHADE)
    sheet.cut(place(limb((0, -0.7), (0.12, -1.25), 0.07, 0.05), x, y, r), GREEN, 0.3)
    sheet.cut(place(smooth([(0.1, -1.0), (0.4, -1.35), (0.85, -1.3), (0.5, -1.0)]), x, y, r), leaf_tone, 0.3)
