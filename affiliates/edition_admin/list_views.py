"""The screen with an affiliate's lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from affiliates.authority import visible_affiliates
from affiliates.edition_admin.bases import NarrowingForm, OfEditions
from affiliates.edition_admin.listings import ROWS, Lines, Listing, narrowed

PER_PAGE = 50


def choose_editions(request: HttpRequest) -> HttpResponse:
    """Lead on to the only affiliate's list that there is, or offer several. Raises Http404 where there is none."""
    affiliates = list(visible_affiliates(request.user).filter(home_pages__isnull=False).distinct())
    if not affiliates:
        raise Http404
    if len(affiliates) == 1:
        return redirect("editions", affiliates[0].pk)
    title = _("Local editions")
    links = [(affiliate, reverse("editions", args=[affiliate.pk])) for affiliate in affiliates]
    context = {"header_title": title, "page_title": title, "header_icon": "copy", "links": links}
    return render(request, "affiliates/admin/choose_affiliate.html", context)


class EditionsFilterForm(NarrowingForm):
    """Narrows a list by title and language."""

    show = forms.ChoiceField(choices=Listing.choices, required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=100)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, data: Any, languages: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["language"].choices = [("", _("All")), *languages]  # type: ignore[attr-defined]


class EditionsView(OfEditions):
    """Shows one of the lists, with how much is in the others."""

    template_name = "affiliates/admin/editions/list.html"
    page_title = gettext_lazy("Local editions")

    def get(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Show one part of a list. Raises Http404 where the affiliate has no sub-site."""
        if not self.homes:
            raise Http404
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to the list."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title, "sublabel": self.affiliate.name}]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The ways to the national pages and to the preferences."""
        national = HeaderButton(
            _("National content"), url=reverse("national_content", args=[self.affiliate.pk]), icon_name="globe"
        )
        preferences = HeaderButton(
            _("How updates come in"), url=reverse("edition_preferences", args=[self.affiliate.pk]), icon_name="cog"
        )
        return [national, preferences]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lists, filters and one part of the lines."""
        languages = [(code, home.locale.get_display_name()) for code, home in self.homes.items()]
        form = EditionsFilterForm(self.request.GET or None, languages)
        given = form.chosen()
        counts = {listing: ROWS[listing](self.affiliate).count() for listing in Listing}
        shown = Listing(given["show"]) if "show" in given else self._first(counts)
        rows = narrowed(ROWS[shown](self.affiliate), shown, text=given.get("q", ""), language=given.get("language", ""))
        part = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            form=form,
            listing=shown,
            listings=[(listing, listing.label, counts[listing]) for listing in Listing],
            lines=Lines(self.affiliate, may_change=self.may_change).of(shown, list(part)),
            page_obj=part,
            elided_page_range=part.paginator.get_elided_page_range(part.number),
            index_url=self.editions_url,
            **kwargs,
        )

    @staticmethod
    def _first(counts: dict[Listing, int]) -> Listing:
        """Return the list to begin with: the first in which something waits."""
        waiting = (Listing.CONFLICTS, Listing.QUESTIONS, Listing.WAITING, Listing.FAILED)
        return next((listing for listing in waiting if counts[listing]), Listing.EDITIONS)
