"""The feed of case studies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from affiliates.scope import within_reach
from case_studies.models import CaseStudyIndexPage, CaseStudyPage
from core.feeds import ENTRIES, FeedDescription, FeedEntry, feed_response, site_and_home, stored_html


@require_safe
def case_study_feed(request: HttpRequest) -> HttpResponse:
    """Serve the newest national case studies in the language of the address.

    Raises Http404 where the site has nothing in that language.
    """
    site, home = site_and_home(request)
    studies = CaseStudyPage.objects.visible().in_locale_of(home).filter(alias_of=None)
    newest = within_reach(studies, home).order_by("-first_published_at", "-pk")[:ENTRIES]
    description = FeedDescription(
        title=_("Case studies"),
        subtitle=_("What a training or a program changed, and where."),
        path=reverse("feed-case-studies"),
        index=CaseStudyIndexPage.objects.visible().child_of(home).first(),
    )
    entries = [FeedEntry(page, page.first_published_at, stored_html(page.body)) for page in newest]
    return feed_response(request, site, description, entries)
