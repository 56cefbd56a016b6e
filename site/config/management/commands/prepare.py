"""`manage.py prepare`: makes the database ready for `make run`; one process, for starting Python takes longest."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config import devdb
from demo.people import greeting


class Command(BaseCommand):
    """Start the database, migrate it, and fill it with the demonstration if nobody has used it yet."""

    help = "Start the project's own PostgreSQL where it is used, migrate, and fill an empty database."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is not done yet, and tell the addresses and the people who can sign in.

        Raises CommandError when the database does not start.
        """
        self._start_database()
        if self._migrations_wait():
            self._tell("Migrating the database")
            call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        if not get_user_model().objects.exists():
            # An account comes last, so a demonstration that was interrupted is completed.
            self._tell("Building the demonstration federation (once; a minute or two)")
            call_command("demo", stdout=self.stdout)
        else:
            self.stdout.write(greeting())

    def _start_database(self) -> None:
        cluster = connection.settings_dict.get("CLUSTER")
        if cluster is None or cluster.is_running():
            return
        self._tell(
            "Starting PostgreSQL" if cluster.data_dir.exists() else "Making a PostgreSQL cluster in .local/postgres"
        )
        try:
            cluster.start()
        except devdb.DevdbError as error:
            raise CommandError(str(error)) from error

    def _migrations_wait(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    def _tell(self, step: str) -> None:
        self.stdout.write(f"==> {step}")
        self.stdout.flush()
