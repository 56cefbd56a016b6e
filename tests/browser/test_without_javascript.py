"""Without JavaScript everything works: finding, filtering, turning pages, opening details, changing the language."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.content import Content


@pytest.fixture
def plain_page(browser: Browser, browser_context_args: dict[str, Any], content: Content) -> Iterator[Page]:
    """A page of a browser that runs no script."""
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_menu_leads_on(plain_page: Page):
    plain_page.goto("/")
    menu = plain_page.locator("#menu details", has_text="Programs")
    menu.locator("summary").click()
    menu.get_by_role("link", name="Leaders for Just Schools").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Leaders for Just Schools")


def test_the_phone_menu_opens(plain_page: Page):
    plain_page.set_viewport_size({"width": 390, "height": 844})
    plain_page.goto("/")
    plain_page.get_by_role("button", name="Menu").click()
    plain_page.get_by_role("link", name="Trainings", exact=True).first.click()
    expect(plain_page).to_have_url("/trainings/")


def test_the_language_can_be_changed(plain_page: Page):
    plain_page.goto("/trainings/")
    plain_page.locator(".languages summary").first.click()
    plain_page.locator(".languages a", has_text="español").first.click()
    expect(plain_page.locator("html")).to_have_attribute("lang", "es")
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Formaciones")


def test_search_finds_and_its_filter_narrows(plain_page: Page):
    plain_page.goto("/search/")
    plain_page.get_by_role("searchbox").fill("school")
    plain_page.get_by_role("button", name="Search").click()
    expect(plain_page.locator(".result").first).to_be_visible()
    expect(plain_page.locator(".result mark").first).to_be_visible()
    plain_page.locator(".search-page__kinds a", has_text="Trainings").click()
    expect(plain_page.locator(".search-page__kinds [aria-current]")).to_contain_text("Trainings")
    kinds = plain_page.locator(".result .card__meta").all_inner_texts()
    assert kinds
    assert set(kinds) == {"Training"}


@pytest.mark.parametrize("path", ["/resources/", "/search/?q=school"])
def test_a_list_is_turned_to_its_next_page_and_back(plain_page: Page, path: str):
    plain_page.goto(path)
    first = plain_page.locator("main h2 a, main h3 a").all_inner_texts()
    plain_page.get_by_role("link", name="Next page").click()
    second = plain_page.locator("main h2 a, main h3 a").all_inner_texts()
    assert second
    assert not set(first) & set(second)
    plain_page.get_by_role("link", name="Previous page").click()
    assert plain_page.locator("main h2 a, main h3 a").all_inner_texts() == first


def test_questions_and_details_open(plain_page: Page, content: Content):
    plain_page.goto(content["resources.FAQPage", "en"])
    question = plain_page.locator("main details").first
    answer = question.locator("p").first
    expect(answer).to_be_hidden()
    question.locator("summary").click()
    expect(answer).to_be_visible()


def test_a_video_from_elsewhere_is_a_link(plain_page: Page, content: Content):
    plain_page.goto(content["every block", "en"])
    expect(plain_page.locator("[data-video] a")).to_have_attribute("href", "https://vimeo.com/123456789")
    expect(plain_page.locator("iframe")).to_have_count(0)
