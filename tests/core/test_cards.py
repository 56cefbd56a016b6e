"""Lists of pages show what readers may see, in their language, at a cost that does not grow."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale, Page, PageViewRestriction

from core.cards import as_cards, localized_page, localized_pages, visible_pages
from demo.factories import ImageFactory, StandardPageFactory
from home.models import StandardPage

pytestmark = pytest.mark.django_db


def restrict(page, kind: str = PageViewRestriction.LOGIN) -> None:
    """Make `page` and what is below it private."""
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="secret")


def shown_page(page: Page | None) -> Any:
    """Return what a reader is shown for `page`."""
    return localized_page(page)


def is_visible(page) -> bool:
    return visible_pages().filter(pk=page.pk).exists()


def test_a_live_page_is_visible(about):
    assert is_visible(about)


def test_an_unpublished_page_is_not_visible(about):
    about.unpublish()
    assert not is_visible(about)


def test_a_draft_is_not_visible(english_home):
    draft = english_home.add_child(instance=StandardPage(title="Draft", live=False))
    assert not is_visible(draft)


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_private_page_is_not_visible(about, kind):
    restrict(about, kind)
    assert not is_visible(about)


def test_what_is_below_a_private_page_is_not_visible(about):
    below = StandardPageFactory(parent=StandardPageFactory(parent=about))
    restrict(about)
    assert not is_visible(below)


def test_what_is_beside_a_private_page_stays_visible(about, only_english):
    restrict(only_english)
    assert is_visible(about)


def test_an_expired_page_is_not_visible_once_wagtail_has_taken_it_down(about):
    about.expire_at = timezone.now() - timedelta(days=1)
    about.save()
    call_command("publish_scheduled")
    assert not is_visible(about)


def test_visibility_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        list(visible_pages().values_list("pk"))


def test_it_finds_the_page_in_the_reader_s_language(about, sobre):
    with override("es"):
        assert shown_page(about).pk == sobre.pk


def test_it_finds_the_source_from_a_translation(about, sobre):
    with override("en"):
        assert shown_page(sobre).pk == about.pk


def test_it_gives_the_page_itself_where_there_is_no_translation(only_english):
    with override("es"):
        assert shown_page(only_english).pk == only_english.pk


def test_it_gives_the_page_itself_while_its_translation_is_unpublished(about, sobre):
    sobre.unpublish()
    with override("es"):
        assert shown_page(about).pk == about.pk


def test_it_gives_nothing_where_only_the_translation_was_chosen_and_hidden(only_english):
    only_english.unpublish()
    with override("es"):
        assert shown_page(only_english) is None


def test_it_gives_the_translation_of_a_source_that_was_taken_down(about, sobre):
    about.unpublish()
    with override("es"):
        assert shown_page(about).pk == sobre.pk


def test_it_gives_nothing_for_nothing():
    assert shown_page(None) is None


@pytest.fixture
def untranslated_copy(only_english):
    """A copy of a page in the Spanish tree that nobody has translated."""
    return only_english.copy_for_translation(Locale.objects.get(language_code="es"), alias=True)


def test_a_copy_that_nobody_translated_is_not_visible(untranslated_copy):
    assert untranslated_copy.live
    assert not is_visible(untranslated_copy)


def test_an_alias_in_the_same_language_is_visible(about):
    assert is_visible(about.create_alias(update_slug="about-again"))


def test_it_does_not_take_an_untranslated_copy_for_a_translation(only_english, untranslated_copy):
    with override("es"):
        assert shown_page(only_english).pk == only_english.pk


def test_it_keeps_the_order_of_the_chosen_pages(english_home, about, only_english):
    with override("en"):
        assert [page.pk for page in localized_pages([only_english, english_home, about])] == [
            only_english.pk,
            english_home.pk,
            about.pk,
        ]


def test_it_looks_all_pages_up_in_one_query(english_home, about, only_english, django_assert_num_queries):
    with override("es"), django_assert_num_queries(1):
        localized_pages([english_home, about, only_english])


def test_cards_are_specific_pages_in_the_same_order(english_home, about):
    cards = as_cards(Page.objects.filter(pk__in=[about.pk, english_home.pk]).order_by("-depth"))
    assert cards == [about, english_home]
    assert all(card.summary is not None for card in cards)


def test_cards_leave_out_pages_without_a_summary(english_home):
    assert as_cards([Page.objects.get(depth=1), english_home]) == [english_home]


def test_cards_cost_the_same_for_any_number_of_pages(english_home, django_assert_num_queries):
    picture = ImageFactory()
    pages = [StandardPageFactory(parent=english_home, cover=picture) for _number in range(12)]
    few, many = pages[:2], pages
    plain = Page.objects.filter(pk__in=[page.pk for page in few]).select_related("locale")
    with django_assert_num_queries(4):
        as_cards(plain)
    plain = Page.objects.filter(pk__in=[page.pk for page in many]).select_related("locale")
    with django_assert_num_queries(4):
        as_cards(plain)
