"""Registers the app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Configuration of the `search` app."""

    name = "search"
