"""The nation’s screens of local editions in a browser: read by axe, and publishing from the dry run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from wagtail.models import Locale

from affiliates.editions.diamond import differences
from affiliates.editions.suggestions import suggest
from affiliates.editions.updating import work
from affiliates.models import Affiliate, Edition
from demo.people import PASSWORD
from tests import gunicorn, personas
from tests.affiliates.editions.changing import FIRST, SECOND, national_page, publish, published_edition, save, text
from tests.browser.back_office import sign_in
from tests.browser.test_accessibility import SIZES, look
from tests.database import Database
from tests.sign_in import give_app
from users.addresses import confirm_address
from users.models import User

CALLS = {
    "illinois": "Call our office in Springfield.",
    "california": "Call our office in Sacramento.",
    "indiana": "Write a letter to Indianapolis instead.",
}


@pytest.fixture
def server(fresh_database: Database, tmp_path: Path) -> Iterator[gunicorn.Server]:
    """A server of its own."""
    with gunicorn.serve(fresh_database, tmp_path / "server.log", threads=4) as running:
        yield running


@pytest.fixture
def desk(browser: Browser, browser_context_args: dict[str, Any], server: gunicorn.Server) -> Iterator[Any]:
    """What signs somebody in and returns the browser."""
    contexts = []

    def visit(user: User) -> Page:
        context = browser.new_context(**browser_context_args | {"base_url": server.url})
        contexts.append(context)
        page = context.new_page()
        confirm_address(user)
        sign_in(page, user.email, give_app(user), password=PASSWORD)
        return page

    yield visit
    for context in contexts:
        context.close()


def body(first: str, second: str) -> list[dict[str, Any]]:
    return [text(f"<p>{first}</p>", FIRST), text(f"<p>{second}</p>", SECOND)]


@pytest.fixture
def source(server: gunicorn.Server) -> Any:
    """A national page in two languages with three editions that say something else, and a draft that conflicts."""
    page = publish(national_page(), body=body("Programs begin in June.", "Call the office."))
    spanish = page.copy_for_translation(Locale.objects.get(language_code="es"), copy_parents=True)
    publish(spanish, title="Lo que hacemos", alias_of=None)
    for slug, words in CALLS.items():
        edition = published_edition(page, Affiliate.objects.get(slug=slug))
        publish(edition.page, body=body("Programs begin in June.", words))
    save(page, body=body("Programs begin in July.", "Call our new office."))
    return type(page).objects.get(pk=page.pk)


def looked_at(page: Page, path: str, name: str) -> list[str]:
    """Run axe on phone and desk."""
    found = []
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path)
        found += [f"{name}, {size}: {line}" for line in look(page)]
    return found


def edition_in(slug: str) -> Edition:
    return Edition.objects.get(affiliate__slug=slug, source__title="What we do")


def test_the_nations_screens_have_no_accessibility_violation(desk: Any, source: Any):
    suggestion = suggest(edition_in("illinois"), f"{SECOND}:", "People ask for it.", user=personas.illinois_editor())
    page = desk(personas.national_editor())
    found = []
    for name in ("edition_dry_run", "edition_progress", "edition_rewrites", "edition_correction"):
        found += looked_at(page, reverse(name, args=[source.pk]), name)
    found += looked_at(page, reverse("edition_matrix"), "edition_matrix")
    found += looked_at(page, reverse("edition_suggestions"), "edition_suggestions")
    found += looked_at(page, reverse("edition_suggestion", args=[suggestion.pk]), "edition_suggestion")
    source.get_latest_revision().publish()
    work()
    found += looked_at(page, reverse("edition_progress", args=[source.pk]), "edition_progress_done")
    found += looked_at(page, reverse("edition_suggestion", args=[suggestion.pk]), "edition_suggestion_late")
    assert found == []


def test_the_affiliates_screens_have_no_accessibility_violation(desk: Any, source: Any):
    edition = edition_in("illinois")
    assert differences([edition])
    page = desk(personas.illinois_editor())
    found = []
    for name in ("suggestion_new", "edition_accept_difference"):
        found += looked_at(page, reverse(name, args=[edition.affiliate_id, edition.pk]), name)
    assert found == []


def test_a_national_editor_looks_first_publishes_and_watches(desk: Any, source: Any):
    page = desk(personas.national_editor())
    page.goto(reverse("wagtailadmin_pages:edit", args=[source.pk]))
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Check local editions, then publish").click()
    expect(page.get_by_role("heading", name="Conflict (3)")).to_be_visible()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("0 of 3 are done.")).to_be_visible()
    work()
    # The screen follows by itself.
    expect(page.get_by_text("3 of 3 are done.")).to_be_visible()
