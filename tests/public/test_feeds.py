"""Atom feeds of press releases and case studies."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from demo.factories import CaseStudyPageFactory, PressReleasePageFactory
from tests.public.seeded import CASE_STUDY, RELEASE, in_spanish, page_at

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
HOST = "http://localhost:8000"


def feed(client: Client, path: str) -> ET.Element:
    response = client.get(path)
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)  # noqa: S314 - written by the code under test


def entry_links(root: ET.Element) -> list[str]:
    return [str(link.get("href")) for link in root.iterfind("a:entry/a:link", ATOM)]


def test_it_lists_national_releases_newest_first(client: Client):
    published = [
        entry.findtext("a:published", "", ATOM) for entry in feed(client, "/feeds/press/").iterfind("a:entry", ATOM)
    ]
    assert published == sorted(published, reverse=True)
    assert f"{HOST}{RELEASE}" in entry_links(feed(client, "/feeds/press/"))


def test_it_leaves_out_what_an_affiliate_publishes_for_itself(client: Client):
    local = page_at("/affiliates/illinois/press/").get_children().live().first()
    assert local.full_url not in entry_links(feed(client, "/feeds/press/"))


def test_it_speaks_the_language_of_its_address(client: Client):
    root = feed(client, "/es/feeds/press/")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "es"
    assert in_spanish(page_at(RELEASE)).full_url in entry_links(root)


def test_it_names_itself_its_author_and_when_it_changed(client: Client):
    root = feed(client, "/feeds/press/")
    links = {link.get("rel"): link.get("href") for link in root.iterfind("a:link", ATOM)}
    assert links == {"self": f"{HOST}/feeds/press/", "alternate": f"{HOST}/press/"}
    assert root.findtext("a:author/a:name", "", ATOM) == "National Education Association"
    assert root.findtext("a:updated", "", ATOM)


def test_an_entry_has_a_summary_and_the_text_with_absolute_addresses(client: Client):
    page = page_at(CASE_STUDY)
    training = page_at("/trainings/")
    text = f'<p>Read <a linktype="page" id="{training.pk}">more</a> or <a href="/about/">about us</a>.</p>'
    page.body = [("heading", {"text": "Rights & duties", "level": "h2"}), ("rich_text", text)]
    page.save_revision().publish()
    entries = feed(client, "/feeds/case-studies/").iterfind("a:entry", ATOM)
    entry = next(entry for entry in entries if entry.findtext("a:title", "", ATOM) == page.title)
    content = entry.findtext("a:content", "", ATOM)
    assert entry.findtext("a:summary", "", ATOM) == page.summary
    assert "<h2>Rights &amp; duties</h2>" in content
    assert f'href="{HOST}/trainings/"' in content
    assert f'href="{HOST}/about/"' in content


def test_an_entry_keeps_its_identity_when_its_address_changes(client: Client):
    def identities() -> set[str]:
        return {entry.findtext("a:id", "", ATOM) for entry in feed(client, "/feeds/press/").iterfind("a:entry", ATOM)}

    before = identities()
    page = page_at(RELEASE)
    page.slug = "moved"
    page.save_revision().publish()
    assert identities() == before


def test_drafts_and_private_pages_are_left_out(client: Client):
    page_at(RELEASE).unpublish()
    PageViewRestriction.objects.create(page=page_at(CASE_STUDY), restriction_type=PageViewRestriction.LOGIN)
    assert f"{HOST}{RELEASE}" not in entry_links(feed(client, "/feeds/press/"))
    assert f"{HOST}{CASE_STUDY}" not in entry_links(feed(client, "/feeds/case-studies/"))


def test_it_stops_at_twenty(client: Client):
    for number in range(25):
        PressReleasePageFactory(parent=page_at("/press/"), title=f"Release {number}", date=date(2026, 1, 1 + number))
    assert len(entry_links(feed(client, "/feeds/press/"))) == 20


def test_a_feed_of_any_length_costs_the_same_queries(client: Client):
    client.get("/feeds/case-studies/")
    with CaptureQueriesContext(connection) as before:
        client.get("/feeds/case-studies/")
    for number in range(10):
        CaseStudyPageFactory(parent=page_at("/case-studies/"), title=f"Case {number}")
    with CaptureQueriesContext(connection) as after:
        client.get("/feeds/case-studies/")
    assert len(before) == len(after) <= 12


def test_there_is_none_in_a_language_without_a_home_page(client: Client):
    assert client.get("/ar/feeds/press/").status_code == 404
