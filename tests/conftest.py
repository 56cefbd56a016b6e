"""What every test can ask for: the seeded database, a database of its own, the site on a real server."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import caches
from pytest_django import DjangoDbBlocker
from xdist.workermanage import WorkerController

from tests import database, gunicorn

LOG_DIR = database.PROJECT_DIR / ".local" / "test-logs"
Cloning = Callable[[], AbstractContextManager[database.Database]]
TEMPLATES = pytest.StashKey[tuple[str, str]]()
LOG_START = pytest.StashKey[int]()
LONGEST = ("tests/isolation/test_sweep.py", "tests/browser/test_edition_journeys.py")
FLUSHING_FIXTURES = {"transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback", "live_server"}

hypothesis.settings.register_profile("nightly", max_examples=10_000, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a developer go without a fresh seed."""
    parser.addoption(
        "--quick-seed", action="store_true", help="use the newest seeded database, whatever code wrote its content"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known that the browser tests get by their folder, and let Django work beside Playwright."""
    # Playwright keeps an event loop in the main thread, which makes Django take every later test for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    config.addinivalue_line("markers", "browser: needs Chromium; given to everything in tests/browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, mark the browser tests, and refuse what would spoil the database of a worker.

    Raises pytest.UsageError for these.
    """
    # The longest first, so that no worker is left alone with them at the end; the order of the others stays.
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    for item in items:
        if "browser" in item.path.relative_to(Path(__file__).parent).parts[:-1]:
            item.add_marker("browser")
        fixtures = set(getattr(item, "fixturenames", ()))
        marker = item.get_closest_marker("django_db")
        if FLUSHING_FIXTURES & fixtures or (marker and marker.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid} would empty the database of its worker; use fresh_database")
        if "fresh_database" in fixtures and (marker or "db" in fixtures):
            raise pytest.UsageError(f"{item.nodeid} asks for db and fresh_database; the second is enough")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    """Hand the names of the templates to a worker of pytest-xdist."""
    node.workerinput["templates"] = node.config.stash.setdefault(TEMPLATES, database.fingerprints())


@pytest.fixture(scope="session")
def clone(request: pytest.FixtureRequest) -> Cloning:
    """Return what makes a clone of the seeded database for the length of a `with` block."""
    worker = getattr(request.config, "workerinput", None)
    names = worker["templates"] if worker else database.fingerprints()
    quick = request.config.getoption("--quick-seed")
    template = (database.quick_template if quick else database.ensure_template)(tuple(names))
    return lambda: database.clone(template)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, clone: Cloning) -> Iterator[None]:
    """Give this worker its clone of the seeded database; the fixture `db` rolls back what each test does to it."""
    with clone() as worker_database, worker_database.in_use():
        yield


@pytest.fixture(autouse=True)
def forgetful_cache() -> None:
    """Forget the renditions of the test before, whose changes to the database are rolled back."""
    caches["renditions"].clear()


@pytest.fixture
def fresh_database(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, clone: Cloning
) -> Iterator[database.Database]:
    """A clone for this test alone, which may commit, use threads, and start processes with its `environment`."""
    with clone() as own, own.in_use(), django_db_blocker.unblock():
        yield own


@pytest.fixture(scope="session")
def site_server(request: pytest.FixtureRequest, worker_id: str, clone: Cloning) -> Iterator[gunicorn.Server]:
    """The site on a real gunicorn with a clone of its own; its messages are kept when a test of the session fails."""
    log = LOG_DIR / f"site-server-{worker_id}-{os.getpid()}.log"
    with clone() as own, gunicorn.serve(own, log) as server:
        yield server
    if not request.session.testsfailed:
        log.unlink()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
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
