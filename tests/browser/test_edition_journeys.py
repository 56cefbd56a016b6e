"""An affiliate adapts a national page, the nation rewrites it; both are read; where both wrote, a person decides."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from wagtail.admin.models import EditingSession
from wagtail.models import Site

from affiliates.models import Edition, EditionRun, PendingUpdate
from demo.people import PASSWORD
from tests import gunicorn, personas
from tests.affiliates.editions.adapted import adapted, in_conflict
from tests.browser.back_office import sign_in
from tests.browser.reader import Reader
from tests.browser.test_accessibility import look, look_everywhere
from tests.browser.test_editor_journey import add_block, picture
from tests.database import Database
from tests.public.seeded import in_spanish, page_at
from tests.sign_in import give_app
from users.addresses import confirm_address

PROGRAM = "/programs/leaders-for-just-schools/"
DESK = {"width": 1600, "height": 1000}
ALT = "A bus at its stop in Springfield."


@dataclass(frozen=True)
class Words:
    """What everybody writes, in one language; `end` is how the introduction ends before."""

    end: str
    heading: str
    ours: str
    block: str
    national: str
    national_block: str
    theirs: str
    agreed: str


WORDS = {
    "en": Words(
        end="had never heard of.",
        heading="How the three years unfold in Illinois",
        ours="first met in Springfield.",
        block="Who to ask in Illinois",
        national="Every student in every state should be able to count on a school that knows them",
        national_block="What changed this year",
        theirs="were never told about.",
        agreed="first met in Springfield, as nobody had told them.",
    ),
    "es": Words(
        end="nunca había oído hablar.",
        heading="Cómo transcurren los tres años en Illinois",
        ours="supo por primera vez en Springfield.",
        block="A quién preguntar en Illinois",
        national="Cada estudiante de cada estado debería poder contar con una escuela que lo conozca",
        national_block="Qué cambió este año",
        theirs="nadie tenía noticia.",
        agreed="supo en Springfield, porque nadie se lo había dicho.",
    ),
}


@pytest.fixture
def server(fresh_database: Database, tmp_path: Path) -> Iterator[gunicorn.Server]:
    """A server of its own, whose national site is at the address that it really has."""
    with gunicorn.serve(fresh_database, tmp_path / "server.log", threads=4) as running:
        address = urlsplit(running.url)
        site = Site.objects.get(is_default_site=True)
        site.hostname, site.port = str(address.hostname), int(address.port or 0)
        site.save()
        yield running


@pytest.fixture
def visitors(browser: Browser, browser_context_args: dict[str, Any], server: gunicorn.Server) -> Iterator[Any]:
    """What makes a new browser, with its size and colours."""
    contexts = []

    def visit(**options: Any) -> Reader:
        context = browser.new_context(**browser_context_args | {"base_url": server.url, "viewport": DESK} | options)
        contexts.append(context)
        return Reader(context, server.url)

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def desk(visitors: Any) -> Reader:
    """The browser of the editor of Illinois, signed in."""
    editor = personas.illinois_editor()
    confirm_address(editor)
    reader: Reader = visitors()
    sign_in(reader.page, editor.email, give_app(editor), password=PASSWORD)
    return reader


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def publish(page: Page) -> None:
    page.get_by_role("button", name="More actions").click()
    press(page, "Publish")
    expect(page.get_by_text("has been published").first).to_be_visible()


def make_edition(page: Page, source: Any) -> None:
    """Make a local edition from the list of national pages; ends in Wagtail's editor."""
    page.goto("/cms/national-content/")
    page.goto(f"{page.url}?language={source.locale.language_code}")
    page.get_by_label("Title or address").fill(source.full_url)
    press(page, "Filter")
    row = page.get_by_role("row", name=source.title)
    row.get_by_role("button", name="Make a local edition").click()
    page.wait_for_url("**/cms/pages/*/edit/**")


def field(page: Page, name: str) -> Locator:
    return page.locator(f"[data-contentpath={name}]").first


def rewrite_the_end(page: Page, box: Locator, before: str, after: str) -> None:
    """Write `after` in place of `before`, with which a rich text ends."""
    expect(box).to_contain_text(before)
    box.click()
    page.keyboard.press("Control+End")
    for _character in before:
        page.keyboard.press("Backspace")
    page.keyboard.insert_text(after)
    expect(box).to_contain_text(after)
    page.wait_for_timeout(1000)  # the editor writes into the form a moment later


def replace_cover(page: Page) -> None:
    cover = field(page, "cover")
    cover.get_by_role("button", name="Actions").click()
    page.get_by_role("button", name="Change image").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Upload").click()
    dialog.locator("input[type=file]").set_input_files(
        {"name": "bus.png", "mimeType": "image/png", "buffer": picture()}
    )
    dialog.get_by_label("Title").fill("A bus in Springfield")
    dialog.get_by_role("button", name="Upload").click()
    expect(dialog).to_be_hidden()
    page.locator("[name=cover_alt]").fill(ALT)


def adapt(page: Page, words: Words) -> None:
    """Change a heading and a sentence, add a block and replace the picture."""
    page.locator("[name=body-0-value-text]").fill(words.heading)
    rewrite_the_end(page, field(page, "introduction").get_by_role("textbox").first, words.end, words.ours)
    add_block(page, "Heading")
    page.locator("[data-contentpath=body] input[name$=-value-text]").last.fill(words.block)
    replace_cover(page)


def leave(page: Page) -> None:
    """Leave the editor, so that nobody has the page open any more."""
    page.goto("/cms/account/")
    deadline = time.monotonic() + 20
    while EditingSession.objects.exists() and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert not EditingSession.objects.exists()


def published_nationally(source: Any, change: Any) -> None:
    """Let the national office change a page and publish it."""
    page = source.get_latest_revision_as_object()
    change(page)
    page.save_revision().publish()


def with_new_sentences(words: Words) -> Any:
    def change(page: Any) -> None:
        sentence, rest = page.introduction.split(". ", 1)
        assert words.national not in sentence
        page.introduction = f"<p>{words.national}. {rest}"
        page.body.append(("heading", {"text": words.national_block, "level": "h2"}))

    return change


def with_the_same_sentence(words: Words) -> Any:
    def change(page: Any) -> None:
        assert words.end in page.introduction
        page.introduction = page.introduction.replace(words.end, words.theirs)

    return change


def read(reader: Reader, edition: Edition) -> Locator:
    """Open the edition as a reader and return its text."""
    reader.open(urlsplit(edition.page.specific.full_url).path)
    return reader.page.locator("main")


@pytest.mark.parametrize("language", ["en", "es"], ids=["English", "Spanish"])
def test_both_sides_of_an_edition_survive_and_a_person_decides_where_they_meet(
    visitors: Any, desk: Reader, fresh_database: Database, language: str
):
    words = WORDS[language]
    source = page_at(PROGRAM) if language == "en" else in_spanish(page_at(PROGRAM))
    page = desk.page

    make_edition(page, source)
    adapt(page, words)
    publish(page)
    leave(page)
    edition = Edition.objects.get(source=source, affiliate__slug="illinois")
    assert edition.page.live
    reader = visitors()
    text = read(reader, edition)
    for ours in (words.heading, words.ours, words.block):
        expect(text).to_contain_text(ours)
    expect(reader.page.get_by_alt_text(ALT)).to_be_visible()

    published_nationally(source, with_new_sentences(words))
    fresh_database.manage("update_editions")
    assert edition.runs.get().outcome == EditionRun.Outcome.APPLIED
    reader = visitors()  # a new one, who has no copy of the page
    text = read(reader, edition)
    for both in (words.heading, words.ours, words.block, words.national, words.national_block):
        expect(text).to_contain_text(both)
    expect(reader.page.get_by_alt_text(ALT)).to_be_visible()

    published_nationally(source, with_the_same_sentence(words))
    fresh_database.manage("update_editions")
    expect(read(visitors(), edition)).not_to_contain_text(words.theirs)
    assert PendingUpdate.objects.get(edition=edition).conflicts == 1
    resolve(page, edition, words)
    reader = visitors()  # a new one, who has no copy of the page
    text = read(reader, edition)
    expect(text).to_contain_text(words.agreed)
    expect(text).to_contain_text(words.heading)
    assert not PendingUpdate.objects.exists()
    # Wagtail saves by itself, and answers its own request with 400 while a new block has no text yet.
    saving = re.compile(r"400: \S+/cms/pages/\d+/edit/$")
    assert [problem for problem in desk.problems if not saving.match(problem)] == []


def resolve(page: Page, edition: Edition, words: Words) -> None:
    """Find the conflict in the list, write what both agree on, look at it, and publish."""
    page.goto("/cms/editions/")
    page.get_by_role("link", name=re.compile("^Resolve")).click()
    conflict = page.get_by_role("group", name=re.compile("^1\\."))
    expect(conflict.locator("ins").first).to_contain_text(words.theirs.split()[0])
    press(page, "Publish the result")
    expect(conflict.get_by_text("Choose one of the versions.").first).to_be_visible()
    conflict.get_by_label("Write it by hand").check()
    rewrite_the_end(page, conflict.get_by_role("textbox").first, words.ours, words.agreed)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview the result").click()
    preview = opened.value
    expect(preview.locator("main")).to_contain_text(words.agreed)
    expect(preview.locator(".brandmark")).to_contain_text(edition.affiliate.name)
    preview.close()
    assert look(page) == []
    press(page, "Publish the result")
    expect(page.get_by_text("is published with your choices")).to_be_visible()


def open_what_is_folded(page: Page) -> None:
    for summary in page.locator("main summary").all():
        summary.click()


def test_the_screens_of_editions_have_no_accessibility_violation(desk: Reader):
    pending = in_conflict()
    edition = pending.edition
    here = f"/cms/editions/{edition.affiliate_id}/"
    own = f"{here}{edition.pk}/"
    screens = [own, f"{own}compare/", f"{own}detach/", f"{own}resolve/", here, f"{here}?show=overrides"]
    screens += [f"{here}preferences/", f"/cms/national-content/{edition.affiliate_id}/?q=Leaders"]
    found = [line for screen in screens for line in look_everywhere(desk.page, screen, open_what_is_folded)]
    assert found == []


def test_the_page_editor_marks_what_is_whose_and_opens_the_national_text(desk: Reader):
    edition = adapted()
    page = desk.page
    page.goto(f"/cms/pages/{edition.page_id}/edit/")
    heading = page.locator("[data-contentpath=body] [data-contentpath=text]").first
    expect(heading.locator(".edition-mark")).to_contain_text("Ours")
    expect(page.locator("[data-contentpath=tagline] .edition-mark")).to_have_text("National")
    heading.get_by_role("button", name="Ours: show national").press("Enter")
    expect(heading).to_contain_text("How the three years unfold")
    heading.get_by_role("button", name="Use national").click()
    expect(page.get_by_text("That part says what the national page says")).to_be_visible()
    expect(page.locator("[name=body-0-value-text]")).to_have_value("How the three years unfold")
    expect(heading.locator(".edition-mark")).to_have_text("National")
    assert desk.problems == []
