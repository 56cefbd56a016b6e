"""A video from elsewhere: nothing is asked from its provider before the reader plays it."""

from playwright.sync_api import Route, expect

from tests.browser.content import Content
from tests.browser.reader import Reader


def test_a_click_loads_the_player_and_nothing_before_it(reader: Reader, content: Content):
    asked: list[str] = []

    def play(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<!doctype html><title>Player</title>", content_type="text/html")

    reader.page.route("https://player.vimeo.com/**", play)
    reader.open(content["every block", "en"])
    assert asked == []
    reader.page.locator("[data-video] a").click()
    expect(reader.page.locator("iframe")).to_be_focused()
    reader.page.unroute("https://player.vimeo.com/**")
    assert len(asked) == 1
    assert [problem for problem in reader.problems if "asks another host" not in problem] == []
