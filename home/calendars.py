"""An event as an iCalendar file (RFC 5545), which phones and desktops add to their calendars."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from home.models import EventPage
from home.models.events import ONLINE

PRODUCER = "-//Just Schools//Events//EN"


def calendar_file(event: EventPage, address: str) -> bytes:
    """Return the calendar with `event` alone; `address` is the whole address of its page.

    Times are in UTC, so that no program needs to know the zone. The identifier is the same in every language and for
    ever: who adds the event again has it once, and one that was cancelled is struck out.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_entry(event, address))
    return bytes(calendar.to_ical())


def _entry(event: EventPage, address: str) -> Event:
    changed = event.last_published_at or timezone.now()
    starts, ends = event.starts, event.ends
    entry = Event()
    entry.add("uid", str(event.translation_key))
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    # The end of an entry without times is the first day on which it no longer takes place.
    entry.add("dtstart", event.first_day if event.all_day else starts)
    entry.add("dtend", event.last_day + timedelta(days=1) if event.all_day else ends)
    entry.add("summary", event.title)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("url", address)
    for name, text in {"description": _description(event, address), "location": _location(event)}.items():
        if text:
            entry.add(name, text)
    return entry


def _description(event: EventPage, address: str) -> str:
    """Return what is worth reading in a calendar: the summary, what was cancelled, and where to take part."""
    note = event.cancelled_note if event.cancelled else ""
    return "\n\n".join(filter(None, [note, event.summary, event.online_link, address]))


def _location(event: EventPage) -> str:
    """Return the place where there is one, so that a map finds it; else the link to take part."""
    return event.online_link if event.mode == ONLINE else ", ".join(filter(None, [event.place_name, event.address]))
