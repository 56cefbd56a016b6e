"""Everything can be reached and used with the keyboard alone, and one sees where one is."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.content import LANGUAGES, PREFIXES, Content
from tests.browser.reader import SCHEMES, Reader, Scheme

# Where the focus is: whether it shows (an outline at least 2 pixels wide, of the element or of the card that it is the
# link of) and whether anything covers it.
FOCUS = """
() => {
  const element = document.activeElement;
  const outlined = (one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const top = document.elementFromPoint(x, box.top + box.height / 2);
  return {
    name: `${element.localName} “${element.textContent.trim().replace(/\\s+/g, " ").slice(0, 50)}”`,
    shows: outlined(element) || outlined(element.closest("li, article") ?? element),
    uncovered: Boolean(top) && (element.contains(top) || top.contains(element)),
    isBody: element === document.body,
  };
}
"""
LONGEST_WAY = 200


def tab_through(page: Page) -> list[dict]:
    """Press Tab until the focus leaves the page; return what each stop looked like."""
    stops = []
    for _stop in range(LONGEST_WAY):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["isBody"]:
            return stops
        stops.append(stop)
    raise AssertionError(f"the focus never leaves the page: {stops[-3:]}")


def focused(page: Page) -> Locator:
    return page.locator("*:focus")


def go_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is on `target`."""
    for _stop in range(LONGEST_WAY):
        page.keyboard.press("Tab")
        if target.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError("the keyboard never gets there")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_stop_skips_to_the_content(reader: Reader, content: Content, language: str):
    reader.open(f"{PREFIXES[language]}/")
    reader.page.keyboard.press("Tab")
    expect(focused(reader.page)).to_have_attribute("href", "#content")
    expect(focused(reader.page)).to_be_in_viewport(ratio=1)
    reader.page.keyboard.press("Enter")
    expect(focused(reader.page)).to_have_id("content")


@pytest.mark.parametrize(
    "kind", ["home.HomePage", "programs.TrainingPage", "resources.FAQPage", "every block", "search"]
)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_stop_of_the_keyboard_shows(reader: Reader, content: Content, kind: str, scheme: Scheme):
    reader.page.emulate_media(color_scheme=scheme)
    reader.open(content[kind, "en"])
    stops = tab_through(reader.page)
    assert len(stops) > 10
    assert [stop["name"] for stop in stops if not stop["shows"]] == []
    assert [stop["name"] for stop in stops if not stop["uncovered"]] == []


def test_a_menu_opens_and_closes_by_keyboard(reader: Reader, content: Content):
    page = reader.page
    reader.open("/")
    menu = page.locator("nav details[data-menu]").filter(has=page.locator("summary", has_text="Programs"))
    go_to(page, menu.locator("summary"))
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(menu.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_a_menu_closes_when_the_focus_leaves_it(reader: Reader, content: Content):
    page = reader.page
    reader.open("/")
    menu = page.locator("nav details[data-menu]").filter(has=page.locator("summary", has_text="Programs"))
    go_to(page, menu.locator("summary"))
    page.keyboard.press("Space")
    for _link in range(menu.locator("a").count() + 1):
        page.keyboard.press("Tab")
    expect(menu).not_to_have_attribute("open", "")


def test_the_phone_menu_works_by_keyboard(reader: Reader, content: Content):
    page = reader.page
    page.set_viewport_size({"width": 390, "height": 844})
    reader.open("/")
    button = page.get_by_role("button", name="Menu")
    go_to(page, button)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Trainings", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.getElementById('menu').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_reader_gets_to_a_training_and_back(reader: Reader, content: Content):
    page = reader.page
    reader.open("/")
    go_to(page, page.locator("#menu").get_by_role("link", name="Trainings", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/trainings/")
    training = page.locator("main .card a, main .row a, main li a").first
    title = training.inner_text()
    go_to(page, training)
    page.keyboard.press("Enter")
    page.wait_for_url("**/trainings/*/")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    go_to(page, page.locator(".breadcrumbs a").last)
    page.keyboard.press("Enter")
    page.wait_for_url("**/trainings/")
    assert reader.problems == []


def test_a_switch_of_language_by_keyboard_opens_the_same_page(reader: Reader, content: Content):
    page = reader.page
    reader.open("/trainings/")
    go_to(page, page.locator(".languages summary:visible"))
    page.keyboard.press("Enter")
    go_to(page, page.locator(".languages a:visible", has_text="español"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/es/**")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator(".breadcrumbs [aria-current=page]")).to_have_count(1)
