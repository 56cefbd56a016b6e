"""`manage.py demo`: builds the demonstration federation."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from demo.federation import FederationBuilder
from demo.indexing import deferred_indexing
from demo.media import prepare_renditions
from demo.people import greeting, make_people
from demo.translations import translate


class Command(BaseCommand):
    """Builds the demonstration federation; what exists is left as it is."""

    help = "Builds the demonstration federation: national site, three affiliates, contacts, people. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--no-pictures", action="store_true", help="Leave the sizes of pictures to the first reader."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, telling how far it is."""
        started = time.monotonic()
        # Wagtail logs each page that it saves; here that is noise.
        for name in ("wagtail", "django_tasks"):
            logging.getLogger(name).setLevel(logging.WARNING)
        with deferred_indexing():
            builder = FederationBuilder(self.progress)
            english = builder.build()
            spanish = translate(builder, self.progress)
        make_people()
        if not options["no_pictures"]:
            prepare_renditions(self.progress)
        self.clear_line()
        seconds = time.monotonic() - started
        self.stdout.write(
            f"Demonstration: {english} pages in English and {spanish} in Spanish made in {seconds:.0f} s."
        )
        self.stdout.write(greeting())

    def progress(self, text: str) -> None:
        """Show `text`, such as "pages 3/80", in place on a terminal, and elsewhere only when its part is done."""
        if self.stdout.isatty():
            self.stdout.write(f"\r\033[K{text}", ending="")
            self.stdout.flush()
            return
        done, total = text.rsplit(maxsplit=1)[-1].split("/")
        if done == total:
            self.stdout.write(f"  {text}")

    def clear_line(self) -> None:
        """Remove the last progress text from a terminal."""
        if self.stdout.isatty():
            self.stdout.write("\r\033[K", ending="")
