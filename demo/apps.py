"""Registers the app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Configuration of the `demo` app."""

    name = "demo"
