"""Required corrections: asking for one on what was published last, and which ones are open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from affiliates.edition_overview.bases import OfNationalPage
from affiliates.editions.corrections import require_correction
from affiliates.models import Correction, Edition

DEFAULT_TIME = timedelta(days=7)
LONGEST = 1000
FORMAT = "%Y-%m-%dT%H:%M"


class CorrectionForm(forms.Form):
    """Asks by when every edition must have what was published, and why."""

    must_apply_by = forms.DateTimeField(
        label=gettext_lazy("Must apply by"),
        input_formats=[FORMAT, "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT),
        help_text=gettext_lazy("Until then affiliates can adapt it. Then the national text is applied everywhere."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        help_text=gettext_lazy("Affiliates read it with the announcement."),
    )

    def clean_must_apply_by(self) -> datetime:
        """Refuse a moment that is over."""
        moment: datetime = self.cleaned_data["must_apply_by"]
        if moment <= timezone.now():
            raise ValidationError(_("This is in the past. Give affiliates time to adapt."))
        return moment


class CorrectionView(OfNationalPage):
    """Requires what the page says since its last publish of every edition, by a date."""

    template_name = "affiliates/admin/editions_overview/correction.html"
    page_title = gettext_lazy("Required correction")
    header_icon = "warning"

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Show the form and the open corrections."""
        return self._show(CorrectionForm(initial={"must_apply_by": timezone.localtime() + DEFAULT_TIME}))

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Require it. Raises PermissionDenied without the right to publish the page."""
        if not self.may_publish:
            raise PermissionDenied
        form = CorrectionForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        given = form.cleaned_data
        try:
            require_correction(self.page, given["must_apply_by"], given["reason"], user=self.user)
        except ValidationError as error:
            form.add_error(None, error)
            return self._show(form)
        messages.success(request, _("The affiliates are told. At the deadline the national text is applied."))
        return redirect("edition_correction", self.page.pk)

    def _show(self, form: CorrectionForm) -> HttpResponse:
        open_ones = Correction.objects.filter(applied_at=None).select_related("source").order_by("must_apply_by")
        context: dict[str, Any] = self.get_context_data(
            form=form,
            corrections=open_ones,
            number=Edition.objects.filter(source=self.page, detached_at=None).count(),
            is_live=self.page.live and self.page.live_revision_id is not None,
        )
        return self.render_to_response(context, status=422 if form.errors else 200)
