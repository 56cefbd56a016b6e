"""When an event takes place, in the words of the reader's language and on the clocks of its own place."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def day(moment: datetime) -> str:
    """Return the weekday and the date."""
    return _("%(weekday)s, %(date)s") % {
        "weekday": date_format(moment, "l"),
        "date": date_format(moment, "DATE_FORMAT"),
    }


def clock(moment: datetime) -> str:
    """Return the time of day, in one piece."""
    return date_format(moment, "TIME_FORMAT").replace(" ", "\N{NO-BREAK SPACE}")


def abbreviation(moment: datetime) -> str:
    """Return what the time zone of `moment` is called on that day, such as CST; UTC-3 where it has no name."""
    name = moment.strftime("%Z")
    return f"UTC{name}" if name[:1] in {"+", "-"} else name


def hours(starts: datetime, ends: datetime) -> str:
    """Return the times of an event of one day; both moments are in the time zone of the event."""
    return _("%(start)s – %(end)s %(zone)s") % {
        "start": clock(starts),
        "end": clock(ends),
        "zone": abbreviation(starts),
    }


def period(starts: datetime, ends: datetime, *, all_day: bool) -> str:
    """Return day and time of the whole event; both moments are in the time zone of the event."""
    if starts.date() == ends.date():
        values = {"day": day(starts), "hours": hours(starts, ends)}
        return values["day"] if all_day else _("%(day)s, %(hours)s") % values
    if all_day:
        return _("%(first)s – %(last)s") % {"first": day(starts), "last": day(ends)}
    return _("%(first)s, %(start)s – %(last)s, %(end)s %(zone)s") % {
        "first": day(starts),
        "start": clock(starts),
        "last": day(ends),
        "end": clock(ends),
        "zone": abbreviation(ends),
    }
