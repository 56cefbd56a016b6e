"""`manage.py devdb start|stop|status`: the project's own PostgreSQL, used where DATABASE_URL is absent."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import devdb


class Command(BaseCommand):
    """Start, stop or look at the project's own PostgreSQL."""

    help = "Start, stop or look at the project's own PostgreSQL, which is used where DATABASE_URL is absent."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the action, and which cluster it is for."""
        parser.add_argument("action", choices=["start", "stop", "status"])
        parser.add_argument("--tests", action="store_true", help="the cluster of the tests, not of development")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the action; `status` ends with code 3 when the server is down.

        Raises CommandError when the server does not start or stop.
        """
        cluster = devdb.TESTS if options["tests"] else devdb.DEVELOPMENT
        try:
            getattr(self, f"_{options['action']}")(cluster)
        except devdb.DevdbError as error:
            raise CommandError(str(error)) from error

    def _start(self, cluster: devdb.Cluster) -> None:
        if not cluster.data_dir.exists():
            self.stdout.write(f"Making a PostgreSQL cluster in {cluster.root} …")
        news = "PostgreSQL started" if cluster.start() else "PostgreSQL was running"
        self.stdout.write(f"{news}: {self._description(cluster)}")

    def _stop(self, cluster: devdb.Cluster) -> None:
        self.stdout.write("PostgreSQL stopped." if cluster.stop() else "PostgreSQL was not running.")

    def _status(self, cluster: devdb.Cluster) -> None:
        if not cluster.is_running():
            raise CommandError("PostgreSQL is not running.", returncode=3)
        self.stdout.write(f"PostgreSQL is running: {self._description(cluster)}")

    def _description(self, cluster: devdb.Cluster) -> str:
        return f"process {cluster.pid}, socket in {cluster.socket_dir}, messages in {cluster.log}"
