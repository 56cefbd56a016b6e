"""The browser of the tests: Debian's Chromium, whose relative addresses lead to the site's server."""

from typing import Any

import pytest

from tests import gunicorn
from tests.browser.chromium import launch_arguments


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the machine's Chromium, headless."""
    return launch_arguments()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], site_server: gunicorn.Server) -> dict[str, Any]:
    """Let `page.goto("/es/")` lead to the site's server."""
    return browser_context_args | {"base_url": site_server.url}
