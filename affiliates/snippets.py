"""How affiliates and contacts appear in the admin."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet, SnippetViewSetGroup

from affiliates.association_admin import LocalAssociationViewSet
from affiliates.isolation.forms import AffiliateForm, OwnedForm
from affiliates.isolation.listings import ContactFilterSet, OwnedChooserViewSet, own_rows
from affiliates.models import Affiliate, Contact
from affiliates.service_views import sub_site_buttons


class AffiliateIndexView(IndexView):
    """The list of affiliates; a new one comes with its sub-site."""

    add_item_label = _("Set up a sub-site")


class AffiliateCreateView(CreateView):
    """Leads to the steps in which an affiliate gets its sub-site: a row alone is of no use."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead on."""
        return redirect("set_up")


class AffiliateEditView(EditView):
    """The data of an affiliate, with the ways to what is done with its sub-site."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add these ways to Wagtail's own."""
        return [*super().header_more_buttons, *sub_site_buttons(self.object, self.request.user)]


class AffiliateViewSet(SnippetViewSet):
    """Affiliates."""

    model = Affiliate
    icon = "site"
    menu_label = _("Affiliates")
    list_display = ["name", "short_name", "place", BooleanColumn("is_in_service", label=_("In service"))]
    list_per_page = 60
    index_view_class = AffiliateIndexView
    add_view_class = AffiliateCreateView
    edit_view_class = AffiliateEditView
    edit_handler = ObjectList(Affiliate.panels, base_form_class=AffiliateForm)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Affiliate] | None:
        """List what exists for the person."""
        return own_rows(Affiliate, request)


class ContactViewSet(SnippetViewSet):
    """Contacts."""

    model = Contact
    icon = "mail"
    menu_label = _("Contacts")
    list_display = ["name", "role", "affiliate"]
    filterset_class = ContactFilterSet
    list_per_page = 50
    chooser_viewset_class = OwnedChooserViewSet
    edit_handler = ObjectList(Contact.panels, base_form_class=OwnedForm)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact] | None:
        """List what exists for the person."""
        return own_rows(Contact, request)


class FederationViewSetGroup(SnippetViewSetGroup):
    """Who the federation is made of."""

    menu_label = _("Federation")
    menu_icon = "globe"
    menu_order = 250
    items = (AffiliateViewSet, ContactViewSet, LocalAssociationViewSet)
