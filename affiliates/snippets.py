"""How affiliates and contacts appear in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from affiliates.models import Affiliate, Contact


class AffiliateViewSet(SnippetViewSet):
    """Affiliates."""

    model = Affiliate
    icon = "site"
    menu_label = _("Affiliates")
    list_display = ["name", "short_name", "place"]
    list_per_page = 60


class ContactViewSet(SnippetViewSet):
    """Contacts."""

    model = Contact
    icon = "mail"
    menu_label = _("Contacts")
    list_display = ["name", "role", "affiliate"]
    list_filter = ["role", "affiliate"]
    list_per_page = 50


class FederationViewSetGroup(SnippetViewSetGroup):
    """Who the federation is made of."""

    menu_label = _("Federation")
    menu_icon = "globe"
    menu_order = 250
    items = (AffiliateViewSet, ContactViewSet)
