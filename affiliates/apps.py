"""Registers the app."""

from django.apps import AppConfig


class AffiliatesConfig(AppConfig):
    """Configuration of the `affiliates` app."""

    name = "affiliates"
