"""Registers the app."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """Configuration of the `users` app."""

    name = "users"
