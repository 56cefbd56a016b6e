"""From setting up a sub-site to reading in it: an administrator, an editor of Ohio, and readers in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from wagtail.models import Site

from affiliates.models import Affiliate, AffiliateHomePage, Role
from affiliates.provisioning import ContactDetails, provision_affiliate
from demo.people import PASSWORD
from tests import gunicorn, personas
from tests.browser.back_office import sign_in
from tests.browser.reader import Reader
from tests.database import Database
from tests.public.seeded import TRAINING, in_spanish, page_at
from tests.sign_in import PASSWORD as OWN_PASSWORD
from tests.sign_in import give_app, make_user
from users.addresses import confirm_address
from users.models import User

HOST = "oh.localhost"
DESK = {"width": 1600, "height": 1000}
PRESIDENT = "OEA Office of the President"
PRESIDENT_PHONE = "614-555-0131"


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
def own_url(server: gunicorn.Server) -> str:
    """The address of Ohio's own host."""
    return f"http://{HOST}:{urlsplit(server.url).port}"


@pytest.fixture
def visitors(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Any]:
    """What makes a new browser for an address, with its size and colours."""
    contexts = []

    def visit(url: str, **options: Any) -> Reader:
        context = browser.new_context(**browser_context_args | {"base_url": url, "viewport": DESK} | options)
        contexts.append(context)
        return Reader(context, url)

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def ohio(server: gunicorn.Server) -> Affiliate:
    """Ohio, set up in English and Spanish on its own host."""
    ohio = Affiliate(
        name="Ohio Education Association",
        short_name="OEA",
        slug="ohio",
        place="Ohio",
        states=["OH"],
        brand_primary="#8B1E3F",
    )
    president = ContactDetails(name=PRESIDENT, role="president", phone=PRESIDENT_PHONE)
    return provision_affiliate(ohio, languages=["en", "es"], host=HOST, contacts=[president]).affiliate


@pytest.fixture
def ohio_editor(ohio: Affiliate) -> User:
    """Somebody who edits for Ohio."""
    user = make_user("ohio@justschools.example", superuser=False)
    user.groups.add(ohio.affiliate_groups.get(role=Role.EDITOR).group)
    return user


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def answer_set_up(page: Page) -> None:
    """Answer every step of the wizard for Ohio."""
    page.goto("/cms/sub-sites/set-up/")
    page.get_by_label("Name*").or_(page.locator("[name=name]")).first.fill("Ohio Education Association")
    page.locator("[name=short_name]").fill("OEA")
    press(page, "Continue")
    page.locator("[name=place]").fill("Ohio")
    page.get_by_label("Ohio", exact=True).check()
    page.get_by_label("English", exact=True).check()
    page.get_by_label("español", exact=True).check()
    press(page, "Continue")
    expect(page.locator("[name=slug]")).to_have_value("ohio")
    page.locator("[name=host]").fill(HOST)
    press(page, "Continue")
    page.locator("[name=president_name]").fill(PRESIDENT)
    press(page, "Continue")
    expect(page.get_by_text("Give a phone number or an e-mail address.")).to_be_visible()
    page.locator("[name=president_phone]").fill(PRESIDENT_PHONE)
    press(page, "Continue")


def test_an_administrator_sets_up_ohio_in_two_languages_and_sees_it_live(
    visitors: Any, server: gunicorn.Server, own_url: str
):
    administrator = personas.administrator()
    confirm_address(administrator)
    desk = visitors(server.url)
    sign_in(desk.page, administrator.email, give_app(administrator), password=PASSWORD)
    answer_set_up(desk.page)
    expect(desk.page.get_by_role("heading", name="Check your answers")).to_be_visible()
    press(desk.page, "Set up the sub-site")
    expect(desk.page.get_by_role("heading", name="The sub-site of Ohio is there")).to_be_visible()
    links = desk.page.locator(".set-up-ways a[hreflang]")
    assert [link.get_attribute("href") for link in links.all()] == [f"{own_url}/", f"{own_url}/es/"]
    assert desk.problems == []

    reader = visitors(own_url)
    training = page_at(TRAINING)
    for path, text in [
        ("/", "Ohio"),
        (TRAINING, training.title),
        (urlsplit(in_spanish(training).full_url).path, in_spanish(training).title),
    ]:
        reader.open(path)
        expect(reader.page.get_by_role("heading", level=1)).to_contain_text(text)
        expect(reader.page.locator(".brandmark")).to_contain_text("Ohio Education Association")
        assert reader.see_all() == []
        assert reader.problems == []
    reader.page.goto(f"{server.url}/affiliates/ohio{TRAINING}")
    assert reader.page.url == f"{own_url}{TRAINING}"


def publish(page: Page) -> None:
    page.get_by_role("button", name="More actions").click()
    press(page, "Publish")
    expect(page.get_by_text("published").first).to_be_visible()


def publish_event(page: Page, index: Any) -> None:
    page.goto(f"/cms/pages/add/home/eventpage/{index.pk}/")
    page.locator("[name=title]").fill("Saturday in Columbus")
    page.locator("[name=summary]").fill("Coffee, four stations and a plan to take home.")
    page.locator("[name=starts]").fill("2031-03-15 09:00")
    page.locator("[name=ends]").fill("2031-03-15 12:00")
    page.locator("[name=place_name]").fill("Franklin Heights Library")
    publish(page)


def publish_resource(page: Page, index: Any) -> None:
    page.goto(f"/cms/pages/add/resources/resourcepage/{index.pk}/")
    page.locator("[name=title]").fill("A checklist for Ohio")
    page.locator("[name=summary]").fill("One page for the first week of school.")
    publish(page)


def section(affiliate: Affiliate, model: str) -> Any:
    home = AffiliateHomePage.objects.get(affiliate=affiliate, locale__language_code="en")
    return next(page for page in home.get_children().specific() if page._meta.label == model)


def test_an_editor_of_ohio_sees_only_ohio_publishes_and_hides(
    visitors: Any, server: gunicorn.Server, own_url: str, ohio: Affiliate, ohio_editor: User
):
    desk = visitors(server.url)
    page = desk.page
    sign_in(page, ohio_editor.email, give_app(ohio_editor), password=OWN_PASSWORD)
    page.goto("/cms/pages/")
    expect(page.locator("main")).to_contain_text("Ohio")
    for other in ("Illinois", "Indiana", "California"):
        expect(page.locator("main")).not_to_contain_text(other)
    page.goto("/cms/pages/search/?q=illinois")
    expect(page.locator("main")).not_to_contain_text("Just Schools Illinois")

    publish_event(page, section(ohio, "home.EventIndexPage"))
    publish_resource(page, section(ohio, "resources.ResourceIndexPage"))

    page.goto("/cms/national-content/")
    page.get_by_label("Title").fill(page_at(TRAINING).title)
    press(page, "Filter")
    page.get_by_role("row", name=page_at(TRAINING).title).get_by_role("button", name="Hide").click()
    expect(page.get_by_text("is hidden from your sub-site")).to_be_visible()
    expect(page.get_by_role("row", name=page_at(TRAINING).title)).to_contain_text("Hidden")
    assert desk.problems == []

    reader = visitors(own_url)
    reader.open("/events/")
    event = reader.page.get_by_role("link", name="Saturday in Columbus")
    expect(event).to_be_visible()
    event.click()
    expect(reader.page.locator("main")).to_contain_text("Franklin Heights Library")
    reader.open("/resources/")
    expect(reader.page.get_by_role("link", name="A checklist for Ohio")).to_be_visible()
    assert reader.open(TRAINING) == 404
    assert visitors(server.url).open(TRAINING) == 200


def find_ohio(reader: Reader, directory: str, question: str) -> None:
    """Go from the national home page to Ohio by the form, as a reader would."""
    reader.open(directory)
    box = reader.page.locator("#finder-place")
    box.fill(question)
    box.press("Enter")
    # A form may not lead to another host, so the answer has the link to it.
    reader.page.locator("main").get_by_role("link", name="Ohio Education Association").click()
    reader.page.wait_for_url(re.compile(re.escape(HOST)))


@pytest.mark.parametrize(
    ("language", "options"),
    [
        ("en", {}),
        ("es", {}),
        ("en", {"java_script_enabled": False}),
        ("es", {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}),
    ],
    ids=["English", "Spanish", "without JavaScript", "Spanish on a phone"],
)
def test_a_reader_finds_ohio_s_version_of_a_program(
    visitors: Any, server: gunicorn.Server, own_url: str, ohio: Affiliate, language: str, options: dict[str, Any]
):
    national = page_at("/programs/leaders-for-just-schools/")
    program = national if language == "en" else in_spanish(national)
    directory = page_at("/affiliates/") if language == "en" else in_spanish(page_at("/affiliates/"))
    reader = visitors(server.url, **options)
    find_ohio(reader, urlsplit(directory.full_url).path, "43215")
    home = f"{own_url}/" if language == "en" else f"{own_url}/es/"
    assert reader.page.url == home
    reader.page.goto(f"{own_url}{urlsplit(program.full_url).path}")
    expect(reader.page.locator("html")).to_have_attribute("lang", language)
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(program.title)
    expect(reader.page.locator("main")).to_contain_text(PRESIDENT)
    expect(reader.page.locator("main")).to_contain_text(PRESIDENT_PHONE)
