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


@pytest.fixture
def other_site(site) -> Site:
    """The site of a sub-site with a host of its own."""
    return Site.objects.create(hostname="other.example.org", root_page=site.root_page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_another_site_borrows_the_nation_s(site, other_site, language):
    assert furniture(other_site, language) == furniture(site, language)


def test_another_site_s_own_comes_first(other_site):
    own = SiteFurniture.objects.create(site=other_site, locale=Locale.get_default(), organisation="Another")
    assert furniture(other_site, "en") == own


def test_the_reader_s_language_comes_before_another_site_s_own(site, other_site):
    SiteFurniture.objects.create(site=other_site, locale=Locale.get_default(), organisation="Another")
    assert furniture(other_site, "es") == furniture(site, "es")


def test_the_nation_borrows_nothing(site, other_site):
    own = SiteFurniture.objects.create(site=other_site, locale=Locale.get_default(), organisation="Another")
    SiteFurniture.objects.filter(site=site).delete()
    assert furniture(site, "en") != own


def test_it_is_one_query(other_site, django_assert_num_queries):
    with django_assert_num_queries(1):
        furniture(other_site, "es").locale.language_code  # noqa: B018 - the language is part of the query


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
