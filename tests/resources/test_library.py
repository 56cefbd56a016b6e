"""The library: what a resource is, its licence, its editions, and where it belongs."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from core.models.media import LICENCE_PAGES, Licence
from demo.factories import DocumentFactory, ResourcePageFactory
from programs.models import LevelPage, TrainingPage
from resources.models import FAQPage, PublicationPage, ResourceIndexPage, ResourcePage, TopicHubPage
from resources.models.resource import ResourceKind
from resources.templatetags.resources_tags import related_resources

pytestmark = pytest.mark.django_db

languages = pytest.mark.parametrize("language", ["en", "es"])


@pytest.mark.parametrize("kind", ResourceKind.values)
def test_a_resource_says_its_kind(kind):
    assert ResourcePage(kind=kind).meta_line == str(ResourceKind(kind).label)


@pytest.mark.parametrize("licence", sorted(set(Licence.values) - {Licence.ALL_RIGHTS}))
def test_a_free_licence_is_explained(licence):
    assert ResourcePage(licence=licence).licence_page == LICENCE_PAGES[licence]


def test_where_all_rights_are_reserved_there_is_nothing_to_explain():
    assert ResourcePage(licence=Licence.ALL_RIGHTS).licence_page == ""


@pytest.mark.parametrize(("count", "words"), [(0, "0 questions"), (1, "1 question"), (2, "2 questions")])
def test_questions_are_counted(count, words):
    rows = [{"type": "item", "value": {"question": "Why?", "answer": "<p>So.</p>"}}] * count
    assert FAQPage(questions=json.dumps(rows)).meta_line == words


@pytest.mark.parametrize("year", [1849, 2101, 26])
def test_a_publication_of_an_impossible_year_is_refused(year):
    with pytest.raises(ValidationError) as refused:
        PublicationPage(year=year).clean_fields(exclude={"title", "slug", "path", "depth", "content_type", "locale"})
    assert "year" in refused.value.message_dict


@pytest.fixture
def publication(db) -> PublicationPage:
    """A publication with a file of its own in both languages."""
    return PublicationPage.objects.filter(locale__language_code="en").exclude(file=None).first()


def in_language(page, language: str):
    """Return the version of `page` in the language."""
    return page.get_translations(inclusive=True).get(locale__language_code=language).specific


@languages
def test_a_publication_offers_its_own_language_first(publication, language):
    editions = in_language(publication, language).editions()
    assert [edition.language for edition in editions] == sorted(["en", "es"], key=lambda code: code != language)


def test_an_edition_without_a_file_of_its_own_is_not_repeated(publication):
    translated = in_language(publication, "es")
    translated.file = publication.file
    translated.save()
    assert len(publication.editions()) == 1


def test_an_edition_that_was_taken_down_is_not_offered(publication):
    in_language(publication, "es").unpublish()
    assert [edition.language for edition in publication.editions()] == ["en"]


def test_a_publication_without_a_file_has_no_edition(publication):
    for page in publication.get_translations(inclusive=True):
        page.specific_class.objects.filter(pk=page.pk).update(file=None)
    assert publication.editions() == []


def test_editions_are_one_query(publication, django_assert_num_queries):
    with django_assert_num_queries(1):
        publication.editions()


def test_an_edition_says_the_language_of_its_file(publication):
    publication.file = DocumentFactory(language="ar")
    publication.save()
    assert "ar" in {edition.language for edition in publication.editions()}


@pytest.fixture
def library(db) -> ResourceIndexPage:
    """The national library."""
    return ResourceIndexPage.objects.get(locale__language_code="en", depth=3)


@languages
def test_a_training_shows_resources_about_its_topics(db, language):
    training = TrainingPage.objects.get(slug="social-justice-training", locale__language_code="en")
    shown = related_resources(in_language(training, language), limit=50)
    assert shown
    assert {page.locale.language_code for page in shown} == {language}


@languages
def test_a_level_shows_the_resources_of_its_level(db, language):
    level = LevelPage.objects.get(number=1, locale__language_code=language)
    shown = related_resources(level, limit=50)
    assert shown
    assert all(1 in page.levels for page in shown)


@languages
def test_a_topic_gathers_what_is_about_it(db, language):
    hub = TopicHubPage.objects.filter(locale__language_code=language).first()
    shown = related_resources(hub, limit=50)
    assert shown
    assert all(set(hub.topic_keys) & set(page.topic_keys) for page in shown)


def test_a_resource_does_not_list_itself(db):
    page = ResourcePage.objects.filter(locale__language_code="en").first()
    assert page not in related_resources(page, limit=50)


def test_a_resource_that_was_taken_down_is_not_listed(library):
    training = TrainingPage.objects.get(slug="social-justice-training", locale__language_code="en")
    page = ResourcePageFactory(parent=library)
    page.topics.add(*training.topics.all())
    page.save()
    assert page in related_resources(training, limit=100)
    page.unpublish()
    assert page not in related_resources(training, limit=100)


def test_a_page_that_has_no_topics_has_no_resources(library):
    assert related_resources(library) == []


@languages
def test_resources_keep_the_reader_s_language_out_of_the_choice(db, language):
    with override("ar"):
        training = TrainingPage.objects.get(slug="social-justice-training", locale__language_code="en")
        assert {page.locale_id for page in related_resources(in_language(training, language))} == {
            in_language(training, language).locale_id
        }
