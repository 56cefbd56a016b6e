"""Sequences whose members have no ids, paragraphs and rows: members found again by likeness, three versions merged."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from affiliates.merge.words import matching_runs

T = TypeVar("T")
ALIKE = 0.3


@dataclass(frozen=True)
class Clash(Generic[T]):
    """Both sides changed the same: three versions, and the outcome of either choice with both sides' other changes."""

    base: T
    local: T
    national: T
    ours: T
    theirs: T


@dataclass(frozen=True)
class Kind(Generic[T]):
    """How members of a sequence are compared and merged."""

    key: Callable[[T], Hashable]
    likeness: Callable[[T, T], float]
    merge: Callable[[T, T, T], T | Clash[T]]


def merge_sequences(
    base: Sequence[T], local: Sequence[T], national: Sequence[T], kind: Kind[T]
) -> list[list[T] | Clash[list[T]]]:
    """Merge three versions member by member.

    Additions stand behind the member that they followed, ours before the nation's; a deletion against a change
    clashes, and so do two different texts in place of the same members.
    """
    ours = _Side.of(base, local, kind)
    theirs = _Side.of(base, national, kind)
    result: list[list[T] | Clash[list[T]]] = []
    for place in range(len(base) + 1):
        new, its = ours.new.get(place, []), theirs.new.get(place, [])
        known = [kind.key(each) for each in new]
        its = [each for each in its if kind.key(each) not in known]
        if new and its and place < len(base) and place not in ours.same and place not in theirs.same:
            result.append(Clash([base[place]], new, its, new, its))
        else:
            result += [[*new, *its]]
        if place < len(base):
            result.append(_merge_member(base[place], ours.member(place), theirs.member(place), kind))
    return [each for each in result if each]


def _merge_member(base: T, local: list[T], national: list[T], kind: Kind[T]) -> list[T] | Clash[list[T]]:
    if local and national:
        merged = kind.merge(base, local[0], national[0])
        if isinstance(merged, Clash):
            return Clash([base], local, national, [merged.ours], [merged.theirs])
        return [merged]
    left = local or national
    if not left or kind.key(left[0]) == kind.key(base):
        return []
    return Clash([base], local, national, local, national)


@dataclass(frozen=True)
class _Side(Generic[T]):
    members: Sequence[T]
    same: dict[int, int]
    new: dict[int, list[T]]

    @classmethod
    def of(cls, base: Sequence[T], members: Sequence[T], kind: Kind[T]) -> _Side[T]:
        same = align(base, members, kind)
        back = {b: a for a, b in same.items()}
        new: dict[int, list[T]] = {}
        place = 0
        for number, member in enumerate(members):
            if number in back:
                place = back[number] + 1
            else:
                new.setdefault(place, []).append(member)
        return cls(members, same, new)

    def member(self, place: int) -> list[T]:
        """Return the member that a member of the base has become, in a list; none when it is gone."""
        return [self.members[self.same[place]]] if place in self.same else []


def align(a: Sequence[T], b: Sequence[T], kind: Kind[T]) -> dict[int, int]:
    """Return which member of `b` each member of `a` has become, in order: equal ones first, then the most alike."""
    found: dict[int, int] = {}
    at = bt = 0
    runs = matching_runs([kind.key(each) for each in a], [kind.key(each) for each in b])
    for start_a, start_b, size in [*runs, (len(a), len(b), 0)]:
        for i, j in _alike(a[at:start_a], b[bt:start_b], kind):
            found[at + i] = bt + j
        found.update((start_a + i, start_b + i) for i in range(size))
        at, bt = start_a + size, start_b + size
    return found


def _alike(a: Sequence[T], b: Sequence[T], kind: Kind[T]) -> list[tuple[int, int]]:
    """Return the pairs, in order on both sides, whose likeness adds up to most; one against one is always a pair."""
    if len(a) == len(b) == 1:
        return [(0, 0)]
    if not a or not b:
        return []
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    like = [[kind.likeness(x, y) for y in b] for x in a]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            paired = like[i][j] + best[i + 1][j + 1] if like[i][j] >= ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(a) and j < len(b):
        if like[i][j] >= ALIKE and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def likeness(a: Sequence[Hashable], b: Sequence[Hashable]) -> float:
    """Return the share of members that two sequences have in common, from 0 to 1."""
    if not a and not b:
        return 1.0
    return 2 * len(set(a) & set(b)) / (len(set(a)) + len(set(b)))
