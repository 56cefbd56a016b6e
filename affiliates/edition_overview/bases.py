"""What the nation's views of local editions have in common: who may see them, and which page they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from affiliates.people import is_affiliate_person
from affiliates.sharing import is_shareable

if TYPE_CHECKING:
    from users.models import User


class OfNation(WagtailAdminTemplateMixin, View):
    """Answers the people of the national office; for an affiliate's people there is nothing here."""

    header_icon = "copy"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let only the nation in. Raises Http404 for others."""
        if is_affiliate_person(self.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """Who asks; the gate of the back office lets nobody through who is not signed in."""
        return cast("User", self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, by the overview of all editions."""
        above = {"url": reverse("edition_matrix"), "label": _("Editions of affiliates")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]


class OfNationalPage(OfNation):
    """Answers about one national page, to those who may edit it."""

    @cached_property
    def page(self) -> Page:
        """The page that the address names.

        Raises Http404 for one that is not national, and PermissionDenied without the right to edit it.
        """
        page = get_object_or_404(Page.objects.select_related("locale"), pk=self.kwargs["page_id"])
        if not is_shareable(page):
            raise Http404
        if not page.permissions_for_user(self.user).can_edit():
            raise PermissionDenied
        return page

    @property
    def may_publish(self) -> bool:
        """Whether this person may publish the page."""
        return bool(self.page.permissions_for_user(self.user).can_publish())

    def get_page_subtitle(self) -> str:
        """Return the title of the page."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, by the page."""
        above = {"url": reverse("edition_matrix"), "label": _("Editions of affiliates")}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.page.title}
        return [*self.breadcrumbs_items, above, here]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The ways to the page and to the other screens about its editions."""
        screens = [
            ("wagtailadmin_pages:edit", _("Edit the national page"), "edit"),
            ("edition_dry_run", _("Dry run"), "view"),
            ("edition_progress", _("Last publish"), "tasks"),
            ("edition_rewrites", _("Rewritten parts"), "comment"),
            ("edition_correction", _("Required correction"), "warning"),
        ]
        here = self.request.resolver_match and self.request.resolver_match.url_name
        return [
            HeaderButton(label, url=reverse(name, args=[self.page.pk]), icon_name=icon)
            for name, label, icon in screens
            if name != here
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page."""
        return super().get_context_data(page=self.page, may_publish=self.may_publish, **kwargs)
