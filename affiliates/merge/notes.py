"""What a merge hands back: the content, and a note for each conflict with all that a person needs to decide it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from affiliates.merge.tree import Address, Names, Tree
from affiliates.merge.values import Outcome


class Conflict(StrEnum):
    """What both sides did to the same thing."""

    EDITED = "edited"  # both changed the same words, or the same value
    REMOVED_NATIONALLY = "removed nationally"  # the nation removed a block that was changed here
    REMOVED_LOCALLY = "removed locally"  # the nation changed a block that was removed here
    MOVED = "moved"  # both moved a block, to different places
    REPLACED = "replaced"  # a block became another type on one side and was changed on the other


class Step(NamedTuple):
    """One step on the way to a value: the name of a field, or the type of a block with its id."""

    name: str
    block: str = ""


Path = tuple[Step, ...]


@dataclass(frozen=True)
class Note:
    """One conflict.

    `key` is the same each time the same versions are merged. `block` is the id of the block (empty: the page),
    `field` the names from there. `base`, `local`, `national` are the three versions (None where there is none): of a
    value, of a piece of rich text, or of a whole block as {"type", "value", "id"}. `ours` and `theirs` are what the
    choices give; they also hold what the other side changed elsewhere in the same text.
    """

    key: str
    kind: Conflict
    path: Path
    block: str
    field: Names
    base: Any
    local: Any
    national: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True)
class NationalPlace:
    """Where the nation has a block: the list, and the ids before it, nearest first."""

    home: Address
    after: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """The merged content, in which conflicts stand as ours, and the notes of them.

    The rest is what `resolve` needs: the blocks, the values with conflicts, where the nation has what is in dispute.
    """

    content: dict[str, Any]
    notes: tuple[Note, ...]
    tree: Tree = field(repr=False, compare=False)
    outcomes: Mapping[Address, Outcome] = field(repr=False, compare=False)
    places: Mapping[str, NationalPlace] = field(repr=False, compare=False)

    @property
    def is_clean(self) -> bool:
        """Whether nobody has to decide anything."""
        return not self.notes


def path_of(tree: Tree, block_id: str, names: Names = ()) -> Path:
    """Return the steps from the page to a block, and to a value in it."""
    steps: list[Step] = [Step(name) for name in reversed(names)]
    node = tree[block_id]
    while node.home is not None:
        steps.append(Step(node.type, node.id))
        steps += [Step(name) for name in reversed(node.home[1])]
        node = tree[node.home[0]]
    return tuple(reversed(steps))
