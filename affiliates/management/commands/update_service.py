"""`manage.py update_service`: hides and shows sub-sites as their active periods end and begin."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from affiliates.provisioning import update_service


class Command(BaseCommand):
    """Brings every sub-site into the state that the calendar asks for."""

    help = "Hides the sub-sites whose active period is over or has not begun, shows the others. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        """Update, telling what changed."""
        for change in update_service():
            self.stdout.write(f"{change.affiliate}: {'in service' if change.in_service else 'out of service'}")
