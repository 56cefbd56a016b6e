"""Registers the app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Configuration of the `core` app."""

    name = "core"
