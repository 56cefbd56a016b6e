"""An editor signs in with two factors, writes a case study, looks at it in two sizes, publishes it and sees it live."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from PIL import Image
from playwright.sync_api import Browser, FrameLocator, Page, expect
from pytest_django import DjangoDbBlocker

from case_studies.models import CaseStudyIndexPage, QuotePage
from demo.people import PASSWORD
from tests import gunicorn
from tests.browser.back_office import sign_in
from tests.browser.reader import Reader
from tests.database import Database
from tests.sign_in import give_app
from users.addresses import confirm_address
from users.models import User

EDITOR = "national@justschools.example"
TITLE = "A bus route that waits"
PATH = "/case-studies/a-bus-route-that-waits/"


@pytest.fixture
def server(fresh_database: Database, tmp_path: Path) -> Iterator[gunicorn.Server]:
    """A server of its own, since the editor changes what is published."""
    with gunicorn.serve(fresh_database, tmp_path / "server.log", threads=4) as running:
        yield running


@pytest.fixture
def authenticator(fresh_database: Database) -> Authenticator:
    """The authenticator app of the national editor."""
    editor = User.objects.get(email=EDITOR)
    confirm_address(editor)
    return give_app(editor)


@pytest.fixture
def desk(browser: Browser, browser_context_args: dict[str, Any], server: gunicorn.Server) -> Iterator[Reader]:
    """The editor's browser."""
    size = {"width": 1600, "height": 1000}
    context = browser.new_context(**browser_context_args | {"base_url": server.url, "viewport": size})
    yield Reader(context, server.url)
    context.close()


def picture() -> bytes:
    """Return a small picture of a yellow bus, seen from very far away."""
    output = BytesIO()
    Image.new("RGB", (1600, 1000), "#f5b83d").save(output, "PNG")
    return output.getvalue()


def upload_cover(page: Page) -> None:
    page.get_by_role("button", name="Choose an image").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Upload").click()
    dialog.locator("input[type=file]").set_input_files(
        {"name": "bus.png", "mimeType": "image/png", "buffer": picture()}
    )
    dialog.get_by_label("Title").fill("A bus at its stop")
    dialog.get_by_role("button", name="Upload").click()
    expect(dialog).to_be_hidden()
    page.locator("[name=cover_alt]").fill("A yellow school bus waits at its stop.")


def add_block(page: Page, label: str) -> None:
    """Add a block at the end of the body."""
    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    page.get_by_role("option", name=label, exact=True).click()


def add_quote(page: Page, quote: QuotePage) -> None:
    add_block(page, "Quote")
    page.locator("[data-contentpath=body]").get_by_role("button", name="Choose a page").last.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Search term").fill(quote.title)
    dialog.get_by_role("link", name=quote.title).first.click()
    expect(dialog).to_be_hidden()


def preview(page: Page) -> FrameLocator:
    """Open the preview beside the editor."""
    page.get_by_role("button", name=re.compile("preview", re.IGNORECASE)).first.click()
    return page.frame_locator("#w-preview-iframe")


def test_an_editor_publishes_a_case_study(
    desk: Reader, server: gunicorn.Server, authenticator: Authenticator, django_db_blocker: DjangoDbBlocker
):
    page = desk.page
    index = CaseStudyIndexPage.objects.get(locale__language_code="en", depth=3)
    quote = QuotePage.objects.live().filter(locale__language_code="en").exclude(name="").first()

    sign_in(page, EDITOR, authenticator, password=PASSWORD)
    page.goto(f"/cms/pages/add/case_studies/casestudypage/{index.pk}/")
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=summary]").fill("One driver, one minute and nine students who are on time now.")
    upload_cover(page)
    page.locator("[name=result]").fill("Nine students are on time every morning.")
    add_quote(page, quote)

    shown = preview(page)
    widths = []
    for size in ("Preview in mobile size", "Preview in desktop size"):
        page.get_by_label(size).check(force=True)
        expect(shown.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(shown.locator(".pull")).to_contain_text(quote.text[:40])
        widths.append(shown.locator("html").evaluate("() => innerWidth"))
    assert widths[0] < 500
    assert widths[1] > 1000

    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("created and published").or_(page.get_by_text("published")).first).to_be_visible()
    assert desk.problems == []

    desk.open(PATH)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_alt_text("A yellow school bus waits at its stop.")).to_be_visible()
    expect(page.locator("main")).to_contain_text(quote.text[:40])
    assert desk.see_all() == []
    assert desk.problems == []
    desk.open("/case-studies/")
    expect(page.locator("main").get_by_role("link", name=TITLE)).to_be_visible()
    assert TITLE in page.request.get("/feeds/case-studies/").text()
