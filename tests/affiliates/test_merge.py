"""A page changed here and nationally: every rule of merging by an example."""

from __future__ import annotations

import copy

import pytest

from affiliates.merge import Conflict, MalformedContentError, Step, merge, normalise
from tests.affiliates.merge_content import PROGRAM, faq, ids, item, merge_pages, program, section, steps, text

A, B, C, D = (text(each, f"<p>Part {each}.</p>") for each in "abcd")
CHANGED = text("a", "<p>Part a, in Illinois.</p>")
NEWER = text("a", "<p>Part a, for 2027.</p>")


def kinds(merged):
    return [(note.kind, note.block) for note in merged.notes]


def test_fields_merge_one_by_one():
    merged = merge_pages(program(), program(first_day="2027-01-16"), program(title="Leaders for Just Schools in 2027"))
    assert merged.content == program(first_day="2027-01-16", title="Leaders for Just Schools in 2027")
    assert merged.is_clean


def test_a_date_changed_on_both_sides_is_a_conflict_that_stays_ours():
    merged = merge_pages(program(), program(first_day="2027-01-16"), program(first_day="2027-02-06"))
    assert merged.content["first_day"] == "2027-01-16"
    (note,) = merged.notes
    assert (note.path, note.base, note.local, note.national) == (
        (Step("first_day"),), "2027-01-09", "2027-01-16", "2027-02-06",
    )  # fmt: skip


def test_titles_merge_by_words():
    merged = merge_pages(
        program(title="Leaders for Just Schools, spring 2027"),
        program(title="Illinois Leaders for Just Schools, spring 2027"),
        program(title="Leaders for Just Schools, spring 2028"),
    )
    assert merged.content["title"] == "Illinois Leaders for Just Schools, spring 2028"


def test_a_set_of_topics_takes_what_each_side_added_and_loses_what_each_removed():
    merged = merge_pages(program(topics=[1, 2, 3]), program(topics=[2, 3, 8]), program(topics=[9, 1, 2]))
    assert (merged.content["topics"], merged.is_clean) == ([2, 8, 9], True)


def test_a_block_added_here_keeps_its_place_behind_its_neighbour_when_the_nation_adds_one_there():
    merged = merge_pages(program(A, B), program(A, C, B), program(A, D, B))
    assert ids(merged.content["body"]) == ["a", "c", "d", "b"]


def test_a_block_added_here_goes_with_the_list_when_the_nation_reorders_it():
    merged = merge_pages(program(A, B), program(A, B, C), program(B, A))
    assert sorted(ids(merged.content["body"])) == ["a", "b", "c"]
    assert merged.is_clean


def test_a_national_block_comes_where_the_nation_put_it():
    merged = merge_pages(program(A, B), program(B, C), program(A, D, B))
    assert ids(merged.content["body"]) == ["d", "b", "c"]


def test_a_block_removed_nationally_goes_when_nobody_changed_it_here():
    merged = merge_pages(program(A, B), program(A, B, C), program(B))
    assert (ids(merged.content["body"]), merged.is_clean) == (["b", "c"], True)


def test_a_block_removed_nationally_and_changed_here_stays_with_a_note():
    merged = merge_pages(program(A, B), program(CHANGED, B), program(B))
    assert merged.content == program(CHANGED, B)
    (note,) = merged.notes
    assert (note.kind, note.base, note.local, note.national) == (Conflict.REMOVED_NATIONALLY, A, CHANGED, None)


def test_a_block_removed_here_stays_away_while_the_nation_leaves_it_as_it_is():
    merged = merge_pages(program(A, B), program(B), program(A, B, C))
    assert (ids(merged.content["body"]), merged.is_clean) == (["b", "c"], True)


def test_a_block_removed_here_and_changed_nationally_stays_away_with_a_note():
    merged = merge_pages(program(A, B), program(B), program(NEWER, B))
    assert merged.content == program(B)
    (note,) = merged.notes
    assert (note.kind, note.local, note.national) == (Conflict.REMOVED_LOCALLY, None, NEWER)


def test_a_block_that_one_side_moves_and_the_other_changes_is_moved_and_changed():
    merged = merge_pages(program(A, B, C), program(B, C, A), program(NEWER, B, C))
    assert merged.content["body"] == [B, C, NEWER]
    assert merged.is_clean


def test_a_list_item_moved_here_and_edited_nationally_is_both():
    base = program(steps("s", one="Ask your principal", two="Find a partner", three="Register"))
    local = program(steps("s", three="Register", one="Ask your principal", two="Find a partner"))
    national = program(steps("s", one="Ask your principal", two="Find a partner", three="Register by May"))
    merged = merge_pages(base, local, national)
    assert merged.content == program(
        steps("s", three="Register by May", one="Ask your principal", two="Find a partner")
    )
    assert merged.is_clean


def test_a_block_that_both_sides_move_to_different_places_stays_where_it_is_here_with_a_note():
    merged = merge_pages(program(A, B, C, D), program(B, C, A, D), program(B, C, D, A))
    assert ids(merged.content["body"]) == ["b", "c", "a", "d"]
    assert kinds(merged) == [(Conflict.MOVED, "a")]


def test_a_block_that_both_sides_move_to_one_place_is_no_conflict():
    merged = merge_pages(program(A, B, C), program(B, C, A), program(B, C, A, D))
    assert (ids(merged.content["body"]), merged.is_clean) == (["b", "c", "a", "d"], True)


def test_a_block_moved_into_a_section_nationally_takes_the_words_changed_here_along():
    merged = merge_pages(program(A, section("s", B)), program(CHANGED, section("s", B)), program(section("s", B, A)))
    assert merged.content == program(section("s", B, CHANGED))
    assert merged.is_clean


def test_a_block_moved_into_different_sections_stays_in_ours_with_a_note():
    base = program(A, section("s", B), section("t", C))
    merged = merge_pages(
        base, program(section("s", B, A), section("t", C)), program(section("s", B), section("t", C, A))
    )
    assert merged.content == program(section("s", B, A), section("t", C))
    assert kinds(merged) == [(Conflict.MOVED, "a")]


def test_a_block_moved_nationally_into_a_section_that_was_removed_here_stays_where_it_is():
    merged = merge_pages(program(A, section("s", B)), program(A), program(section("s", B, NEWER)))
    assert merged.content == program(NEWER)
    assert (Conflict.REMOVED_LOCALLY, "s") in kinds(merged)
    assert (Conflict.MOVED, "a") in kinds(merged)


def test_an_answer_edited_here_and_another_question_added_nationally_are_both_there():
    base = program(faq("q", cost=("What does it cost?", "<p>Nothing.</p>")))
    local = program(faq("q", cost=("What does it cost?", "<p>Nothing, and we pay for your substitute.</p>")))
    national = program(faq("q", cost=("What does it cost?", "<p>Nothing.</p>"), time=("When?", "<p>Saturdays.</p>")))
    merged = merge_pages(base, local, national)
    assert merged.content == program(
        faq(
            "q",
            cost=("What does it cost?", "<p>Nothing, and we pay for your substitute.</p>"),
            time=("When?", "<p>Saturdays.</p>"),
        )
    )


def test_a_note_says_the_way_to_the_words_through_blocks_and_items():
    pages = [program(faq("q", cost=("What does it cost?", f"<p>{price} dollars</p>"))) for price in (10, 20, 30)]
    (note,) = merge_pages(*pages).notes
    assert note.path == (
        Step("body"), Step("faq", "q"), Step("items"), Step("item", "cost"), Step("answer"),
    )  # fmt: skip
    assert (note.block, note.field) == ("cost", ("answer",))


def test_a_picture_replaced_here_and_described_anew_nationally_are_both_kept():
    def picture(image, alt_text):
        value = {"image": image, "alt_text": alt_text, "decorative": False}
        return program({"type": "picture", "value": value, "id": "p"})

    merged = merge_pages(picture(1, "A workshop"), picture(9, "A workshop"), picture(1, "A workshop in a library"))
    assert merged.content == picture(9, "A workshop in a library")


def test_a_block_that_became_another_type_nationally_and_was_changed_here_stays_with_a_note():
    merged = merge_pages(program(A, B), program(CHANGED, B), program(steps("a", one="Ask"), B))
    assert merged.content == program(CHANGED, B)
    assert kinds(merged) == [(Conflict.REPLACED, "a")]


def test_a_block_that_became_another_type_on_one_side_only_takes_that_type():
    retyped = steps("a", one="Ask")
    assert merge_pages(program(A, B), program(A, B, C), program(retyped, B)).content == program(retyped, B, C)
    assert merge_pages(program(A, B), program(retyped, B), program(A, B, C)).content == program(retyped, B, C)


def test_a_block_moved_here_into_a_list_that_does_not_take_its_new_national_type_stays_with_a_note():
    base = program(A, section("s", B))
    retyped = section("a", C)
    merged = merge_pages(base, program(section("s", B, A)), program(retyped, section("s", B)))
    assert merged.content == program(section("s", B, A))
    assert kinds(merged) == [(Conflict.REPLACED, "a")]


def test_an_id_that_stands_twice_becomes_two_ids_the_same_each_time():
    twice = normalise(program(A, copy.deepcopy(A)), PROGRAM)
    assert len(set(ids(twice["body"]))) == 2
    assert twice == normalise(program(A, copy.deepcopy(A)), PROGRAM)
    assert twice == normalise(twice, PROGRAM)


def test_blocks_and_items_without_ids_get_some_that_follow_from_their_place():
    made_in_code = program({"type": "steps", "value": ["Ask", "Register"]}, {"type": "text", "value": "<p>x</p>"})
    content = normalise(made_in_code, PROGRAM)
    items = content["body"][0]["value"]
    assert [each["value"] for each in items] == ["Ask", "Register"]
    assert len(set(ids(items) + ids(content["body"]))) == 4
    assert content == normalise(made_in_code, PROGRAM)


def test_references_lead_to_the_local_counterpart():
    link = '<p>Read <a id="{}" linktype="page">more</a><embed embedtype="image" id="{}"/></p>'
    base = program(text("a", link.format(5, 1)), topics=[1])
    local = program(text("a", link.format(50, 10)), contact=50, topics=[1])
    national = program(text("a", link.format(5, 2) + "<p>New.</p>"), topics=[1, 2], contact=6)
    counterpart = {("page", 5): 50, ("image", 1): 10, ("image", 2): 20, ("page", 6): 60, ("topic", 2): 12}
    merged = merge_pages(base, local, national, counterpart=counterpart)
    assert merged.is_clean
    assert (merged.content["contact"], merged.content["topics"]) == (60, [1, 12])
    html = merged.content["body"][0]["value"]
    assert html == ('<p>Read <a id="50" linktype="page">more</a><embed embedtype="image" id="20"/></p><p>New.</p>')


def test_a_reference_without_counterpart_stays_as_it_is():
    merged = merge_pages(program(), program(), program(contact=6), counterpart=lambda kind, pk: None)
    assert merged.content["contact"] == 6


def test_a_reference_that_was_not_repointed_yet_is_no_override():
    merged = merge_pages(program(), program(), program(contact=6), counterpart={("page", 5): 50, ("page", 6): 60})
    assert (merged.content["contact"], merged.is_clean) == (60, True)


def test_cells_and_rows_of_a_table_merge():
    def table(*rows):
        columns = [{"type": "text", "heading": "Session"}, {"type": "number", "heading": "Hours"}]
        value = {"caption": "Sessions", "columns": columns, "rows": [{"values": list(row)} for row in rows]}
        return program({"type": "table", "value": value, "id": "t"})

    base = table(("Opening", "2"), ("Practice", "4"))
    merged = merge_pages(base, table(("Opening in Peoria", "2"), ("Practice", "4")),
                         table(("Opening", "2"), ("Practice", "5"), ("Closing", "1")))  # fmt: skip
    assert merged.is_clean
    assert merged.content == table(("Opening in Peoria", "2"), ("Practice", "5"), ("Closing", "1"))
    assert not merge_pages(
        base, table(("Opening", "3"), ("Practice", "4")), table(("Opening", "1"), ("Practice", "4"))
    ).is_clean


def test_a_table_whose_columns_changed_on_one_side_only_is_taken_whole():
    def table(*headings):
        columns = [{"type": "text", "heading": each} for each in headings]
        value = {"caption": "Sessions", "columns": columns, "rows": [{"values": ["x"] * len(headings)}]}
        return program({"type": "table", "value": value, "id": "t"})

    assert merge_pages(table("One"), table("One"), table("One", "Two")).content == table("One", "Two")
    assert len(merge_pages(table("One"), table("Uno"), table("One", "Two")).notes) == 1


def test_fields_and_block_types_that_the_schema_does_not_know_are_carried_whole():
    old = {"type": "map", "value": {"zoom": 3}, "id": "m"}
    newer = {"type": "map", "value": {"zoom": 4}, "id": "m"}
    merged = merge_pages(program(old, extra={"a": 1}), program(old, A, extra={"a": 1}), program(newer, extra={"a": 2}))
    assert merged.content == program(newer, A, extra={"a": 2})


def test_versions_without_a_common_base_conflict_where_they_differ_and_only_there():
    ours = program(CHANGED, B)
    merged = merge({}, ours, program(NEWER, B), PROGRAM)
    assert merged.content == ours
    assert [(note.block, note.base) for note in merged.notes] == [("a", None)]


@pytest.mark.parametrize("body", ["text", [1], [{"type": "text"}], [{"type": "faq", "value": "x", "id": "q"}]])
def test_content_that_does_not_fit_the_schema_is_refused(body):
    with pytest.raises(MalformedContentError):
        merge_pages(program(), program(), program(body=body))


def test_merging_leaves_the_three_versions_as_they_were():
    versions = [program(A, section("s", B)), program(CHANGED, section("s", B, C)), program(section("s", B, A))]
    before = copy.deepcopy(versions)
    merge_pages(*versions)
    assert versions == before


def test_items_are_told_apart_by_their_ids_not_by_their_words():
    base = program({"type": "steps", "value": [item("1", "Ask"), item("2", "Ask")], "id": "s"})
    national = program({"type": "steps", "value": [item("1", "Ask"), item("2", "Ask again")], "id": "s"})
    local = program({"type": "steps", "value": [item("2", "Ask")], "id": "s"})
    assert merge_pages(base, local, national).content == program(steps("s", **{"2": "Ask again"}))
