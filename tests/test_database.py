"""Every test works on a copy of the seeded database, and none of them can spoil it for another."""

import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from wagtail.models import Page

from tests import conftest, database

TEMPORARY_SLUG = "a-page-that-must-not-stay"


def add_page() -> None:
    """Add a page below the root of the tree."""
    Page.objects.get(depth=1).add_child(title="Temporary", slug=TEMPORARY_SLUG)


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_test_leaves_nothing_for_the_next(db, turn):
    assert not Page.objects.filter(slug=TEMPORARY_SLUG).exists()
    add_page()


def test_the_worker_uses_a_clone(db):
    assert connection.settings_dict["NAME"].startswith(database.CLONE_PREFIX)


def test_a_fresh_database_takes_commits_of_threads(fresh_database):
    def commit() -> None:
        add_page()
        connection.close()

    thread = threading.Thread(target=commit)
    thread.start()
    thread.join()
    assert Page.objects.filter(slug=TEMPORARY_SLUG).exists()


def test_a_fresh_database_does_not_see_what_another_one_committed(fresh_database, clone):
    add_page()
    with clone() as other, other.in_use():
        assert not Page.objects.filter(slug=TEMPORARY_SLUG).exists()
    assert Page.objects.filter(slug=TEMPORARY_SLUG).exists()


def test_processes_use_the_fresh_database_by_its_environment(fresh_database):
    program = (
        "import django; django.setup(); from django.db import connection; from django.conf import settings; "
        "connection.ensure_connection(); print(connection.settings_dict['NAME'], settings.MEDIA_ROOT)"
    )
    command = [sys.executable, "-c", program]
    printed = subprocess.run(
        command, env=fresh_database.environment, cwd=database.PROJECT_DIR, check=True, capture_output=True, text=True
    ).stdout
    assert printed.split() == [fresh_database.name, str(fresh_database.media)]


def test_a_failing_command_shows_what_it_printed(fresh_database):
    with pytest.raises(RuntimeError, match="invalid choice"):
        fresh_database.manage("devdb", "explode")


def test_files_go_to_a_folder_of_the_clone(fresh_database):
    name = default_storage.save("note.txt", ContentFile(b"note"))
    path = Path(default_storage.path(name))
    assert path.is_relative_to(fresh_database.media)
    assert Path(settings.MEDIA_ROOT) == fresh_database.media


def test_a_clone_is_gone_after_its_use(db, clone):
    with clone() as used:
        assert used.media.is_dir()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [used.name])
        assert cursor.fetchone() == (0,)
    assert not used.media.exists()


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("home/migrations/0001_initial.py", (True, True)),
        ("home/models.py", (False, True)),
        ("demo/content/topics.yaml", (False, True)),
        ("requirements/base.txt", (True, True)),
        ("home/views.py", (False, False)),
    ],
)
def test_the_templates_depend_on_what_makes_them(monkeypatch, tmp_path, file, changed):
    for folder in ("home/migrations", "demo/content", "requirements"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "requirements/base.txt").write_text("")
    monkeypatch.setattr(database, "PROJECT_DIR", tmp_path)
    before = database.fingerprints()
    (tmp_path / file).write_text("changed")
    assert tuple(old != new for old, new in zip(before, database.fingerprints(), strict=True)) == changed


@pytest.mark.parametrize(
    ("fixtures", "marker"),
    [
        (["transactional_db"], None),
        (["live_server"], None),
        (["db"], SimpleNamespace(kwargs={"transaction": True})),
        (["db", "fresh_database"], None),
        (["fresh_database"], SimpleNamespace(kwargs={})),
    ],
)
def test_it_refuses_a_test_that_would_spoil_the_worker_s_database(fixtures, marker):
    item: Any = SimpleNamespace(
        nodeid="test_it", path=Path(__file__), fixturenames=fixtures, get_closest_marker=lambda name: marker
    )
    with pytest.raises(pytest.UsageError, match="test_it"):
        conftest.pytest_collection_modifyitems([item])


@pytest.mark.skipif(not shutil.which("setpriv"), reason="processes are bound on Linux only")
def test_a_process_of_the_tests_ends_when_they_are_killed():
    parent = subprocess.Popen(
        [
            *(sys.executable, "-c"),
            "import subprocess, sys, time; child = subprocess.Popen(sys.argv[1:]); print(child.pid, flush=True); "
            "time.sleep(60)",
            *database.bound(["sleep", "60"]),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout
    child = psutil.Process(int(parent.stdout.readline()))
    while child.name() != "sleep":
        time.sleep(0.05)
    parent.kill()
    parent.communicate()
    child.wait(timeout=10)


def test_the_site_server_answers(site_server):
    with urllib.request.urlopen(f"{site_server.url}/healthz") as response:  # noqa: S310 - our own server
        assert response.status == 200
