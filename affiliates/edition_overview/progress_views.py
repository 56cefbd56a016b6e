"""What became of the editions since the last publish of a national page, while it happens and afterwards."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages as wagtail_messages

from affiliates.edition_overview.bases import OfNationalPage
from affiliates.editions.updating import being_edited, editions_behind
from affiliates.models import Edition, EditionRun

Outcome = EditionRun.Outcome
PER_PAGE = 100
# What somebody may have to do something about comes first.
ORDER = (
    Outcome.FAILED,
    Outcome.CONFLICT,
    Outcome.REVIEW,
    Outcome.CORRECTED,
    Outcome.APPLIED,
    Outcome.DRAFT,
    Outcome.UNCHANGED,
)


class ProgressView(OfNationalPage):
    """Shows how far the updates are and how each ended; a small script keeps it fresh where there is one."""

    template_name = "affiliates/admin/editions_overview/progress.html"
    page_title = gettext_lazy("Last publish")
    header_icon = "tasks"

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Show it."""
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add counts and rows."""
        revision = self.page.live_revision_id
        runs = EditionRun.objects.filter(edition__source=self.page, source_revision_id=revision)
        counts = Counter(runs.values_list("outcome", flat=True))
        behind = editions_behind().filter(source=self.page)
        edited = behind.annotate(is_edited=Exists(being_edited(OuterRef("page_id")))).filter(is_edited=True)
        waiting, total = behind.count(), Edition.objects.filter(source=self.page, detached_at=None).count()
        rows = sorted(
            runs.select_related("edition__affiliate", "edition__page").defer("edition__base", "edition__draft_base"),
            key=lambda run: (ORDER.index(Outcome(run.outcome)), run.edition.affiliate.name),
        )
        part = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            total=total,
            done=total - waiting,
            waiting=waiting,
            edited=edited.select_related("affiliate").order_by("affiliate__name"),
            counts=[(outcome.label, counts[outcome]) for outcome in ORDER if counts[outcome]],
            failed=counts[Outcome.FAILED],
            rows=part.object_list,
            page_obj=part,
            elided_page_range=part.paginator.get_elided_page_range(part.number),
            index_url=reverse("edition_progress", args=[self.page.pk]),
            now=timezone.now(),
            **kwargs,
        )


class RetryView(OfNationalPage):
    """Has the updates that failed tried again at once."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Forget the failures, so that nothing waits. Raises PermissionDenied without the right to publish."""
        if not self.may_publish:
            raise PermissionDenied
        failed = EditionRun.objects.filter(
            edition__source=self.page, source_revision_id=self.page.live_revision_id, outcome=Outcome.FAILED
        )
        number, _rows = failed.delete()
        text = ngettext("%(number)s update is tried again.", "%(number)s updates are tried again.", number)
        messages.success(request, text % {"number": number})
        return redirect("edition_progress", self.page.pk)


def tell_of_progress(request: HttpRequest, page: Any) -> None:
    """Lead whoever published a national page from the editor to what becomes of its editions; one query."""
    number = Edition.objects.filter(source=page.pk, detached_at=None).count()
    if number and page.live:
        text = ngettext(
            "%(number)s local edition is brought up to date in the background.",
            "%(number)s local editions are brought up to date in the background.",
            number,
        )
        button = wagtail_messages.button(reverse("edition_progress", args=[page.pk]), _("Watch"))
        wagtail_messages.info(request, text % {"number": number}, buttons=[button])
