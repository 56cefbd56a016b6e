"""Erases the addresses of people who never answered an invitation to a team."""

from typing import Any

from django.core.management.base import BaseCommand

from affiliates.invitations import forget_unanswered


class Command(BaseCommand):
    """`manage.py forget_old_invitations`, once a day."""

    help = "Withdraw invitations to teams that stopped working 30 days ago, and erase their addresses."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase them, and say how many there were."""
        self.stdout.write(f"Erased the addresses of {forget_unanswered()} invitations.")
