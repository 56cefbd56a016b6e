"""Events as files for calendars."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from core.caching import declare_public
from home.calendars import calendar_file
from home.models import EventPage


@require_safe
def event_calendar(request: HttpRequest, page_id: int) -> HttpResponse:
    """Serve a public event as an iCalendar file, in the language of its page.

    Raises Http404 for what is no event, and for one that the public cannot see.
    """
    event = EventPage.objects.visible().filter(pk=page_id).select_related("locale").first()
    address = event.get_full_url(request) if event is not None else None
    if event is None or not address:
        raise Http404("no public event")
    response = HttpResponse(calendar_file(event, address), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{event.slug}.ics") or "attachment"
    declare_public(response)
    return response
