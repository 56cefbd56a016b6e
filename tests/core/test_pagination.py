"""A list is cut into pages, and only those that exist have an address."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from core.index_pages import paginate


def ask(query: str, count: int = 30, size: int = 12):
    return paginate(range(count), RequestFactory().get(f"/{query}"), size)


def test_it_begins_with_the_first_page():
    assert list(ask("")) == list(range(12))


def test_it_gives_the_page_that_is_asked_for():
    assert list(ask("?page=3")) == list(range(24, 30))


def test_an_empty_list_has_one_page():
    assert list(ask("", count=0)) == []


@pytest.mark.parametrize(
    "number",
    [
        "0",
        "4",
        "-1",
        "1.5",
        "",
        "last",
        "1e3",
        "٢",
        "²",
        "%00",
        "1%00",
        "9" * 7,
        "9" * 30,
        "999999",
        "+1",
        "%201",
        "0x1",
    ],
)
def test_it_refuses_a_page_that_the_list_does_not_have(number):
    with pytest.raises(Http404):
        ask(f"?page={number}")


def test_it_takes_the_last_of_two_numbers():
    assert ask("?page=9&page=2").number == 2
