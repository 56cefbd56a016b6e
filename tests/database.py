"""Databases for the tests: one template with the demonstration federation, and clones of it.

The template is named by a fingerprint of everything that can change its content, so it is built once and used until
something changes. Each worker of pytest, and each test that must commit, gets a clone, which takes a moment.
"""

import fcntl
import hashlib
import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
import psycopg
from django.conf import settings
from django.db import connections
from django.test import override_settings
from psycopg import sql

PROJECT_DIR = Path(__file__).resolve().parents[1]
MEDIA_DIR = PROJECT_DIR / ".local" / "test-media"
TEMPLATE_PREFIX = "js_template_"
BUILDING_PREFIX = "js_building_"
CLONE_PREFIX = "js_clone_"
TEMPLATES_KEPT = 3
# Python that answers requests and never writes the seed.
NO_SEED_CODE = re.compile(r"/(views|urls|feeds|middleware|wagtail_hooks|wsgi)\.py$|/(views|templatetags)/")
SEED_FOLDERS = ("demo", "site/config/settings")

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Database:
    """A clone of the template, with a folder of media files that is its own."""

    name: str
    media: Path

    @property
    def url(self) -> str:
        """The address for DATABASE_URL."""
        server = connections.settings["default"]
        account = quote(server["USER"], safe="")
        if server["PASSWORD"]:
            account += ":" + quote(server["PASSWORD"], safe="")
        parameters = {"host": server["HOST"], "port": server["PORT"], **server["OPTIONS"]}
        query = urlencode({key: value for key, value in parameters.items() if value != ""}, quote_via=quote)
        return f"postgresql://{account}@/{quote(self.name, safe='')}?{query}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment for a process of the project that uses this database."""
        return os.environ | {
            "DATABASE_URL": self.url,
            "MEDIA_ROOT": str(self.media),
            "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
            "PYTHONPATH": os.pathsep.join([str(PROJECT_DIR / "site"), str(PROJECT_DIR)]),
        }

    def manage(self, *arguments: str) -> str:
        """Run a management command in a process of its own and return what it printed.

        Raises RuntimeError with the output when it fails.
        """
        finished = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            check=False,
            cwd=PROJECT_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if finished.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)} failed:\n{finished.stdout}")
        return finished.stdout

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let every connection of this process, of any thread, go to this database, and files to its media."""
        entry = connections.settings["default"]
        before = entry["NAME"]
        connections["default"].close()
        entry["NAME"] = self.name
        try:
            with override_settings(MEDIA_ROOT=str(self.media)):
                yield
        finally:
            connections.close_all()
            entry["NAME"] = before


@contextmanager
def clone() -> Iterator[Database]:
    """Make a clone of the template, building that first where needed; remove the clone at the end."""
    name = f"{CLONE_PREFIX}{os.getpid()}_{next(_numbers)}"
    database = Database(name, MEDIA_DIR / name)
    try:
        with _locked(), _server() as server:
            template = _ensure_template(server)
            _create(server, name, template.name)
            shutil.copytree(template.media, database.media)
        yield database
    finally:
        with _server() as server:
            _drop(server, name)


def fingerprint() -> str:
    """Return what names the template: a digest of the files that decide what the seed looks like."""
    digest = hashlib.sha256()
    for path in sorted(_seed_files()):
        digest.update(str(path.relative_to(PROJECT_DIR)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _seed_files() -> Iterator[Path]:
    """Yield all Python of the local apps but what only answers requests, all of demo/, and the requirements."""
    yield PROJECT_DIR / "requirements" / "base.txt"
    apps = [app for app in settings.INSTALLED_APPS if (PROJECT_DIR / app).is_dir()]
    for folder in {*apps, *SEED_FOLDERS}:
        pattern = "*" if folder in SEED_FOLDERS else "*.py"
        for path in (PROJECT_DIR / folder).rglob(pattern):
            if path.is_file() and path.suffix != ".pyc" and not NO_SEED_CODE.search(path.as_posix()):
                yield path


@contextmanager
def _locked() -> Iterator[None]:
    MEDIA_DIR.mkdir(parents=True, exist_ok=True)
    with (MEDIA_DIR / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    """Connect to the maintenance database of the server in the settings, starting it where it is the project's own."""
    entry = connections.settings["default"]
    if cluster := entry.get("CLUSTER"):
        cluster.start()
    parameters = {"user": entry["USER"], "password": entry["PASSWORD"], "host": entry["HOST"], "port": entry["PORT"]}
    given = {key: value for key, value in parameters.items() if value} | entry["OPTIONS"]
    with psycopg.connect(dbname="postgres", autocommit=True, **given) as connection:
        yield connection


def _ensure_template(server: psycopg.Connection) -> Database:
    """Return the template, building it and removing superseded ones and leftovers when it is missing."""
    digest = fingerprint()
    name = TEMPLATE_PREFIX + digest
    template = Database(name, MEDIA_DIR / name)
    if name in _databases(server, TEMPLATE_PREFIX):
        return template
    _remove_leftovers(server)
    building = Database(BUILDING_PREFIX + digest, template.media)
    shutil.rmtree(template.media, ignore_errors=True)
    template.media.mkdir(parents=True)
    _create(server, building.name, "template0")
    print(f"\nBuilding the template database {name} (migrations and the demonstration) …", file=sys.__stderr__)
    building.manage("migrate", "--no-input", "--verbosity", "0")
    building.manage("demo")
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(_identifier(building.name), _identifier(name)))
    server.execute(sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS false").format(_identifier(name)))
    return template


def _remove_leftovers(server: psycopg.Connection) -> None:
    """Drop all but the newest templates, what was never finished, and clones whose process is gone."""
    superseded = _databases(server, TEMPLATE_PREFIX)[: -TEMPLATES_KEPT + 1]
    orphans = [name for name in _databases(server, CLONE_PREFIX) if not psutil.pid_exists(int(name.split("_")[2]))]
    for name in [*superseded, *orphans, *_databases(server, BUILDING_PREFIX)]:
        _drop(server, name)


def _databases(server: psycopg.Connection, prefix: str) -> list[str]:
    """Return the names of the databases that begin with `prefix`, the oldest first."""
    rows = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", [prefix])
    return [name for (name,) in rows]


def _create(server: psycopg.Connection, name: str, template: str) -> None:
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(_identifier(name), _identifier(template)))


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_identifier(name)))
    shutil.rmtree(MEDIA_DIR / name, ignore_errors=True)


def _identifier(name: str) -> sql.Identifier:
    return sql.Identifier(name)
