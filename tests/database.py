"""Databases for the tests: a template with the demonstration federation, and clones of it.

Templates are named by a fingerprint of everything that can change their content, so they are built once and used until
something changes: an empty one for the migrations, and from it the seeded one. Each worker of pytest, and each test
that must commit, gets a clone, which takes a moment.
"""

import fcntl
import hashlib
import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
import psycopg
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.test import override_settings
from psycopg import sql

PROJECT_DIR = Path(__file__).resolve().parents[1]
MEDIA_DIR = PROJECT_DIR / ".local" / "test-media"
EMPTY_PREFIX = "js_empty_"
SEEDED_PREFIX = "js_seeded_"
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
            bound([sys.executable, "manage.py", *arguments]),
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
        caches["renditions"].clear()
        try:
            with override_settings(MEDIA_ROOT=str(self.media)):
                yield
        finally:
            connections.close_all()
            entry["NAME"] = before
            caches["renditions"].clear()


def bound(command: list[str]) -> list[str]:
    """Return `command` so that its process ends with this one, however this one ends (on Linux)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", *command] if setpriv else command


def ensure_template(names: tuple[str, str]) -> Database:
    """Return the seeded template with these `fingerprints`, building it, and first the empty one, where missing.

    Raises RuntimeError with what the migrations or the demonstration printed when they fail.
    """
    empty, seeded = (prefix + name for prefix, name in zip((EMPTY_PREFIX, SEEDED_PREFIX), names, strict=True))
    with _locked(), _server() as server:
        if seeded not in _databases(server, SEEDED_PREFIX):
            _remove_leftovers(server)
            if empty not in _databases(server, EMPTY_PREFIX):
                _build(server, empty, "template0", ["migrate", "--no-input", "--verbosity", "0"])
            _build(server, seeded, empty, ["demo"])
    return Database(seeded, MEDIA_DIR / seeded)


def quick_template(names: tuple[str, str]) -> Database:
    """Return a seeded template with the present tables, whatever code wrote its content.

    The newest seeded template is migrated and completed, which takes seconds; only for a developer who wants to see
    one test quickly. Where there is no seeded template, the right one is built.
    """
    with _locked(), _server() as server:
        present = _databases(server, SEEDED_PREFIX)
        fitting = [name for name in present if name.startswith(SEEDED_PREFIX + names[0][:8])]
        if fitting or not present:
            seeded = fitting[-1] if fitting else ""
        else:
            seeded = f"{SEEDED_PREFIX}{names[0][:8]}quick"
            shutil.copytree(MEDIA_DIR / present[-1], MEDIA_DIR / seeded, dirs_exist_ok=True)
            _build(server, seeded, present[-1], ["migrate", "--no-input", "--verbosity", "0"], ["demo"])
    return Database(seeded, MEDIA_DIR / seeded) if seeded else ensure_template(names)


@contextmanager
def clone(template: Database) -> Iterator[Database]:
    """Make a clone of `template`; remove it at the end."""
    name = f"{CLONE_PREFIX}{os.getpid()}_{next(_numbers)}"
    database = Database(name, MEDIA_DIR / name)
    try:
        # A template takes one copy at a time.
        with _locked(), _server() as server:
            _create(server, name, template.name)
            shutil.copytree(template.media, database.media)
        yield database
    finally:
        with _server() as server:
            _drop(server, name)


def fingerprint(files: Iterable[Path]) -> str:
    """Return a digest of the names and contents of `files`."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path.relative_to(PROJECT_DIR)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def migration_files() -> Iterator[Path]:
    """Yield what decides the tables: the migrations of the local apps, and the requirements for the others'."""
    yield PROJECT_DIR / "requirements" / "base.txt"
    for app in _local_apps():
        yield from (PROJECT_DIR / app / "migrations").glob("*.py")


def seed_files() -> Iterator[Path]:
    """Yield what decides the seed: all Python of the local apps but what only answers requests, and all of demo/."""
    for folder in {*_local_apps(), *SEED_FOLDERS}:
        pattern = "*" if folder in SEED_FOLDERS else "*.py"
        for path in (PROJECT_DIR / folder).rglob(pattern):
            if path.is_file() and path.suffix != ".pyc" and not NO_SEED_CODE.search(path.as_posix()):
                yield path


def fingerprints() -> tuple[str, str]:
    """Return what names the empty and the seeded template.

    They are found once for a whole run of pytest and handed to its workers, so that all agree although somebody edits
    a file meanwhile.
    """
    empty = fingerprint(migration_files())
    return empty, f"{empty[:8]}{fingerprint(seed_files())}"


def _local_apps() -> list[str]:
    return [app for app in settings.INSTALLED_APPS if (PROJECT_DIR / app).is_dir()]


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


def _build(server: psycopg.Connection, name: str, template: str, *commands: list[str]) -> None:
    """Make the template `name` by running management commands on a copy of another one."""
    building = Database(BUILDING_PREFIX + name, MEDIA_DIR / name)
    building.media.mkdir(parents=True, exist_ok=True)
    _create(server, building.name, template)
    for command in commands:
        print(f"\nBuilding the database {name}: manage.py {command[0]} …", file=sys.__stderr__)
        building.manage(*command)
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(_identifier(building.name), _identifier(name)))
    # A template can only be copied while nobody is connected to it.
    server.execute(sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS false").format(_identifier(name)))


def _remove_leftovers(server: psycopg.Connection) -> None:
    """Drop all but the newest templates, what was never finished, and clones whose process is gone."""
    for prefix in (EMPTY_PREFIX, SEEDED_PREFIX):
        for name in _databases(server, prefix)[: -TEMPLATES_KEPT + 1]:
            _drop(server, name)
    for name in _databases(server, BUILDING_PREFIX):
        _drop(server, name)
    for name in _databases(server, CLONE_PREFIX):
        if not psutil.pid_exists(int(name.removeprefix(CLONE_PREFIX).split("_")[0])):
            _drop(server, name)
    names = set(_databases(server, ""))
    for folder in MEDIA_DIR.iterdir():
        if folder.is_dir() and folder.name not in names:
            shutil.rmtree(folder)


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
