"""A person decides each conflict: ours, the nation's, or by hand."""

from __future__ import annotations

import pytest

from affiliates.merge import NATIONAL, OURS, ChoiceError, Edited, resolve
from tests.affiliates.merge_content import ids, merge_pages, program, section, steps, text

A, B, C = (text(each, f"<p>Part {each}.</p>") for each in "abc")
OURS_A, THEIRS_A = text("a", "<p>Part a, in Illinois.</p>"), text("a", "<p>Part a, for 2027.</p>")

BOTH = text("a", "<p>Both.</p>")
BY_HAND = Edited({"type": "text", "value": "<p>Both.</p>"})


def decide(merged, *choices):
    return resolve(merged, dict(zip([note.key for note in merged.notes], choices, strict=True)))


def pages_with_two_conflicts():
    middle = "<p>Bring a pen and some paper.</p>"
    return merge_pages(
        *(program(introduction=f"<p>Meet at {hour}.</p>{middle}<ul><li>Cost: {cost}</li></ul>")
          for hour, cost in (("nine", "10"), ("ten", "20"), ("eleven", "30")))
    )  # fmt: skip


def test_each_conflict_in_one_text_is_decided_by_itself():
    content = decide(pages_with_two_conflicts(), NATIONAL, OURS)
    assert content["introduction"] == (
        "<p>Meet at eleven.</p><p>Bring a pen and some paper.</p><ul><li>Cost: 20</li></ul>"
    )


def test_a_piece_of_text_written_by_hand_takes_the_place_of_both():
    content = decide(pages_with_two_conflicts(), Edited("<p>Meet at noon.</p><p>Or later.</p>"), NATIONAL)
    assert content["introduction"] == (
        "<p>Meet at noon.</p><p>Or later.</p><p>Bring a pen and some paper.</p><ul><li>Cost: 30</li></ul>"
    )


def test_the_nations_words_in_a_conflict_leave_our_other_words_in_the_paragraph():
    base = "<p>Members meet four times. Call 202-555-0100 today. Bring a pen.</p>"
    merged = merge_pages(
        program(introduction=base),
        program(introduction=base.replace("202-555-0100", "217-555-0123").replace("a pen", "a laptop")),
        program(introduction=base.replace("202-555-0100", "202-555-0199")),
    )
    assert decide(merged, NATIONAL)["introduction"] == (
        "<p>Members meet four times. Call 202-555-0199 today. Bring a laptop.</p>"
    )


@pytest.mark.parametrize(
    ("choice", "day"), [(OURS, "2027-01-16"), (NATIONAL, "2027-02-06"), (Edited("2027-03-01"), "2027-03-01")]
)
def test_a_value_becomes_what_was_chosen(choice, day):
    merged = merge_pages(program(), program(first_day="2027-01-16"), program(first_day="2027-02-06"))
    assert decide(merged, choice)["first_day"] == day


@pytest.mark.parametrize(
    ("choice", "body"),
    [(OURS, [OURS_A, B]), (NATIONAL, [B]), (BY_HAND, [BOTH, B])],
)
def test_a_block_removed_nationally_stays_goes_or_is_written_anew(choice, body):
    merged = merge_pages(program(A, B), program(OURS_A, B), program(B))
    assert decide(merged, choice) == program(*body)


@pytest.mark.parametrize(
    ("choice", "body"),
    [(OURS, [B, C]), (NATIONAL, [B, THEIRS_A, C]), (BY_HAND, [B, BOTH, C])],
)
def test_a_block_removed_here_stays_away_or_comes_back_where_the_nation_has_it(choice, body):
    merged = merge_pages(program(B, A, C), program(B, C), program(B, THEIRS_A, C))
    assert decide(merged, choice) == program(*body)


@pytest.mark.parametrize(("choice", "order"), [(OURS, "bcad"), (NATIONAL, "bcda")])
def test_a_block_moved_on_both_sides_goes_where_was_chosen(choice, order):
    blocks = {each: text(each, f"<p>{each}</p>") for each in "abcd"}
    merged = merge_pages(*(program(*(blocks[each] for each in ids_)) for ids_ in ("abcd", "bcad", "bcda")))
    assert ids(decide(merged, choice)["body"]) == list(order)


def test_a_block_moved_into_two_sections_goes_into_the_chosen_one():
    base = program(A, section("s", B), section("t", C))
    merged = merge_pages(
        base, program(section("s", B, A), section("t", C)), program(section("s", B), section("t", C, A))
    )
    assert decide(merged, NATIONAL) == program(section("s", B), section("t", C, A))


def test_a_block_of_another_type_nationally_takes_its_place():
    retyped = steps("a", one="Ask", two="Register")
    merged = merge_pages(program(A, B), program(OURS_A, B, C), program(retyped, B))
    assert decide(merged, NATIONAL) == program(retyped, B, C)


def test_a_section_that_comes_back_leaves_out_what_was_moved_out_of_it():
    merged = merge_pages(program(section("s", A, B)), program(A), program(section("s", A, B, C)))
    assert decide(merged, NATIONAL) == program(section("s", B, C), A)


def test_a_section_that_goes_leaves_behind_what_the_nation_took_out_of_it():
    merged = merge_pages(program(section("s", A, B)), program(section("s", A, B, C)), program(A))
    assert decide(merged, NATIONAL) == program(A)


def test_a_choice_for_no_conflict_is_refused_by_its_key():
    with pytest.raises(ChoiceError, match="nothing"):
        resolve(pages_with_two_conflicts(), {"nothing": OURS})


def test_a_missing_choice_is_refused_by_its_key():
    merged = pages_with_two_conflicts()
    with pytest.raises(ChoiceError, match=merged.notes[1].key):
        resolve(merged, {merged.notes[0].key: OURS})


@pytest.mark.parametrize("value", ["text", {"type": "text"}, {"type": "faq", "value": "no questions"}])
def test_a_block_written_by_hand_must_be_a_block(value):
    merged = merge_pages(program(A, B), program(OURS_A, B), program(B))
    with pytest.raises(ChoiceError, match="'a'"):
        decide(merged, Edited(value))


def test_a_place_cannot_be_written_by_hand():
    merged = merge_pages(*(program(*(text(each, "") for each in ids_)) for ids_ in ("abcd", "bcad", "bcda")))
    with pytest.raises(ChoiceError, match="place"):
        decide(merged, Edited("here"))


def test_a_piece_of_rich_text_is_not_replaced_by_a_number():
    with pytest.raises(ChoiceError, match="HTML"):
        decide(pages_with_two_conflicts(), OURS, Edited(5))


def test_deciding_leaves_the_merge_as_it_was():
    merged = merge_pages(program(A, B), program(OURS_A, B), program(B))
    assert decide(merged, NATIONAL) == program(B)
    assert decide(merged, OURS) == merged.content == program(OURS_A, B)
