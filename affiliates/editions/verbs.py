"""What people do with an edition as a whole. Everything can be undone for 30 days; `consequences` says it first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from affiliates.activity import record
from affiliates.editions.consequences import consequences
from affiliates.editions.content import Content, content_of, draft_content
from affiliates.editions.localizing import localize, place
from affiliates.editions.overrides import note_overrides
from affiliates.editions.places import edition_of, own_page_for, page_of, source_of, subsite_for
from affiliates.editions.repointing import lead_back
from affiliates.editions.saving import publish_content, save_draft
from affiliates.models import Activity, DisplacedText, Edition, OverrideNote, PendingUpdate, RemovedEdition

if TYPE_CHECKING:
    from users.models import User

__all__ = [
    "attach",
    "consequences",
    "delete_edition",
    "detach",
    "keep_removed",
    "localize",
    "purge",
    "reset",
    "restore",
]

KEPT_FOR = timedelta(days=30)


def _locked(edition: Edition) -> Edition:
    """Return the row anew, locked against the worker and other people. Raises ValidationError where it is gone."""
    rows = Edition.objects.select_for_update(of=("self",)).select_related("affiliate", "source")
    found = rows.filter(pk=edition.pk).first()
    if found is None:
        raise ValidationError(_("This local edition is not there any more."))
    return found


@transaction.atomic
def detach(edition: Edition, *, user: User | None) -> None:
    """Let the page go on as a purely local one; it gets no national changes. Again changes nothing.

    A waiting update goes; attached again, the edition is merged from where it was.
    """
    row = _locked(edition)
    if row.detached_at is not None:
        return
    PendingUpdate.objects.filter(edition=row).delete()
    row.detached_at = timezone.now()
    # Attached again, its draft is compared with the older base: what it took over from the nation already is the same.
    row.draft_base, row.draft_revision_id = None, None
    row.save(update_fields=["detached_at", "draft_base", "draft_revision_id"])
    record(row.affiliate, Activity.EDITION_DETACHED, user=user, subject=row.page.title, page=row.page)
    edition.refresh_from_db()


@transaction.atomic
def attach(edition: Edition, *, user: User | None) -> None:
    """Tie a detached edition to its source again; the worker brings it up to date. Again changes nothing.

    Raises ValidationError where the national page is gone, or has another edition by now.
    """
    row = _locked(edition)
    if row.detached_at is None:
        return
    if row.source is None:
        raise ValidationError(_("The national page was deleted, so there is nothing to attach this page to."))
    other = edition_of(row.source, row.affiliate)
    if other is not None:
        raise ValidationError(
            _("There is another edition of the national page: “%(title)s”.") % {"title": other.page.title}
        )
    row.detached_at, row.synced_revision_id = None, None
    row.save(update_fields=["detached_at", "synced_revision_id"])
    record(row.affiliate, Activity.EDITION_ATTACHED, user=user, subject=row.page.title, page=row.page)
    edition.refresh_from_db()


@transaction.atomic
def reset(edition: Edition, *, user: User | None) -> RemovedEdition:
    """Say what the national page says, and return what brings the local text back.

    Published at once where the page is published and `user` may publish it; else saved as a draft. Raises
    ValidationError where the national page is gone or not published, or the edition is detached.
    """
    row = _locked(edition)
    if row.source is None or not row.source.live:
        raise ValidationError(_("The national page is not published, so there is no national version to go back to."))
    if row.detached_at is not None:
        raise ValidationError(_("This page is detached from the national page. Attach it first."))
    kept = keep_removed(row, RemovedEdition.Kind.RESET, user=user)
    source = source_of(row)
    _say(row, content_of(source), content_of(source), user=user)
    row.synced_revision_id, row.synced_at = source.live_revision_id, timezone.now()
    row.save(update_fields=["base", "draft_base", "draft_revision_id", "synced_revision_id", "synced_at"])
    note_overrides(row)
    record(row.affiliate, Activity.EDITION_RESET, user=user, subject=row.page.title, page=row.page)
    edition.refresh_from_db()
    return kept


def _say(row: Edition, content: Content, base: Content, *, user: User | None) -> None:
    """Publish `content`, or save it as a draft, with the base that it rests on; the row is not saved."""
    page = page_of(row)
    if page.live and (user is None or page.permissions_for_user(user).can_publish()):
        publish_content(page, content, user=user)
        row.base, row.draft_base, row.draft_revision_id = base, None, None
    else:
        revision = save_draft(page.get_latest_revision_as_object(), content, user=user)
        row.draft_base, row.draft_revision_id = base, revision.pk
        if not page.live:
            row.base = base
    PendingUpdate.objects.filter(edition=row).delete()


@transaction.atomic
def delete_edition(edition: Edition, *, user: User | None) -> RemovedEdition:
    """Take the page away, so that the inherited one shows again; return what brings it back.

    With pages below it, it stays as the draft that they stand under, and says what the nation says.
    """
    row = _locked(edition)
    kept = keep_removed(row, RemovedEdition.Kind.DELETED, user=user)
    record(row.affiliate, Activity.EDITION_DELETED, user=user, subject=row.page.title)
    if row.source_id is not None:
        lead_back(row)
    page = page_of(row)
    if page.get_children().exists():
        _leave_as_draft(row, page, user)
    else:
        page.delete(user=user)
    return kept


def _leave_as_draft(row: Edition, page: Page, user: User | None) -> None:
    """Take `page` down and let its draft say what the nation says: pages below it need something to stand under."""
    if page.live:
        page.unpublish(user=user)
    if row.source is not None and row.source.live:
        source = source_of(row)
        if edition_of(source, row.affiliate) is None:
            row.detached_at = None
        row.synced_revision_id = source.live_revision_id
        _say(row, content_of(source), content_of(source), user=user)
        row.save()
        note_overrides(row)


def keep_removed(edition: Edition, kind: RemovedEdition.Kind, *, user: User | None) -> RemovedEdition:
    """Keep everything of an edition that is about to go, and return it; for whoever removes one."""
    page = page_of(edition)
    draft = draft_content(page)
    notes = edition.override_notes.values("part", "reason", "review_on", "first_seen", "accepted_in_other_languages")
    displaced = edition.displaced.values("part", "ours", "replaced_by", "reason")
    return RemovedEdition.objects.create(
        affiliate=edition.affiliate,
        source=edition.source,
        page_id=page.pk,
        title=page.title,
        page_type=page._meta.label_lower,
        parent=page.get_parent(),
        slug=page.slug,
        translation_key=page.translation_key,
        kind=kind,
        was_live=page.live,
        content=content_of(page) if page.live or draft is None else draft,
        draft=draft,
        base=edition.base,
        draft_base=edition.draft_base,
        mode=edition.mode,
        notes=[_json_note(note) for note in notes],
        displaced=list(displaced),
        removed_by=user,
    )


def _json_note(note: Any) -> dict[str, Any]:
    days = {name: note[name].isoformat() for name in ("review_on", "first_seen") if note[name]}
    return {**note, **days}


@transaction.atomic
def restore(removed: RemovedEdition, *, user: User | None) -> Edition:
    """Bring back what was reset or deleted, as it was, and return the edition; the worker brings it up to date.

    What was published is published again where `user` may do so; else it is a draft. Raises ValidationError after 30
    days, where it was brought back already, and where its place is taken.
    """
    row = RemovedEdition.objects.select_for_update(of=("self",)).select_related("affiliate").get(pk=removed.pk)
    if row.restored_at is not None:
        raise ValidationError(_("It was brought back already."))
    if row.removed_at < timezone.now() - KEPT_FOR:
        raise ValidationError(_("It was removed more than 30 days ago."))
    edition = _edition_again(row, user)
    _content_again(edition, row, user)
    edition.mode = row.mode
    edition.detached_at = None if edition.source_id is not None else timezone.now()
    edition.synced_revision_id = None
    edition.save()
    _rows_again(edition, row)
    note_overrides(edition)
    row.restored_at = timezone.now()
    row.save(update_fields=["restored_at"])
    record(row.affiliate, Activity.EDITION_RESTORED, user=user, subject=row.title, page=edition.page)
    removed.refresh_from_db()
    return edition


def _edition_again(row: RemovedEdition, user: User | None) -> Edition:
    """Return the edition that the content goes back into; a new page where it was deleted."""
    there = Edition.objects.filter(page=row.page_id, affiliate=row.affiliate).first()
    if there is not None:
        return _locked(there)
    parent, slug = _place_of(row, user)
    taken = Page.objects.child_of(parent).filter(slug=slug).first()
    if taken is not None:
        raise ValidationError(
            _("There is another page at its address: “%(title)s”. Move it or change its slug first.")
            % {"title": taken.title}
        )
    key = row.translation_key
    if key is not None and Page.objects.filter(translation_key=key, locale_id=parent.locale_id).exists():
        key = None
    page = place(apps.get_model(row.page_type), row.content, parent, slug, key, user)
    return Edition.objects.create(
        page=page, source=row.source, affiliate=row.affiliate, base=row.base, made_by=user, mode=row.mode
    )


def _place_of(row: RemovedEdition, user: User | None) -> tuple[Page, str]:
    """Return parent and slug: where the source is now, else where the page was."""
    if row.source is not None:
        other = edition_of(row.source, row.affiliate)
        if other is not None:
            raise ValidationError(
                _("There is another edition of the national page: “%(title)s”.") % {"title": other.page.title}
            )
        subsite = subsite_for(row.source, row.affiliate)
        above = row.source.get_parent()
        parent = subsite and (own_page_for(above, subsite) or (subsite.home if above.depth == 2 else None))
        if parent:
            return parent, row.source.slug
        return localize(above, row.affiliate, user=user).page, row.source.slug
    if row.parent is None:
        raise ValidationError(_("The page that it stood under is gone."))
    return row.parent, row.slug


def _content_again(edition: Edition, row: RemovedEdition, user: User | None) -> None:
    page = page_of(edition)
    may_publish = user is None or page.permissions_for_user(user).can_publish()
    if row.was_live and may_publish:
        publish_content(page, row.content, user=user)
    edition.base, edition.draft_base, edition.draft_revision_id = row.base, None, None
    draft = row.draft if row.was_live and may_publish else row.draft or row.content
    if draft is not None:
        revision = save_draft(page_of(edition).get_latest_revision_as_object(), draft, user=user)
        if row.draft is not None and row.draft_base is not None:
            edition.draft_base, edition.draft_revision_id = row.draft_base, revision.pk
    PendingUpdate.objects.filter(edition=edition).delete()


def _rows_again(edition: Edition, row: RemovedEdition) -> None:
    edition.override_notes.all().delete()
    OverrideNote.objects.bulk_create(OverrideNote(edition=edition, **note) for note in row.notes)
    if not edition.displaced.exists():
        DisplacedText.objects.bulk_create(DisplacedText(edition=edition, **text) for text in row.displaced)


def purge() -> int:
    """Forget what was removed more than 30 days ago; return how many."""
    deleted, _by_model = RemovedEdition.objects.filter(removed_at__lt=timezone.now() - KEPT_FOR).delete()
    return deleted
