"""Reads a file of local associations, however a spreadsheet wrote it: one bad line costs no other line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

REQUIRED = ("affiliate", "name", "city")
COLUMNS = (*REQUIRED, "region", "zip_codes", "website")
MOST_BYTES = 10 * 1024 * 1024
MOST_LINES = 50_000
# A cell may hold line breaks; more of them than this are a quotation mark that nobody closed.
MOST_LINES_OF_A_ROW = 10
LONGEST_LINE = 20_000
ENCODINGS_BY_MARK = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What workbooks begin with: the newer kind is a ZIP archive, the older one a compound file.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class UnreadableFileError(ValueError):
    """No line of the file can be read; the message tells the person what to do."""


@dataclass(frozen=True)
class Refusal:
    """Why a line was refused: its number in the file, the column where one is at fault, and the reason."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True)
class Row:
    """One line of a file: its number, and its cells by column; columns that the file does not have are missing."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class AssociationFile:
    """A file whose header was understood; `notices` say what to check by eye."""

    columns: tuple[str, ...]
    lines: list[str]
    delimiter: str
    header_lines: int
    notices: tuple[str, ...]

    def __iter__(self) -> Iterator[Row | Refusal]:
        """Yield each line that is not empty, as cells or as a refusal."""
        index = self.header_lines
        while index < len(self.lines):
            number, length = index + 1, 1
            if self.lines[index].strip(f"{self.delimiter} \t"):
                cells, length, reason = self._read(index)
                yield self._row(number, cells) if cells is not None else Refusal(number, "", reason)
            index += length

    def _read(self, index: int) -> tuple[list[str] | None, int, str]:
        """Return the cells of the row that begins at `index` and how many lines it has, or why it has none."""
        first = self.lines[index]
        if "\x00" in first:
            return None, 1, _("The line holds a NUL character; save the file as CSV UTF-8.")
        if len(first) > LONGEST_LINE:
            return None, 1, _("The line is longer than %(count)d characters.") % {"count": LONGEST_LINE}
        for length in range(1, MOST_LINES_OF_A_ROW + 1):
            text = "\n".join(self.lines[index : index + length])
            try:
                rows = list(csv.reader([text], delimiter=self.delimiter, strict=True))
            except csv.Error as error:
                if "unexpected end" not in str(error) or index + length >= len(self.lines):
                    break
                continue
            if length == 1 or len(rows[0]) == len(self.columns):
                return rows[0], length, ""
            break
        return None, 1, _("A quotation mark is missing or stands where none belongs.")

    def _row(self, number: int, cells: list[str]) -> Row | Refusal:
        extra = [cell for cell in cells[len(self.columns) :] if cell.strip()]
        if extra:
            reason = _("The line has %(count)d cells, and the first line names %(columns)d columns.")
            return Refusal(number, "", reason % {"count": len(cells), "columns": len(self.columns)})
        return Row(number, dict(zip(self.columns, [*cells, *[""] * len(self.columns)], strict=False)))


def read_file(content: bytes) -> AssociationFile:
    """Return the file with its columns understood.

    UTF-8 and UTF-16 are read, and Windows-1252 with a notice; commas, semicolons or tabs separate.
    Raises UnreadableFileError for an empty or too large file, a workbook, an unknown encoding, and for columns that are
    missing, unknown or there twice.
    """
    if len(content) > MOST_BYTES:
        size = MOST_BYTES // 1024 // 1024
        raise UnreadableFileError(_("The file is larger than %(size)d MB. Import it in parts.") % {"size": size})
    text, notices = _decode(content)
    lines = re.split(r"\r\n|\n|\r", text)
    if len(lines) > MOST_LINES + 2:
        raise UnreadableFileError(
            _("The file has more than %(count)d lines. Import it in parts.") % {"count": MOST_LINES}
        )
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise UnreadableFileError(_("The file is empty."))
    delimiter = max(",;\t", key=lines[first].count)
    return AssociationFile(_columns(lines[first], delimiter), lines, delimiter, first + 1, tuple(notices))


def _decode(content: bytes) -> tuple[str, list[str]]:
    if content.startswith(WORKBOOKS):
        raise UnreadableFileError(
            _("This is a workbook. In the spreadsheet, save it as “CSV UTF-8” and choose that file.")
        )
    wrong = UnreadableFileError(_("The file’s encoding is unknown. In the spreadsheet, save it as “CSV UTF-8”."))
    encoding = next((name for mark, name in ENCODINGS_BY_MARK if content.startswith(mark)), "utf-8")
    if encoding == "utf-8" and content[1:200:2].count(0) > len(content[:200]) // 4:
        encoding = "utf-16-le"
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise wrong from None
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise wrong from None
    return text, [
        _("The file is not UTF-8 and was read as Windows-1252. Look at names with accents before you confirm.")
    ]


def _columns(header: str, delimiter: str) -> tuple[str, ...]:
    """Return the columns that the first line names. Raises UnreadableFileError."""
    try:
        cells = next(csv.reader([header], delimiter=delimiter, strict=True))
    except csv.Error:
        raise UnreadableFileError(_("The first line must name the columns; its quotation marks are wrong.")) from None
    while cells and not cells[-1].strip():
        cells.pop()
    names = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in cells]
    unknown = [cell.strip()[:40] or "?" for cell, name in zip(cells, names, strict=True) if name not in COLUMNS]
    twice = sorted({name for name in names if names.count(name) > 1 and name in COLUMNS})
    missing = [name for name in REQUIRED if name not in names]
    problems = [
        (missing, _("Missing columns: %(names)s.")),
        (unknown, _("Unknown columns: %(names)s.")),
        (twice, _("Columns that are there twice: %(names)s.")),
    ]
    told = [text % {"names": ", ".join(found[:10])} for found, text in problems if found]
    if told:
        known = _("The first line names the columns: %(names)s.") % {"names": ", ".join(COLUMNS)}
        raise UnreadableFileError(" ".join([*told, known]))
    return tuple(names)
