"""A framework has each level once, and shows them in their logical order."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override
from wagtail.test.utils.form_data import nested_form_data, streamfield

from demo.factories import FrameworkPageFactory, LevelPageFactory
from home.models import HomePage
from programs.models import FrameworkPage, LevelPage
from programs.templatetags.programs_tags import framework_levels
from tests.personas import national_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework() -> FrameworkPage:
    """The national framework."""
    return FrameworkPage.objects.get(locale__language_code="en")


@pytest.fixture
def empty_framework() -> FrameworkPage:
    """A framework without levels."""
    return FrameworkPageFactory(parent=HomePage.objects.get(locale__language_code="en"), title="Another framework")


def numbers(levels) -> list[int]:
    return [level.number for level in levels]


def test_the_demonstration_has_all_four(framework):
    assert numbers(framework.levels()) == [1, 2, 3, 4]


@pytest.mark.parametrize("order", [(4, 3, 2, 1), (2, 4, 1, 3), (3, 1, 4, 2)])
def test_they_stand_in_order_however_they_were_made(empty_framework, order):
    for number in order:
        LevelPageFactory(parent=empty_framework, number=number)
    assert numbers(empty_framework.levels()) == [1, 2, 3, 4]


def test_they_stand_in_order_however_an_editor_sorts_the_tree(framework):
    last = framework.levels()[-1]
    last.move(framework, pos="first-child")
    assert numbers(framework.levels()) == [1, 2, 3, 4]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_template_gets_them_in_order_and_in_the_reader_s_language(language):
    with override(language):
        levels = framework_levels()
    assert numbers(levels) == [1, 2, 3, 4]
    assert {level.locale.language_code for level in levels} == {language}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_shows_them_in_order(client: Client, language):
    page = FrameworkPage.objects.get(locale__language_code=language)
    html = client.get(page.url).content.decode()
    main = html[html.index("<main") :]
    places = [main.index(level.title) for level in page.levels()]
    assert places == sorted(places)


def test_an_unpublished_level_is_left_out(framework):
    framework.levels()[1].unpublish()
    assert numbers(framework.levels()) == [1, 3, 4]


def test_a_second_page_for_a_level_is_refused(framework):
    with pytest.raises(ValidationError) as refused:
        LevelPageFactory(parent=framework, number=1, title="A second one")
    assert set(refused.value.message_dict) == {"number"}


def test_a_level_cannot_become_another_that_exists(framework):
    level = framework.levels()[3]
    level.number = 1
    with pytest.raises(ValidationError) as refused:
        level.full_clean()
    assert set(refused.value.message_dict) == {"number"}


def form_for_a_new_level(parent, number: int):
    form_class = LevelPage.get_edit_handler().get_form_class()
    data = nested_form_data({"title": "A level", "slug": "a-level", "number": number, "body": streamfield([])})
    return form_class(data, instance=LevelPage(), parent_page=parent, for_user=national_editor())


def test_the_admin_refuses_a_second_page_for_a_level_beside_the_field(framework):
    assert "number" in form_for_a_new_level(framework, 1).errors


def test_the_admin_accepts_a_level_that_is_missing(empty_framework):
    assert "number" not in form_for_a_new_level(empty_framework, 1).errors


def test_the_same_level_may_stand_in_another_framework(empty_framework):
    level = LevelPageFactory(parent=empty_framework, number=1)
    level.full_clean()


def test_a_level_may_be_saved_again(framework):
    framework.levels()[0].full_clean()


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_level_that_does_not_exist_is_refused(framework, number):
    level = framework.levels()[0]
    level.number = number
    with pytest.raises(ValidationError) as refused:
        level.full_clean()
    assert set(refused.value.message_dict) == {"number"}


def test_its_card_says_its_number():
    assert str(LevelPage(number=3).meta_line) == "Level 3"
