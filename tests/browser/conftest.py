"""The browser of the tests: Debian's Chromium, whose relative addresses lead to the site's server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import DjangoDbBlocker

from tests import gunicorn
from tests.browser.chromium import launch_arguments
from tests.browser.content import Content, prepare_content
from tests.browser.reader import Reader

# Milliseconds that a page may take on a busy machine; what is measured in time is the benchmark's business.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the machine's Chromium, headless."""
    return launch_arguments()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], site_server: gunicorn.Server) -> dict[str, Any]:
    """Let `page.goto("/es/")` lead to the site's server."""
    return browser_context_args | {"base_url": site_server.url, "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def content(site_server: gunicorn.Server, django_db_blocker: DjangoDbBlocker) -> Content:
    """The addresses to look at, with a page of every block and an Arabic tree added to the server's database."""
    with django_db_blocker.unblock(), site_server.database.in_use():
        return prepare_content()


@pytest.fixture(scope="session")
def shared_reader(
    browser: Browser, browser_context_args: dict[str, Any], site_server: gunicorn.Server
) -> Iterator[Reader]:
    """A reader who has been on the site before; a new one for each test would take half of the suite's time."""
    context = browser.new_context(**browser_context_args)
    yield Reader(context, site_server.url)
    context.close()


@pytest.fixture
def reader(shared_reader: Reader) -> Reader:
    """The shared reader at a desk: light colours, 1440 × 900 pixels."""
    shared_reader.page.set_viewport_size({"width": 1440, "height": 900})
    shared_reader.page.emulate_media(
        media="screen", color_scheme="light", reduced_motion="reduce", forced_colors="none"
    )
    return shared_reader
