"""What the browser loads and says: everything from the site itself, no error, nothing kept about the reader."""

import pytest

from tests.browser.content import Content, names
from tests.browser.reader import Reader


@pytest.mark.parametrize(("kind", "language"), names())
def test_a_page_loads_without_errors_cookies_and_other_hosts(
    reader: Reader, content: Content, kind: str, language: str
):
    status = reader.open(content[kind, language])
    broken_pictures = reader.see_all()
    assert status == (404 if kind == "page not found" else 200)
    assert reader.problems == []
    assert broken_pictures == []
    assert reader.context.cookies() == []
    assert reader.page.evaluate("() => localStorage.length + sessionStorage.length") == 0
