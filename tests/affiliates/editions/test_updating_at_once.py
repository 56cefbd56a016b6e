"""Workers beside each other, people beside each other, and a worker that is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from django.db import connections, transaction
from wagtail.models import Page

from affiliates.editions.localizing import localize
from affiliates.editions.updating import editions_behind, work
from affiliates.models import Affiliate, Edition, EditionRun
from tests.affiliates.editions.changing import illinois, national_page, publish, published_edition
from tests.database import PROJECT_DIR, Database, bound

PAGES = 5


def in_thread(function: Callable[[], object]) -> object:
    try:
        return function()
    finally:
        connections.close_all()


def at_once(*functions: Callable[[], object]) -> list[object]:
    with ThreadPoolExecutor(len(functions)) as pool:
        return list(pool.map(in_thread, functions))


@pytest.fixture
def many(fresh_database: Database) -> list[Edition]:
    """Return editions of several pages in several affiliates, all behind."""
    affiliates = [Affiliate.objects.get(slug=slug) for slug in ("illinois", "california", "indiana")]
    sources = [national_page(slug=f"what-we-do-{number}") for number in range(PAGES)]
    editions = [published_edition(source, affiliate) for source in sources for affiliate in affiliates]
    for source in sources:
        publish(source, summary="Changed.")
    return editions


def revisions() -> dict[int, int]:
    pages = Page.objects.filter(edition__isnull=False)
    return {page.pk: page.revisions.count() for page in pages}


def assert_each_once(many: list[Edition], before: dict[int, int]) -> None:
    assert not editions_behind().exists()
    assert Counter(EditionRun.objects.values_list("outcome", flat=True)) == {"applied": len(many)}
    assert revisions() == {page: count + 1 for page, count in before.items()}


def test_two_people_at_once_end_with_one_edition(fresh_database: Database):
    source = national_page()
    made = at_once(*[lambda: localize(source, illinois(), user=None)] * 4)
    assert len({edition.pk for edition in made if isinstance(edition, Edition)}) == 1
    assert Page.objects.filter(slug=source.slug, edition__isnull=False).count() == 1


def test_two_workers_at_once_do_each_edition_once(many: list[Edition]):
    before = revisions()
    done = at_once(work, work)
    assert sum(int(str(count)) for count in done) == len(many)
    assert_each_once(many, before)


@pytest.fixture
def start(fresh_database: Database) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start workers as processes of their own, which end with the test."""
    workers: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: str) -> subprocess.Popen[bytes]:
        command = bound([sys.executable, "manage.py", "update_editions", "--watch", *arguments])
        workers.append(subprocess.Popen(command, cwd=PROJECT_DIR, env=fresh_database.environment))
        return workers[-1]

    yield begin
    for worker in workers:
        if worker.poll() is None:
            worker.kill()
        worker.wait(timeout=10)


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_worker_that_is_killed_in_the_middle_leaves_nothing_half_done(
    many: list[Edition], start: Callable[..., subprocess.Popen[bytes]]
):
    before = revisions()
    worker = start()
    wait_until(lambda: EditionRun.objects.count() >= 3)
    worker.send_signal(signal.SIGKILL)
    worker.wait(timeout=10)
    assert 3 <= EditionRun.objects.count() < len(many)
    start()
    wait_until(lambda: not editions_behind().exists())
    assert_each_once(many, before)


def test_a_worker_that_is_asked_to_stop_finishes_the_edition_at_hand(
    many: list[Edition], start: Callable[..., subprocess.Popen[bytes]]
):
    worker = start()
    wait_until(EditionRun.objects.exists)
    worker.terminate()
    assert worker.wait(timeout=20) == 0
    assert EditionRun.objects.count() + editions_behind().count() == len(many)


def test_a_worker_ends_with_the_process_that_started_it(fresh_database: Database):
    # As in the Makefile: the shell becomes the server, and the worker stays its child.
    script = '"$0" manage.py update_editions --watch --with-parent $$ >/dev/null & echo $!; exec sleep 120'
    shell = subprocess.Popen(
        bound(["sh", "-c", script, sys.executable]),
        cwd=PROJECT_DIR,
        env=fresh_database.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert shell.stdout is not None
    worker = psutil.Process(int(shell.stdout.readline()))
    time.sleep(8)
    assert worker.is_running()
    shell.kill()
    shell.wait(timeout=10)
    worker.wait(timeout=30)


def test_a_round_from_the_command_line_brings_everything_up_to_date(many: list[Edition], fresh_database: Database):
    fresh_database.manage("update_editions")
    assert not editions_behind().exists()


def test_an_edition_that_is_locked_waits_for_the_next_round(many: list[Edition]):
    locked, finish = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Edition.objects.select_for_update().get(pk=many[0].pk)
            locked.set()
            finish.wait(30)

    holder = threading.Thread(target=in_thread, args=[hold])
    holder.start()
    try:
        assert locked.wait(30)
        assert work() == len(many) - 1
    finally:
        finish.set()
        holder.join()
    assert work() == 1
