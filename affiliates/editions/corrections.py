"""Required corrections: a national change that every edition has by a date.

Affiliates are told, and have until then to work it into their own words. At the deadline the worker puts the national
text, of what the correction changed and of nothing else, into every edition that does not rest on it yet; the words
that make way are kept beside it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry, Revision

from affiliates.activity import record
from affiliates.editions.content import Content, content_of, draft_of, part_of, schema_of
from affiliates.editions.mail import tell
from affiliates.editions.overrides import base_of_draft, note_overrides
from affiliates.editions.places import counterparts_of, page_of
from affiliates.editions.saving import publish_content, save_draft, scheduled_of
from affiliates.editions.updating import being_edited, note_outcome
from affiliates.merge import NATIONAL, Counterpart, Note, Struct, merge, resolve
from affiliates.models import Activity, Correction, DisplacedText, Edition, EditionRun, PendingUpdate, Role
from affiliates.team import people_of

if TYPE_CHECKING:
    from users.models import User

logger = logging.getLogger(__name__)


@transaction.atomic
def require_correction(source: Page, must_apply_by: datetime, reason: str, *, user: User | None) -> Correction:
    """Require that every edition has what was published last of the national page `source` by a moment, and tell them.

    Raises ValidationError for a page that is not published, a moment that has passed, and a missing reason.
    """
    source = Page.objects.select_for_update().get(pk=source.pk)
    if not source.live or source.live_revision_id is None:
        raise ValidationError(_("Publish the page first: the correction is what was published last."))
    if must_apply_by <= timezone.now():
        raise ValidationError({"must_apply_by": _("Choose a moment in the future.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the affiliates read it.")})
    correction = Correction.objects.create(
        source=source,
        source_revision_id=source.live_revision_id,
        before=_published_before(source),
        must_apply_by=must_apply_by,
        reason=reason.strip(),
        made_by=user,
    )
    _tell(correction, user)
    return correction


def _published_before(source: Page) -> Content | None:
    """Return what was published before the live revision, None where its revision is gone."""
    published = PageLogEntry.objects.filter(page=source.pk, action="wagtail.publish", revision__isnull=False)
    earlier = published.exclude(revision_id=source.live_revision_id).order_by("-timestamp", "-pk")
    entry = earlier.select_related("revision").first()
    return content_of(entry.revision.as_object()) if entry is not None else None


def _tell(correction: Correction, user: User | None) -> None:
    editions = Edition.objects.filter(source=correction.source, detached_at=None).select_related("affiliate", "page")
    for edition in editions:
        affiliate = edition.affiliate
        record(affiliate, Activity.CORRECTION_ANNOUNCED, user=user, subject=edition.page.title, page=edition.page)
        context = {"affiliate": affiliate, "title": edition.page.title, "correction": correction}
        managers = people_of(affiliate).filter(role=Role.MANAGER, is_active=True)
        path = reverse("edition", args=[affiliate.pk, edition.pk])
        tell(managers, "affiliates/email/correction_required", path, context)


def apply_due() -> int:
    """Apply every correction whose time has come to the editions that lack it; return how many editions were changed.

    One edition is one transaction. One that is being edited, or fails, is tried again in the next round.
    """
    changed = 0
    for correction in Correction.objects.filter(applied_at=None, must_apply_by__lte=timezone.now()):
        editions = list(_editions_of(correction).order_by("pk").values_list("pk", flat=True))
        ended = [_apply_safely(correction, pk) for pk in editions]
        changed += ended.count(True)
        if None not in ended:
            Correction.objects.filter(pk=correction.pk, applied_at=None).update(applied_at=timezone.now())
    return changed


def _editions_of(correction: Correction) -> QuerySet[Edition]:
    return Edition.objects.filter(source_id=correction.source_id, detached_at=None)


def _apply_safely(correction: Correction, edition_id: int) -> bool | None:
    """Return whether the edition was changed, None where it has to be tried again."""
    try:
        return _apply(correction, edition_id)
    except Exception:  # whatever it is, it concerns this edition only
        logger.exception("Correction %s could not be applied to edition %s.", correction.pk, edition_id)
        return None


@transaction.atomic
def _apply(correction: Correction, edition_id: int) -> bool | None:
    rows = Edition.objects.filter(pk=edition_id).exclude(Exists(being_edited(OuterRef("page_id"))))
    rows = rows.select_related("affiliate", "page", "source").select_for_update(skip_locked=True, of=("self", "page"))
    edition = rows.first()
    if edition is None:
        return None
    correcting = _Correcting(correction, edition)
    if not correcting.is_missing:
        return False
    correcting.correct()
    edition.synced_revision_id = None  # what else waits is merged anew
    edition.save(update_fields=["base", "draft_base", "draft_revision_id", "synced_revision_id"])
    note_overrides(edition)
    note_outcome(edition, correction.source_revision_id, EditionRun.Outcome.CORRECTED, correction.reason[:500])
    record(edition.affiliate, Activity.CORRECTION_APPLIED, user=None, subject=edition.page.title, page=edition.page)
    return True


class _Correcting:
    """One correction put into one edition: what the correction changed, as the nation says it."""

    def __init__(self, correction: Correction, edition: Edition) -> None:
        self.correction = correction
        self.edition = edition
        self.page = page_of(edition)
        self.schema: Struct = schema_of(type(self.page))
        self.counterpart: Counterpart = counterparts_of(edition.affiliate)
        self.before: Content = edition.base if correction.before is None else correction.before
        self.corrected = _content_at(correction)
        self.pending = PendingUpdate.objects.filter(edition=edition).first()

    @property
    def is_missing(self) -> bool:
        """Whether the published version, or what waits, does not rest on the correction yet."""
        return any(map(self._lacks, [self.edition.base, *([self.pending.base] if self.pending else [])]))

    def _lacks(self, base: Content) -> bool:
        return self._with(base)[0] != base

    def _with(self, content: Content) -> tuple[Content, tuple[Note, ...]]:
        """Return content with the correction in it, and what had to make way."""
        merged = merge(self.before, content, self.corrected, self.schema, counterpart=self.counterpart)
        return resolve(merged, dict.fromkeys((note.key for note in merged.notes), NATIONAL)), merged.notes

    def _base_with(self, base: Content) -> Content:
        return self._with(base)[0]

    def correct(self) -> None:
        """Write the published version and the draft, with what rests on them."""
        draft = draft_of(self.page)
        scheduled = scheduled_of(draft) if draft is not None else None
        displaced: dict[str, Note] = {}
        if self.page.live and self._lacks(self.edition.base):
            content, notes = self._with(content_of(self.page))
            displaced |= {note.key: note for note in notes}
            publish_content(self.page, content)
        draft_base = self._base_with(base_of_draft(self.edition))
        if draft is not None:
            content, notes = self._with(content_of(draft))
            displaced |= {note.key: note for note in notes}
            revision = save_draft(draft, content, scheduled=scheduled)
            self.edition.draft_base, self.edition.draft_revision_id = draft_base, revision.pk
        self.edition.base = self._base_with(self.edition.base)
        self._correct_what_waits()
        self._keep(displaced.values())

    def _correct_what_waits(self) -> None:
        if self.pending is not None:
            local, base = self._base_with(self.pending.local), self._base_with(self.pending.base)
            PendingUpdate.objects.filter(pk=self.pending.pk).update(local=local, base=base)

    def _keep(self, notes: Iterable[Note]) -> None:
        DisplacedText.objects.bulk_create(
            DisplacedText(
                edition=self.edition,
                part=part_of(note),
                ours=note.local,
                replaced_by=note.national,
                reason=self.correction.reason,
            )
            for note in notes
        )


def _content_at(correction: Correction) -> Content:
    """Return what the correction published; where that revision is gone, what is published now."""
    revision = Revision.objects.filter(pk=correction.source_revision_id).first()
    page = correction.source.specific if revision is None else revision.as_object()
    return content_of(page)
