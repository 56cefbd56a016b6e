"""A quote is attributed in every shape that people allow, and shown only where they agreed."""

import json

import pytest
from django.test import Client
from django.utils.translation import override

from case_studies.models import QuoteIndexPage, QuotePage
from case_studies.models.quote import Usage
from case_studies.related import related_quotes
from demo.factories import ImageFactory, QuotePageFactory
from programs.models import TrainingPage

pytestmark = pytest.mark.django_db


def quote(*roles: str, **fields: str) -> QuotePage:
    return QuotePage(roles=json.dumps([{"type": "item", "value": role} for role in roles]), **fields)


# The shapes of the content inventory: named or not, with role, roles, region, association, place, or hardly anything.
SHAPES = [
    (["High school teacher"], {"name": "A. Name", "place": "Indiana"}, "A. Name, High school teacher, Indiana"),
    (
        ["Instructor", "Local president"],
        {"name": "A. Name", "association": "Elgin Teachers"},
        "A. Name, Instructor, Local president, Elgin Teachers",
    ),
    (
        ["Teacher"],
        {"name": "A. Name", "region": "Region 35", "association": "Illinois Education Association"},
        "A. Name, Teacher, Region 35, Illinois Education Association",
    ),
    (["Participant"], {"place": "California"}, "Participant, California"),
    (["Participant"], {}, "Participant"),
    ([], {"name": "A. Name"}, "A. Name"),
]


@pytest.mark.parametrize(("roles", "fields", "plain"), SHAPES)
def test_it_is_attributed_in_every_shape(roles, fields, plain):
    assert quote(*roles, **fields).attribution.plain == plain


@pytest.mark.parametrize(("roles", "fields", "plain"), SHAPES)
def test_its_card_says_who_spoke(roles, fields, plain):
    assert quote(*roles, **fields).meta_line == plain


def test_an_unnamed_person_is_called_by_the_first_role():
    attribution = quote("Participant", "Teacher", place="Ohio").attribution
    assert (attribution.name, attribution.lines) == ("Participant", ("Teacher", "Ohio"))


def test_a_quote_without_attribution_says_nothing():
    attribution = quote().attribution
    assert not attribution
    assert attribution.plain == ""


def test_machines_are_told_a_name_only_where_one_is_given():
    assert "creator" not in quote("Participant").structured_properties()["mainEntity"]
    assert quote(name="A. Name").structured_properties()["mainEntity"]["creator"]["name"] == "A. Name"


@pytest.fixture
def training(db) -> TrainingPage:
    """A training that people spoke about."""
    return TrainingPage.objects.get(slug="social-justice-training", locale__language_code="en")


@pytest.fixture
def index(db) -> QuoteIndexPage:
    """The national list of quotes."""
    return QuoteIndexPage.objects.get(locale__language_code="en", depth=3)


def about(training, index, **fields) -> QuotePage:
    """Return a new quote about the training."""
    return QuotePageFactory(parent=index, training=training, **fields)


def test_a_training_shows_what_was_said_of_it(training, index):
    own = about(training, index)
    assert own in related_quotes(training, limit=50)


@pytest.mark.parametrize("usage", [[], ["press"], ["print", "social"]])
def test_a_quote_that_may_not_be_on_the_website_is_not_listed(training, index, usage):
    own = about(training, index, usage=usage)
    assert own not in related_quotes(training, limit=50)


def test_a_quote_for_the_website_and_more_is_listed(training, index):
    own = about(training, index, usage=[Usage.PRESS, Usage.WEBSITE])
    assert own in related_quotes(training, limit=50)


@pytest.mark.parametrize("usage", [[], ["press"]])
def test_the_list_of_quotes_leaves_out_what_may_not_be_on_the_website(training, index, usage, client: Client):
    own = about(training, index, usage=usage)
    assert own.pk not in set(index.children().values_list("pk", flat=True))


def test_quotes_come_with_their_portraits_in_two_queries(training, index, django_assert_num_queries):
    for _number in range(3):
        about(training, index, portrait=ImageFactory())
    with django_assert_num_queries(3):
        quotes = related_quotes(training, limit=50)
        assert any(quote.portrait for quote in quotes)


def test_a_note_on_consent_is_never_shown(index, training, client: Client):
    own = about(training, index, consent_note="Agreed by telephone on 3 March")
    html = client.get(own.url).content.decode() + own.make_preview_request().content.decode()
    assert own.text in html
    assert "Agreed by telephone" not in html


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_training_is_named_in_the_reader_s_language(training, index, language):
    own = about(training, index)
    with override(language):
        origins = own.origins
    assert [origin.locale.language_code for origin in origins] == [language]


def test_the_demonstration_shows_every_shape():
    shapes = {
        (bool(page.name), bool(len(page.roles)), bool(page.association), bool(page.place), bool(page.region))
        for page in QuotePage.objects.filter(locale__language_code="en")
    }
    assert len(shapes) >= 5
    assert any(not named for named, *_others in shapes)


def test_every_quote_of_the_demonstration_has_consent():
    assert not QuotePage.objects.live().filter(consent_note="").exists()
