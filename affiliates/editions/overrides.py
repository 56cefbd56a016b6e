"""What an edition says differently from the nation, part by part: since when, why, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from affiliates.editions.content import Content, content_of, draft_of, label_of_part, part_of, schema_of
from affiliates.editions.parts import NoPlaceError, place_in, value_at, with_part
from affiliates.editions.places import counterparts_of, page_of, source_of
from affiliates.editions.saving import save_draft
from affiliates.merge import Change, ChangeKind, MalformedContentError, Mark, marks
from affiliates.merge import overrides as differences
from affiliates.models import Edition, OverrideNote

if TYPE_CHECKING:
    from users.models import User


@dataclass(frozen=True)
class Override:
    """One part that an edition says differently: the national value (`base`) and its own (`local`), None where none.

    `since` is when it was first published so, None before that; `note` the row that keeps it, with reason and date.
    """

    part: str
    label: str
    kind: ChangeKind
    base: Any
    local: Any
    since: datetime | None
    note: OverrideNote | None


@dataclass(frozen=True)
class Version:
    """The version of an edition that its people work on, and the national content that it rests on."""

    page: Page
    content: Content
    base: Content


def working_version(edition: Edition) -> Version:
    """Return the draft of an edition where it has one, else what is published."""
    page = page_of(edition)
    draft = draft_of(page)
    if draft is None:
        return Version(page, content_of(page), edition.base)
    return Version(draft, content_of(draft), base_of_draft(edition))


def base_of_draft(edition: Edition) -> Content:
    """Return the national content that the draft of an edition rests on."""
    base: Content = edition.base if edition.draft_base is None else edition.draft_base
    return base


def overrides_of(edition: Edition) -> list[Override]:
    """Return what the version that people work on says differently, in the order of reading."""
    version = working_version(edition)
    model = type(version.page)
    notes = {note.part: note for note in edition.override_notes.all()}
    found = []
    for change in _differences(edition, version):
        part, note = part_of(change), notes.get(part_of(change))
        content = version.base if change.kind is ChangeKind.REMOVED else version.content
        label = label_of_part(model, content, change)
        since = note.first_seen if note else None
        found.append(Override(part, label, change.kind, change.before, change.after, since, note))
    return found


def _differences(edition: Edition, version: Version) -> list[Change]:
    schema = schema_of(type(version.page))
    return differences(version.base, version.content, schema, counterpart=counterparts_of(edition.affiliate))


def _national(edition: Edition, version: Version) -> Content:
    """Return what the nation says now; where its page is gone, what it said last."""
    source = source_of(edition)
    return version.base if source is None else content_of(source)


def marks_of(edition: Edition) -> dict[str, Mark]:
    """Return whose each part is that is not inherited, by its key.

    It is about the version that people work on, and about the national page as it is published now.
    """
    version = working_version(edition)
    national = _national(edition, version)
    counterpart = counterparts_of(edition.affiliate)
    found = marks(version.base, version.content, national, schema_of(type(version.page)), counterpart=counterpart)
    return {f"{block}:{'/'.join(names)}": mark for (block, names), mark in found.items()}


@transaction.atomic
def use_national(edition: Edition, part: str, *, user: User | None) -> None:
    """Say in one part what the nation says now; it is saved as a draft. What is the nation's already stays as it is.

    Raises ValidationError where the edition has no place for the part any more.
    """
    edition = Edition.objects.select_for_update(of=("self",)).select_related("affiliate").get(pk=edition.pk)
    version = working_version(edition)
    national = _national(edition, version)
    schema = schema_of(type(version.page))
    kinds = {part_of(change): change.kind for change in _differences(edition, version)}
    rest = version.content
    try:
        value = value_at(national, schema, part)
        place = place_in(national, schema, part)
        if kinds.get(part) is ChangeKind.MOVED and place is not None:
            # Only its place is the affiliate's; what it says is another part.
            value = value_at(rest, schema, part)
            rest = with_part(rest, schema, part, None, None)
        content = with_part(rest, schema, part, value, place)
    except (NoPlaceError, MalformedContentError, ValueError) as error:
        raise ValidationError(_("There is no place for this part in your edition any more.")) from error
    if content != version.content:
        save_draft(version.page, content, user=user)


def note_overrides(edition: Edition) -> None:
    """Keep since when the published edition (or the draft of one that never was) differs, part by part.

    A part that no longer differs loses its note; its reason stays in no list, for there is nothing to give reasons for.
    Three queries beside reading the page; called whenever an edition is published, tied or brought up to date.
    """
    page = page_of(edition)
    version = Version(page, content_of(page), edition.base) if page.live else working_version(edition)
    parts = {part_of(change) for change in _differences(edition, version)}
    known = set(edition.override_notes.values_list("part", flat=True))
    if gone := known - parts:
        OverrideNote.objects.filter(Q(edition=edition), part__in=gone).delete()
    now = timezone.now()
    rows = [OverrideNote(edition=edition, part=part, first_seen=now) for part in sorted(parts - known)]
    if rows:
        OverrideNote.objects.bulk_create(rows, ignore_conflicts=True)
