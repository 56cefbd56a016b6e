"""Removes the second factor of somebody who lost it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from users.lost_factor import forget_second_factor
from users.models import User


class Command(BaseCommand):
    """`manage.py reset_second_factor ADDRESS`, once you have made sure who is asking."""

    help = "Remove authenticator app, passkeys and recovery codes of a user, who sets up new ones at the next sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user's e-mail address."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove the factors. Raises CommandError when nobody has the address."""
        user = User.objects.filter(email=options["email"]).first()
        if user is None:
            raise CommandError("No user has this e-mail address.")
        forget_second_factor(user)
        self.stdout.write("Done. They were signed out everywhere, and set up a new second factor when they sign in.")
