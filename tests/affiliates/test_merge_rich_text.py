"""Two people change one text: both changes survive, unless they changed the same words."""

from __future__ import annotations

import pytest

from affiliates.merge import Conflict, compare
from tests.affiliates.merge_content import PROGRAM, merge_html, merged_html, program

CALL = "<p>Members meet four times a year. Call us on 202-555-0100. Bring a pen.</p>"


def test_a_telephone_number_changed_here_survives_a_sentence_rewritten_nationally():
    local = CALL.replace("202-555-0100", "217-555-0123")
    national = CALL.replace("Members meet four times a year.", "Every cohort now meets each month of the school year.")
    assert merged_html(CALL, local, national) == (
        "<p>Every cohort now meets each month of the school year. Call us on 217-555-0123. Bring a pen.</p>"
    )


def test_the_same_words_changed_on_both_sides_stay_ours_with_both_in_a_note():
    local, national = CALL.replace("202-555-0100", "217-555-0123"), CALL.replace("202-555-0100", "202-555-0199")
    merged = merge_html(CALL, local, national)
    assert merged.content["introduction"] == local
    (note,) = merged.notes
    assert (note.kind, note.field) == (Conflict.EDITED, ("introduction",))
    assert (note.base, note.local, note.national) == (CALL, local, national)


def test_what_only_one_side_changed_is_in_both_outcomes_of_a_conflict_in_the_same_paragraph():
    local = CALL.replace("202-555-0100", "217-555-0123")
    national = CALL.replace("202-555-0100", "202-555-0199").replace("a pen", "a laptop")
    merged = merge_html(CALL, local, national)
    assert merged.content["introduction"] == local.replace("a pen", "a laptop")
    assert merged.notes[0].theirs == national


def test_a_conflict_is_about_its_paragraph_alone():
    local = "<p>Ours now.</p>" + CALL + "<p>The same end.</p>"
    national = "<p>Theirs now.</p>" + CALL.replace("pen", "pencil") + "<p>The same end.</p>"
    merged = merge_html("<p>Before.</p>" + CALL + "<p>The same end.</p>", local, national)
    assert [(note.local, note.national) for note in merged.notes] == [("<p>Ours now.</p>", "<p>Theirs now.</p>")]
    assert "pencil" in merged.content["introduction"]


def test_paragraphs_added_at_one_place_by_both_sides_both_stand_there_ours_first():
    end = "<p>Register by May.</p>"
    assert merged_html(CALL + end, f"{CALL}<p>In Springfield.</p>{end}", f"{CALL}<p>It is free.</p>{end}") == (
        f"{CALL}<p>In Springfield.</p><p>It is free.</p>{end}"
    )


def test_a_paragraph_that_both_sides_added_stands_once():
    both = CALL + "<p>It is free.</p>"
    assert merged_html(CALL, both, both + "<p>Register by May.</p>") == both + "<p>Register by May.</p>"


def test_sentences_added_at_one_place_by_both_sides_both_stand_there():
    local, national = "<p>It is free. We meet in Peoria.</p>", "<p>It is free. Lunch is included.</p>"
    assert merged_html("<p>It is free.</p>", local, national) == (
        "<p>It is free. We meet in Peoria. Lunch is included.</p>"
    )


def test_a_paragraph_rewritten_by_both_sides_is_a_conflict_even_when_it_became_two():
    merged = merge_html(
        "<p>Old words here.</p>", "<p>Ours first.</p><p>Ours second.</p>", "<p>Theirs, one.</p><p>And two.</p>"
    )
    (note,) = merged.notes
    assert (note.ours, note.theirs) == ("<p>Ours first.</p><p>Ours second.</p>", "<p>Theirs, one.</p><p>And two.</p>")


def test_a_paragraph_removed_nationally_goes_when_nobody_changed_it_here():
    assert merged_html(CALL + "<p>Old.</p><p>End.</p>", CALL + "<p>Old.</p><p>Our end.</p>", CALL + "<p>End.</p>") == (
        CALL + "<p>Our end.</p>"
    )


def test_a_paragraph_removed_nationally_and_changed_here_stays_with_a_note():
    merged = merge_html(CALL + "<p>It costs ten dollars.</p>", CALL + "<p>It costs five dollars.</p>", CALL)
    assert merged.content["introduction"] == CALL + "<p>It costs five dollars.</p>"
    assert [(note.ours, note.theirs) for note in merged.notes] == [("<p>It costs five dollars.</p>", "")]


def test_a_paragraph_removed_here_and_changed_nationally_stays_away_with_a_note():
    merged = merge_html(CALL + "<p>It costs ten dollars.</p>", CALL, CALL + "<p>It costs five dollars.</p>")
    assert merged.content["introduction"] == CALL
    assert [(note.ours, note.theirs) for note in merged.notes] == [("", "<p>It costs five dollars.</p>")]


@pytest.mark.parametrize(
    "written",
    [
        '<p data-block-key="a1">Ask <a id="3" linktype="page">Ana &amp; Bo</a>’s team<br/>now</p><ul><li>One</li></ul>',
        '<p>Ask <a linktype="page" id="3">Ana &amp; Bo</a>’s team<br/>now</p>\n\n<ul>\n  <li>One</li>\n</ul>\n',
        '<p>Ask <a id="3" linktype="page">Ana &#38; Bo</a>&rsquo;s team<br>now</p><ul><li data-block-key="x">One</ul>',
        "<p>Ask <a linktype='page' id='3'>Ana & Bo</a>&#x2019;s team<br />now</p><ul><li>One</li></ul><!-- end -->",
    ],
)
def test_another_writing_of_the_same_text_is_no_change(written: str):
    plain = '<p>Ask <a id="3" linktype="page">Ana &amp; Bo</a>’s team<br/>now</p><ul><li>One</li></ul>'
    assert compare(program(introduction=plain), program(introduction=written), PROGRAM) == []
    national = plain.replace("Ask", "Call")
    assert merged_html(plain, written, national).replace(' data-block-key="a1"', "").startswith("<p>Call <a")


def test_a_word_made_bold_here_survives_words_changed_nationally():
    local = CALL.replace("four times", "<b>four times</b>")
    assert merged_html(CALL, local, CALL.replace("a pen", "a laptop")) == local.replace("a pen", "a laptop")


def test_a_link_added_nationally_survives_a_sentence_changed_here():
    national = CALL.replace("Call us", '<a id="3" linktype="page">Call us</a>')
    assert merged_html(CALL, CALL.replace("a pen", "paper"), national) == national.replace("a pen", "paper")


def test_one_link_on_both_sides_to_different_pages_is_a_conflict():
    versions = [CALL.replace("Call us", f'<a id="{page}" linktype="page">Call us</a>') for page in (1, 2, 3)]
    merged = merge_html(*versions)
    assert merged.content["introduction"] == versions[1]
    assert len(merged.notes) == 1


def test_a_picture_added_here_keeps_its_place_between_paragraphs():
    picture = '<embed alt="It\'s us &amp; &quot;friends&quot;" embedtype="image" format="left" id="7"/>'
    local = CALL + picture + "<p>Register by May.</p>"
    assert merged_html(CALL + "<p>Register by May.</p>", local, CALL + "<p>Register by June.</p>") == (
        CALL + picture + "<p>Register by June.</p>"
    )


def test_items_of_one_list_change_one_by_one():
    base = "<ul><li>A pen</li><li>Some paper</li><li>Lunch</li></ul>"
    local = "<ul><li>A pen</li><li>Some paper</li><li>Lunch and water</li></ul>"
    national = "<ul><li>A blue pen</li><li>Some paper</li><li>A laptop</li><li>Lunch</li></ul>"
    assert merged_html(base, local, national) == (
        "<ul><li>A blue pen</li><li>Some paper</li><li>A laptop</li><li>Lunch and water</li></ul>"
    )


def test_lists_in_lists_keep_their_depth():
    base = "<ul><li>Bring<ul><li>a pen</li><li>some paper</li></ul></li><li>Come early</li></ul>"
    local, national = (
        base.replace("a pen", "a red pen"),
        base.replace("some paper", "some paper<ol><li>lined</li></ol>"),
    )
    assert merged_html(base, local, national) == (
        "<ul><li>Bring<ul><li>a red pen</li><li>some paper<ol><li>lined</li></ol></li></ul></li>"
        "<li>Come early</li></ul>"
    )


def test_a_paragraph_that_became_a_heading_nationally_keeps_the_words_changed_here():
    assert merged_html("<p>How to register now</p>", "<p>How to register here</p>", "<h3>How to register now</h3>") == (
        "<h3>How to register here</h3>"
    )


def test_the_editors_keys_of_ours_stay_where_the_nations_text_comes_in():
    local = '<p data-block-key="ours1">It is free.</p><p data-block-key="ours2">Ask Ana.</p>'
    national = '<p data-block-key="them1">It is free of charge.</p><p data-block-key="them2">Ask Ana.</p>'
    assert merged_html("<p>It is free.</p><p>Ask Ana.</p>", local, national) == (
        '<p data-block-key="ours1">It is free of charge.</p><p data-block-key="ours2">Ask Ana.</p>'
    )


def test_changes_on_the_two_sides_of_a_comma_are_one_conflict():
    base = "<p>Bring a pen, paper and lunch.</p>"
    assert not merge_html(base, base.replace("pen", "laptop"), base.replace("paper", "water")).is_clean


def test_a_sentence_rewritten_here_is_not_mixed_with_words_of_the_nation():
    base = "<p>Members meet four times a year on Saturday mornings.</p>"
    local = "<p>Our members meet monthly on Sunday evenings at the lake.</p>"
    merged = merge_html(base, local, base.replace("four", "five"))
    assert merged.content["introduction"] == local
    assert len(merged.notes) == 1


def test_what_is_neither_paragraph_nor_list_stays_whole():
    table = "<table><tr><td>Monday</td><td>9</td></tr></table>"
    merged = merge_html(CALL + table, CALL + table.replace("9", "10"), CALL + table.replace("Monday", "Tuesday"))
    assert merged.content["introduction"] == CALL + table.replace("9", "10")
    assert len(merged.notes) == 1


@pytest.mark.parametrize(
    "html",
    [
        *("", " ", "<", "&", "a < b", "<p>", "</p>", "just words", "<p></p><p></p>", "<p id=1 id=2>twice</p>"),
        *("<p><b>open", "<b><p>inside out</b></p>", "<p>a<p>b", "<ul>loose<li>x</ul>", "<ul><li><p>a</p><p>b</p></ul>"),
        *("<!doctype html><p>x", "<![x[", "<script>1<2</script>"),
    ],
)
def test_whatever_html_is_stored_can_be_merged(html: str):
    assert "Bring a pen." in merged_html(html, html, html + CALL)
    assert merged_html(html, html, html) == html
    assert merge_html(CALL, html, CALL.replace("pen", "laptop")).notes
