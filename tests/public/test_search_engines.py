"""What search engines are told: addresses, languages, descriptions, robots."""

import pytest
from django.test import Client

from tests.public.seeded import LOCAL_PAGE, TRAINING, in_spanish, page_at

pytestmark = pytest.mark.django_db
HOST = "http://localhost:8000"


def head(client: Client, address: str) -> str:
    return client.get(address).content.decode().split("</head>")[0]


def link(language: str, url: str) -> str:
    return f'<link rel="alternate" hreflang="{language}" href="{HOST}{url}">'


def test_a_page_names_its_canonical_address_on_the_sites_own_host(client: Client):
    content = client.get(TRAINING, headers={"Host": "127.0.0.1"}).content.decode()
    assert f'<link rel="canonical" href="{HOST}{TRAINING}">' in content


def test_parameters_are_not_part_of_it(client: Client):
    assert f'<link rel="canonical" href="{HOST}{TRAINING}">' in head(client, f"{TRAINING}?utm_source=mail")


def test_a_further_page_of_a_list_is_an_address_of_its_own(client: Client):
    assert f'<link rel="canonical" href="{HOST}/resources/?page=2">' in head(client, "/resources/?page=2")


def test_translations_name_each_other_both_ways(client: Client):
    spanish = in_spanish(page_at(TRAINING)).url
    expected = [link("en", TRAINING), link("es", spanish), link("x-default", TRAINING)]
    for address in (TRAINING, spanish):
        content = head(client, address)
        assert [line for line in expected if line not in content] == []


def test_a_page_in_one_language_names_no_alternates(client: Client):
    assert "hreflang" not in head(client, LOCAL_PAGE)


def test_a_draft_translation_is_no_alternate(client: Client):
    in_spanish(page_at(TRAINING)).unpublish()
    assert "hreflang" not in head(client, TRAINING)


def test_the_description_is_the_summary(client: Client):
    page = page_at(TRAINING)
    page.summary, page.search_description = "One “short” sentence & more.", ""
    page.save_revision().publish()
    assert '<meta name="description" content="One “short” sentence &amp; more.">' in head(client, TRAINING)


def test_the_description_written_for_search_engines_comes_first(client: Client):
    page = page_at(TRAINING)
    page.search_description = "For search engines."
    page.save_revision().publish()
    assert '<meta name="description" content="For search engines.">' in head(client, TRAINING)


def test_a_page_may_be_listed_and_a_search_may_not(client: Client):
    assert '<meta name="robots" content="index' in head(client, TRAINING)
    assert '<meta name="robots" content="noindex' in head(client, "/search/?q=school")


def test_feeds_can_be_discovered_in_the_language_of_the_page(client: Client):
    assert 'type="application/atom+xml"' in head(client, "/")
    assert 'href="/es/feeds/press/"' in head(client, "/es/")


def test_robots_names_the_sitemap_and_closes_the_back_office(client: Client):
    text = client.get("/robots.txt", headers={"Host": "localhost"}).content.decode()
    assert f"Sitemap: {HOST}/sitemap.xml" in text
    assert "Disallow: /cms/" in text
    assert "Disallow: /es/search/?" in text


def test_another_host_with_the_same_pages_is_closed_to_crawlers(client: Client):
    text = client.get("/robots.txt", headers={"Host": "127.0.0.1"}).content.decode()
    assert text == "User-agent: *\nDisallow: /\n"


def test_browsers_find_the_icon_and_the_manifest(client: Client):
    assert client.get("/favicon.ico").status_code == 302
    assert client.get("/site.webmanifest").json()["icons"]
