"""A reader finds their affiliate in a browser: by the search box, by the map, and by where they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import gunicorn
from tests.browser.content import LANGUAGES, PREFIXES, Content
from tests.browser.reader import Reader
from tests.browser.test_accessibility import look_everywhere

DIRECTORY = "affiliates.AffiliateIndexPage"
# A local association, a ZIP code of two states, many places of one name, what is malformed, what nobody knows.
QUESTIONS = ["60173", "42223", "Springfield", "6017", "Nowhereville"]
SPRINGFIELD = {"latitude": 39.8, "longitude": -89.65}
EAST_ST_LOUIS = {"latitude": 38.62, "longitude": -90.16}
PARIS = {"latitude": 48.86, "longitude": 2.35}


def asking(question: str) -> Callable[[Page], None]:
    def ask(page: Page) -> None:
        page.locator("#finder-place").fill(question)
        page.locator(".finder__form button").click()
        expect(page.locator(".finder-answer")).to_be_visible()

    return ask


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_has_no_accessibility_violation(reader: Reader, content: Content, language: str, question: str):
    assert look_everywhere(reader.page, content[DIRECTORY, language], asking(question)) == []


@pytest.mark.parametrize("width", [320, 390, 800])
def test_the_page_never_scrolls_sideways(reader: Reader, content: Content, width: int):
    reader.page.set_viewport_size({"width": width, "height": 800})
    for question in QUESTIONS:
        reader.open(content[DIRECTORY, "en"])
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
        asking(question)(reader.page)
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["en", "es"])
def test_without_javascript_the_box_leads_to_the_sub_site(
    browser: Browser,
    browser_context_args: dict[str, Any],
    content: Content,
    site_server: gunicorn.Server,
    language: str,
):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(content[DIRECTORY, language])
    expect(page.locator("[data-locate]")).to_be_hidden()
    page.locator("#finder-place").fill("62040")
    page.locator(".finder__form button").click()
    expect(page.locator("body")).to_contain_class("is-affiliate")
    assert page.url.split("/", 3)[3].startswith(f"{PREFIXES[language].lstrip('/')}/".lstrip("/"))
    assert "62040" not in page.url
    said = site_server.log.read_text()
    assert "find-affiliate" in said
    assert "62040" not in said
    assert not context.cookies()
    context.close()


def test_the_map_and_the_list_have_the_same_links(reader: Reader, content: Content):
    reader.open(content[DIRECTORY, "en"])
    addresses = "(links) => links.map((link) => link.getAttribute('href')).sort()"
    on_map = reader.page.locator(".map a").evaluate_all(addresses)
    assert on_map == reader.page.locator(".states .choice__home").evaluate_all(addresses)
    assert on_map


def test_a_state_on_the_map_is_reached_with_the_keyboard(reader: Reader, content: Content):
    reader.open(content[DIRECTORY, "en"])
    state = reader.page.get_by_role("link", name="Illinois: Illinois Education Association")
    state.focus()
    expect(state).to_be_focused()
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile(r"/affiliates/illinois/$"))


@pytest.mark.parametrize(
    ("where", "shown"),
    [(SPRINGFIELD, ["Illinois"]), (EAST_ST_LOUIS, ["Illinois", "Missouri"]), (PARIS, [])],
    ids=["inside", "near a line", "abroad"],
)
def test_the_position_leads_to_the_state_and_is_sent_to_nobody(
    browser: Browser, browser_context_args: dict[str, Any], content: Content, where: Any, shown: list[str]
):
    context = browser.new_context(**browser_context_args, geolocation=where, permissions=["geolocation"])
    page = context.new_page()
    page.goto(content[DIRECTORY, "en"], wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Use my location").click()
    status = page.locator(".finder__found")
    expect(status.locator("ul")).to_be_attached()
    items = status.locator("li").all_inner_texts()
    assert [item.split(":")[0] for item in items] == shown
    assert status.inner_text().strip()
    assert not [url for url in asked if "favicon" not in url]
    context.close()


def test_a_reader_who_gives_no_position_is_told_what_to_do(
    browser: Browser, browser_context_args: dict[str, Any], content: Content
):
    context = browser.new_context(**browser_context_args, permissions=[])
    page = context.new_page()
    page.goto(content[DIRECTORY, "en"])
    page.get_by_role("button", name="Use my location").click()
    expect(page.locator(".finder__found")).to_contain_text("Your browser did not tell where you are")
    context.close()
