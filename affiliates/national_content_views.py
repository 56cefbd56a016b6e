"""“National content”: the national tree as it applies to a sub-site, and what its people do with each page of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from affiliates.authority import editable_affiliates, visible_affiliates
from affiliates.models import Affiliate, Edition
from affiliates.national_content import Row, State, national_pages, rows
from affiliates.place import place_of
from affiliates.sharing import bring_back_page, hide_page
from affiliates.subsite import Subsite, homes

if TYPE_CHECKING:
    from users.models import User

PER_PAGE = 50


@dataclass(frozen=True)
class Action:
    """Something to do with a page of the list: a way to another screen, or a button that does it."""

    url: str
    label: str
    is_button: bool = False
    # Behind “More”, since it is seldom wanted.
    is_rare: bool = False


class FilterForm(forms.Form):
    """Narrows the list by title, state and language."""

    q = forms.CharField(label=gettext_lazy("Title or address"), required=False, max_length=500)
    state = forms.ChoiceField(
        label=gettext_lazy("In the sub-site"),
        required=False,
        choices=[("", gettext_lazy("Everything")), *State.choices],
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, data: Any, languages: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["language"].choices = languages  # type: ignore[attr-defined]


def choose_national_content(request: HttpRequest) -> HttpResponse:
    """Lead on to the only sub-site that there is to look into, or offer several. Raises Http404 where there is none."""
    affiliates = list(visible_affiliates(request.user).filter(home_pages__isnull=False).distinct())
    if not affiliates:
        raise Http404
    if len(affiliates) == 1:
        return redirect("national_content", affiliates[0].pk)
    context = {
        "header_title": _("National content"),
        "page_title": _("National content"),
        "header_icon": "globe",
        "links": [(affiliate, reverse("national_content", args=[affiliate.pk])) for affiliate in affiliates],
    }
    return render(request, "affiliates/admin/choose_affiliate.html", context)


class OfSubsite(View):
    """Answers about the sub-site of one affiliate, to those who may look into it; for others there is none."""

    @cached_property
    def affiliate(self) -> Affiliate:
        """The affiliate that the address names. Raises Http404 when it does not exist for this person."""
        return get_object_or_404(visible_affiliates(self.request.user), pk=self.kwargs["affiliate_id"])

    @cached_property
    def homes(self) -> dict[str, Any]:
        """The home pages of the sub-site by language, the default language first."""
        found = homes().filter(affiliate=self.affiliate).order_by("locale_id")
        return {home.locale.language_code: home for home in found}

    @cached_property
    def may_change(self) -> bool:
        """Whether this person may hide pages and bring them back."""
        return editable_affiliates(self.request.user).filter(pk=self.affiliate.pk).exists()


class NationalContentView(WagtailAdminTemplateMixin, OfSubsite):
    """Lists the national pages with their states and actions."""

    template_name = "affiliates/admin/national_content.html"
    page_title = gettext_lazy("National content")
    header_icon = "globe"

    def get(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Show one part of the list. Raises Http404 where the affiliate has no sub-site."""
        if not self.homes:
            raise Http404
        return self.render_to_response(self.get_context_data())

    def get_page_subtitle(self) -> str:
        """Return whose sub-site it is."""
        return self.affiliate.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to the list."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title, "sublabel": self.affiliate.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add filters, one part of the rows and the ways to the others."""
        languages = [(code, home.locale.get_display_name()) for code, home in self.homes.items()]
        form = FilterForm(self.request.GET or None, languages)
        given = form.cleaned_data if form.is_valid() else {}
        subsite = Subsite(self.homes[given.get("language") or languages[0][0]])
        state = State(given["state"]) if given.get("state") else None
        pages = national_pages(subsite, given.get("q", ""), state)
        part = Paginator(pages, PER_PAGE).get_page(self.request.GET.get("p"))
        place = place_of(self.request)
        shown = [(row, place.address_in(subsite.home, row.page), *self._actions(row)) for row in rows(subsite, part)]
        return super().get_context_data(
            affiliate=self.affiliate,
            form=form,
            rows=shown,
            page_obj=part,
            elided_page_range=part.paginator.get_elided_page_range(part.number),
            index_url=reverse("national_content", args=[self.affiliate.pk]),
            back=self.request.GET.urlencode(),
            is_narrowed=bool(given.get("q") or state),
            **kwargs,
        )

    def _actions(self, row: Row) -> tuple[list[Action], list[Action]]:
        """Return what can be done with the row, and what of it is seldom wanted."""
        actions = self._all_actions(row)
        return [each for each in actions if not each.is_rare], [each for each in actions if each.is_rare]

    def _all_actions(self, row: Row) -> list[Action]:
        if not self.may_change:
            return [] if row.edition is None else [self._of_edition(row.edition, "", _("Local edition"))]
        page = [self.affiliate.pk, row.page.pk]
        if row.edition is not None:
            return self._edition_actions(row.edition)
        if row.own_id:
            return [
                Action(reverse("wagtailadmin_pages:edit", args=[row.own_id]), _("Edit your page")),
                Action(reverse("edition_make", args=page), _("Let it follow the national page"), is_rare=True),
            ]
        if row.state == State.INHERITED:
            return [
                Action(reverse("edition_make", args=page), _("Make a local edition"), is_button=True),
                Action(reverse("national_content_hide", args=page), _("Hide"), is_button=True),
            ]
        if row.state == State.HIDDEN and not row.hidden_with_parent:
            return [Action(reverse("national_content_bring_back", args=page), _("Bring back"), is_button=True)]
        return []

    def _edition_actions(self, edition: Edition) -> list[Action]:
        first = [
            Action(reverse("wagtailadmin_pages:edit", args=[edition.page_id]), _("Edit")),
            self._of_edition(edition, "", _("Local edition")),
        ]
        if edition.detached_at:
            return [*first, self._of_edition(edition, "_attach", _("Attach again"), is_rare=True)]
        rare = [("_detach", _("Detach")), ("_reset", _("Reset")), ("_delete", _("Delete edition"))]
        return [
            *first,
            self._of_edition(edition, "_compare", _("Compare")),
            *(self._of_edition(edition, name, label, is_rare=True) for name, label in rare),
        ]

    def _of_edition(self, edition: Edition, name: str, label: str, *, is_rare: bool = False) -> Action:
        return Action(reverse(f"edition{name}", args=[self.affiliate.pk, edition.pk]), label, is_rare=is_rare)


class ChangeView(OfSubsite):
    """Does something to one national page of the sub-site, and goes back to the list as it was."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, affiliate_id: int, page_id: int) -> HttpResponse:
        """Do it, and say so. Raises Http404 for a page that the list does not hold, or without the right."""
        if not self.may_change:
            raise Http404
        subsite, page = self._page(page_id)
        try:
            messages.success(request, self.change(subsite, page))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        query = QueryDict(request.POST.get("back", "")).urlencode()
        address = reverse("national_content", args=[self.affiliate.pk])
        return redirect(f"{address}?{query}" if query else address)

    def _page(self, page_id: int) -> tuple[Subsite, Any]:
        for home in self.homes.values():
            subsite = Subsite(home)
            page = national_pages(subsite).filter(pk=page_id).first()
            if page is not None:
                return subsite, page
        raise Http404

    def change(self, subsite: Subsite, page: Any) -> str:
        """Change the page and return the message. Raises ValidationError where that cannot be."""
        raise NotImplementedError


class HideView(ChangeView):
    """Hides a page."""

    def change(self, subsite: Subsite, page: Any) -> str:
        """Hide it with all below it."""
        hide_page(subsite, page, user=cast("User", self.request.user))
        return _("“%(title)s” is hidden from your sub-site, with all pages below it, in every language.") % {
            "title": page.title
        }


class BringBackView(ChangeView):
    """Brings a hidden page back."""

    def change(self, subsite: Subsite, page: Any) -> str:
        """Show it again."""
        bring_back_page(subsite, page, user=cast("User", self.request.user))
        return _("“%(title)s” is back in your sub-site.") % {"title": page.title}
