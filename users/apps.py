"""Registers the app, and Wagtail's users admin with our forms."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(AppConfig):
    """Configuration of the `users` app."""

    name = "users"
    default = True

    def ready(self) -> None:
        """Connect the signal receivers."""
        from users import receivers  # noqa: F401 - importing connects them


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's users admin, for accounts that log in by e-mail and set their own password."""

    user_viewset = "users.people.UserViewSet"
