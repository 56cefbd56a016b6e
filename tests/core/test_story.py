"""The body of a page keeps its outline and shows only what a reader may see."""

from typing import Any

import pytest
from django.utils.translation import override
from wagtail.blocks import StreamBlockValidationError
from wagtail.models import PageViewRestriction

from case_studies.models import QuoteIndexPage, QuotePage
from core.blocks import StoryBlock
from demo.factories import QuotePageFactory

STORY = StoryBlock()


def story(*levels: str) -> Any:
    return STORY.to_python([{"type": "heading", "value": {"text": "A part", "level": level}} for level in levels])


@pytest.mark.parametrize("levels", [("h2",), ("h2", "h3"), ("h2", "h3", "h3", "h2", "h3")])
def test_it_accepts_an_outline_without_a_gap(levels):
    assert len(STORY.clean(story(*levels))) == len(levels)


def test_it_refuses_a_part_before_the_first_section():
    with pytest.raises(StreamBlockValidationError) as refused:
        STORY.clean(story("h3", "h2"))
    assert list(refused.value.block_errors) == [0]


def test_it_names_the_heading_that_is_wrong():
    text = {"type": "rich_text", "value": "<p>First some words.</p>"}
    value = STORY.to_python([text, {"type": "heading", "value": {"text": "A part", "level": "h3"}}])
    with pytest.raises(StreamBlockValidationError) as refused:
        STORY.clean(value)
    assert list(refused.value.block_errors) == [1]


def test_how_a_block_looks_is_not_searched():
    value = STORY.to_python(
        [{"type": "cards", "value": {"heading": "Where to begin", "introduction": "", "pages": [], "layout": "rows"}}]
    )
    assert [text for text in STORY.get_searchable_content(value) if text] == ["Where to begin"]


@pytest.fixture
def quote(db) -> QuotePage:
    """A quote of the national site."""
    return QuotePageFactory(parent=QuoteIndexPage.objects.get(locale__language_code="en", depth=3), title="A new quote")


def shown_quote(quote: QuotePage) -> Any:
    return STORY.child_blocks["quote"].normalize({"page": quote}).quote


def test_a_quote_is_shown(quote):
    assert shown_quote(quote) == quote


def test_an_unpublished_quote_is_not_shown(quote):
    quote.unpublish()
    assert shown_quote(quote) is None


def test_a_private_quote_is_not_shown(quote):
    PageViewRestriction.objects.create(page=quote, restriction_type=PageViewRestriction.LOGIN)
    assert shown_quote(quote) is None


def cards(*pages: Any) -> list[Any]:
    return STORY.child_blocks["cards"].normalize({"pages": list(pages)}).cards


def test_cards_keep_the_editor_s_order(english_home, about, only_english):
    with override("en"):
        assert cards(only_english, english_home, about) == [only_english, english_home, about]


def test_cards_leave_out_what_is_not_public(about, only_english):
    only_english.unpublish()
    assert cards(only_english, about) == [about]


def test_cards_follow_the_reader_s_language(about, sobre, only_english):
    with override("es"):
        assert cards(about, only_english) == [sobre, only_english]


def test_a_card_whose_page_was_deleted_is_left_out(about):
    block = STORY.child_blocks["cards"]
    value = block.to_python({"pages": [about.pk, 10**6]})
    assert [card.pk for card in value.cards] == [about.pk]
