"""Registers what affiliates shows in the admin."""

from wagtail.snippets.models import register_snippet

from affiliates.snippets import FederationViewSetGroup

register_snippet(FederationViewSetGroup)
