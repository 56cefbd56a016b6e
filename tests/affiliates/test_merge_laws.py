"""The laws of merging, over random pages and histories of edits.

500 histories in an ordinary run, 10,000 with `--hypothesis-profile=nightly`.
"""

from __future__ import annotations

from random import Random
from typing import Any
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiliates.merge import (
    NATIONAL,
    OURS,
    Conflict,
    Edited,
    Merged,
    Note,
    Opaque,
    RichText,
    Struct,
    Text,
    compare,
    merge,
    normalise,
    overrides,
    resolve,
)
from affiliates.merge.tree import put_together, take_apart
from affiliates.merge.values import essence, repointed_tree
from tests.affiliates.page_histories import PAGE, Content, histories, ids_in, rewritten, words_in

COUNTERPART = {(kind, number): number + 100 for kind in ("image", "page", "topic") for number in (1, 2, 3)}
TAGS = {"r", "p", "h3", "h4", "ul", "ol", "li", "b", "i", "a", "embed", "table", "tr", "td"}

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
def test_no_block_stands_in_a_list_that_does_not_take_its_type(history: list[Content]):
    base, local, national = history
    merged = merge(base, local, national, PAGE)
    theirs = resolve(merged, {note.key: NATIONAL for note in merged.notes})
    for content in (merged.content, theirs):
        unknown = {node.type for node in take_apart(content, PAGE).values() if isinstance(node.schema, Opaque)}
        assert unknown <= {"retired"}


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
    notes = merge(base, local, national, PAGE).notes
    for note in notes:
        if note.kind is Conflict.EDITED and note.block in trees[0]:
            schema = trees[1][note.block].schemas[note.field]
            before, ours, theirs = [essence(schema, tree[note.block].values.get(note.field)) for tree in trees]
            same_type = trees[0][note.block].type == trees[1][note.block].type
            assert ours != theirs
            assert not same_type or before not in (ours, theirs)
        elif note.kind is Conflict.REPLACED and not _is_in_a_block_with_a_note(note, notes):
            homes = [tree[note.block].home if note.block in tree else None for tree in trees]
            assert note.local != note.base or homes[0] != homes[1]
            assert note.national != note.base or homes[0] != homes[2]
        elif note.kind is Conflict.REMOVED_LOCALLY:
            assert note.local is None
            assert note.national != note.base or trees[0][note.block].home != trees[2][note.block].home
        elif note.kind is Conflict.REMOVED_NATIONALLY:
            assert note.national is None
            assert note.block in trees[0]


def _is_in_a_block_with_a_note(note: Note, notes: tuple[Note, ...]) -> bool:
    around = {step.block for step in note.path} - {note.block}
    return any(other.block in around for other in notes)


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
    if all(len(set(ids_in(each))) == len(ids_in(each)) for each in (local, national)):
        assert words_in(national) <= words_in(theirs) | (words_in(base) - words_in(local))
    edited = [note for note in merged.notes if note.kind is Conflict.EDITED and isinstance(note.ours, str)]
    assert not edited or "by hand" in str(by_hand)


@laws
@given(histories(), st.integers(0, 2**32))
def test_another_writing_of_the_same_text_makes_no_difference(history: list[Content], seed: int):
    base, local, national = history
    dice = Random(seed)  # noqa: S311 - it must repeat itself
    versions = [rewritten(each, dice) for each in history]
    assert all(same(*pair) for pair in zip(history, versions, strict=True))
    one, other = merge(base, local, national, PAGE), merge(versions[0], versions[1], versions[2], PAGE)
    assert same(one.content, other.content)
    assert [note.key for note in one.notes] == [note.key for note in other.notes]


@laws
@given(histories())
def test_references_lead_to_the_local_counterpart(history: list[Content]):
    base, _, national = history
    local, expected = (put_together(repointed_tree(take_apart(each, PAGE), COUNTERPART)) for each in (base, national))
    merged = merge(base, local, national, PAGE, counterpart=COUNTERPART)
    assert merged.is_clean
    assert same(expected, merged.content)
    assert overrides(base, local, PAGE, counterpart=COUNTERPART) == []


@laws
@given(histories())
def test_merged_rich_text_is_well_formed_with_the_tags_that_it_came_with(history: list[Content]):
    base, local, national = history
    merged = merge(base, local, national, PAGE)
    for node in take_apart(merged.content, PAGE).values():
        for names, value in node.values.items():
            if isinstance(node.schemas[names], RichText):
                root = ElementTree.fromstring(f"<r>{value}</r>")  # noqa: S314 - written by the test
                assert {each.tag for each in root.iter()} <= TAGS


PIECES = (
    "<p>|</p>|<ul>|<li>|</li>|</ul>|<b>|</b>|<br/>|<embed id='1'/>|<a href='x'>|</a>|<td>|<!--|-->|<![x[|<?|<|>|&|&amp;"
)
HTML = st.lists(st.sampled_from([*PIECES.split("|"), "w1", "w2", " ", "\n", "\xa0", ".", "é", "\x00", '"'])).map(
    "".join
)


@laws
@given(HTML, HTML, HTML)
def test_no_html_is_too_broken_to_merge(base: str, local: str, national: str):
    schema = Struct({"text": RichText()})
    one, two, three = ({"text": html} for html in (base, local, national))
    merged = merge(one, two, three, schema)
    for side in (NATIONAL, OURS):
        resolve(merged, {note.key: side for note in merged.notes})
    assert merge(one, two, one, schema).content == two
    assert not compare(three, merge(one, one, three, schema).content, schema)
    assert merge(three, merged.content, three, schema).content == merged.content


@laws
@given(*[st.text(st.sampled_from("ab1.,!-@ \n\t’é"))] * 3)
def test_plain_text_keeps_its_laws_to_the_last_space(base: str, local: str, national: str):
    schema = Struct({"text": Text()})
    one, two, three = ({"text": text} for text in (base, local, national))
    assert merge(one, two, one, schema).content == two
    assert merge(one, one, three, schema).content == three
    assert merge(one, two, three, schema).is_clean == merge(one, three, two, schema).is_clean


def _by_hand(note: Any) -> Any:
    if note.kind is Conflict.MOVED:
        return OURS
    if note.kind is Conflict.EDITED:
        return Edited("by hand" if isinstance(note.ours, str) else note.ours)
    return Edited(note.local or note.national)
