"""The address alone decides the language of a page."""

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from tests.public.seeded import LOCAL_PAGE, TRAINING, in_spanish, page_at

pytestmark = pytest.mark.django_db


def test_it_serves_english_without_a_prefix(client: Client):
    response = client.get(TRAINING)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "en"
    assert b'<html lang="en"' in response.content


def test_it_serves_spanish_under_its_prefix(client: Client):
    response = client.get(in_spanish(page_at(TRAINING)).url)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "es"
    assert b'<html lang="es"' in response.content


def test_it_takes_no_notice_of_the_browsers_languages(client: Client):
    response = client.get("/", headers={"Accept-Language": "es"})
    assert b'<html lang="en"' in response.content
    assert "Accept-Language" not in response.headers.get("Vary", "")


def test_it_takes_no_notice_of_a_language_cookie(client: Client):
    client.cookies["django_language"] = "es"
    response = client.get("/")
    assert b'<html lang="en"' in response.content
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("prefix", ["en", "fr", "xx", "es-mx", "ES"])
def test_it_knows_no_page_under_a_prefix_that_is_no_language_of_the_site(client: Client, prefix: str):
    assert client.get(f"/{prefix}/").status_code == 404


def test_it_never_shows_the_english_home_page_in_a_language_that_has_none(client: Client):
    response = client.get("/ar/")
    assert response.status_code == 404
    assert response.headers["Content-Language"] == "ar"


def test_it_does_not_show_an_unpublished_translation_in_english(client: Client):
    spanish_home = in_spanish(page_at("/"))
    spanish_home.unpublish()
    assert client.get("/es/").status_code == 404


def test_it_does_not_serve_a_copy_that_nobody_has_translated(client: Client):
    arabic = Locale.objects.create(language_code="ar")
    home = page_at("/")
    home.copy_for_translation(arabic, alias=True)
    assert Page.objects.filter(locale=arabic, live=True).exists()
    assert client.get("/ar/").status_code == 404


def test_it_sends_a_reader_from_the_prefix_without_a_slash(client: Client):
    response = client.get("/es")
    assert (response.status_code, response.headers["Location"]) == (301, "/es/")


def test_it_has_no_spanish_address_for_a_page_that_is_not_translated(client: Client):
    page = page_at(LOCAL_PAGE)
    assert not Page.objects.filter(translation_key=page.translation_key, locale__language_code="es").exists()
    assert client.get(f"/es{LOCAL_PAGE}").status_code == 404
