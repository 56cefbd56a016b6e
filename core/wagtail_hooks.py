"""Registers what core shows in the admin."""

from wagtail.snippets.models import register_snippet

from core.snippets import AudienceViewSet, SiteFurnitureViewSet, TopicViewSet

register_snippet(TopicViewSet)
register_snippet(AudienceViewSet)
register_snippet(SiteFurnitureViewSet)
