"""What every test can ask for: the seeded database, a database of its own, the site on a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests import database, gunicorn

LOG_DIR = database.PROJECT_DIR / ".local" / "test-logs"
FLUSHING_FIXTURES = {"transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback", "live_server"}


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known that the browser tests get by their folder."""
    config.addinivalue_line("markers", "browser: needs Chromium; given to everything in tests/browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests, and refuse tests that would spoil the database of their worker.

    Raises pytest.UsageError for these.
    """
    for item in items:
        if "browser" in item.path.relative_to(Path(__file__).parent).parts[:-1]:
            item.add_marker("browser")
        fixtures = set(getattr(item, "fixturenames", ()))
        marker = item.get_closest_marker("django_db")
        if FLUSHING_FIXTURES & fixtures or (marker and marker.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid} would empty the database of its worker; use fresh_database")
        if "fresh_database" in fixtures and (marker or "db" in fixtures):
            raise pytest.UsageError(f"{item.nodeid} asks for db and fresh_database; the second is enough")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> Iterator[None]:
    """Give this worker its clone of the seeded database; the fixture `db` rolls back what each test does to it."""
    with database.clone() as clone, clone.in_use():
        yield


@pytest.fixture
def fresh_database(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[database.Database]:
    """A clone for this test alone, which may commit, use threads, and start processes with its `environment`."""
    with database.clone() as clone, clone.in_use(), django_db_blocker.unblock():
        yield clone


@pytest.fixture(scope="session")
def site_server(request: pytest.FixtureRequest, worker_id: str) -> Iterator[gunicorn.Server]:
    """The site on a real gunicorn with a clone of its own; its messages are kept when a test of the session fails."""
    log = LOG_DIR / f"site-server-{worker_id}.log"
    with database.clone() as clone, gunicorn.serve(clone, log) as server:
        yield server
    if not request.session.testsfailed:
        log.unlink()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Add what the site's server said during a failed test to its report."""
    server = getattr(item, "funcargs", {}).get("site_server")
    if server and call.when == "setup":
        item.stash[LOG_START] = server.log.stat().st_size
    report = yield
    if server and report.failed:
        with server.log.open() as log:
            log.seek(item.stash.get(LOG_START, 0))
            report.sections.append(("Messages of the site's server", log.read()))
    return report


LOG_START = pytest.StashKey[int]()
