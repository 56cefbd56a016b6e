"""A reader reaches the right person: of their affiliate before the nation's, in their language before another."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from affiliates.models import Affiliate, Contact
from affiliates.models.contact import ContactRole
from core.templatetags.ui import tel
from demo.factories import AffiliateFactory, ContactFactory

pytestmark = pytest.mark.django_db


def contact(**fields) -> Contact:
    parts = {"role": "media", "name": "Press office", "locale": Locale.get_default()}
    return Contact(**parts | fields)


def test_it_refuses_a_contact_whom_nobody_can_reach():
    with pytest.raises(ValidationError) as refused:
        contact().full_clean()
    assert set(refused.value.message_dict) == {"phone"}


@pytest.mark.parametrize("way", [{"phone": "202-555-0100"}, {"email": "press@example.org"}])
def test_one_way_is_enough(way):
    contact(**way).full_clean()


@pytest.mark.parametrize("zone", ["", "Chicago", "America/Nowhere", "../etc/passwd", "EST5EDT4"])
def test_it_refuses_a_time_zone_that_does_not_exist(zone):
    with pytest.raises(ValidationError) as refused:
        contact(phone="1", time_zone=zone).full_clean()
    assert set(refused.value.message_dict) == {"time_zone"}


def test_a_phone_number_becomes_a_link():
    assert tel("+1 (202) 555-0100") == "tel:+12025550100"


@pytest.fixture
def ohio() -> Any:
    """An affiliate without contacts."""
    return AffiliateFactory(place="Ohio")


@pytest.fixture
def no_contacts() -> None:
    """No contacts but those that a test makes."""
    Contact.objects.all().delete()


def media_contact(affiliate, language: str) -> Contact | None:
    return Contact.objects.for_reader(affiliate, language).get("media")


@pytest.fixture
def nation(no_contacts) -> dict[str, Any]:
    """The nation's press office in two languages."""
    english: Any = ContactFactory(role="media", name="Press office")
    spanish = ContactFactory(
        role="media",
        name="Oficina de prensa",
        translation_key=english.translation_key,
        locale=Locale.objects.get(language_code="es"),
    )
    return {"en": english, "es": spanish}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_nation_answers_in_the_reader_s_language(nation, language):
    assert media_contact(None, language) == nation[language]


def test_the_nation_answers_for_an_affiliate_without_a_contact(nation, ohio):
    assert media_contact(ohio, "en") == nation["en"]


def test_the_affiliate_s_own_contact_comes_first(nation, ohio):
    own = ContactFactory(role="media", affiliate=ohio)
    assert media_contact(ohio, "en") == own


def test_the_affiliate_s_own_comes_first_even_in_another_language(nation, ohio):
    own = ContactFactory(role="media", affiliate=ohio)
    assert media_contact(ohio, "es") == own


def test_another_affiliate_s_contact_is_never_shown(nation, ohio):
    ContactFactory(role="media", affiliate=AffiliateFactory(place="Utah"))
    assert media_contact(ohio, "en") == nation["en"]


def test_an_affiliate_s_contact_is_not_the_nation_s(no_contacts, ohio):
    ContactFactory(role="media", affiliate=ohio)
    assert media_contact(None, "en") is None


def test_the_older_of_two_contacts_stays(nation):
    ContactFactory(role="media", name="A second office")
    assert media_contact(None, "en") == nation["en"]


def test_a_contact_in_a_third_language_is_not_shown(no_contacts, ohio):
    arabic = Locale.objects.create(language_code="ar")
    ContactFactory(role="media", locale=arabic)
    assert media_contact(None, "es") is None


@pytest.mark.parametrize("role", ContactRole.values)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_demonstration_answers_every_role_in_both_languages(role, language):
    assert Contact.objects.for_reader(None, language)[role].locale.language_code == language


def test_it_is_one_query(django_assert_num_queries):
    affiliate = Affiliate.objects.get(slug="illinois")
    with django_assert_num_queries(1):
        Contact.objects.for_reader(affiliate, "es")
