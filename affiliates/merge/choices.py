"""What people choose for each conflict, applied to the merged content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from affiliates.merge.notes import Conflict, Merged, NationalPlace, Note
from affiliates.merge.schema import MalformedContentError
from affiliates.merge.sequences import Clash
from affiliates.merge.tree import Address, Block, Tree, graft, inside, put_together


class ChoiceError(ValueError):
    """A choice that is missing, belongs to no conflict, or cannot be applied; says which."""


class Side(Enum):
    """The version that stays."""

    OURS = "ours"
    NATIONAL = "national"


OURS, NATIONAL = Side.OURS, Side.NATIONAL


@dataclass(frozen=True)
class Edited:
    """A version written by hand: a value, a piece of rich text, or for a whole block {"type", "value"}."""

    value: Any


Choice = Side | Edited


def resolve(merged: Merged, choices: Mapping[str, Choice]) -> dict[str, Any]:
    """Return the content with one choice per note, by the note's key; `merged` stays as it is.

    Raises ChoiceError when a choice is missing, is for no note, or writes by hand what can only stand here or there.
    """
    keys = {note.key for note in merged.notes}
    if unknown := sorted(choices.keys() - keys):
        raise ChoiceError(f"no conflict has the key {unknown[0]!r}")
    if missing := [note.key for note in merged.notes if note.key not in choices]:
        raise ChoiceError(f"no choice for the conflict {missing[0]!r}")
    tree = {
        block_id: replace(node, values=dict(node.values), lists={names: list(ids) for names, ids in node.lists.items()})
        for block_id, node in merged.tree.items()
    }
    _choose_values(merged, choices, tree)
    for note in merged.notes:
        if note.kind is not Conflict.EDITED:
            _choose_block(tree, note, choices[note.key], merged.places.get(note.block))
    return put_together(tree)


def _choose_values(merged: Merged, choices: Mapping[str, Choice], tree: Tree) -> None:
    notes = iter([note for note in merged.notes if note.kind is Conflict.EDITED])
    by_place: dict[Address, list[Choice]] = {}
    for note in notes:
        by_place.setdefault((note.block, note.field), []).append(choices[note.key])
    for (block_id, names), chosen in by_place.items():
        outcome = merged.outcomes[block_id, names]
        left = iter(chosen)

        def choose(clash: Clash, left: Any = left, rich: bool = outcome.in_paragraphs) -> Any:
            choice = next(left)
            if isinstance(choice, Edited):
                if rich and not isinstance(choice.value, str):
                    raise ChoiceError("a piece of rich text is replaced by HTML")
                return choice.value
            return clash.ours if choice is OURS else clash.theirs

        tree[block_id].values[names] = outcome.value(choose)


def _choose_block(tree: Tree, note: Note, choice: Choice, place: NationalPlace | None) -> None:
    if note.kind is Conflict.MOVED and isinstance(choice, Edited):
        raise ChoiceError(f"{note.key!r} is about a place: it is ours or the nation's")
    if choice is OURS or (note.block not in tree and note.kind is not Conflict.REMOVED_LOCALLY):
        return
    if note.kind is Conflict.MOVED:
        _move(tree, note.block, place)
    elif isinstance(choice, Edited):
        _put(tree, note.block, _block_by_hand(choice.value, note.block), place)
    elif note.national is None:
        _take_out(tree, note.block)
    else:
        _put(tree, note.block, note.national, place, once=True)


def _block_by_hand(value: Any, block_id: str) -> Block:
    if not isinstance(value, Mapping) or not isinstance(value.get("type"), str) or "value" not in value:
        raise ChoiceError(f"block {block_id!r} is replaced by a block with a type and a value")
    return {"type": value["type"], "value": value["value"], "id": block_id}


def _take_out(tree: Tree, block_id: str) -> tuple[Address, int] | None:
    """Remove a block with all in it; return where it stood."""
    home = tree[block_id].home
    if home is None:
        return None
    siblings = tree[home[0]].lists[home[1]]
    at = siblings.index(block_id)
    for each in list(inside(tree, block_id)):
        del tree[each]
    del siblings[at]
    return home, at


def _put(tree: Tree, block_id: str, block: Block, place: NationalPlace | None, *, once: bool = False) -> None:
    """Put a block in the place of the one with its id, else where the nation has it."""
    spot = _take_out(tree, block_id) if block_id in tree else place and _spot(tree, place)
    if not spot:
        return
    home, at = spot
    try:
        graft(tree, home, at, block, once=once)
    except MalformedContentError as error:
        raise ChoiceError(f"block {block_id!r}: {error}") from error


def _move(tree: Tree, block_id: str, place: NationalPlace | None) -> None:
    spot = _spot(tree, place) if place else None
    before = tree[block_id].home
    if spot is None or before is None or spot[0][0] in set(inside(tree, block_id)) or place is None:
        return  # the nation's place is not in the result; the note of a block around it decides about that
    tree[before[0]].lists[before[1]].remove(block_id)
    home, at = _spot(tree, place) or spot
    tree[home[0]].lists[home[1]].insert(at, block_id)
    tree[block_id].home = home


def _spot(tree: Tree, place: NationalPlace) -> tuple[Address, int] | None:
    """Return the list and the position of a national place, None where the list is not there."""
    parent = tree.get(place.home[0])
    if parent is None or place.home[1] not in parent.lists:
        return None
    siblings = parent.lists[place.home[1]]
    before = next((each for each in place.after if each in siblings), None)
    return place.home, 0 if before is None else siblings.index(before) + 1
