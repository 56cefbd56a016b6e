"""Registers the app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Configuration of the `core` app."""

    name = "core"

    def ready(self) -> None:
        """Let pictures be written our way, and pages leave redirects where they were."""
        from wagtail.signals import page_slug_changed, post_page_move

        from core import avif, old_addresses

        avif.register()
        post_page_move.connect(old_addresses.follow_move, dispatch_uid="core.follow_move")
        page_slug_changed.connect(old_addresses.follow_slug, dispatch_uid="core.follow_slug")
