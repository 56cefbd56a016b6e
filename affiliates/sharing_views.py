"""What the nation says of a page in the sub-sites: a form of its own, since it holds at once and is no draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from affiliates.models import Affiliate, SharingRule
from affiliates.people import is_affiliate_person
from affiliates.sharing import is_shareable, set_sharing, sharing_without_rule
from core.models.pages import Sharing

if TYPE_CHECKING:
    from users.models import User


class SharingForm(forms.Form):
    """Asks how the page is shared."""

    sharing = forms.ChoiceField(
        label=gettext_lazy("In the sub-sites of the affiliates, this page and all below it are"),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, page: Page, chosen: str) -> None:
        super().__init__(data, initial={"sharing": chosen})
        sharing, above = sharing_without_rule(page)
        source = _("as “%(title)s” says") % {"title": above.title} if above else _("as for all pages of this type")
        default = _("Nothing of its own, %(source)s: %(sharing)s") % {"source": source, "sharing": sharing.label}
        self.fields["sharing"].choices = [("", default), *Sharing.choices]  # type: ignore[attr-defined]


class SharingView(WagtailAdminTemplateMixin, View):
    """Shows and changes how a national page is shared."""

    template_name = "affiliates/admin/sharing.html"
    page_title = gettext_lazy("Sharing with affiliates")
    header_icon = "globe"

    @cached_property
    def page(self) -> Page:
        """The page that the address names.

        Raises Http404 for one that is not national, and PermissionDenied without the right to publish it.
        """
        page = get_object_or_404(Page, pk=self.kwargs["page_id"])
        if is_affiliate_person(self.request.user) or not is_shareable(page):
            raise Http404
        if not page.permissions_for_user(self.request.user).can_publish():
            raise PermissionDenied
        return page

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Show the form."""
        return self._show(SharingForm(None, self.page, self._chosen))

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Take the answer."""
        form = SharingForm(request.POST, self.page, self._chosen)
        if not form.is_valid():
            return self._show(form)
        answer = form.cleaned_data["sharing"]
        set_sharing(self.page, Sharing(answer) if answer else None, user=cast("User", request.user))
        messages.success(request, _("It counts from now on, in every language and every sub-site."))
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)

    @property
    def _chosen(self) -> str:
        rules = SharingRule.objects.filter(translation_key=self.page.translation_key)
        return rules.values_list("sharing", flat=True).first() or ""

    def _show(self, form: SharingForm) -> HttpResponse:
        hiding = Affiliate.objects.filter(hidden_pages__translation_key=self.page.translation_key)
        return self.render_to_response(self.get_context_data(form=form, page=self.page, hiding=hiding))

    def get_page_subtitle(self) -> str:
        """Return the title of the page."""
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to the form."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title, "sublabel": self.page.title}]


def sharing_buttons(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer the form in the header of a national page, to those who may publish it."""
    if not is_affiliate_person(user) and is_shareable(page) and page.permissions_for_user(user).can_publish():
        url = reverse("national_content_sharing", args=[page.pk])
        yield Button(_("Sharing with affiliates"), url, icon_name="globe", priority=45)
