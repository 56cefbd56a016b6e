"""Topics, audiences and levels: found in every language, ticked as boxes, kept in revisions."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from case_studies.models.quote import Usage
from core.models import Level
from core.models.vocabulary import ChoicesField
from demo.factories import TopicFactory
from programs.models import TrainingPage

LEVELS = ChoicesField(models.PositiveSmallIntegerField(choices=Level.choices), blank=True, default=list)
USAGE = ChoicesField(models.CharField(max_length=10, choices=Usage.choices), blank=False, default=list)


def test_the_levels_stand_in_their_logical_order():
    assert [(level.value, str(level.label)) for level in Level] == [
        (1, "Self Exposure"),
        (2, "Team Growth"),
        (3, "Organization Application"),
        (4, "System Transformation"),
    ]


def test_ticked_numbers_come_back_as_numbers():
    assert LEVELS.formfield().clean(["2", "4"]) == [2, 4]


def test_ticked_words_come_back_as_words():
    assert USAGE.formfield().clean(["website", "press"]) == ["website", "press"]


def test_nothing_ticked_is_an_empty_list():
    assert LEVELS.formfield().clean([]) == []


def test_nothing_ticked_is_refused_where_something_is_needed():
    with pytest.raises(ValidationError):
        USAGE.formfield().clean([])


@pytest.mark.parametrize("ticked", [["5"], ["0"], ["one"], ["1", "9"]])
def test_a_choice_that_does_not_exist_is_refused(ticked):
    with pytest.raises(ValidationError):
        LEVELS.formfield().clean(ticked)


def test_the_boxes_show_what_is_ticked():
    html = str(LEVELS.formfield().widget.render("levels", [1, 3]))
    assert html.count("checked") == 2


@pytest.fixture
def training(db) -> TrainingPage:
    """A training of the demonstration."""
    return TrainingPage.objects.filter(locale__language_code="en").first()


def test_a_revision_keeps_the_ticked_choices(training):
    training.levels = [2, 4]
    assert training.save_revision().as_object().levels == [2, 4]


def test_publishing_a_revision_keeps_the_ticked_choices(training):
    training.levels = [3]
    training.save_revision().publish()
    training.refresh_from_db()
    assert training.levels == [3]


def test_the_admin_s_form_keeps_the_ticked_choices(training):
    form_class = training.get_edit_handler().get_form_class()
    assert form_class(instance=training)["levels"].value() == training.levels


def test_a_page_shows_its_levels_in_order():
    assert [number for number, _name in TrainingPage(levels=[4, 1, 3]).level_labels] == [1, 3, 4]


def test_a_page_shows_topics_in_its_own_language(training):
    translated = training.get_translations().get(locale__language_code="es").specific
    assert {topic.locale_id for topic in translated.localized_topics} == {translated.locale_id}
    assert {topic.translation_key for topic in translated.localized_topics} == {
        topic.translation_key for topic in training.localized_topics
    }


def test_a_topic_without_a_translation_is_left_out_of_the_other_language(training):
    new = TopicFactory(name="Only in English")
    translated = training.get_translations().get(locale__language_code="es").specific
    translated.topics.add(new)
    translated.save()
    assert new not in translated.localized_topics


def test_a_draft_shows_topics_that_are_not_saved_yet(training):
    new = TopicFactory(name="Restorative circles")
    draft = training.save_revision().as_object()
    draft.topics = [new]
    assert draft.localized_topics == [new]


def test_a_page_without_topics_asks_for_none(training, django_assert_num_queries):
    training.topic_keys = []
    with django_assert_num_queries(0):
        assert training.localized_topics == []


def test_two_topics_of_a_language_cannot_share_an_address(db):
    taken = TopicFactory().slug
    with pytest.raises(IntegrityError), transaction.atomic():
        TopicFactory(slug=taken)
