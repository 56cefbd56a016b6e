"""Content files name days relative to the day on which the demonstration is built."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from demo import content, dates

# A Thursday.
TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Monday in 0 weeks", date(2026, 11, 23)),
        ("Sunday in 1 week", date(2026, 12, 6)),
        ("Saturday in 6 weeks", date(2027, 1, 9)),
        ("Tuesday 1 week ago", date(2026, 11, 17)),
    ],
)
def test_a_day_is_found_in_its_week(text, day):
    assert dates.day(text, TODAY) == day


def test_a_time_is_in_the_zone_of_the_event():
    expected = datetime(2026, 12, 5, 10, tzinfo=ZoneInfo("America/Chicago"))
    assert dates.moment("Saturday in 1 week, 10:00", "America/Chicago", TODAY) == expected


@pytest.mark.parametrize("text", ["", "in 3 weeks", "Someday in 3 weeks", "Saturday in 3 weeks 10:00", "2027-01-09"])
def test_it_refuses_what_is_no_day(text):
    with pytest.raises(ValueError, match="is no day such as"):
        dates.day(text, TODAY)


def test_every_list_of_events_has_something_to_come():
    events = [page for page in content.pages() if page.type == "home.EventPage"]
    lists = {page.path for page in content.pages() if page.type == "home.EventIndexPage"}
    assert {page.parent_path for page in events if " in " in page.fields["starts"]} == lists
