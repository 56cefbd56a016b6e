"""`manage.py import_local_associations FILE.csv`: the local associations of a file, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from affiliates.association_files import COLUMNS, MOST_BYTES, UnreadableFileError, read_file
from affiliates.associations import Report, import_associations


class Command(BaseCommand):
    """Reads the file, imports what can be taken and lists what cannot."""

    help = f"Create and change local associations from a CSV file with the columns {', '.join(COLUMNS)}."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, whether to write, and where the refused lines go."""
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
        parser.add_argument("--report", type=Path, help="also write the refused lines to this CSV file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import. Raises CommandError for a file that cannot be read at all; refused lines are no error."""
        try:
            with options["file"].open("rb") as file:
                content = file.read(MOST_BYTES + 1)
            rows = read_file(content)
        except (OSError, UnreadableFileError) as error:
            raise CommandError(str(error)) from error
        report = import_associations(rows, dry_run=options["dry_run"], progress=self._progress)
        if options["report"]:
            options["report"].write_text(report.as_csv(), encoding="utf-8-sig")
        self._tell(report)

    def _progress(self, lines: int) -> None:
        self.stderr.write(f"{lines} lines")

    def _tell(self, report: Report) -> None:
        for notice in report.notices:
            self.stdout.write(self.style.WARNING(notice))
        for row in sorted([*report.refused, *report.notes], key=lambda row: row.line):
            column = f", {row.column}" if row.column else ""
            self.stdout.write(f"line {row.line}{column}: {row.reason}")
        tense = "would be " if report.dry_run else ""
        self.stdout.write(
            f"{report.created} {tense}created, {report.updated} {tense}updated, {report.unchanged} unchanged, "
            f"{report.refused_lines} lines refused"
        )
