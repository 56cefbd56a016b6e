"""Shapes as lists of points, in the units of a drawing that is 1600 wide and 1000 high.

Angles are degrees, clockwise from the right, because y grows downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, ceil, cos, degrees, hypot, radians, sin

Point = tuple[float, float]
Shape = list[Point]


def rect(x0: float, y0: float, x1: float, y1: float) -> Shape:
    """Return the rectangle between two corners."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def ellipse(cx: float, cy: float, rx: float, ry: float | None = None) -> Shape:
    """Return an ellipse, or a circle if only one radius is given."""
    return arc(cx, cy, rx, rx if ry is None else ry, 0, 360)


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> Shape:
    """Return the points along an arc from `start` to `end` degrees."""
    steps = max(8, ceil(abs(end - start) / 360 * max(24, min(180, max(abs(rx), abs(ry)) / 1.6))))
    angles = (radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(cx + rx * cos(angle), cy + ry * sin(angle)) for angle in angles]


def wedge(cx: float, cy: float, inner: float, outer: float, start: float, end: float) -> Shape:
    """Return a sector of a ring (of a disc, if `inner` is 0)."""
    outside = arc(cx, cy, outer, outer, start, end)
    return outside + (arc(cx, cy, inner, inner, end, start) if inner else [(cx, cy)])


def star(cx: float, cy: float, outer: float, inner: float, count: int, turn: float = 0) -> Shape:
    """Return a star of `count` points."""
    return [
        (cx + r * cos(radians(turn + 180 * i / count)), cy + r * sin(radians(turn + 180 * i / count)))
        for i in range(2 * count)
        for r in [inner if i % 2 else outer]
    ]


def smooth(points: Sequence[Point], closed: bool = True, steps: int = 9) -> Shape:
    """Return a Catmull-Rom curve through the points."""
    count = len(points)
    result: Shape = []
    for i in range(count if closed else count - 1):
        if closed:
            p0, p1, p2, p3 = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            p0, p1, p2, p3 = (points[min(max(i + k, 0), count - 1)] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            a, b = -t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3
            c, d = t + 4 * t**2 - 3 * t**3, t**3 - t**2
            result.append(
                (
                    (a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0]) / 2,
                    (a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1]) / 2,
                )
            )
    if not closed:
        result.append(points[-1])
    return result


def limb(a: Point, b: Point, ra: float, rb: float | None = None) -> Shape:
    """Return a capsule from `a` to `b` with the radius `ra` at one end and `rb` at the other."""
    angle = degrees(atan2(b[1] - a[1], b[0] - a[0]))
    end = ra if rb is None else rb
    return arc(*a, ra, ra, angle + 90, angle + 270) + arc(*b, end, end, angle - 90, angle + 90)


def ribbon(points: Sequence[Point], start: float, end: float) -> Shape:
    """Return a band along a smooth line whose width goes from `start` to `end`."""
    line = smooth(points, closed=False, steps=12)
    left: Shape = []
    right: Shape = []
    for i, (x, y) in enumerate(line):
        before, after = line[max(i - 1, 0)], line[min(i + 1, len(line) - 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = hypot(dx, dy) or 1
        half = (start + (end - start) * i / (len(line) - 1)) / 2
        left.append((x - dy / length * half, y + dx / length * half))
        right.append((x + dy / length * half, y - dx / length * half))
    return left + right[::-1]


def place(
    shape: Sequence[Point],
    x: float,
    y: float,
    scale: float = 1,
    angle: float = 0,
    flip: bool = False,
) -> Shape:
    """Return a shape scaled, turned about its origin, perhaps mirrored, and moved to a point."""
    c, s = cos(radians(angle)) * scale, sin(radians(angle)) * scale
    side = -1 if flip else 1
    return [(x + c * px * side - s * py, y + s * px * side + c * py) for px, py in shape]


def polar(cx: float, cy: float, radius: float, angle: float) -> Point:
    """Return the point at a distance and an angle from a centre."""
    return cx + radius * cos(radians(angle)), cy + radius * sin(radians(angle))


def between(left: Sequence[Point], right: Sequence[Point]) -> Shape:
    """Return the band between two smooth lines that run the same way."""
    return smooth(left, closed=False, steps=12) + smooth(right, closed=False, steps=12)[::-1]
