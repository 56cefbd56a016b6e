"""Programs and trainings say in a line what they are, and lead to what belongs to them in the reader's language."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from programs.models import LevelPage, ProgramPage, TrainingPage
from programs.related import related_programs, related_trainings
from resources.models import PublicationPage

pytestmark = pytest.mark.django_db


def training(*formats: tuple[str, str]) -> TrainingPage:
    rows = [
        {"type": "format", "value": {"mode": mode, "length": length, "description": ""}} for mode, length in formats
    ]
    return TrainingPage(formats=json.dumps(rows))


def test_a_training_says_its_usual_format():
    assert training(("online", "90 minutes"), ("in_person", "A day")).meta_line == "Online · 90 minutes"


def test_a_training_says_its_format_in_the_reader_s_language():
    with override("es"):
        assert training(("online", "90 minutos")).meta_line.endswith("· 90 minutos")


def test_a_training_without_formats_says_nothing():
    assert training().meta_line == ""


def test_a_free_training_is_offered_for_nothing():
    assert training().structured_properties()["isAccessibleForFree"] is True


def test_a_training_that_costs_is_not_offered_for_nothing():
    assert TrainingPage(is_free=False).structured_properties()["offers"] == []


def test_the_next_cohort_is_a_season_and_a_year():
    assert ProgramPage(cohort_season="autumn", cohort_year=2027).next_cohort == "Fall 2027"


@pytest.mark.parametrize("half", [{"cohort_season": "autumn"}, {"cohort_year": 2027}, {}])
def test_half_a_cohort_is_no_cohort(half):
    assert ProgramPage(**half).next_cohort == ""


@pytest.mark.parametrize("year", [0, 1999, 2101, 27])
def test_a_year_far_away_is_refused(year):
    with pytest.raises(ValidationError) as refused:
        ProgramPage(cohort_year=year).clean_fields(exclude={"title", "slug", "path", "depth", "content_type", "locale"})
    assert "cohort_year" in refused.value.message_dict


@pytest.fixture
def program(db) -> ProgramPage:
    """The program of the demonstration."""
    return ProgramPage.objects.get(slug="leaders-for-just-schools", locale__language_code="en")


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_publications_are_in_the_reader_s_language(program, language):
    shown_to = program.get_translations(inclusive=True).get(locale__language_code=language).specific
    with override(language):
        shown = [shown_to.shown_report, shown_to.shown_publication]
    assert [type(page) for page in shown] == [PublicationPage, PublicationPage]
    assert {page.locale.language_code for page in shown} == {language}


def test_a_report_that_was_taken_down_is_not_shown(program):
    for report in program.report.get_translations(inclusive=True):
        report.unpublish()
    assert program.shown_report is None
    assert program.shown_publication is not None


def test_a_program_without_publications_shows_none(db):
    empty = ProgramPage()
    assert (empty.shown_report, empty.shown_publication) == (None, None)


@pytest.fixture(params=["en", "es"])
def level(request, db) -> LevelPage:
    """The first level, in each language."""
    return LevelPage.objects.get(number=1, locale__language_code=request.param)


def test_a_level_shows_the_trainings_of_its_level(level):
    shown = related_trainings(level)
    assert shown
    assert all(1 in page.levels and page.locale_id == level.locale_id for page in shown)


def test_a_level_shows_the_programs_of_its_level(level):
    assert all(1 in page.levels and page.locale_id == level.locale_id for page in related_programs(level))


def test_a_training_shows_others_about_its_topics(db):
    page = TrainingPage.objects.get(slug="social-justice-training", locale__language_code="en")
    shown = related_trainings(page)
    assert shown
    assert page not in shown
    assert all(set(page.topic_keys) & set(other.topic_keys) for other in shown)


def test_a_page_about_nothing_has_no_relations(db):
    page = TrainingPage.objects.filter(locale__language_code="en").first()
    page.topics.clear()
    page.save()
    assert related_trainings(TrainingPage.objects.get(pk=page.pk)) == []
