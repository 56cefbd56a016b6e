"""Ways from Wagtail's page editor to what the nation sees of a page's editions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from affiliates.edition_overview.dry_run_views import CHECK, has_editions
from affiliates.isolation.parts import NATION, part_of
from affiliates.models import Edition
from affiliates.people import is_affiliate_person

if TYPE_CHECKING:
    from users.models import User


def overview_buttons(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer, in the header of a national page that has editions, the dry run; one query for any other page."""
    if is_affiliate_person(user) or part_of(user) not in NATION:
        return
    number = Edition.objects.filter(source=page.pk, detached_at=None).count()
    if number and page.permissions_for_user(user).can_edit():
        label = _("Local editions (%(number)s)") % {"number": number}
        yield Button(label, reverse("edition_dry_run", args=[page.pk]), icon_name="copy", priority=44)


class LookFirstItem(ActionMenuItem):
    """Saves and validates as for publishing, and shows first what that does to the editions."""

    label = gettext_lazy("Check local editions, then publish")
    name = "action-publish"
    icon_name = "copy"
    template_name = "affiliates/admin/editions_overview/look_first_item.html"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Say whether the page has editions and may be published by this person."""
        if context["view"] != "edit" or context["locked_for_user"] or is_affiliate_person(context["request"].user):
            return False
        return bool(self.get_user_page_permissions_tester(context).can_publish()) and has_editions(context["page"])

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Add what tells this from publishing at once."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"value": CHECK}


def look_first_item() -> ActionMenuItem:
    """Return the item of the menu in which one publishes."""
    return LookFirstItem(order=95)


class MatrixMenuItem(MenuItem):
    """The way to the editions of all affiliates, for the nation."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the person works for the national office."""
        user = cast("User", request.user)
        return not is_affiliate_person(user) and part_of(user) in NATION


def matrix_menu_item() -> MenuItem:
    """Return the way to the matrix."""
    return MatrixMenuItem(
        gettext_lazy("Editions of affiliates"),
        reverse("edition_matrix"),
        name="edition-matrix",
        icon_name="table",
        order=156,
    )
