"""Registers the app."""

from django.apps import AppConfig


class AffiliatesConfig(AppConfig):
    """Configuration of the `affiliates` app."""

    name = "affiliates"

    def ready(self) -> None:
        """Connect the signal receivers."""
        from affiliates import activity_receivers, team_receivers  # noqa: F401 - importing connects them
