"""What publishing a national page would do to its editions, worked out by the plans that the update itself follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from wagtail.models import Page

from affiliates.editions.bulk import counterparts_in_bulk, drafts_in_bulk, specific_pages
from affiliates.editions.content import Content, content_of, part_of, schema_of, with_content
from affiliates.editions.preferences import modes_of
from affiliates.editions.schema import fields_of
from affiliates.editions.updating import Plan, Sides, being_edited, plan_of
from affiliates.merge import Change, ChangeKind, Note, compare
from affiliates.models import Affiliate, Edition, EditionRun

CHUNK = 50
Outcome = EditionRun.Outcome


@dataclass(frozen=True)
class Line:
    """What would become of one edition.

    `unseen` are the national changes that do not show because the affiliate says something else there, `conflicts` what
    somebody would have to decide. While `is_edited`, somebody has the page open: the update waits until they leave.
    """

    edition_id: int
    page_id: int
    affiliate: Affiliate
    outcome: EditionRun.Outcome
    is_published: bool
    is_edited: bool
    unseen: tuple[Change, ...]
    conflicts: tuple[Note, ...]


@dataclass(frozen=True)
class Forecast:
    """What would become of all editions of a page; `changes` is what its readers would see changed on it.

    `detached` counts the editions that the change does not reach.
    """

    changes: list[Change]
    lines: list[Line]
    detached: int

    @cached_property
    def counts(self) -> Counter[EditionRun.Outcome]:
        """How many editions would end how, without those that somebody edits now."""
        return Counter(line.outcome for line in self.lines if not line.is_edited)

    def ending(self, *outcomes: EditionRun.Outcome) -> list[Line]:
        """Return the editions that would end so."""
        return [line for line in self.lines if line.outcome in outcomes and not line.is_edited]

    @property
    def edited(self) -> list[Line]:
        """The editions that somebody edits now."""
        return [line for line in self.lines if line.is_edited]

    @property
    def overridden(self) -> list[Line]:
        """The editions that would not show something of the change, because they say something else there."""
        return [line for line in self.lines if line.unseen]


@dataclass
class _Forecasting:
    """What is the same for all editions of a page."""

    source: Page
    national: Content
    model: type[Page] = field(init=False)

    def __post_init__(self) -> None:
        self.model = type(self.source)

    def lines(self) -> Iterator[Line]:
        rows = (
            Edition.objects.filter(source=self.source, detached_at=None)
            .annotate(is_edited=Exists(being_edited(OuterRef("page_id"))))
            .select_related("affiliate", "pending")
            .order_by("affiliate__name", "pk")
        )
        ids = list(rows.values_list("pk", flat=True))
        for start in range(0, len(ids), CHUNK):
            yield from self._chunk(list(rows.filter(pk__in=ids[start : start + CHUNK])))

    def _chunk(self, editions: Sequence[Any]) -> Iterator[Line]:
        pages = specific_pages(edition.page_id for edition in editions)
        drafts = drafts_in_bulk(pages)
        modes = modes_of(editions, self.model)
        counterparts = counterparts_in_bulk({edition.affiliate_id for edition in editions})
        for edition in editions:
            sides = Sides(
                edition=edition,
                page=pages[edition.page_id],
                draft=drafts.get(edition.page_id),
                pending=getattr(edition, "pending", None),
                national=self.national,
                revision_id=None,
                mode=modes[edition.pk],
                counterpart=counterparts[edition.affiliate_id],
            )
            yield self._line(edition, plan_of(sides), sides)

    def _line(self, edition: Any, planned: Plan, sides: Sides) -> Line:
        working = planned.working
        return Line(
            edition_id=edition.pk,
            page_id=edition.page_id,
            affiliate=edition.affiliate,
            outcome=_outcome(planned),
            is_published=planned.live is not None,
            is_edited=edition.is_edited,
            unseen=tuple(self._unseen(planned, sides)),
            conflicts=working.merged.notes,
        )

    def _unseen(self, planned: Plan, sides: Sides) -> Iterator[Change]:
        """Go through what the nation changed and the merged version still says in the affiliate's own way."""
        schema, working = schema_of(self.model), planned.working
        after = working.merged.content
        arrived = {part_of(change) for change in compare(working.local, after, schema)}
        apart = compare(self.national, after, schema, counterpart=sides.counterpart)
        own = {part_of(change) for change in apart} - arrived
        removed = {change.block for change in apart if change.kind is ChangeKind.REMOVED and not change.field}
        for change in compare(working.base, self.national, schema):
            if part_of(change) in own or removed & {step.block for step in change.path}:
                yield change


def forecast(source: Page, national: Content) -> Forecast:
    """Return what publishing `national` as the content of the national page `source` would do to its editions.

    Nothing is written. Queries: some for each fifty editions, whatever is in them.
    """
    page = source.specific
    changes = compare(content_of(page), national, schema_of(type(page)))
    detached = Edition.objects.filter(source=source).exclude(detached_at=None).count()
    return Forecast(changes, list(_Forecasting(page, national).lines()), detached)


def _outcome(planned: Plan) -> EditionRun.Outcome:
    """Return how it would end; what cannot be published, since a text became too long for one, waits for a look."""
    if planned.publishes and planned.live is not None:
        merged = with_content(planned.page, planned.live.content)
        try:
            merged.clean_fields(exclude=_not_checked(type(planned.page)))
        except ValidationError:
            return Outcome.REVIEW
    return planned.outcome


def _not_checked(model: type[Page]) -> set[str]:
    """Return the fields that no national change touches, or that would have to be looked up."""
    checked = {each.name for each in fields_of(model) if not each.is_relation}
    return {each.name for each in model._meta.get_fields()} - checked
