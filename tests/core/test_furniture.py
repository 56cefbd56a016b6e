"""A site has its navigation and footer once in each language."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Locale, Site

from core.models import SiteFurniture
from core.models.furniture import ChannelBlock

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    """The national site."""
    return Site.objects.get(is_default_site=True)


def furniture(site: Site, language: str) -> Any:
    return SiteFurniture.objects.for_reader(site, language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_reader_gets_it_in_their_language(site, language):
    assert furniture(site, language).locale.language_code == language


@pytest.mark.parametrize("language", ["ar", "xx", ""])
def test_a_reader_of_another_language_gets_the_default_one(site, language):
    assert furniture(site, language).locale.language_code == "en"


def test_a_host_without_a_site_has_none():
    assert SiteFurniture.objects.for_reader(None, "en") is None


def test_another_site_does_not_borrow_it(site):
    other = Site.objects.create(hostname="other.example.org", root_page=site.root_page)
    assert furniture(other, "en") is None


def test_it_is_one_query(site, django_assert_num_queries):
    with django_assert_num_queries(1):
        furniture(site, "es").locale.language_code  # noqa: B018 - the language is part of the query


def test_a_second_one_is_refused_with_a_message(site):
    with pytest.raises(ValidationError) as refused:
        SiteFurniture(site=site, locale=Locale.get_default(), organisation="Another").full_clean()
    assert "site" in refused.value.message_dict


def test_the_database_refuses_a_second_one(site):
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteFurniture.objects.create(site=site, locale=Locale.get_default(), organisation="Another")


def test_it_may_be_changed(site):
    furniture(site, "en").full_clean()


@pytest.mark.parametrize(
    ("kind", "value", "href"),
    [
        ("phone", "+1 (202) 555-0100", "tel:+12025550100"),
        ("email", "office@example.org", "mailto:office@example.org"),
        ("address", "1201 Example Street", ""),
        ("hours", "Monday to Friday", ""),
    ],
)
def test_a_channel_is_a_link_where_it_can_be_one(kind, value, href):
    assert ChannelBlock().normalize({"kind": kind, "label": "Office", "value": value}).href == href
