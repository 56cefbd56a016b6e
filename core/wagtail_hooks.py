"""Registers what core shows in the admin, and its rules for serving pages."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from core.rich_text import register_page_links
from core.serving import refuse_other_language, serve_publicly
from core.snippets import AudienceViewSet, SiteFurnitureViewSet, TopicViewSet

register_snippet(TopicViewSet)
register_snippet(AudienceViewSet)
register_snippet(SiteFurnitureViewSet)

# After Wagtail's own, which it replaces.
hooks.register("register_rich_text_features", register_page_links, order=10)
hooks.register("before_serve_page", refuse_other_language)
hooks.register("on_serve_page", serve_publicly)
