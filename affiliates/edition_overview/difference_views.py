"""Accepting that an edition's languages say different things (affiliates.editions.diamond)."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from affiliates.edition_admin.bases import OfEdition
from affiliates.editions.diamond import accept_difference, differences


class DifferencesView(OfEdition):
    """Lists the parts in which the other languages follow the nation, and takes that this is meant."""

    template_name = "affiliates/admin/editions_overview/differences.html"
    page_title = gettext_lazy("Differences between languages")

    def get(self, request: HttpRequest, affiliate_id: int, edition_id: int) -> HttpResponse:
        """Show the list."""
        rows = differences([self.edition]).get(self.edition.pk, [])
        return self.render_to_response(self.get_context_data(rows=rows))

    def post(self, request: HttpRequest, affiliate_id: int, edition_id: int) -> HttpResponse:
        """Accept the difference in `part`, and show the list again."""
        if not self.may_edit:
            raise Http404
        try:
            accept_difference(self.edition, request.POST.get("part", ""), user=self.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Accepted: the languages may differ there."))
        return redirect("edition_accept_difference", self.affiliate.pk, self.edition.pk)
