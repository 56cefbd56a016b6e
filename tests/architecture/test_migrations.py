"""Migrations say what the models say, and can be undone."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from tests.architecture.project import committed_files, local_apps

# App and name of every migration of this project.
LOCAL = [(path.parts[-3], path.stem) for path in committed_files("*/migrations/[0-9]*.py")]
# Everything else in the database depends on the users.
REVERSED_APPS = [app for app in local_apps() if app != "users" and any(name[0] == app for name in LOCAL)]
every_migration = pytest.mark.parametrize(("app", "name"), LOCAL)


def operations_of(app: str, name: str) -> list[Operation]:
    """Return what the migration does."""
    operations: list[Operation] = import_module(f"{app}.migrations.{name}").Migration.operations
    return operations


@pytest.mark.django_db
def test_every_change_of_the_models_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_seeded_database_has_every_migration():
    assert not set(LOCAL) - set(MigrationLoader(connection).applied_migrations)


@every_migration
def test_a_migration_can_be_undone(app, name):
    assert not [operation.describe() for operation in operations_of(app, name) if not operation.reversible]


@every_migration
def test_a_migration_that_runs_python_does_not_use_today_s_models(app, name):
    functions: list[Any] = [
        operation.code for operation in operations_of(app, name) if isinstance(operation, migrations.RunPython)
    ]
    assert all("get_model" in function.__code__.co_names for function in functions)


def tables(prefixes: tuple[str, ...]) -> set[str]:
    """Return the tables of the apps."""
    return {name for name in connection.introspection.table_names() if name.startswith(prefixes)}


def test_the_whole_way_can_be_walked_back_and_forth(fresh_database):
    prefixes = tuple(f"{app}_" for app in REVERSED_APPS)
    before = tables(prefixes)
    for app in REVERSED_APPS:
        call_command("migrate", app, "zero", verbosity=0, stdout=io.StringIO())
    assert tables(prefixes) == set()
    call_command("migrate", verbosity=0, stdout=io.StringIO())
    assert tables(prefixes) == before
