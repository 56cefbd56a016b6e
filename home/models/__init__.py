"""The front page, pages of text, and events."""

from home.models.events import EventIndexPage, EventPage, Status
from home.models.pages import HomePage, StandardPage

__all__ = ["EventIndexPage", "EventPage", "HomePage", "StandardPage", "Status"]
