"""Brings editions up to date with what the nation publishes, in the background, each for itself.

An edition is behind when `synced_revision_id` is not the live revision of its source, so a publish has nothing to queue
and a worker that was killed has lost nothing: one edition is one transaction that locks its row.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page, get_page_models

from affiliates.activity import record
from affiliates.editions.content import Content, content_of, draft_of, schema_of
from affiliates.editions.overrides import base_of_draft, note_overrides
from affiliates.editions.places import counterparts_of, page_of, source_of
from affiliates.editions.preferences import mode_of
from affiliates.editions.saving import publish_content, save_draft, scheduled_of
from affiliates.merge import Counterpart, Merged, merge
from affiliates.models import Activity, Edition, EditionRun, PendingUpdate, UpdateMode

logger = logging.getLogger(__name__)

Outcome = EditionRun.Outcome
# Who edits pings every ten seconds; whoever has not for this long has left.
EDITING = timedelta(minutes=2)
# After a failure the next attempt waits twice as long as the one before, up to an hour.
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
BATCH = 100


@dataclass(frozen=True)
class Working:
    """The version of an edition that its people work on, merged: its draft, or without one what is published.

    `base` and `local` are the sides of the merge: those of an update that waits already, while it waits.
    `content` is what the draft will say; it holds what people wrote since the update began to wait.
    """

    page: Page
    base: Content
    local: Content
    before: Content
    merged: Merged
    content: Content


@dataclass(frozen=True)
class Plan:
    """What a national change would do to one edition; nothing is written.

    `live` is the published version merged (None where none is published), `before` what it says now, `draft` the
    version that people work on, where that is another one.
    """

    edition: Edition
    page: Page
    national: Content
    revision_id: int | None
    mode: UpdateMode
    before: Content | None
    live: Merged | None
    draft: Working | None

    @property
    def changes_live(self) -> bool:
        """Whether readers would see something else."""
        return self.live is not None and self.live.content != self.before

    @property
    def changes_draft(self) -> bool:
        """Whether the draft would say something else."""
        return self.draft is not None and self.draft.content != self.draft.before

    @property
    def is_clean(self) -> bool:
        """Whether nobody has to decide anything."""
        sides = (self.live, self.draft.merged if self.draft is not None else None)
        return all(side is None or side.is_clean for side in sides)

    @property
    def publishes(self) -> bool:
        """Whether the published version is brought up to date at once."""
        return self.changes_live and self.live is not None and self.live.is_clean and self.mode == UpdateMode.APPLY

    @cached_property
    def outcome(self) -> EditionRun.Outcome:
        """How it would end."""
        if not self.is_clean:
            return Outcome.CONFLICT
        if self.changes_live:
            return Outcome.APPLIED if self.mode == UpdateMode.APPLY else Outcome.REVIEW
        return Outcome.DRAFT if self.changes_draft else Outcome.UNCHANGED

    @cached_property
    def working(self) -> Working:
        """The version that people work on."""
        if self.draft is not None:
            return self.draft
        if self.live is None or self.before is None:
            raise AssertionError("An edition is published or a draft.")
        return Working(self.page, self.edition.base, self.before, self.before, self.live, self.live.content)


@dataclass(frozen=True)
class Sides:
    """All that a plan is made of: the edition with its page as published and its draft, and what its merge needs.

    `draft` and `pending` are None where there is none; `revision_id` is the live revision of the source.
    """

    edition: Edition
    page: Page
    draft: Page | None
    pending: PendingUpdate | None
    national: Content
    revision_id: int | None
    mode: UpdateMode
    counterpart: Counterpart


def plan(edition: Edition, national: Content | None = None) -> Plan:
    """Return what bringing the edition up to date would do; writes nothing.

    `national` is the national content to try, such as that of a draft; without it, what is published. Raises
    ValueError for an edition whose source is gone.
    """
    source, page = source_of(edition), page_of(edition)
    if source is None:
        raise ValueError("The national page is gone.")
    draft = draft_of(page)
    sides = Sides(
        edition=edition,
        page=page,
        draft=draft,
        pending=PendingUpdate.objects.filter(edition=edition).first() if draft is not None else None,
        national=content_of(source) if national is None else national,
        revision_id=source.live_revision_id,
        mode=mode_of(edition),
        counterpart=counterparts_of(edition.affiliate),
    )
    return plan_of(sides)


def plan_of(sides: Sides) -> Plan:
    """Return the plan that follows from all that was read for it; asks for nothing more."""
    edition, page, national = sides.edition, sides.page, sides.national
    before = content_of(page) if page.live else None
    live = None
    if before is not None:
        live = merge(edition.base, before, national, schema_of(type(page)), counterpart=sides.counterpart)
    return Plan(edition, page, national, sides.revision_id, sides.mode, before, live, _draft(sides))


def _draft(sides: Sides) -> Working | None:
    draft, pending, national, counterpart = sides.draft, sides.pending, sides.national, sides.counterpart
    if draft is None:
        return None
    schema, before, base = schema_of(type(sides.page)), content_of(draft), base_of_draft(sides.edition)
    if pending is not None:
        waiting = merge(pending.base, pending.local, pending.national, schema, counterpart=counterpart)
        merged = merge(pending.base, pending.local, national, schema, counterpart=counterpart)
        # What people wrote into the draft since then is kept.
        kept = merge(waiting.content, before, merged.content, schema)
        if kept.is_clean:
            return Working(draft, pending.base, pending.local, before, merged, kept.content)
    merged = merge(base, before, national, schema, counterpart=counterpart)
    return Working(draft, base, before, before, merged, merged.content)


def editions_behind() -> QuerySet[Edition]:
    """Return the attached editions whose source has been published since they were reconciled with it."""
    live = F("source__live_revision_id")
    behind = Q(synced_revision_id=None) | ~Q(synced_revision_id=live)
    return Edition.objects.filter(behind, detached_at=None, source__live=True, source__live_revision__isnull=False)


def editions_due() -> QuerySet[Edition]:
    """Return those behind that nobody edits now and whose last attempt did not fail a moment ago."""
    return editions_behind().exclude(Exists(being_edited(OuterRef("page_id")))).exclude(Exists(_recent_failures()))


def being_edited(page_id: Any) -> QuerySet[EditingSession]:
    """Return the sessions of those who have the page open in the editor now; `page_id` may be a column."""
    models_of_pages = list(ContentType.objects.get_for_models(*_page_types()).values())
    since = timezone.now() - EDITING
    return EditingSession.objects.filter(
        object_id=Cast(page_id, CharField()), content_type__in=models_of_pages, last_seen_at__gte=since
    )


def _page_types() -> list[type[Page]]:
    return [Page, *get_page_models()]


def _recent_failures() -> QuerySet[EditionRun]:
    now, recent = timezone.now(), Q(pk__in=[])
    wait, attempts = FIRST_WAIT, 1
    while wait < LONGEST_WAIT:
        recent |= Q(attempts=attempts, at__gt=now - wait)
        wait, attempts = wait * 2, attempts + 1
    recent |= Q(attempts__gte=attempts, at__gt=now - LONGEST_WAIT)
    return EditionRun.objects.filter(
        recent, edition=OuterRef("pk"), outcome=Outcome.FAILED, source_revision_id=OuterRef("source__live_revision_id")
    )


@transaction.atomic
def update(edition: Edition) -> EditionRun | None:
    """Bring one edition up to date with its source, and return what became of it.

    None where there is nothing to do, somebody else is at it, or somebody edits the page: then it waits.
    """
    row = (
        editions_behind()
        .filter(pk=edition.pk)
        .exclude(Exists(being_edited(OuterRef("page_id"))))
        .select_related("affiliate", "page", "source")
        .select_for_update(skip_locked=True, of=("self", "page"))
        .first()
    )
    if row is None:
        return None
    planned = plan(row)
    outcome, message = carry_out(planned)
    return note_outcome(row, planned.revision_id or 0, outcome, message)


def carry_out(planned: Plan) -> tuple[EditionRun.Outcome, str]:
    """Write what was planned; return how it ended, and why where that is not what was planned."""
    edition, outcome, message = planned.edition, planned.outcome, ""
    published = False
    if planned.publishes and planned.live is not None:
        try:
            with transaction.atomic():
                _publish(planned, planned.live.content)
            published = True
        except ValidationError as error:
            outcome, message = Outcome.REVIEW, "; ".join(error.messages)
    if outcome in (Outcome.REVIEW, Outcome.CONFLICT):
        _let_wait(planned, published=published)
    else:
        if not published and planned.draft is not None and planned.changes_draft:
            save_draft(planned.draft.page, planned.draft.content, scheduled=scheduled_of(planned.draft.page))
        PendingUpdate.objects.filter(edition=edition).delete()
        edition.base, edition.draft_base, edition.draft_revision_id = planned.national, None, None
    edition.synced_revision_id, edition.synced_at = planned.revision_id, timezone.now()
    edition.save(update_fields=["base", "draft_base", "draft_revision_id", "synced_revision_id", "synced_at"])
    if outcome != Outcome.UNCHANGED:
        note_overrides(edition)
        action = Activity.EDITION_WAITS if outcome in (Outcome.REVIEW, Outcome.CONFLICT) else Activity.EDITION_UPDATED
        record(edition.affiliate, action, user=None, subject=planned.page.title, page=edition.page)
    return outcome, message


def _publish(planned: Plan, content: Content) -> None:
    """Publish `content`, with the draft on top of it again where there is one that says more."""
    draft = planned.draft
    scheduled = scheduled_of(draft.page) if draft else None
    publish_content(planned.page, content)
    if draft is None or planned.outcome == Outcome.CONFLICT:
        return
    if scheduled or draft.content != content or draft.page.slug != planned.page.slug:
        save_draft(draft.page, draft.content, scheduled=scheduled)


def _let_wait(planned: Plan, *, published: bool) -> None:
    """Put the merged version into the draft, ours where both changed the same, and note what waits for people."""
    edition, working = planned.edition, planned.working
    # Publishing takes the date away at which a draft goes live by itself.
    revision = save_draft(working.page, working.content, scheduled=scheduled_of(working.page) if published else None)
    if published:
        edition.base = planned.national
    edition.draft_base, edition.draft_revision_id = planned.national, revision.pk
    conflicts = len(working.merged.notes)
    PendingUpdate.objects.update_or_create(
        edition=edition,
        defaults={
            "reason": PendingUpdate.Reason.CONFLICT if conflicts else PendingUpdate.Reason.REVIEW,
            "base": working.base,
            "local": working.local,
            "national": planned.national,
            "conflicts": conflicts,
            "source_revision_id": planned.revision_id,
        },
    )


def note_outcome(edition: Edition, revision_id: int, outcome: EditionRun.Outcome, message: str = "") -> EditionRun:
    """Note what became of a national publish in an edition; a required correction stays noted as one."""
    run, made = EditionRun.objects.get_or_create(
        edition=edition, source_revision_id=revision_id, defaults={"outcome": outcome, "message": message}
    )
    if not made and run.outcome != Outcome.CORRECTED:
        run.outcome, run.message = outcome, message
        run.save()
    return run


def work(limit: int | None = None, *, is_over: Callable[[], bool] = lambda: False) -> int:
    """Bring editions up to date until nothing is due, `limit` of them are, or `is_over`; return how many were.

    One that fails is noted and tried again later; the others go on.
    """
    done, tried = 0, set[int]()
    while limit is None or done < limit:
        batch = BATCH if limit is None else min(BATCH, limit - done)
        due = list(
            editions_due().exclude(pk__in=tried).order_by("source_id", "pk").values_list("pk", flat=True)[:batch]
        )
        if not due:
            break
        tried.update(due)
        for pk in due:
            if is_over():
                return done
            done += update_safely(Edition(pk=pk)) is not None
    return done


def update_safely(edition: Edition) -> EditionRun | None:
    """Do `update`, and where it fails note why."""
    try:
        return update(edition)
    except Exception as error:  # whatever it is, it concerns this edition only
        if isinstance(error, DatabaseError) and not transaction.get_connection().is_usable():
            raise
        logger.exception("Edition %s could not be brought up to date.", edition.pk)
        return note_failure(edition, error)


@transaction.atomic
def note_failure(edition: Edition, error: Exception) -> EditionRun | None:
    """Note that the update to the present national version failed, and how often it has."""
    row = Edition.objects.filter(pk=edition.pk, source__isnull=False).select_related("source").first()
    if row is None or row.source is None or row.source.live_revision_id is None:
        return None
    message = f"{type(error).__name__}: {error}"[:500]
    run, made = EditionRun.objects.get_or_create(
        edition=row,
        source_revision_id=row.source.live_revision_id,
        defaults={"outcome": Outcome.FAILED, "message": message},
    )
    if not made:
        run.attempts = models.F("attempts") + 1 if run.outcome == Outcome.FAILED else 1
        run.outcome, run.message = Outcome.FAILED, message
        run.save()
    return run
