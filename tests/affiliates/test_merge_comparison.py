"""What differs between versions, for the marks and the word-level differences that editors see."""

from __future__ import annotations

from affiliates.merge import ChangeKind, Mark, Step, compare, marks, overrides, word_differences
from tests.affiliates.merge_content import PROGRAM, program, section, steps, text

A, B, C, D = (text(each, f"<p>Part {each}.</p>") for each in "abcd")
OURS_A, THEIRS_A = text("a", "<p>Part a, in Illinois.</p>"), text("a", "<p>Part a, for 2027.</p>")


def kinds(changes):
    return [(change.kind, change.block, change.field) for change in changes]


def test_equal_pages_do_not_differ():
    assert compare(program(A, B), program(A, B), PROGRAM) == []


def test_a_changed_field_is_named_with_both_values():
    (change,) = compare(program(), program(title="Leaders"), PROGRAM)
    assert (change.kind, change.path, change.before, change.after) == (
        ChangeKind.CHANGED, (Step("title"),), "Leaders for Just Schools", "Leaders",
    )  # fmt: skip


def test_changed_added_removed_and_moved_blocks_are_told_apart():
    assert kinds(compare(program(A, B, C, D), program(D, OURS_A, C, text("n", "")), PROGRAM)) == [
        (ChangeKind.MOVED, "d", ()),
        (ChangeKind.CHANGED, "a", ()),
        (ChangeKind.ADDED, "n", ()),
        (ChangeKind.REMOVED, "b", ()),
    ]


def test_an_item_of_a_list_in_a_block_is_named_by_itself():
    changes = compare(program(steps("s", one="Ask")), program(steps("s", one="Ask", two="Register")), PROGRAM)
    assert kinds(changes) == [(ChangeKind.ADDED, "two", ())]
    assert changes[0].path == (Step("body"), Step("steps", "s"), Step("item", "two"))


def test_what_is_in_an_added_block_is_not_listed_again():
    assert kinds(compare(program(), program(section("s", A)), PROGRAM)) == [(ChangeKind.ADDED, "s", ())]


def test_a_block_of_another_type_has_changed_as_a_whole():
    (change,) = compare(program(A), program(steps("a", one="Ask")), PROGRAM)
    assert (change.kind, change.before, change.after) == (ChangeKind.CHANGED, A, steps("a", one="Ask"))


def test_a_block_moved_into_a_section_has_moved():
    assert kinds(compare(program(A, section("s")), program(section("s", A)), PROGRAM)) == [(ChangeKind.MOVED, "a", ())]


def test_a_reference_to_the_local_counterpart_is_no_override():
    assert overrides(program(), program(contact=50), PROGRAM, counterpart={("page", 5): 50}) == []
    assert kinds(overrides(program(), program(contact=51), PROGRAM, counterpart={("page", 5): 50})) == [
        (ChangeKind.CHANGED, "", ("contact",))
    ]


def test_the_editor_sees_whose_each_part_is():
    found = marks(
        program(A, B, title="One", first_day="1"),
        program(OURS_A, B, C, title="Uno", first_day="2"),
        program(THEIRS_A, B, title="One", first_day="2", topics=[7]),
        PROGRAM,
    )
    assert found == {
        ("a", ()): Mark.BOTH,
        ("c", ()): Mark.OURS,
        ("", ("title",)): Mark.OURS,
        ("", ("topics",)): Mark.NATIONAL_NEWER,
    }


def test_words_of_plain_text_are_compared_one_by_one():
    assert word_differences("Call 202-555-0100 today", "Call 217-555-0123 today") == [
        ("equal", "Call", ()),
        ("delete", " 202-555-0100", ()),
        ("insert", " 217-555-0123", ()),
        ("equal", " today", ()),
    ]


def test_words_of_rich_text_are_compared_with_their_formatting():
    assert word_differences("<p>It is free.</p>", "<p>It is <b>free</b>.</p><h3>Ask</h3>", rich=True) == [
        ("equal", "It is", ()),
        ("delete", " free", ()),
        ("insert", " free", ("b",)),
        ("equal", ".", ()),
        ("insert", "\n", ()),
        ("insert", "Ask", ("h3",)),
    ]


def test_texts_that_are_only_written_differently_show_no_difference():
    differences = word_differences('<p data-block-key="a">A &amp; B</p>', "<p>A &#38; B</p>\n", rich=True)
    assert [each.op for each in differences] == ["equal"]
