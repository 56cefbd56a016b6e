"""axe finds nothing: WCAG 2.0, 2.1 and 2.2, levels A and AA, in every language, light and dark, on phone and desk."""

import itertools
from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.content import LANGUAGES, PREFIXES, SIGN_IN, Content, names
from tests.browser.reader import SCHEMES, Reader

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Rules that have to be asked for: one of WCAG 2.2, and one that Wagtail's content checks show to editors.
    "rules": {"target-size": {"enabled": True}, "p-as-heading": {"enabled": True}},
    "resultTypes": ["violations"],
}
SIZES = {"phone": (390, 844), "desk": (1440, 900)}


def look(page: Page) -> list[str]:
    """Run axe on the page as it stands and return a line for each element it complains about."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("(options) => axe.run(options)", OPTIONS)
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def look_everywhere(page: Page, path: str, before: Callable[[Page], None] = lambda page: None) -> list[str]:
    """Run axe on phone and desk, light and dark, each time after `before` has opened what is to be looked at."""
    found = []
    for (size, (width, height)), scheme in itertools.product(SIZES.items(), SCHEMES):
        # Before the page is loaded: Chromium leaves some colours as they were when the scheme changes under a page.
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.goto(path)
        before(page)
        found += [f"{size}, {scheme}: {line}" for line in look(page)]
    return found


def open_menus(page: Page) -> None:
    """Open the menu of a phone, and what unfolds in it or on a desk."""
    button = page.locator("[popovertarget=menu]:visible")
    if button.count():
        button.click()
    page.locator("nav summary:visible").last.click()


@pytest.mark.parametrize(("kind", "language"), names())
def test_a_page_has_no_accessibility_violation(reader: Reader, content: Content, kind: str, language: str):
    assert look_everywhere(reader.page, content[kind, language]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_open_menus_have_no_accessibility_violation(reader: Reader, content: Content, language: str):
    assert look_everywhere(reader.page, f"{PREFIXES[language]}/", open_menus) == []


@pytest.mark.parametrize("name", SIGN_IN)
@pytest.mark.parametrize("language", ["en-US", "es-MX"])
def test_signing_in_has_no_accessibility_violation(page: Page, name: str, language: str):
    page.set_extra_http_headers({"Accept-Language": language})
    assert look_everywhere(page, SIGN_IN[name]) == []
