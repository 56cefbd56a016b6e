"""Registers the app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Configuration of the `core` app."""

    name = "core"

    def ready(self) -> None:
        """Let pictures be written our way."""
        from core import avif

        avif.register()
