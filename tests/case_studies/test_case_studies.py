"""A case study belongs to its training and program for the reader, whichever side they come from."""

import pytest
from django.test import Client
from django.utils.translation import override

from case_studies.models import CaseStudyIndexPage, CaseStudyPage
from case_studies.related import related_case_studies
from core.models import BasePage
from demo.factories import CaseStudyPageFactory
from programs.models import LevelPage

pytestmark = pytest.mark.django_db
languages = pytest.mark.parametrize("language", ["en", "es"])


def in_language(page: BasePage, language: str):
    """Return the version of `page` in the language."""
    return page.get_translations(inclusive=True).get(locale__language_code=language).specific


@pytest.fixture
def case_study() -> CaseStudyPage:
    """A case study of the demonstration that names a training and a program."""
    pages = CaseStudyPage.objects.filter(locale__language_code="en", depth=4)
    return pages.exclude(training=None).exclude(program=None).first()


@pytest.fixture
def index() -> CaseStudyIndexPage:
    """The national list of case studies."""
    return CaseStudyIndexPage.objects.get(locale__language_code="en", depth=3)


@languages
@pytest.mark.parametrize("name", ["training", "program"])
def test_its_origin_shows_it(case_study, language, name):
    origin = in_language(getattr(case_study, name), language)
    assert in_language(case_study, language) in related_case_studies(origin, limit=50)


@languages
def test_it_shows_its_origins(case_study, language):
    with override(language):
        origins = in_language(case_study, language).origins
    assert {type(origin).__name__ for origin in origins} == {"TrainingPage", "ProgramPage"}
    assert {origin.locale.language_code for origin in origins} == {language}


@languages
def test_its_training_links_to_it(case_study, language, client: Client):
    html = client.get(in_language(case_study.training, language).url).content.decode()
    assert in_language(case_study, language).url in html


@languages
def test_it_links_to_its_training(case_study, language, client: Client):
    html = client.get(in_language(case_study, language).url).content.decode()
    assert in_language(case_study.training, language).url in html


def test_a_relation_chosen_in_spanish_is_found_from_english(case_study, index):
    own = CaseStudyPageFactory(parent=index, training=in_language(case_study.training, "es"))
    assert own in related_case_studies(case_study.training, limit=50)


def test_a_relation_chosen_in_spanish_is_found_from_a_neighbour(case_study, index):
    own = CaseStudyPageFactory(parent=index, training=in_language(case_study.training, "es"), title="A neighbour")
    assert own in related_case_studies(case_study, limit=50)
    assert case_study in related_case_studies(own, limit=50)


def test_it_is_no_neighbour_of_itself(case_study):
    assert case_study not in related_case_studies(case_study, limit=50)


def test_another_language_s_case_study_is_not_listed(case_study):
    assert in_language(case_study, "es") not in related_case_studies(case_study.training, limit=50)


def test_one_that_was_taken_down_is_not_listed(case_study):
    case_study.unpublish()
    assert case_study not in related_case_studies(case_study.training, limit=50)


@languages
def test_a_level_shows_the_case_studies_of_its_level(case_study, language):
    number = case_study.levels[0]
    level = LevelPage.objects.get(number=number, locale__language_code=language)
    shown = related_case_studies(level, limit=50)
    assert in_language(case_study, language) in shown
    assert all(number in page.levels for page in shown)


@languages
def test_its_testimonial_is_in_the_reader_s_language(language):
    page = CaseStudyPage.objects.filter(locale__language_code="en").exclude(testimonial=None).first()
    with override(language):
        quote = in_language(page, language).shown_testimonial
    assert quote.locale.language_code == language


def test_without_a_testimonial_it_shows_none(index):
    assert CaseStudyPageFactory(parent=index).shown_testimonial is None


def test_the_newest_comes_first(index):
    dates = list(index.children().values_list("first_published_at", flat=True))
    assert dates == sorted(dates, reverse=True)
