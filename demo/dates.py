"""Days that content files give relative to the day on which the demonstration is built, so that it stays current."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WRITTEN = re.compile(
    rf"(?P<weekday>{'|'.join(WEEKDAYS)}) "
    r"(?:in (?P<ahead>\d+) weeks?|(?P<back>\d+) weeks? ago)"
    r"(?:, (?P<clock>\d\d:\d\d))?"
)


def day(text: str, today: date | None = None) -> date:
    """Return the day that is written as "Saturday in 6 weeks" or "Tuesday 1 week ago"; weeks begin on Monday.

    Raises ValueError for anything else.
    """
    return _read(text, today)[0]


def moment(text: str, zone: str, today: date | None = None) -> datetime:
    """Return the moment in `zone` that is written as "Saturday in 6 weeks, 10:00"; without a time, its midnight.

    Raises ValueError for anything else.
    """
    found, clock = _read(text, today)
    return datetime.combine(found, clock, ZoneInfo(zone))


def _read(text: str, today: date | None) -> tuple[date, time]:
    match = WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” is no day such as “Saturday in 6 weeks, 10:00”")
    today = today or timezone.localdate()
    weeks = int(match["ahead"]) if match["ahead"] else -int(match["back"])
    monday = today - timedelta(days=today.weekday())
    found = monday + timedelta(weeks=weeks, days=WEEKDAYS.index(match["weekday"]))
    return found, time.fromisoformat(match["clock"] or "00:00")
