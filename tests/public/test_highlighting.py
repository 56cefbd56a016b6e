"""Marked words in titles and snippets."""

import pytest

from search.highlighting import GAP, LESS, START, STOP, as_excerpt, as_html


def test_marks_become_elements():
    assert as_html(f"The {START}school{STOP} day") == "The <mark>school</mark> day"


def test_everything_else_is_escaped():
    assert as_html(f'{LESS}img src=x> & "{START}a&b{STOP}"') == (
        "&lt;img src=x&gt; &amp; &quot;<mark>a&amp;b</mark>&quot;"
    )


@pytest.mark.parametrize(
    "text", [f"{START}open", f"closed{STOP}", f"{STOP}wrong{START} way", f"{START}{START}twice{STOP}"]
)
def test_stray_marks_never_leave_an_element_open(text: str):
    html = as_html(text)
    assert html.count("<mark>") == html.count("</mark>")
    assert START not in html
    assert STOP not in html


def test_passages_are_divided_by_dots():
    assert as_html(f"one{GAP}two") == "one … two"


@pytest.mark.parametrize(
    ("passage", "excerpt"),
    [
        ("A whole sentence.", "A whole sentence."),
        ("begins in the middle.", "… begins in the middle."),
        (f"{START}marked{STOP} at both {START}ends{STOP}", f"… {START}marked{STOP} at both {START}ends{STOP} …"),
        ("One part., Another part.", "One part. Another part."),
        ("", ""),
    ],
)
def test_an_excerpt_shows_where_it_was_cut(passage: str, excerpt: str):
    assert as_excerpt(passage) == excerpt
