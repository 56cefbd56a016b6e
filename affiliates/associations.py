"""Imports local associations: one verb for the command, the back office, the demonstration and the tests."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from affiliates.activity import record
from affiliates.association_files import COLUMNS, AssociationFile, Refusal, Row
from affiliates.geography.postal import states_of_zip
from affiliates.models import Activity, Affiliate, LocalAssociation

if TYPE_CHECKING:
    from users.models import User

# Called with the number of lines done.
Progress = Callable[[int], None]
Key = tuple[int, str, str]

PROGRESS_STEP = 1000
WRITTEN_AT_ONCE = 2000
MOST_ZIP_CODES = 500
# What a spreadsheet would run when somebody opens the list in it.
FORMULA = re.compile(r"[=+@\t\r-]")
# Marks that turn the direction of text round and make it look like another.
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
validate_website = URLValidator(schemes=["http", "https"])


@dataclass
class Report:
    """What an import did, or would do: numbers of associations, and every refused line with its reason."""

    dry_run: bool
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    # What was put right, such as zeros that a spreadsheet had dropped; the lines were taken.
    notes: list[Refusal] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def refused_lines(self) -> int:
        """How many lines were refused; a line can have several reasons."""
        return len({refusal.line for refusal in self.refused})

    @property
    def accepted(self) -> int:
        """How many lines were taken."""
        return self.created + self.updated + self.unchanged

    def as_csv(self) -> str:
        """Return every refusal and note as a CSV file that is safe to open in a spreadsheet."""
        output = io.StringIO()
        writer = csv.writer(output)
        writer.writerow([_("Line"), _("Column"), _("Taken"), _("Reason")])
        rows = [(row, _("No")) for row in self.refused] + [(row, _("Yes")) for row in self.notes]
        for row, taken in sorted(rows, key=lambda item: item[0].line):
            writer.writerow([row.line, _safe(row.column), taken, _safe(row.reason)])
        return output.getvalue()

    def as_data(self) -> dict[str, Any]:
        """Return the report for a JSON field."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Report:
        """Return the report that `as_data` gave."""
        lists = {name: [Refusal(**row) for row in data[name]] for name in ("refused", "notes")}
        return cls(**(data | lists))


class _LineError(Exception):
    """A cell cannot be taken."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


def import_associations(
    rows: AssociationFile | Iterable[Row | Refusal],
    *,
    dry_run: bool,
    progress: Progress | None = None,
    only: Collection[int] | None = None,
    user: User | None = None,
) -> Report:
    """Create the associations of the rows that are new, change those that differ, and say which lines are refused.

    An association is known by affiliate, name and city; columns that the file does not have stay as they are, and
    nothing is removed. `only` limits it to affiliates with these ids: others are answered as if there were none.
    Everything that is taken is written in one transaction: where the database fails, nothing of the run is in it, and
    its error is raised. A dry run writes nothing. At most ten queries and one for each 2,000 lines, and one for each
    affiliate whose log tells of it.
    """
    run = _Run(dry_run, only)
    run.report.notices += getattr(rows, "notices", ())
    columns = getattr(rows, "columns", COLUMNS)
    with transaction.atomic():
        run.look_up(lock=not dry_run)
        for number, row in enumerate(rows, start=1):
            run.take(row)
            if progress and number % PROGRESS_STEP == 0:
                progress(number)
        changed = run.compare(columns)
        if not dry_run:
            _write(changed, columns)
            run.log(user)
    return run.report


class _Run:
    """One import while it goes on."""

    def __init__(self, dry_run: bool, only: Collection[int] | None) -> None:
        self.report = Report(dry_run)
        self.only = only
        self.affiliates: dict[str, Affiliate] = {}
        self.wanted: dict[Key, tuple[int, LocalAssociation]] = {}
        self.touched: Counter[int] = Counter()

    def look_up(self, *, lock: bool) -> None:
        """Fetch the affiliates; two imports of the same affiliate wait for each other."""
        affiliates = Affiliate.objects.order_by("pk")
        if self.only is not None:
            affiliates = affiliates.filter(pk__in=self.only)
        if lock:
            affiliates = affiliates.select_for_update(no_key=True)
        self.affiliates = {affiliate.slug: affiliate for affiliate in affiliates}

    def take(self, row: Row | Refusal) -> None:
        """Check one line; what is wrong with it goes into the report."""
        if isinstance(row, Refusal):
            self.report.refused.append(row)
            return
        values: dict[str, Any] = {}
        problems = []
        for column in [name for name in COLUMNS if name in row.cells]:
            try:
                values[column] = self._value(row, column, values)
            except _LineError as error:
                problems.append(Refusal(row.line, error.column, error.reason))
        if not problems:
            problems += self._add(row.line, values)
        self.report.refused += problems

    def _value(self, row: Row, column: str, values: dict[str, Any]) -> Any:
        text = clean_cell(column, row.cells[column])
        if column == "affiliate":
            return self._affiliate(text)
        if column == "zip_codes":
            return self._zip_codes(row.line, text, values.get("affiliate"))
        if column == "website":
            return _website(text)
        return _text(column, text)

    def _affiliate(self, slug: str) -> Affiliate:
        if not slug:
            raise _LineError("affiliate", _("The affiliate is missing."))
        affiliate = self.affiliates.get(slug.lower())
        if affiliate is None:
            raise _LineError("affiliate", _("There is no affiliate “%(slug)s”.") % {"slug": slug[:50]})
        return affiliate

    def _zip_codes(self, line: int, text: str, affiliate: Affiliate | None) -> list[str]:
        codes = [token for token in re.split(r"[\s;,]+", text) if token]
        if len(codes) > MOST_ZIP_CODES:
            raise _LineError("zip_codes", _("More than %(count)d ZIP codes.") % {"count": MOST_ZIP_CODES})
        found = {self._zip_code(line, code, affiliate) for code in codes}
        return sorted(found)

    def _zip_code(self, line: int, token: str, affiliate: Affiliate | None) -> str:
        """Return five digits: of the longer form the first, and with the zeros that a spreadsheet has dropped."""
        code = re.sub(r"^(\d{5})-\d{4}$", r"\1", token) if token.isascii() else ""
        if re.fullmatch(r"\d{3,4}", code):
            whole = code.zfill(5)
            covered = set(affiliate.states) if affiliate else set()
            if covered & set(states_of_zip(whole) or ()):
                text = _("“%(code)s” was read as %(whole)s: spreadsheets drop leading zeros.")
                self.report.notes.append(Refusal(line, "zip_codes", text % {"code": code, "whole": whole}))
                return whole
            text = _("“%(code)s” has too few digits. If a spreadsheet dropped the leading zero, write %(whole)s.")
            raise _LineError("zip_codes", text % {"code": code, "whole": whole})
        if not re.fullmatch(r"\d{5}", code):
            raise _LineError("zip_codes", _("“%(code)s” is no ZIP code: write five digits.") % {"code": token[:20]})
        if states_of_zip(code) is None:
            raise _LineError("zip_codes", _("The Postal Service uses no ZIP code %(code)s.") % {"code": code})
        return code

    def _add(self, line: int, values: dict[str, Any]) -> Iterator[Refusal]:
        key = (values["affiliate"].pk, values["name"], values["city"])
        if key in self.wanted:
            first = self.wanted[key][0]
            yield Refusal(line, "name", _("The same association is on line %(line)d already.") % {"line": first})
            return
        self.wanted[key] = (line, LocalAssociation(**values))

    def compare(self, columns: Collection[str]) -> list[LocalAssociation]:
        """Count what is new, changed and the same, and return what has to be written."""
        owners = {key[0] for key in self.wanted}
        rows = LocalAssociation.objects.filter(affiliate_id__in=owners) if owners else LocalAssociation.objects.none()
        present = {(row.affiliate_id, row.name, row.city): row for row in rows}
        changed = []
        for key, (_line, wanted) in self.wanted.items():
            row = present.get(key)
            if row is not None and all(getattr(row, name) == getattr(wanted, name) for name in _details(columns)):
                self.report.unchanged += 1
                continue
            self.report.created += row is None
            self.report.updated += row is not None
            self.touched[key[0]] += 1
            changed.append(wanted)
        return changed

    def log(self, user: User | None) -> None:
        """Tell the log of each affiliate how many of its associations are new or changed."""
        for affiliate in self.affiliates.values():
            if count := self.touched[affiliate.pk]:
                record(affiliate, Activity.ASSOCIATIONS_IMPORTED, user=user, details={"count": count})


def clean_cell(column: str, text: str) -> str:
    """Return the text of a cell in one line. Raises _LineError for formulas and characters that nobody can see."""
    if FORMULA.match(text.strip(" ")) and column != "zip_codes":
        raise _LineError(column, _("The cell looks like a formula. Write plain text."))
    one_line = " ".join(unicodedata.normalize("NFC", text).split())
    if any(unicodedata.category(char) in {"Cc", "Cs"} or char in DIRECTION_MARKS for char in one_line):
        raise _LineError(column, _("The cell holds invisible control characters. Write it again."))
    return one_line


def _text(column: str, text: str) -> str:
    model_field: Any = LocalAssociation._meta.get_field(column)
    if not text and not model_field.blank:
        raise _LineError(column, _("The %(column)s is missing.") % {"column": model_field.verbose_name})
    if len(text) > model_field.max_length:
        message = _("The text has %(length)d characters; %(most)d are the most.")
        raise _LineError(column, message % {"length": len(text), "most": model_field.max_length})
    return text


def _website(text: str) -> str:
    try:
        if text:
            validate_website(text)
    except ValidationError:
        message = _("“%(url)s” is no web address. Write all of it, such as https://example.org.")
        raise _LineError("website", message % {"url": text[:60]}) from None
    return _text("website", text)


def _details(columns: Collection[str]) -> list[str]:
    """Return the columns of a file that are no part of what an association is known by."""
    return [name for name in ("region", "zip_codes", "website") if name in columns]


def _write(associations: list[LocalAssociation], columns: Collection[str]) -> None:
    key = ["affiliate", "name", "city"]
    details = _details(columns)
    options: dict[str, Any] = {"update_conflicts": True, "unique_fields": key, "update_fields": details}
    LocalAssociation.objects.bulk_create(associations, batch_size=WRITTEN_AT_ONCE, **(options if details else {}))


def _safe(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if FORMULA.match(text) else text
