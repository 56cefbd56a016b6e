"""Merge three versions of a page, and apply what people chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from affiliates.merge.blocks import Plan, Sides, list_of, order_of
from affiliates.merge.html_tree import Counterpart
from affiliates.merge.notes import Conflict, Merged, NationalPlace, Note, path_of
from affiliates.merge.schema import Struct
from affiliates.merge.tree import MISSING, ROOT, Names, Node, Tree, block_of, put_together, take_apart
from affiliates.merge.values import Outcome, merge_value, repointed_tree


def merge(
    base: Mapping[str, Any],
    local: Mapping[str, Any],
    national: Mapping[str, Any],
    schema: Struct,
    *,
    counterpart: Counterpart | None = None,
) -> Merged:
    """Merge what the nation changed since `base` into `local`.

    `base` is the national content that `local` was last brought up to date with. `counterpart` gives the local object
    for a national one: a mapping from (kind, id), or a function of both that may return None. Every side comes out as
    from `normalise`. Raises MalformedContentError when content does not fit `schema`, and nothing else.
    """
    local_tree = take_apart(local, schema)
    sides = Sides(
        base=repointed_tree(take_apart(base, schema), counterpart),
        local=local_tree,
        seen=local_tree if counterpart is None else repointed_tree(local_tree, counterpart),
        national=repointed_tree(take_apart(national, schema), counterpart),
    )
    return _Merging(sides).merged()


class _Merging:
    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.plan = Plan(sides)
        self.tree: Tree = {}
        self.outcomes: dict[tuple[str, Names], Outcome] = {}
        self.moved: list[str] = []

    def merged(self) -> Merged:
        """Put the result together, again where a block of ours was left without a place."""
        self._assemble()
        while self.plan.bring_back(self.tree):
            self._assemble()
        notes = self._value_notes() + self._block_notes()
        order = {block_id: number for number, block_id in enumerate(self.sides.local)}
        for block_id, node in self.sides.national.items():
            if node.home:
                order.setdefault(block_id, order[node.home[0]])
        notes.sort(key=lambda note: order[note.block])
        needed = {note.block for note in notes} | self.plan.kept
        places = {each: self._national_place(each) for each in needed if each in self.sides.national}
        return Merged(put_together(self.tree), tuple(notes), self.tree, self.outcomes, places)

    def _assemble(self) -> None:
        self.tree, self.outcomes, self.moved = {}, {}, []
        children: dict[tuple[str, Names], list[str]] = {}
        for block_id, home in self.plan.homes.items():
            children.setdefault(home, []).append(block_id)
        self._add(ROOT, children)

    def _add(self, block_id: str, children: Mapping[tuple[str, Names], list[str]]) -> None:
        node = self._node(block_id)
        self.tree[block_id] = node
        for names in list(node.lists):
            node.lists[names] = self._order(block_id, names, children.get((block_id, names), ()))
            for each in node.lists[names]:
                self._add(each, children)

    def _order(self, block_id: str, names: Names, members: Iterable[str]) -> list[str]:
        ours = list_of(self.sides.local, block_id, names)
        if block_id in self.plan.kept:
            here = set(members)
            return [each for each in ours if each in here]
        base, theirs = (list_of(tree, block_id, names) for tree in (self.sides.base, self.sides.national))
        order, conflicts = order_of(base, ours, theirs, members)
        self.moved += conflicts
        return order

    def _node(self, block_id: str) -> Node:
        local, national = self.sides.local.get(block_id), self.sides.national.get(block_id)
        source = self._source(block_id, local, national)
        home = self.plan.homes.get(block_id)
        lists: dict[Names, list[str]] = {names: [] for names in source.lists}
        node = Node(block_id, source.type, source.schema, home, dict(source.values), dict(source.schemas), lists)
        if local and national and block_id not in self.plan.kept and not self.sides.of_other_kind(block_id):
            self._merge_values(node, local, national)
        return node

    def _source(self, block_id: str, local: Node | None, national: Node | None) -> Node:
        if local is None or national is None:
            found = local or national
            if found is None:
                raise AssertionError(f"block {block_id!r} is on neither side")
            return found
        if block_id in self.plan.kept or not self.sides.of_other_kind(block_id):
            return local
        return local if self.sides.changed_locally(block_id) else national

    def _merge_values(self, node: Node, local: Node, national: Node) -> None:
        base = self.sides.base.get(node.id)
        if base and base.type != node.type:
            base = None
        seen = self.sides.seen[node.id]
        node.schemas.update(national.schemas | local.schemas)
        for names in {**local.values, **national.values}:
            outcome = merge_value(
                node.schemas[names],
                base.values.get(names, MISSING) if base else MISSING,
                local.values.get(names, MISSING),
                national.values.get(names, MISSING),
                seen=seen.values.get(names, MISSING),
            )
            node.values[names] = outcome.value()
            if outcome.clashes:
                self.outcomes[node.id, names] = outcome

    def _value_notes(self) -> list[Note]:
        notes = []
        for (block_id, names), outcome in self.outcomes.items():
            path = path_of(self.tree, block_id, names)
            for number, clash in enumerate(outcome.clashes):
                versions = (clash.base, clash.local, clash.national, clash.ours, clash.theirs)
                shown = [_present(outcome.shown(each)) for each in versions]
                key = ":".join((block_id, "/".join(names), str(number)))
                notes.append(Note(key, Conflict.EDITED, path, block_id, names, *shown))
        return notes

    def _block_notes(self) -> list[Note]:
        found = {each: kind for each, kind in self.plan.conflicts.items() if each in self.tree}
        for each in self.moved:
            found.setdefault(each, Conflict.MOVED)
        for each in self.plan.removed_here:
            if self._could_stand_here(each):
                found[each] = Conflict.REMOVED_LOCALLY
        return [self._block_note(each, kind) for each, kind in found.items()]

    def _could_stand_here(self, block_id: str) -> bool:
        """Whether its national list is in the result; if not, it is part of the note of a block around it."""
        home = self.sides.national[block_id].home
        parent = self.tree.get(home[0]) if home else None
        return bool(home and parent and parent.id not in self.plan.kept and home[1] in parent.lists)

    def _block_note(self, block_id: str, kind: Conflict) -> Note:
        trees = self.sides.base, self.sides.local, self.sides.national
        base, local, national = (block_of(tree, block_id) if block_id in tree else None for tree in trees)
        tree = self.tree if block_id in self.tree else self.sides.national
        ours = block_of(self.tree, block_id) if block_id in self.tree else None
        theirs = ours if kind is Conflict.MOVED else national
        path = path_of(tree, block_id)
        return Note(f"{block_id}:{kind.value}", kind, path, block_id, (), base, local, national, ours, theirs)

    def _national_place(self, block_id: str) -> NationalPlace:
        home = self.sides.national[block_id].home or (ROOT, ())
        siblings = list_of(self.sides.national, *home)
        at = siblings.index(block_id) if block_id in siblings else 0
        return NationalPlace(home, tuple(reversed(siblings[:at])))


def _present(value: Any) -> Any:
    return None if value is MISSING else value
