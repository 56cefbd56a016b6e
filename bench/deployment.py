"""The site as in production, on a database of its own that is thrown away afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests import database
from tests.database import PROJECT_DIR, Database

LOCAL_DIR = PROJECT_DIR / ".local" / "bench"
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Deployment(Database):
    """A clone of the demonstration, served with the settings of production."""

    @property
    def environment(self) -> dict[str, str]:
        """The environment for a process of the project; TLS is left out, as it is the proxy's."""
        return super().environment | {
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "SECRET_KEY": "of-the-benchmark-only-and-long-enough-for-the-checks",
            "ALLOWED_HOSTS": HOST,
            "BASE_URL": f"http://{HOST}",
            "SECURE_SSL_REDIRECT": "false",
            "STATIC_ROOT": str(LOCAL_DIR / "static"),
            "LOG_LEVEL": "WARNING",
        }

    def run_module(self, *arguments: str) -> Any:
        """Run one of the modules of this package in a process of its own and return the JSON that it prints.

        Raises subprocess.CalledProcessError when it fails; what it says goes to the terminal.
        """
        finished = subprocess.run(
            [sys.executable, "-m", *arguments],
            check=True,
            cwd=PROJECT_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        return json.loads(finished.stdout)


@contextmanager
def deploy() -> Iterator[Deployment]:
    """Clone the demonstration's database and collect the static files; remove the clone at the end."""
    template = database.ensure_template(database.fingerprints())
    with database.clone(template) as clone:
        deployment = Deployment(clone.name, clone.media)
        deployment.manage("collectstatic", "--no-input", "--verbosity", "0")
        yield deployment
