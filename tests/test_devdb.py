"""The project's own PostgreSQL starts on demand, stops cleanly and comes back after a kill."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import psutil
import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db.utils import ConnectionHandler

from config import devdb
from config.devdb import Cluster, DevdbError

SITE_DIR = Path(devdb.__file__).parents[2]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short-named empty folder."""
    with tempfile.TemporaryDirectory(prefix="js") as name:
        yield Path(name)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster with durability that was never started; stopped at the end."""
    cluster = Cluster(folder / "pg")
    yield cluster
    cluster.stop()


def query(cluster: Cluster, statement: str) -> list[tuple]:
    """Run a statement in the cluster, commit, and return its rows."""
    with psycopg.connect(dbname="postgres", user=devdb.USER, host=str(cluster.socket_dir)) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def kill(cluster: Cluster) -> None:
    """Kill the server and its children with SIGKILL, as the end of the machine would."""
    server = psutil.Process(cluster.pid)
    family = [server, *server.children(recursive=True)]
    for process in family:
        process.send_signal(signal.SIGKILL)
    psutil.wait_procs(family, timeout=10)


def test_it_starts_from_nothing_and_stops(cluster):
    assert cluster.start() is True
    assert cluster.is_running()
    assert cluster.stop() is True
    assert not cluster.is_running()
    assert not (cluster.data_dir / "postmaster.pid").exists()


def test_starting_and_stopping_twice_does_no_harm(cluster):
    assert cluster.stop() is False
    cluster.start()
    assert cluster.start() is False
    cluster.stop()
    assert cluster.stop() is False


def test_it_speaks_utf_8_and_knows_the_case_of_all_languages(cluster):
    cluster.start()
    assert query(cluster, "SELECT upper('educación ñandú'), current_setting('server_encoding')") == [
        ("EDUCACIÓN ÑANDÚ", "UTF8")
    ]


def test_it_listens_on_a_private_unix_socket_only(cluster):
    cluster.start()
    assert query(cluster, "SHOW listen_addresses") == [("",)]
    assert not [c for c in psutil.Process(cluster.pid).net_connections("inet") if c.status == psutil.CONN_LISTEN]
    assert cluster.socket_dir.stat().st_mode & 0o077 == 0


def test_what_was_committed_survives_a_kill(cluster):
    cluster.start()
    query(cluster, "CREATE TABLE kept (word text)")
    query(cluster, "INSERT INTO kept VALUES ('still here')")
    kill(cluster)
    assert not cluster.is_running()
    assert cluster.start() is True
    assert query(cluster, "SELECT word FROM kept") == [("still here",)]


def test_it_starts_although_its_old_number_belongs_to_another_process(cluster):
    cluster.start()
    kill(cluster)
    recorded = cluster.data_dir / "postmaster.pid"
    lines = recorded.read_text().splitlines()
    recorded.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert cluster.pid is None
    assert cluster.start() is True


def test_an_interrupted_creation_is_begun_again(cluster):
    leftover = cluster.root / "data.new"
    leftover.mkdir(parents=True)
    (leftover / "PG_VERSION").write_text("18\n")
    assert cluster.start() is True


def test_two_processes_that_start_it_at_once_share_one_server(cluster):
    program = (
        "import sys; from pathlib import Path; from config.devdb import Cluster; "
        "cluster = Cluster(Path(sys.argv[1])); print(cluster.start(), cluster.pid)"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(cluster.root)],
            env=os.environ | {"PYTHONPATH": str(SITE_DIR)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    answers = [process.communicate(timeout=60)[0].split() for process in processes]
    assert sorted(started for started, _ in answers) == ["False", "True"]
    assert len({pid for _, pid in answers}) == 1


def test_a_long_path_gets_a_short_socket(folder):
    cluster = Cluster(folder / ("a-long-name-" * 8) / "pg")
    cluster.root.parent.mkdir()
    try:
        cluster.start()
        assert not cluster.socket_dir.is_relative_to(folder)
        assert query(cluster, "SELECT 1") == [(1,)]
    finally:
        cluster.stop()
        cluster.socket_dir.rmdir()


def test_a_path_with_spaces_and_commas_works(folder):
    cluster = Cluster(folder / "my schools, all" / "pg")
    cluster.root.parent.mkdir()
    try:
        cluster.start()
        assert query(cluster, "SELECT 1") == [(1,)]
    finally:
        cluster.stop()
        cluster.socket_dir.rmdir()


def test_it_refuses_data_of_another_version(cluster):
    cluster.start()
    cluster.stop()
    (cluster.data_dir / "PG_VERSION").write_text("12\n")
    with pytest.raises(DevdbError, match="was made by PostgreSQL 12"):
        cluster.start()


def test_a_failing_start_shows_the_end_of_the_log(cluster):
    cluster.start()
    cluster.stop()
    (cluster.data_dir / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(DevdbError, match="no_such_setting"):
        cluster.start()


def test_a_cluster_without_durability_is_made_anew_after_a_crash_of_the_machine(folder):
    cluster = Cluster(folder / "pg", durable=False)
    try:
        cluster.start()
        query(cluster, "CREATE TABLE doubtful (word text)")
        kill(cluster)
        (cluster.root / "boot").write_text("an earlier run of the machine")
        cluster.start()
        assert query(cluster, "SELECT to_regclass('doubtful')") == [(None,)]
    finally:
        cluster.stop()


def test_a_cluster_without_durability_survives_a_kill_of_the_server(folder):
    cluster = Cluster(folder / "pg", durable=False)
    try:
        cluster.start()
        query(cluster, "CREATE TABLE kept (word text)")
        query(cluster, "CHECKPOINT")
        kill(cluster)
        cluster.start()
        assert query(cluster, "SELECT to_regclass('kept')::text") == [("kept",)]
    finally:
        cluster.stop()


def test_the_first_connection_starts_the_server_and_makes_the_database(cluster, django_db_blocker):
    connections = ConnectionHandler({"default": devdb.database_settings(cluster, "schools")})
    assert not cluster.is_running()
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone() == ("schools",)
    connections.close_all()


def test_threads_that_connect_first_at_once_all_get_through(cluster, django_db_blocker):
    answers = []

    def connect() -> None:
        connections = ConnectionHandler({"default": devdb.database_settings(cluster, "schools")})
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
            answers.append(cursor.fetchone())
        connections.close_all()

    threads = [threading.Thread(target=connect) for _ in range(8)]
    with django_db_blocker.unblock():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == [(1,)] * 8


def test_the_commands_start_stop_and_tell(cluster, monkeypatch):
    monkeypatch.setattr(devdb, "DEVELOPMENT", cluster)
    with pytest.raises(CommandError, match="not running") as refusal:
        call_command("devdb", "status")
    assert refusal.value.returncode == 3
    assert not cluster.root.exists()

    said = StringIO()
    call_command("devdb", "start", stdout=said)
    call_command("devdb", "start", stdout=said)
    call_command("devdb", "status", stdout=said)
    call_command("devdb", "stop", stdout=said)
    call_command("devdb", "stop", stdout=said)
    told = [line.split(":")[0] for line in said.getvalue().splitlines() if not line.startswith("Making")]
    assert told == [
        "PostgreSQL started",
        "PostgreSQL was running",
        "PostgreSQL is running",
        "PostgreSQL stopped.",
        "PostgreSQL was not running.",
    ]
