"""Registers the app."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """Configuration of the `programs` app."""

    name = "programs"
