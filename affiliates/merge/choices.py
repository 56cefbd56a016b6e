"""What people choose for each conflict, applied to the merged content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from affiliates.merge.notes import Conflict, Merged, NationalPlace, Note
from affiliates.merge.schema import MalformedContentError
from affiliates.merge.sequences import Clash
from affiliates.merge.tree import Address, Block, Tree, graft, inside, put_together, takes


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
Places = Mapping[str, NationalPlace]
# What comes back first, so that what is moved finds its place; what goes last, when all else has left it.
BLOCK_ORDER = (Conflict.REMOVED_LOCALLY, Conflict.REPLACED, Conflict.MOVED, Conflict.REMOVED_NATIONALLY)


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
    for kind in BLOCK_ORDER:
        for note in merged.notes:
            if note.kind is kind:
                _choose_block(tree, note, choices[note.key], merged.places)
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


def _choose_block(tree: Tree, note: Note, choice: Choice, places: Places) -> None:
    if note.kind is Conflict.MOVED and isinstance(choice, Edited):
        raise ChoiceError(f"{note.key!r} is about a place: it is ours or the nation's")
    if choice is OURS:
        return
    place = places.get(note.block)
    if note.kind is Conflict.MOVED:
        _move(tree, note.block, place)
    elif isinstance(choice, Edited):
        _put(tree, _block_by_hand(choice.value, note.block), places)
    elif note.national is not None:
        _put(tree, note.national, places, once=True)
    elif note.block in tree:
        _free(tree, note.block, frozenset(), places)
        _take_out(tree, note.block)


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


def _put(tree: Tree, block: Block, places: Places, *, once: bool = False) -> None:
    """Put a block in the place of the one with its id, else where the nation has it."""
    block_id = block["id"]
    if block_id in tree:
        _free(tree, block_id, _ids_in(block["value"]), places)
        spot = _take_out(tree, block_id)
        if once and spot and not takes(tree, spot[0], block["type"]):
            spot = _spot(tree, places.get(block_id)) or spot
    else:
        spot = _spot(tree, places.get(block_id))
    if not spot:
        return
    home, at = spot
    try:
        graft(tree, home, at, block, once=once)
    except MalformedContentError as error:
        raise ChoiceError(f"block {block_id!r}: {error}") from error


def _free(tree: Tree, block_id: str, staying: frozenset[str], places: Places) -> None:
    """Move what the nation has elsewhere out of a block that goes, to where the nation has it."""
    for each in list(inside(tree, block_id)):
        if each != block_id and each not in staying and each in places:
            _move(tree, each, places[each])


def _ids_in(value: Any) -> frozenset[str]:
    if isinstance(value, list):
        return frozenset().union(*map(_ids_in, value))
    if not isinstance(value, Mapping):
        return frozenset()
    own = [value["id"]] if isinstance(value.get("id"), str) and "type" in value else []
    return frozenset(own).union(*map(_ids_in, value.values()))


def _move(tree: Tree, block_id: str, place: NationalPlace | None) -> None:
    """Move a block to where the nation has it, unless that is not in the result or in the block itself."""
    before = tree[block_id].home if block_id in tree else None
    if before is None or place is None or place.home[0] in set(inside(tree, block_id)):
        return
    if _spot(tree, place) is None:
        return
    tree[before[0]].lists[before[1]].remove(block_id)
    home, at = _spot(tree, place) or (before, 0)
    tree[home[0]].lists[home[1]].insert(at, block_id)
    tree[block_id].home = home


def _spot(tree: Tree, place: NationalPlace | None) -> tuple[Address, int] | None:
    """Return the list and the position of a national place, None where the list is not there."""
    parent = tree.get(place.home[0]) if place else None
    if place is None or parent is None or place.home[1] not in parent.lists:
        return None
    siblings = parent.lists[place.home[1]]
    before = next((each for each in place.after if each in siblings), None)
    return place.home, 0 if before is None else siblings.index(before) + 1
