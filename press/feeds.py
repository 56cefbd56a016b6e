"""The feed of press releases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from affiliates.scope import within_reach
from core.feeds import ENTRIES, FeedDescription, FeedEntry, feed_response, site_and_home, start_of, stored_html
from press.models import PressIndexPage, PressReleasePage


@require_safe
def press_feed(request: HttpRequest) -> HttpResponse:
    """Serve the newest press releases of the nation, on an affiliate's host also its own, in the address's language.

    Raises Http404 where the site has nothing in that language.
    """
    site, home = site_and_home(request)
    releases = PressReleasePage.objects.visible().in_locale_of(home).filter(alias_of=None)
    newest = within_reach(releases, home).order_by("-date", "-pk")[:ENTRIES]
    description = FeedDescription(
        title=_("Press releases"),
        subtitle=_("What is new, for reporters and editors."),
        path=reverse("feed-press"),
        index=PressIndexPage.objects.visible().child_of(home).first(),
    )
    entries = [FeedEntry(page, start_of(page.date), stored_html(page.body) + page.notes) for page in newest]
    return feed_response(request, site, description, entries)
