"""Generates files of local associations as a membership department would export them, with lines that are wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

HEADER = ["affiliate", "name", "city", "region", "zip_codes", "website"]
Line = list[str]


def good_line(number: int) -> Line:
    """Return a line that can be taken, the same for the same number."""
    slug = ("illinois", "california", "indiana")[number % 3]
    city = f"Town {number // 3:05}"
    zips = f"{60000 + number % 600} {60000 + (number + 1) % 600}"
    return [
        slug,
        f"{city} Education Association",
        city,
        f"Region {number % 40}",
        zips,
        f"https://t{number}.example.org",
    ]


def changed(column: str, value: str) -> Callable[[Line], str]:
    """Return what writes a line with another value in one column."""

    def write(line: Line) -> str:
        cells = list(line)
        cells[HEADER.index(column)] = value
        return as_text(cells)

    return write


# What is wrong, the column that the report names, and how the line is written.
FAULTS: list[tuple[str, str, Callable[[Line], str]]] = [
    ("no affiliate", "affiliate", changed("affiliate", "")),
    ("unknown affiliate", "affiliate", changed("affiliate", "atlantis")),
    ("no name", "name", changed("name", "  ")),
    ("no city", "city", changed("city", "")),
    ("name too long", "name", changed("name", "x" * 151)),
    ("city too long", "city", changed("city", "x" * 101)),
    ("region too long", "region", changed("region", "x" * 101)),
    ("four digits", "zip_codes", changed("zip_codes", "6017")),
    ("six digits", "zip_codes", changed("zip_codes", "601730")),
    ("letters", "zip_codes", changed("zip_codes", "60173 6O174")),
    ("no such ZIP code", "zip_codes", changed("zip_codes", "00100")),
    ("a number with a fraction", "zip_codes", changed("zip_codes", "60173.0")),
    ("Arabic digits", "zip_codes", changed("zip_codes", "٦٠١٧٣")),
    ("no address", "website", changed("website", "www example org")),
    ("an address without scheme", "website", changed("website", "town.example.org")),
    ("a script for an address", "website", changed("website", "javascript:alert(1)")),
    ("an address too long", "website", changed("website", f"https://example.org/{'x' * 200}")),
    ("a formula", "name", changed("name", '=HYPERLINK("https://evil.example.org")')),
    ("a formula behind a space", "city", changed("city", " +1+1")),
    ("a command", "region", changed("region", "@SUM(A1)")),
    ("text turned round", "name", changed("name", "Town \u202eAE")),
    ("a bell", "city", changed("city", "Town\x07")),
    ("a NUL", "", lambda line: as_text(line).replace("Town", "To\x00wn", 1)),
    ("too many cells", "", lambda line: as_text([*line, "more"])),
    ("a quotation mark too many", "", lambda line: as_text(line).replace(",", ',"', 1)),
]


def as_text(cells: Line) -> str:
    """Return the cells as one line of CSV."""
    output = io.StringIO()
    csv.writer(output, lineterminator="").writerow(cells)
    return output.getvalue()


def file_with_faults(lines: int = 14_000, faults: int = 50) -> tuple[bytes, dict[int, str]]:
    """Return a file, and the column at fault of each faulty line by its number."""
    every = lines // faults
    wrong: dict[int, str] = {}
    texts = [",".join(HEADER)]
    for number in range(lines):
        line = good_line(number)
        index = number // every
        if number % every == every // 2 and index < faults:
            _, column, write = FAULTS[index % len(FAULTS)]
            wrong[len(texts) + 1] = column
            texts.append(write(line))
        else:
            texts.append(as_text(line))
    return "\r\n".join(texts).encode(), wrong


def cases() -> Iterator[tuple[str, str, str]]:
    """Yield the name of each fault, the column that is named, and a line with it."""
    for number, (name, column, write) in enumerate(FAULTS):
        yield name, column, write(good_line(number * 3))
