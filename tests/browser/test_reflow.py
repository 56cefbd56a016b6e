"""At 320 CSS pixels nothing needs sideways scrolling and no text is cut off, also with wider spacing of the text."""

import pytest

from tests.browser.content import Content, names
from tests.browser.reader import Reader

# Text that leaves the window, or a box that hides what does not fit. Boxes that scroll by themselves may hold more.
CUT_TEXT = r"""
() => {
  const found = new Set();
  const name = (element) => `${element.localName}.${[...element.classList].join(".")}`;
  const isForAssistiveTechnologyOnly = (box) => box.width <= 1 || box.height <= 1;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim() || !text.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const limits = [{ left: 0, right: innerWidth, top: -Infinity, bottom: Infinity, of: "window" }];
    for (let box = text.parentElement; box && box !== document.documentElement; box = box.parentElement) {
      const style = getComputedStyle(box);
      const area = box.getBoundingClientRect();
      if (isForAssistiveTechnologyOnly(area) || /auto|scroll/.test(style.overflowX)) { limits.length = 0; break; }
      if (style.position === "fixed") break;
      if (!/hidden|clip/.test(style.overflow)) continue;
      limits.push({ left: area.left, right: area.right, top: area.top, bottom: area.bottom, of: name(box) });
    }
    for (const line of range.getClientRects()) {
      if (!line.width) continue;
      for (const limit of limits) {
        const middle = (line.top + line.bottom) / 2;
        if (line.left < limit.left - 1 || line.right > limit.right + 1 || middle < limit.top || middle > limit.bottom)
          found.add(`“${text.data.trim().slice(0, 60)}” in ${name(text.parentElement)} leaves ${limit.of}`);
      }
    }
  }
  return [...found];
}
"""
WIDTH_NEEDED = "() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
# What a reader may set without losing anything (WCAG 1.4.12), as a style sheet of the browser would.
SPACE_OUT = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}
"""


@pytest.mark.parametrize(("kind", "language"), names())
def test_a_page_fits_into_320_pixels(reader: Reader, content: Content, kind: str, language: str):
    reader.page.set_viewport_size({"width": 320, "height": 640})
    reader.open(content[kind, language])
    assert reader.page.evaluate(WIDTH_NEEDED) <= 320
    assert reader.page.evaluate(CUT_TEXT) == []
    reader.page.evaluate(SPACE_OUT)
    assert reader.page.evaluate(WIDTH_NEEDED) <= 320, "with wider spacing of the text"
    assert reader.page.evaluate(CUT_TEXT) == [], "with wider spacing of the text"
