"""What a browser loads to show the home page, in bytes by kind."""

from __future__ import annotations

import gzip
from collections import Counter
from typing import Any

from playwright.sync_api import Browser, Response, sync_playwright

from tests.browser.chromium import launch_arguments

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True},
    "desktop": {"viewport": {"width": 1440, "height": 900}},
}
KINDS = {"document": "html", "stylesheet": "css", "script": "js", "font": "font", "image": "image"}


def measure_home(url: str) -> dict[str, dict[str, int]]:
    """Return for each screen the bytes of the body of every answer by kind, and the number of requests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments())
        try:
            return {screen: _load(browser, url, options) for screen, options in SCREENS.items()}
        finally:
            browser.close()


def _load(browser: Browser, url: str, options: dict[str, Any]) -> dict[str, int]:
    context = browser.new_context(**options)
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks what it is given
    page.goto(url, wait_until="networkidle")
    found: Counter[str] = Counter()
    for answer in answers:
        found[KINDS.get(answer.request.resource_type, "other")] += _size(answer)
        found["requests"] += 1
    context.close()
    return dict(found)


def _size(answer: Response) -> int:
    """Return the size as it travels: as sent where it was sent compressed, and HTML as the proxy will compress it."""
    if answer.request.resource_type == "document":
        return len(gzip.compress(answer.body(), 6, mtime=0))
    return answer.request.sizes()["responseBodySize"]
