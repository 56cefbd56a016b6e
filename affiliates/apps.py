"""Registers the app."""

from django.apps import AppConfig


class AffiliatesConfig(AppConfig):
    """Configuration of the `affiliates` app."""

    name = "affiliates"

    def ready(self) -> None:
        """Connect the signal receivers and put up the walls between affiliates."""
        from affiliates import activity_receivers, team_receivers  # noqa: F401 - importing connects them
        from affiliates.editions import deletions, publishing  # noqa: F401 - importing connects them
        from affiliates.isolation.walls import put_up_walls

        put_up_walls()
