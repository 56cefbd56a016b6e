"""A link has one target and a label, and follows its page into the reader's language."""

from typing import Any

import pytest
from django.utils.translation import override
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import PageViewRestriction

from core.blocks import LinkBlock

BLOCK = LinkBlock()
OPTIONAL = LinkBlock(required=False)


def link(**parts: Any) -> Any:
    return BLOCK.normalize({"page": None, "url": "", "label": ""} | parts)


def errors_of(value: Any, block: blocks.StructBlock = BLOCK) -> set[str]:
    """Return the fields that the block refuses."""
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    return set(refused.value.block_errors)


def test_it_accepts_a_page_alone(about):
    assert BLOCK.clean(link(page=about))["page"].pk == about.pk


def test_it_accepts_an_address_with_a_label():
    assert BLOCK.clean(link(url="https://example.org/", label="Elsewhere"))["label"] == "Elsewhere"


def test_it_refuses_a_page_and_an_address_at_once(about):
    assert errors_of(link(page=about, url="https://example.org/", label="Which?")) == {"url"}


def test_it_refuses_nothing_at_all():
    assert errors_of(link()) == {"page"}


def test_it_refuses_a_label_without_a_target():
    assert errors_of(link(label="Read more"), OPTIONAL) == {"page"}


def test_it_refuses_an_address_without_a_label():
    assert errors_of(link(url="https://example.org/")) == {"label"}


def test_an_optional_link_may_be_left_out():
    assert OPTIONAL.clean(link())["url"] == ""


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "example", "https://"])
def test_it_refuses_what_is_no_address_of_the_web(url):
    assert "url" in errors_of(link(url=url, label="Click"))


def test_it_says_the_page_s_title_where_there_is_no_label(about):
    assert link(page=about).text == about.title


def test_its_label_wins_over_the_title(about):
    assert link(page=about, label="Who we are").text == "Who we are"


def test_it_leads_to_the_page_in_the_reader_s_language(about, sobre):
    with override("es"):
        value = link(page=about)
        assert (value.href, value.text) == (sobre.url, sobre.title)


def test_it_leads_back_to_the_source_language(about, sobre):
    with override("en"):
        assert link(page=sobre).href == about.url


def test_it_leads_to_the_chosen_page_where_there_is_no_translation(only_english):
    with override("es"):
        assert link(page=only_english).href == only_english.url


def test_it_leads_nowhere_when_its_page_is_unpublished(only_english):
    only_english.unpublish()
    assert link(page=only_english).href == ""


def test_it_leads_nowhere_when_its_page_is_private(only_english):
    PageViewRestriction.objects.create(page=only_english, restriction_type=PageViewRestriction.LOGIN)
    assert link(page=only_english).href == ""


def test_it_leaves_the_site_only_with_an_address(about):
    assert link(url="https://example.org/", label="There").is_external
    assert not link(page=about).is_external
