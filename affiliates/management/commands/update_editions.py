"""`manage.py update_editions`: brings local editions up to date with the national pages."""

from __future__ import annotations

import logging
import os
import signal
import time
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connection

from affiliates.editions.rounds import one_round

logger = logging.getLogger(__name__)

PAUSE = 2.0
# After the database went away, for a restart of it.
LONG_PAUSE = 10.0


class Command(BaseCommand):
    """Do one round, or with --watch one after the other until told to stop."""

    help = "Bring local editions up to date with the national pages, and apply required corrections that are due."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --watch and --with-parent."""
        parser.add_argument("--watch", action="store_true", help="go on until told to stop, looking every two seconds")
        parser.add_argument("--with-parent", type=int, metavar="PID", help="with --watch: stop when this parent ends")

    def handle(self, *args: Any, watch: bool, with_parent: int | None, **options: Any) -> None:
        """Do a round; with --watch until SIGTERM or SIGINT, finishing the edition at hand."""
        if not watch:
            self.stdout.write(f"{one_round()} editions looked at.")
            return
        stop = Event()

        def ask_to_stop(number: int, frame: FrameType | None) -> None:
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ask_to_stop)
        while not stop.is_set() and (with_parent is None or os.getppid() == with_parent):
            stop.wait(self._round(stop))

    def _round(self, stop: Event) -> float:
        """Do one round and return for how long to rest, in seconds."""
        begun = time.monotonic()
        try:
            done = one_round(stop.is_set)
        except DatabaseError:
            logger.exception("The database does not answer; trying again in %s seconds.", LONG_PAUSE)
            connection.close()
            return LONG_PAUSE
        finally:
            close_old_connections()
        if done:
            logger.info("%s editions looked at in %.1f seconds.", done, time.monotonic() - begun)
        return PAUSE
