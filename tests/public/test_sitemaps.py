"""The sitemap lists every public page in every language, and nothing else."""

import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from demo.factories import TrainingPageFactory
from tests.public.seeded import TRAINING, in_spanish, page_at

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
HOST = "http://localhost:8000"
TRAININGS = "/sitemap-en-programs-trainingpage.xml"


def locations(client: Client, path: str) -> list[str]:
    root = ET.fromstring(client.get(path).content)  # noqa: S314 - written by the code under test
    return [str(element.text) for element in root.iterfind(".//s:loc", NAMES)]


def all_locations(client: Client) -> list[str]:
    indexes = locations(client, "/sitemap.xml")
    return [url for index in indexes for url in locations(client, index.removeprefix(HOST))]


def test_the_index_names_a_sitemap_for_each_language_and_type(client: Client):
    found = locations(client, "/sitemap.xml")
    assert f"{HOST}{TRAININGS}" in found
    assert f"{HOST}/sitemap-es-programs-trainingpage.xml" in found


def test_every_public_page_is_listed_once(client: Client):
    expected = {page.full_url for page in Page.objects.filter(depth__gt=1).live()}
    found = all_locations(client)
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_every_listed_page_answers(client: Client):
    wrong = [url for url in all_locations(client) if client.get(url.removeprefix(HOST)).status_code != 200]
    assert wrong == []


def test_an_entry_names_its_translations_and_its_last_change(client: Client):
    root = ET.fromstring(client.get(TRAININGS).content)  # noqa: S314 - written by the code under test
    entry = next(
        element for element in root.iterfind("s:url", NAMES) if element.findtext("s:loc", "", NAMES).endswith(TRAINING)
    )
    alternates = {link.get("hreflang"): link.get("href") for link in entry.iterfind("x:link", NAMES)}
    english, spanish = f"{HOST}{TRAINING}", in_spanish(page_at(TRAINING)).full_url
    assert alternates == {"en": english, "es": spanish, "x-default": english}
    assert entry.findtext("s:lastmod", "", NAMES)


def test_drafts_are_left_out(client: Client):
    page_at(TRAINING).unpublish()
    assert f"{HOST}{TRAINING}" not in all_locations(client)


def test_private_pages_are_left_out_with_everything_below_them(client: Client):
    PageViewRestriction.objects.create(page=page_at("/trainings/"), restriction_type=PageViewRestriction.LOGIN)
    assert not [url for url in all_locations(client) if url.startswith(f"{HOST}/trainings/")]


def test_a_list_of_any_length_costs_the_same_queries(client: Client):
    client.get(TRAININGS)
    with CaptureQueriesContext(connection) as before:
        client.get(TRAININGS)
    for number in range(20):
        TrainingPageFactory(parent=page_at("/trainings/"), title=f"Another training {number}")
    with CaptureQueriesContext(connection) as after:
        client.get(TRAININGS)
    assert len(before) == len(after) <= 6


def test_the_index_costs_three_queries(client: Client):
    client.get("/sitemap.xml")
    with CaptureQueriesContext(connection) as queries:
        client.get("/sitemap.xml")
    assert len(queries) <= 3


@pytest.mark.parametrize(
    "path", ["/sitemap-fr-home-homepage.xml", "/sitemap-en-users-user.xml", "/sitemap-en-no-no.xml"]
)
def test_there_is_no_sitemap_of_anything_else(client: Client, path: str):
    assert client.get(path).status_code == 404
