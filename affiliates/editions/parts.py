"""One part of a page's content taken from one version and put into another, the rest left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from affiliates.merge import Counterpart, Struct
from affiliates.merge.tree import (
    MISSING,
    ROOT,
    Address,
    Block,
    Names,
    Tree,
    block_of,
    graft,
    inside,
    put_together,
    take_apart,
)
from affiliates.merge.values import repointed, repointed_tree

Content = Mapping[str, Any]


class NoPlaceError(Exception):
    """The version that the part is put into has no place for it any more."""


def address_of(part: str) -> Address:
    """Return block and names of a key. Raises ValueError for what is no key."""
    block, colon, names = part.partition(":")
    if not colon:
        raise ValueError(f"{part!r} is not the key of a part.")
    return block, tuple(names.split("/")) if names else ()


@dataclass(frozen=True)
class Place:
    """Where a block stands: the list, by its block and names, and the blocks before it, the nearest first."""

    block: str
    names: Names
    after: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {"block": self.block, "names": list(self.names), "after": list(self.after)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Place:
        """Return what was kept."""
        return cls(data["block"], tuple(data["names"]), tuple(data["after"]))


def value_at(content: Content, schema: Struct, part: str) -> Any:
    """Return what a version says in a part: a value, a whole block, or None where it has neither."""
    return _value_at(take_apart(content, schema), address_of(part))


def _value_at(tree: Tree, address: Address) -> Any:
    block, names = address
    if block not in tree:
        return None
    if not names:
        return block_of(tree, block)
    value = tree[block].values.get(names, MISSING)
    return None if value is MISSING else value


def place_in(content: Content, schema: Struct, part: str) -> Place | None:
    """Return where a version has the block of a part; None where it has no such block, or the part is a value."""
    tree = take_apart(content, schema)
    block, names = address_of(part)
    if names or block == ROOT or block not in tree:
        return None
    home = tree[block].home
    if home is None:
        return None
    siblings = tree[home[0]].lists[home[1]]
    return Place(home[0], home[1], tuple(reversed(siblings[: siblings.index(block)])))


def with_part(content: Content, schema: Struct, part: str, value: Any, place: Place | None) -> dict[str, Any]:
    """Return the version with `value` in a part, nothing else changed.

    A block (a part without names) is put where it stood, else at its `place`; None takes it out.
    Raises NoPlaceError where the block around it is gone, and MalformedContentError for a value that does not fit.
    """
    tree = take_apart(content, schema)
    block, names = address_of(part)
    if names:
        if block not in tree or names not in tree[block].values:
            raise NoPlaceError(part)
        tree[block].values[names] = value
    else:
        _put_block(tree, block, value, place)
    return put_together(tree)


def _put_block(tree: Tree, block: str, value: Block | None, place: Place | None) -> None:
    spot = _take_out(tree, block) or (place and _spot(tree, place))
    if value is None:
        return
    if not spot:
        raise NoPlaceError(block)
    graft(tree, spot[0], spot[1], value)


def _take_out(tree: Tree, block: str) -> tuple[Address, int] | None:
    node = tree.get(block)
    if node is None or node.home is None:
        return None
    siblings = tree[node.home[0]].lists[node.home[1]]
    at = siblings.index(block)
    for each in list(inside(tree, block)):
        del tree[each]
    del siblings[at]
    return node.home, at


def _spot(tree: Tree, place: Place) -> tuple[Address, int] | None:
    parent = tree.get(place.block)
    if parent is None or place.names not in parent.lists:
        return None
    siblings = parent.lists[place.names]
    before = next((each for each in place.after if each in siblings), None)
    return (place.block, place.names), 0 if before is None else siblings.index(before) + 1


def repointed_part(content: Content, schema: Struct, part: str, counterpart: Counterpart) -> Any:
    """Return what a version says in a part, its references led to their counterparts.

    `counterpart` is asked for each reference in the part, and for no other, so it can also take note of them.
    """
    tree = take_apart(content, schema)
    block, names = address_of(part)
    if block not in tree:
        return None
    if names:
        return repointed(tree[block].schemas[names], _value_at(tree, (block, names)), counterpart)
    within = {each: tree[each] for each in inside(tree, block)}
    return block_of(tree | repointed_tree(within, counterpart), block)
