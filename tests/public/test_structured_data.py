"""Pages as JSON-LD."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from core.structured_data import as_script, plain_text, questions
from tests.public.seeded import CASE_STUDY, FAQ, LOCAL_PAGE, RELEASE, TRAINING, page_at

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PROGRAM = "/programs/leaders-for-just-schools/"


def nodes(client: Client, address: str) -> dict[str, dict[str, Any]]:
    found = SCRIPT.findall(client.get(address).content.decode())
    assert len(found) == 1
    data = json.loads(found[0])
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


@pytest.mark.django_db
def test_every_page_names_the_organisation_the_site_and_its_search(client: Client):
    found = nodes(client, "/")
    assert found["Organization"]["name"] == "National Education Association"
    assert found["WebSite"]["potentialAction"]["target"]["urlTemplate"].endswith("/search/?q={search_term_string}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "kind", "property_name"),
    [
        (TRAINING, "Course", "offers"),
        (PROGRAM, "Course", "teaches"),
        (CASE_STUDY, "Article", "headline"),
        (RELEASE, "NewsArticle", "datePublished"),
        (FAQ, "FAQPage", "mainEntity"),
    ],
)
def test_a_page_is_described_as_what_it_is(client: Client, address: str, kind: str, property_name: str):
    node = nodes(client, address)[kind]
    assert node["name"] == page_at(address).title
    assert node["url"].endswith(address)
    assert node[property_name]


@pytest.mark.django_db
def test_a_course_names_who_gives_it_and_how(client: Client):
    course = nodes(client, TRAINING)["Course"]
    assert course["provider"]["@id"].endswith("/#organization")
    assert course["hasCourseInstance"][0]["courseMode"] in {"Online", "Onsite", "Blended"}


@pytest.mark.django_db
def test_answers_are_words_without_tags(client: Client):
    for question in nodes(client, FAQ)["FAQPage"]["mainEntity"]:
        assert question["acceptedAnswer"]["text"]
        assert "<" not in question["acceptedAnswer"]["text"]


@pytest.mark.django_db
def test_breadcrumbs_have_absolute_addresses_in_order(client: Client):
    items = nodes(client, LOCAL_PAGE)["BreadcrumbList"]["itemListElement"]
    assert [item["position"] for item in items] == [1, 2]
    assert all(item["item"].startswith("http://") for item in items)


@pytest.mark.django_db
def test_every_type_of_page_has_valid_json(client: Client):
    one_of_each = Page.objects.filter(depth__gt=1).live().order_by("content_type_id").distinct("content_type_id")
    for page in one_of_each.specific():
        found = nodes(client, page.url)
        assert page.schema_type in found or page.schema_type == "WebSite"


@pytest.mark.django_db
def test_a_title_cannot_end_the_script(client: Client):
    page = page_at(TRAINING)
    page.title = "</script><script>alert(1)</script> & more"
    page.save_revision().publish()
    assert "<script>alert(1)" not in client.get(TRAINING).content.decode()
    assert nodes(client, TRAINING)["Course"]["name"] == page.title


@pytest.mark.django_db
def test_an_error_has_none(client: Client):
    assert "application/ld+json" not in client.get("/nowhere/").content.decode()


def test_it_escapes_what_old_parsers_take_for_the_end_of_a_line():
    text = as_script([{"name": "a\u2028b"}])
    assert "\u2028" not in text
    assert json.loads(text)["@graph"] == [{"name": "a\u2028b"}]


def test_words_of_neighbouring_elements_stay_apart():
    assert plain_text("<p>One.</p><p>Two &amp; <b>three</b>.</p>") == "One. Two & three."


def test_a_question_has_one_answer():
    assert questions([("Why?", "<p>Because.</p>")]) == [
        {"@type": "Question", "name": "Why?", "acceptedAnswer": {"@type": "Answer", "text": "Because."}}
    ]
