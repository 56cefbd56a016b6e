"""The laws of merging, over random pages and histories of edits.

500 histories in an ordinary run, 10,000 with `--hypothesis-profile=nightly`.
"""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from affiliates.merge import (
    NATIONAL,
    OURS,
    Conflict,
    Edited,
    Merged,
    compare,
    merge,
    normalise,
    resolve,
)
from affiliates.merge.tree import take_apart
from affiliates.merge.values import essence
from tests.affiliates.page_histories import PAGE, Content, histories, ids_in, words_in

laws = settings(
    max_examples=max(500, settings.default.max_examples),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def same(a: Content, b: Content) -> bool:
    return not compare(a, b, PAGE)


def everything_in(merged: Merged) -> set[str]:
    notes = [(note.base, note.local, note.national) for note in merged.notes]
    return words_in(merged.content, notes)


@laws
@given(histories())
def test_a_nation_that_changed_nothing_changes_nothing(history: list[Content]):
    base, local, _ = history
    merged = merge(base, local, base, PAGE)
    assert merged.content == normalise(local, PAGE)
    assert merged.is_clean


@laws
@given(histories())
def test_an_edition_without_overrides_becomes_the_national_page(history: list[Content]):
    base, _, national = history
    merged = merge(base, base, national, PAGE)
    assert same(national, merged.content)
    assert ids_in(merged.content) == ids_in(normalise(national, PAGE))
    assert merged.is_clean


@laws
@given(histories())
def test_what_both_sides_did_alike_stays_as_it_is(history: list[Content]):
    base, local, _ = history
    merged = merge(base, local, local, PAGE)
    assert merged.content == normalise(local, PAGE)
    assert merged.is_clean


@laws
@given(histories(versions=3))
def test_merging_again_changes_nothing_and_doubles_nothing(history: list[Content]):
    base, local, national, newer = history
    merged = merge(base, local, national, PAGE).content
    again = merge(national, merged, national, PAGE)
    assert (again.content, again.is_clean) == (merged, True)
    assert sorted(ids_in(merge(base, merged, national, PAGE).content)) == sorted(ids_in(merged))
    next_merge = merge(national, merged, newer, PAGE)
    assert len(set(ids_in(next_merge.content))) == len(ids_in(next_merge.content))
    assert words_in(merged) <= everything_in(next_merge) | (words_in(national) - words_in(newer))


@laws
@given(histories())
def test_no_word_is_lost_and_every_id_stands_once(history: list[Content]):
    base, local, national = history
    merged = merge(base, local, national, PAGE)
    ids = ids_in(merged.content)
    assert len(ids) == len(set(ids))
    assert normalise(merged.content, PAGE) == merged.content
    known = everything_in(merged)
    assert words_in(local) <= known | (words_in(base) - words_in(national))
    assert words_in(national) <= known | (words_in(base) - words_in(local))
    assert merge(base, local, national, PAGE) == merged


@laws
@given(histories())
def test_disjoint_edits_give_the_same_whichever_side_is_called_local(history: list[Content]):
    base, local, national = history
    one, other = merge(base, local, national, PAGE), merge(base, national, local, PAGE)
    assert one.is_clean == other.is_clean
    if one.is_clean:
        assert _as_set(one.content) == _as_set(other.content)


def _as_set(content: Content) -> dict[str, Any]:
    return {
        block_id: (node.type, node.home, {names: sorted(words_in(value)) for names, value in node.values.items()})
        for block_id, node in take_apart(content, PAGE).items()
    }


@laws
@given(histories())
def test_only_what_both_sides_changed_is_a_conflict(history: list[Content]):
    base, local, national = history
    trees = [take_apart(each, PAGE) for each in (base, local, national)]
    for note in merge(base, local, national, PAGE).notes:
        if note.kind is Conflict.EDITED and note.block in trees[0]:
            schema = trees[1][note.block].schemas[note.field]
            before, ours, theirs = [essence(schema, tree[note.block].values.get(note.field)) for tree in trees]
            same_type = trees[0][note.block].type == trees[1][note.block].type
            assert ours != theirs
            assert not same_type or before not in (ours, theirs)
        elif note.kind is not Conflict.EDITED:
            assert note.local != note.base or note.kind in {Conflict.MOVED, Conflict.REMOVED_NATIONALLY}
            assert note.national != note.base or note.kind in {Conflict.MOVED, Conflict.REMOVED_LOCALLY}


@laws
@given(histories())
def test_every_choice_gives_a_page_in_order(history: list[Content]):
    base, local, national = history
    merged = merge(base, local, national, PAGE)
    assert same(merged.content, resolve(merged, {note.key: OURS for note in merged.notes}))
    theirs = resolve(merged, {note.key: NATIONAL for note in merged.notes})
    by_hand = resolve(merged, {note.key: _by_hand(note) for note in merged.notes})
    for content in (theirs, by_hand):
        assert len(ids_in(content)) == len(set(ids_in(content)))
        assert normalise(content, PAGE) == content
    assert words_in(national) - words_in(base) <= words_in(theirs)
    edited = [note for note in merged.notes if note.kind is Conflict.EDITED and isinstance(note.ours, str)]
    assert not edited or "by hand" in str(by_hand)


def _by_hand(note: Any) -> Any:
    if note.kind is Conflict.MOVED:
        return OURS
    if note.kind is Conflict.EDITED:
        return Edited("by hand" if isinstance(note.ours, str) else note.ours)
    return Edited(note.local or note.national)
