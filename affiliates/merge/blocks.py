"""Which blocks stay, where they stand, and in which order, when two sides have changed a tree of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from affiliates.merge.notes import Conflict
from affiliates.merge.tree import ROOT, Address, Names, Node, Tree, inside
from affiliates.merge.values import essence


@dataclass
class Sides:
    """The versions; `seen` is the local one as it is compared, with its references re-pointed."""

    base: Tree
    local: Tree
    seen: Tree
    national: Tree
    _prints: dict[tuple[int, str], Any] = field(default_factory=dict)

    def changed_locally(self, block_id: str) -> bool:
        """Whether a block or anything in it differs from the base, or is new."""
        return block_id not in self.base or self._print(self.base, block_id) != self._print(self.seen, block_id)

    def changed_nationally(self, block_id: str) -> bool:
        """Whether a block or anything in it differs from the base, or is new."""
        return block_id not in self.base or self._print(self.base, block_id) != self._print(self.national, block_id)

    def of_other_kind(self, block_id: str) -> bool:
        """Whether the block is something else on the two sides."""
        local, national = self.local[block_id], self.national[block_id]
        return local.type != national.type or (local.schema is not national.schema and local.schema != national.schema)

    def _print(self, tree: Tree, block_id: str) -> Any:
        place = (id(tree), block_id)
        if place not in self._prints:
            node = tree[block_id]
            self._prints[place] = (
                node.type,
                {names: essence(node.schemas[names], value) for names, value in node.values.items()},
                {names: [(each, self._print(tree, each)) for each in ids] for names, ids in node.lists.items()},
            )
        return self._prints[place]


def home_of(tree: Tree, block_id: str) -> Address | None:
    """Return where a block stands, None when it is not there."""
    node = tree.get(block_id)
    return node.home if node else None


class Plan:
    """Where each block of the result stands, which stay as they are here, and the conflicts over whole blocks."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.homes: dict[str, Address] = {}
        self.kept: set[str] = set()
        self.conflicts: dict[str, Conflict] = {}
        self.removed_here: list[str] = []
        self._keep_what_both_changed()
        self._place_local_blocks()
        self._place_national_blocks()

    def _keep_what_both_changed(self) -> None:
        base, local, national = self.sides.base, self.sides.local, self.sides.national
        for block_id, node in local.items():
            if block_id == ROOT or block_id in self.kept:
                continue
            if block_id not in national:
                moved = block_id in base and node.home != base[block_id].home
                if block_id in base and (moved or self.sides.changed_locally(block_id)):
                    self.keep(block_id, Conflict.REMOVED_NATIONALLY)
            elif self.sides.of_other_kind(block_id) and self._both_changed(block_id):
                self.keep(block_id, Conflict.REPLACED)

    def _both_changed(self, block_id: str) -> bool:
        """Whether both sides changed or moved a block: one's list may not take the type that the other gave it."""
        before = home_of(self.sides.base, block_id)
        moved_here = self.sides.local[block_id].home != before
        moved_there = self.sides.national[block_id].home != before
        return (moved_here or self.sides.changed_locally(block_id)) and (
            moved_there or self.sides.changed_nationally(block_id)
        )

    def keep(self, block_id: str, conflict: Conflict) -> None:
        """Let a block and all in it stay as they are here.

        What the nation moved out of it and changed becomes a conflict too.
        """
        local, national = self.sides.local, self.sides.national
        self.conflicts[block_id] = conflict
        covered = set(inside(national, block_id)) if block_id in national else set()
        for each in inside(local, block_id):
            self.kept.add(each)
            home = local[each].home
            if home:
                self.homes[each] = home
            elsewhere = each in national and each not in covered and each not in self.conflicts
            if elsewhere and self.sides.changed_nationally(each):
                self.conflicts[each] = Conflict.REPLACED

    def _place_local_blocks(self) -> None:
        for block_id, node in self.sides.local.items():
            if node.home is None or block_id in self.kept:
                continue
            before, theirs = home_of(self.sides.base, block_id), home_of(self.sides.national, block_id)
            if theirs is None:
                if before is None:
                    self.homes[block_id] = node.home
            elif before is not None and node.home == before:
                self.homes[block_id] = theirs
            else:
                self.homes[block_id] = node.home
                if theirs not in {before, node.home}:
                    self.conflicts[block_id] = Conflict.MOVED

    def _place_national_blocks(self) -> None:
        for block_id, node in self.sides.national.items():
            if node.home is None or block_id in self.sides.local:
                continue
            if block_id not in self.sides.base:
                self.homes[block_id] = node.home
            elif node.home != self.sides.base[block_id].home or self.sides.changed_nationally(block_id):
                self.removed_here.append(block_id)

    def bring_back(self, reached: Tree) -> bool:
        """Put one block of ours that has no place in the result back where it stands here; False when there is none.

        That happens where the nation moved it into something that is not in the result, or the two sides moved two
        blocks into each other.
        """
        local = self.sides.local
        lost = next((each for each in local if each in self.homes and each not in reached), None)
        if lost is None:
            return False
        chain = list(_with_ancestors(local, lost))
        for each in chain:
            home = local[each].home
            if home is None or each in self.kept:
                continue
            if each not in self.sides.national:
                if each in self.sides.base:
                    self.keep(each, Conflict.REMOVED_NATIONALLY)
            elif self.sides.of_other_kind(each):
                self.keep(each, Conflict.REPLACED)
            elif self.homes.get(each) != home:
                self.homes[each] = home
                self.conflicts[each] = Conflict.MOVED
        return True


def _with_ancestors(tree: Tree, block_id: str) -> Iterator[str]:
    home = home_of(tree, block_id)
    yield block_id
    while home is not None:
        yield home[0]
        home = tree[home[0]].home


def order_of(
    base: Sequence[str], local: Sequence[str], national: Sequence[str], members: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Return the members of a list in order, and those that both sides moved to different places (they stand as ours).

    What the nation moved or added comes behind what it follows nationally, and behind what was added there by us.
    """
    wanted = set(members)
    ours = [each for each in local if each in wanted]
    theirs = [each for each in national if each in wanted]
    common = set(base) & set(ours) & set(theirs)
    orders = [[each for each in ids if each in common] for ids in (base, ours, theirs)]
    moved_here, moved_there = moved_members(orders[0], orders[1]), moved_members(orders[0], orders[2])
    if orders[1] == orders[2]:
        moved_there = set()
    both = [each for each in orders[1] if each in moved_here and each in moved_there]
    conflicts = [each for each in both if not _same_neighbour(each, orders[1], orders[2])]
    pending = (moved_there - moved_here) | (set(theirs) - set(ours))
    added_here = {each for each in ours if each not in set(base) and each not in set(theirs)} | moved_here
    result = [each for each in ours if each not in pending]
    before: str | None = None
    for each in theirs:
        if each in pending:
            at = 0 if before is None else result.index(before) + 1
            while at < len(result) and result[at] in added_here:
                at += 1
            result.insert(at, each)
        before = each
    return result, conflicts


def _same_neighbour(each: str, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    i, j = ours.index(each), theirs.index(each)
    before, after = ([None, *ids, None] for ids in (ours, theirs))
    return before[i] == after[j] or before[i + 2] == after[j + 2]


def moved_members(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return the fewest members without which two orders of the same members agree."""
    place = {each: number for number, each in enumerate(before)}
    best: list[tuple[int, int | None]] = []  # how long a chain ends at each member, and with which one before
    for number, each in enumerate(after):
        length, previous = 1, None
        for earlier in range(number):
            if place[after[earlier]] < place[each] and best[earlier][0] >= length:
                length, previous = best[earlier][0] + 1, earlier
        best.append((length, previous))
    at: int | None = max(range(len(best)), key=lambda number: best[number][0], default=None)
    stable: set[str] = set()
    while at is not None:
        stable.add(after[at])
        at = best[at][1]
    return set(after) - stable


def list_of(tree: Tree, block_id: str, names: Names) -> list[str]:
    """Return the ids in a list of a block; none where there is no such block or list."""
    node: Node | None = tree.get(block_id)
    return node.lists.get(names, []) if node else []
