"""Django's PostgreSQL engine, but the first connection starts the project's own server when it is down."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgresClient

from config.devdb.cluster import BINARIES, Cluster


class DatabaseClient(PostgresClient):
    """`manage.py dbshell` with the psql that belongs to the server."""

    executable_name = str(BINARIES / "psql")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the cluster in the setting CLUSTER, started on demand."""

    client_class = DatabaseClient

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; if that fails, make sure that the server is up and has the database, and try once more."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            cluster: Cluster = self.settings_dict["CLUSTER"]
            cluster.start()
            cluster.ensure_database(conn_params["dbname"])
            return super().get_new_connection(conn_params)
