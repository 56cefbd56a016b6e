"""Registers the app."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """Configuration of the `resources` app."""

    name = "resources"
