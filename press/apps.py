"""Registers the app."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    """Configuration of the `press` app."""

    name = "press"
