"""Where affiliates say something else than a national page, and what: the nation learns where its text does not fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from affiliates.editions.bulk import Overridden, overrides_in_bulk
from affiliates.editions.content import label_of_part, part_of
from affiliates.editions.likeness import TextGroup, group_by_likeness
from affiliates.editions.matrix import CellState, Matrix, Narrowing
from affiliates.merge import Change, ChangeKind
from affiliates.models import Affiliate, Edition

if TYPE_CHECKING:
    from wagtail.models import Page

# Gives the words of what a change leaves, for people: (page type, change) -> text.
TextOf = Callable[[type[Any], Change], str]


@dataclass(frozen=True)
class Version:
    """What one affiliate says in a part."""

    affiliate: Affiliate
    edition: Edition
    change: Change


@dataclass(frozen=True)
class Rewrite:
    """A part of the national page that affiliates say in their own way, with their texts grouped by likeness."""

    part: str
    label: str
    kind: ChangeKind
    groups: list[TextGroup[Version]]

    @property
    def count(self) -> int:
        """How many affiliates rewrote it."""
        return len({version.affiliate.pk for group in self.groups for version, _text in group.members})


@dataclass(frozen=True)
class Rewrites:
    """All parts of a national page that somebody rewrote, the most often rewritten first.

    `carried_by` is the number of affiliates whose sub-site shows the page in its language, inherited or adapted.
    """

    parts: list[Rewrite]
    carried_by: int


def rewrites_of(source: Page, text_of: TextOf) -> Rewrites:
    """Return how affiliates rewrote a national page, as readers see it now, in a fixed number of queries.

    What affiliates add is one part for each list of blocks and type, for every addition has an id of its own.
    """
    editions = Edition.objects.filter(source=source, detached_at=None, page__live=True)
    rows = {row.pk: row for row in editions.select_related("page", "affiliate").order_by("affiliate__name", "pk")}
    found: dict[Any, list[tuple[Version, Overridden]]] = {}
    for pk, overridden in overrides_in_bulk(rows.values()).items():
        for change in overridden.changes:
            version = Version(rows[pk].affiliate, rows[pk], change)
            found.setdefault(_key(change), []).append((version, overridden))
    parts = [_rewrite(versions, text_of) for versions in found.values()]
    return Rewrites(sorted(parts, key=lambda part: (-part.count, part.label)), _carried_by(source))


def _key(change: Change) -> Any:
    if change.kind is ChangeKind.ADDED and not change.field:
        return change.kind, change.path[:-1], change.path[-1].name
    # A block may be moved and its only value rewritten.
    return change.kind is ChangeKind.MOVED, part_of(change)


def _rewrite(versions: list[tuple[Version, Overridden]], text_of: TextOf) -> Rewrite:
    version, overridden = versions[0]
    change = version.change
    texts = [(each, text_of(where.model, each.change)) for each, where in versions]
    # The national page has the part, unless it is an addition.
    label = label_of_part(overridden.model, overridden.content, change)
    return Rewrite(part_of(change), label, change.kind, group_by_likeness(texts))


def _carried_by(source: Page) -> int:
    without = {CellState.HIDDEN, CellState.OWN, CellState.DETACHED}
    cells = Matrix(Narrowing(page=source.pk)).cells()
    return len({cell.affiliate.pk for cell in cells if cell.state not in without})
