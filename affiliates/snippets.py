"""How affiliates and contacts appear in the admin."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from affiliates.isolation.forms import AffiliateForm, OwnedForm
from affiliates.isolation.listings import ContactFilterSet, OwnedChooserViewSet, own_rows
from affiliates.models import Affiliate, Contact


class AffiliateViewSet(SnippetViewSet):
    """Affiliates."""

    model = Affiliate
    icon = "site"
    menu_label = _("Affiliates")
    list_display = ["name", "short_name", "place"]
    list_per_page = 60
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
    items = (AffiliateViewSet, ContactViewSet)
