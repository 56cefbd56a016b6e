"""What differs between two versions of a page, and whose each part of an edition is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from affiliates.merge.blocks import list_of, moved_members
from affiliates.merge.html_tree import Counterpart, plain_text
from affiliates.merge.notes import Path, path_of
from affiliates.merge.rich_text import paragraphs_of
from affiliates.merge.schema import Struct
from affiliates.merge.tree import MISSING, Address, Names, Node, Tree, block_of, take_apart
from affiliates.merge.values import is_same, repointed_tree
from affiliates.merge.words import Difference, Word, differences, words_of


class ChangeKind(StrEnum):
    """What became of a part."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Change:
    """One difference: of a value (`field` names it within `block`) or of a whole block (no `field`).

    `before` and `after` are values or whole blocks; None where there is none.
    """

    kind: ChangeKind
    path: Path
    block: str
    field: Names
    before: Any
    after: Any


class Mark(StrEnum):
    """Whose a part of an edition is."""

    OURS = "ours"
    NATIONAL_NEWER = "national newer"
    BOTH = "both changed"


def compare(
    base: Mapping[str, Any], other: Mapping[str, Any], schema: Struct, *, counterpart: Counterpart | None = None
) -> list[Change]:
    """Return the differences of `other` from `base`, in the order of `other`, then what was removed.

    References of `base` are re-pointed to their counterparts first. What is only written differently is no
    difference. The blocks in a block that was added or removed are not listed again.
    """
    return _compare_trees(*_comparable(base, other, schema, counterpart))


def overrides(
    base: Mapping[str, Any], local: Mapping[str, Any], schema: Struct, *, counterpart: Counterpart | None = None
) -> list[Change]:
    """Return what an edition says differently from the national content that it is up to date with."""
    return compare(base, local, schema, counterpart=counterpart)


def marks(
    base: Mapping[str, Any],
    local: Mapping[str, Any],
    national: Mapping[str, Any],
    schema: Struct,
    *,
    counterpart: Counterpart | None = None,
) -> dict[Address, Mark]:
    """Return whose each value and block of an edition is that is not inherited, by block id and names.

    The names () stand for the block itself, or for the value of a block that is one value.
    """
    ours = {(change.block, change.field) for change in compare(base, local, schema, counterpart=counterpart)}
    theirs = {(change.block, change.field) for change in compare(base, national, schema)}
    agreed = ours - {
        (change.block, change.field) for change in compare(national, local, schema, counterpart=counterpart)
    }
    found = dict.fromkeys(ours - agreed, Mark.OURS) | dict.fromkeys(theirs - agreed, Mark.NATIONAL_NEWER)
    return found | dict.fromkeys((ours & theirs) - agreed, Mark.BOTH)


def _comparable(
    base: Mapping[str, Any], other: Mapping[str, Any], schema: Struct, counterpart: Counterpart | None
) -> tuple[Tree, Tree]:
    trees = take_apart(base, schema), take_apart(other, schema)
    return repointed_tree(trees[0], counterpart), repointed_tree(trees[1], counterpart)


def _compare_trees(base: Tree, other: Tree) -> list[Change]:
    found: list[Change] = []
    for block_id, node in other.items():
        before = base.get(block_id)
        if before is None:
            if _is_on_both_sides(base, other, node):
                found.append(_block_change(ChangeKind.ADDED, base, other, block_id))
            continue
        if before.type != node.type:
            found.append(_block_change(ChangeKind.CHANGED, base, other, block_id))
            continue
        if before.home != node.home or _stands_elsewhere(base, other, node):
            found.append(_block_change(ChangeKind.MOVED, base, other, block_id))
        found += _value_changes(before, node, other)
    for block_id, node in base.items():
        if block_id not in other and _is_on_both_sides(base, other, node):
            found.append(_block_change(ChangeKind.REMOVED, base, other, block_id))
    return found


def _is_on_both_sides(base: Tree, other: Tree, node: Node) -> bool:
    """Whether the block around `node` is in both versions and of one type, so that `node` is a change of its own."""
    around = node.home[0] if node.home else ""
    return around in base and around in other and base[around].type == other[around].type


def _block_change(kind: ChangeKind, base: Tree, other: Tree, block_id: str) -> Change:
    before, after = (block_of(tree, block_id) if block_id in tree else None for tree in (base, other))
    path = path_of(other if block_id in other else base, block_id)
    return Change(kind, path, block_id, (), before, after)


def _value_changes(before: Node, after: Node, tree: Tree) -> list[Change]:
    found = []
    for names in {**after.values, **before.values}:
        old, new = before.values.get(names, MISSING), after.values.get(names, MISSING)
        schema = after.schemas.get(names) or before.schemas[names]
        if not is_same(schema, old, new):
            kind = ChangeKind.ADDED if old is MISSING else ChangeKind.REMOVED if new is MISSING else ChangeKind.CHANGED
            shown = [None if value is MISSING else value for value in (old, new)]
            found.append(Change(kind, path_of(tree, after.id, names), after.id, names, *shown))
    return found


def _stands_elsewhere(base: Tree, other: Tree, node: Node) -> bool:
    if node.home is None:
        return False
    before, after = list_of(base, *node.home), list_of(other, *node.home)
    common = set(before) & set(after)
    if [each for each in before if each in common] == (now := [each for each in after if each in common]):
        return False
    return node.id in moved_members([each for each in before if each in common], now)


def word_differences(before: str, after: str, *, rich: bool = False) -> list[Difference]:
    """Return how to come from one text to the other by words; `rich` text with its formatting, a line per paragraph.

    A word whose formatting alone changed is deleted and inserted. A thing in the text, an embed for one, stands as
    its tag.
    """
    if not rich:
        return differences(words_of(before), words_of(after))
    return differences(_lines(before), _lines(after), show=_shown)


def _lines(html: str) -> list[Word]:
    words: list[Word] = []
    for paragraph in paragraphs_of(html):
        if words:
            words.append(Word("\n"))
        marks = tuple((tag, ()) for tag in (*paragraph.lists, paragraph.tag) if tag not in {"", "p"})
        words += [word._replace(marks=(*marks, *word.marks)) for word in paragraph.words]
    return words


def _shown(word: Word) -> str:
    return (plain_text(word.text).strip() or word.text) if word.thing else word.text
