"""The site does as the reader's settings ask: less motion, their own colours, paper."""

import pytest

from tests.browser.content import Content
from tests.browser.reader import SCHEMES, Reader, Scheme

KINDS = ["home.HomePage", "programs.TrainingPage", "affiliates.AffiliateHomePage", "every block"]
# Movement longer than a tenth of a second, whether running or waiting for the pointer.
MOVING = """
() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
  const moves = style.transitionProperty.match(/all|transform|translate|scale|rotate|left|top|height|width|margin/);
  const runs = style.animationName !== "none";
  return (moves && seconds(style.transitionDuration) > 0.1) || (runs && seconds(style.animationDuration) > 0.1);
}).map((element) => `${element.localName}.${element.className}`)
"""
# In forced colours only borders and outlines separate things; a button without a border is no longer one.
BORDERLESS = """
() => [...document.querySelectorAll("main button, main .button, main input")].filter((element) => {
  const style = getComputedStyle(element);
  return element.checkVisibility() && style.borderTopStyle === "none" && style.outlineStyle === "none"
    && !style.textDecorationLine.includes("underline");
}).map((element) => `${element.localName}.${element.className}`)
"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_for_readers_who_want_less_motion(reader: Reader, content: Content, kind: str):
    reader.open(content[kind, "en"])
    assert reader.page.evaluate(MOVING) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_controls_keep_their_shape_in_forced_colours(reader: Reader, content: Content, kind: str, scheme: Scheme):
    reader.page.emulate_media(forced_colors="active", color_scheme=scheme)
    reader.open(content[kind, "en"])
    assert reader.page.evaluate("() => matchMedia('(forced-colors: active)').matches")
    assert reader.page.evaluate(BORDERLESS) == []


@pytest.mark.parametrize("kind", KINDS)
def test_paper_gets_the_content_without_the_controls(reader: Reader, content: Content, kind: str):
    reader.open(content[kind, "en"])
    reader.page.emulate_media(media="print")
    assert reader.page.locator("h1").is_visible()
    assert not reader.page.locator(".nav, .skip-link, .languages").locator("visible=true").count()
