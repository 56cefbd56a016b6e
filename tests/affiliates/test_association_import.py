"""The import of local associations takes every line that can be taken, and says of each other what is wrong."""

from __future__ import annotations

import csv
import io
import time
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliates import associations
from affiliates.association_files import MOST_BYTES, MOST_LINES, Refusal, UnreadableFileError, read_file
from affiliates.associations import Report, import_associations
from affiliates.models import ActivityEntry, Affiliate, LocalAssociation
from tests.affiliates.association_lines import HEADER, as_text, cases, file_with_faults, good_line

pytestmark = pytest.mark.django_db
HEAD = ",".join(HEADER)
GOOD = as_text(["illinois", "Schaumburg EA", "Schaumburg", "Region 36", "60173", "https://sea.example.org"])
SECONDS = 30


@pytest.fixture(autouse=True)
def no_associations() -> None:
    LocalAssociation.objects.all().delete()
    Affiliate.objects.filter(slug="illinois").update(states=["IL"])


def imported(text: str | bytes, **options: Any) -> Report:
    content = text.encode() if isinstance(text, str) else text
    return import_associations(read_file(content), **({"dry_run": False} | options))


def names() -> set[str]:
    return set(LocalAssociation.objects.values_list("name", flat=True))


def test_fourteen_thousand_lines_with_fifty_faults_are_in_within_seconds():
    content, wrong = file_with_faults()
    dry = imported(content, dry_run=True)
    assert LocalAssociation.objects.count() == 0
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        report = imported(content)
    assert time.perf_counter() - started < SECONDS
    assert len(captured) <= 20
    assert {refusal.line: refusal.column for refusal in report.refused} == wrong
    assert (report.created, report.refused_lines) == (13_950, 50)
    assert LocalAssociation.objects.count() == 13_950
    assert (dry.created, dry.refused) == (report.created, report.refused)


def test_a_second_run_changes_nothing():
    content, _wrong = file_with_faults(600, 10)
    imported(content)
    before = list(LocalAssociation.objects.order_by("pk").values_list())
    report = imported(content)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 590)
    assert list(LocalAssociation.objects.order_by("pk").values_list()) == before


def test_the_number_of_queries_does_not_grow_with_the_lines():
    counts = []
    for lines in (30, 1200):
        content, _wrong = file_with_faults(lines, 3)
        with CaptureQueriesContext(connection) as captured:
            imported(content)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("fault", "column", "line"), list(cases()), ids=[name for name, *_ in cases()])
def test_one_bad_line_costs_no_other(fault: str, column: str, line: str):
    report = imported("\n".join([HEAD, as_text(good_line(300)), line, as_text(good_line(303))]))
    assert {(refusal.line, refusal.column) for refusal in report.refused} == {(3, column)}
    assert all(refusal.reason for refusal in report.refused)
    assert report.created == 2


def test_an_open_quotation_mark_costs_its_own_line_only():
    lines = [HEAD, '"illinois,Open EA,Open,,,', *(as_text(good_line(number)) for number in range(40))]
    report = imported("\n".join(lines))
    assert [refusal.line for refusal in report.refused] == [2]
    assert report.created == 40


def test_a_cell_may_hold_line_breaks_and_the_numbers_of_lines_stay_right():
    report = imported(f'{HEAD}\n"illinois","Twin\nTowns EA","Twin\r\nTowns",,,\nillinois,,Cairo,,,\n{GOOD}')
    assert [(refusal.line, refusal.column) for refusal in report.refused] == [(5, "name")]
    assert names() == {"Twin Towns EA", "Schaumburg EA"}


def test_the_same_association_twice_in_a_file_is_refused_with_the_first_line():
    report = imported("\n".join([HEAD, GOOD, as_text(good_line(0)), GOOD]))
    assert [refusal.line for refusal in report.refused] == [4]
    assert "2" in report.refused[0].reason


def test_a_changed_line_changes_the_association_and_keeps_its_row():
    imported(f"{HEAD}\n{GOOD}")
    row = LocalAssociation.objects.get()
    report = imported(f"{HEAD}\n{GOOD.replace('60173', '60193;60194')}")
    assert (report.created, report.updated) == (0, 1)
    row.refresh_from_db()
    assert row.zip_codes == ["60193", "60194"]


def test_columns_that_the_file_lacks_stay_as_they_are():
    imported(f"{HEAD}\n{GOOD}")
    report = imported("affiliate,name,city,region\nillinois,Schaumburg EA,Schaumburg,Region 40")
    row = LocalAssociation.objects.get()
    assert report.updated == 1
    assert (row.region, row.zip_codes, row.website) == ("Region 40", ["60173"], "https://sea.example.org")


def test_what_the_file_does_not_name_is_not_removed():
    imported(f"{HEAD}\n{GOOD}")
    imported(f"{HEAD}\n{as_text(good_line(0))}")
    assert len(names()) == 2


@pytest.mark.parametrize("codes", ["60173 60193", "60173;60193", "60193,60173,60173", " 60173 ; 60193-1234 ,"])
def test_zip_codes_may_be_separated_by_spaces_semicolons_or_commas(codes: str):
    imported(f"{HEAD}\n" + as_text(["illinois", "A", "B", "", codes, ""]))
    assert LocalAssociation.objects.get().zip_codes == ["60173", "60193"]


def test_a_zero_that_a_spreadsheet_dropped_is_restored_where_it_fits_the_affiliate_and_said():
    Affiliate.objects.filter(slug="illinois").update(states=["MA", "PR"])
    report = imported(f"{HEAD}\n" + as_text(["illinois", "A", "B", "", "2138 901", ""]))
    assert LocalAssociation.objects.get().zip_codes == ["00901", "02138"]
    assert [note.line for note in report.notes] == [2, 2]


def test_a_zero_is_not_guessed_for_another_state():
    report = imported(f"{HEAD}\n" + as_text(["illinois", "A", "B", "", "2138", ""]))
    assert "02138" in report.refused[0].reason


@pytest.mark.parametrize(
    ("encode", "is_noticed"),
    [
        (lambda text: text.encode(), False),
        (lambda text: text.encode("utf-8-sig"), False),
        (lambda text: text.encode("utf-16"), False),
        (lambda text: text.encode("utf-16-le"), False),
        (lambda text: b"\xfe\xff" + text.encode("utf-16-be"), False),
        (lambda text: text.encode("cp1252"), True),
        (lambda text: text.replace(",", "\t").encode("utf-16"), False),
        (lambda text: text.replace(",", ";").encode(), False),
        (lambda text: text.replace("\n", "\r").encode(), False),
        (lambda text: ("\n\n" + text + "\n\n,,,\n").encode(), False),
        (lambda text: text.replace("affiliate", "  AFFILIATE ").replace("zip_codes", "ZIP Codes").encode(), False),
    ],
)
def test_every_way_that_spreadsheets_write_is_read(encode: Any, is_noticed: bool):
    report = imported(encode(f"{HEAD}\nillinois,Cañon EA,Cañon,,60173,"))
    assert names() == {"Cañon EA"}
    assert bool(report.notices) is is_noticed


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b" \n \r\n",
        b"PK\x03\x04" + b"\x00" * 100,
        b"\xd0\xcf\x11\xe0" + b"\x00" * 100,
        b"\x81\x8d\x8f",
        b"\xff\xfe\x00",
        b"affiliate,name",
        b"affiliate,name,city,phone",
        b"affiliate,name,city,city",
        b"affiliate,name,,city",
        b'"affiliate,name,city',
        b"\x00" * 1000,
        b"%PDF-1.7 \x8d",
        b"x" * (MOST_BYTES + 1),
        (HEAD + "\n" * (MOST_LINES + 5)).encode(),
    ],
    ids=lambda content: repr(content[:24]),
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(content: bytes):
    with pytest.raises(UnreadableFileError) as refused:
        read_file(content)
    assert str(refused.value)


@pytest.mark.parametrize(
    ("header", "named"),
    [("affiliate,name", "city"), ("affiliate,name,city,phone", "phone"), ("affiliate,name,city,city", "city")],
)
def test_the_columns_at_fault_are_named(header: str, named: str):
    with pytest.raises(UnreadableFileError, match=named):
        read_file(header.encode())


def test_a_manager_imports_their_own_affiliate_only_and_learns_nothing_of_others():
    illinois = Affiliate.objects.get(slug="illinois")
    lines = [HEAD, GOOD, GOOD.replace("illinois", "indiana"), GOOD.replace("illinois", "nobody00")]
    report = imported("\n".join(lines), only={illinois.pk})
    assert report.created == 1
    reasons = {refusal.reason.replace("indiana", "…").replace("nobody00", "…") for refusal in report.refused}
    assert len(reasons) == 1


def test_a_failing_database_leaves_nothing_of_the_run():
    content, _wrong = file_with_faults(5000, 2)
    calls = []
    upsert = QuerySet._insert  # type: ignore[attr-defined]

    def fails_the_second_time(self: Any, *args: Any, **kwargs: Any) -> Any:
        calls.append(self.model)
        if calls.count(LocalAssociation) == 2:
            raise DatabaseError("the connection is gone")
        return upsert(self, *args, **kwargs)

    with patch.object(QuerySet, "_insert", fails_the_second_time), pytest.raises(DatabaseError):
        imported(content)
    assert LocalAssociation.objects.count() == 0
    assert imported(content).created == 4998


def test_the_affiliates_log_tells_of_it_once():
    ActivityEntry.objects.all().delete()
    imported("\n".join([HEAD, *(as_text(good_line(number)) for number in range(30))]))
    entries = Affiliate.objects.get(slug="illinois").activity.filter(action="associations.imported")
    assert [entry.details for entry in entries] == [{"count": 10}]


def test_the_report_is_safe_in_a_spreadsheet_and_complete():
    report = Report(dry_run=True, refused=[Refusal(3, "name", "=cmd()"), Refusal(2, "", "plain")])
    rows = list(csv.reader(io.StringIO(report.as_csv())))
    assert [row[0] for row in rows[1:]] == ["2", "3"]
    assert rows[2][3] == "'=cmd()"
    assert Report.from_data(report.as_data()) == report


def test_progress_is_told_while_it_runs():
    content, _wrong = file_with_faults(3000, 3)
    told: list[int] = []
    imported(content, dry_run=True, progress=told.append)
    assert told == [1000, 2000, 3000]


def test_reasons_are_in_the_language_of_the_person():
    with translation.override("es"):
        assert imported(f"{HEAD}\nillinois,,x,,,").refused


def test_the_command_writes_lists_and_reports(tmp_path, capsys):
    file = tmp_path / "locals.csv"
    file.write_bytes(file_with_faults(100, 5)[0])
    call_command("import_local_associations", file, "--dry-run")
    assert "95 would be created" in capsys.readouterr().out
    assert names() == set()
    call_command("import_local_associations", file, report=tmp_path / "refused.csv")
    assert "95 created, 0 updated, 0 unchanged, 5 lines refused" in capsys.readouterr().out
    assert len((tmp_path / "refused.csv").read_text(encoding="utf-8-sig").splitlines()) == 6


def test_the_command_says_why_a_file_cannot_be_read(tmp_path):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("import_local_associations", tmp_path / "nowhere.csv")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda text: f"{HEAD}\n{text}".encode("utf-8", "replace")))
def test_no_file_breaks_the_import(content: bytes):
    try:
        report = imported(content, dry_run=True)
    except UnreadableFileError:
        return
    assert report.created + report.refused_lines >= 0


def test_lines_are_refused_by_the_limit_of_their_length():
    long = as_text(["illinois", "A" * 30_000, "B", "", "", ""])
    assert imported("\n".join([HEAD, long, GOOD])).created == 1


def test_blank_and_short_lines_are_no_trouble():
    report = imported(f"{HEAD}\n\n,,,,,\nillinois,Short EA,Short\n")
    assert (report.created, report.refused) == (1, [])


def test_associations_module_names_its_limit_of_zip_codes():
    codes = " ".join(["60173"] * (associations.MOST_ZIP_CODES + 1))
    report = imported(f"{HEAD}\n" + as_text(["illinois", "A", "B", "", codes, ""]))
    assert [refusal.column for refusal in report.refused] == ["zip_codes"]
