"""The front page, one in each language."""

import pytest
from django.test import Client

from home.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("address", "language"), [("/", "en"), ("/es/", "es")])
def test_it_answers_in_its_language(client: Client, address, language):
    response = client.get(address)
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(("address", "language"), [("/", "en"), ("/es/", "es")])
def test_it_shows_its_headline(client: Client, address, language):
    home = HomePage.objects.get(locale__language_code=language)
    assert home.headline in client.get(address).content.decode()


def test_a_front_page_stands_nowhere_but_at_the_top():
    assert not StandardPage.objects.first().allowed_subpage_models().count(HomePage)


@pytest.mark.parametrize("slug", ["about", "accessibility", "privacy"])
def test_the_site_says_what_every_site_must(slug):
    page = StandardPage.objects.get(slug=slug, depth=3)
    assert len(page.body) >= 3
    assert page.get_translations().live().exists()
