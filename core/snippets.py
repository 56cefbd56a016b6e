"""How vocabularies and furniture appear in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from core.models import Audience, SiteFurniture, Topic


class TopicViewSet(SnippetViewSet):
    """Topics."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    list_display = ["name", "slug"]
    list_per_page = 50


class AudienceViewSet(SnippetViewSet):
    """Audiences."""

    model = Audience
    icon = "group"
    menu_label = _("Audiences")
    list_display = ["name", "slug"]
    list_per_page = 50


class SiteFurnitureViewSet(SnippetViewSet):
    """Navigation and footer."""

    model = SiteFurniture
    icon = "list-ul"
    menu_label = _("Navigation and footer")
    list_display = ["organisation", "site"]
