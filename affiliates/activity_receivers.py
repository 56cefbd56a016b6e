"""Writes into the logs of affiliates what Wagtail logs, and what happens to their pictures and files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Collection, ModelLogEntry, Page, PageLogEntry
from wagtail.models.audit_log import BaseLogEntry

from affiliates.activity import SUBJECT_LENGTH
from affiliates.models import Activity, ActivityEntry, Affiliate, AffiliateHomePage, Contact
from core.models import Document, Image

MOVES = frozenset({"wagtail.move", "wagtail.reorder"})
# The uploads of several files at once, and bulk actions, are not logged by Wagtail: signals tell of all of them.
MEDIA = (Image, Document)
TOLD_BY_SIGNALS = frozenset({"wagtail.create", "wagtail.delete"})


@receiver(post_save, sender=PageLogEntry, dispatch_uid="affiliates.note_page_log")
def note_page_log(instance: PageLogEntry, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Note what was done to a page in the log of the affiliate in whose sub-site it stands, or stood before a move."""
    if not created or raw:
        return
    for affiliate in _affiliates_above(_paths(instance)):
        if not _folded(instance, affiliate):
            # The entry itself says no more than that it is about a page.
            _note(instance, affiliate, model=instance.page.specific_class, page_id=instance.page_id)


@receiver(post_save, sender=ModelLogEntry, dispatch_uid="affiliates.note_model_log")
def note_model_log(instance: ModelLogEntry, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Note what was done to anything else that is an affiliate's, and to the affiliate itself."""
    model = instance.content_type and instance.content_type.model_class()
    if not created or raw or model is None or not _may_be_owned(model):
        return
    if issubclass(model, MEDIA) and instance.action in TOLD_BY_SIGNALS:
        return
    thing = model._base_manager.filter(pk=instance.object_id).first()
    for affiliate in _owners(thing):
        _note(instance, affiliate, model=model, subject=_subject(thing))


def note_new_file(instance: Model, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Note that a picture or file came into an affiliate's collection."""
    if created and not raw:
        _note_file(instance, "wagtail.create")


def note_deleted_file(instance: Model, **kwargs: Any) -> None:
    """Note that a picture or file of an affiliate's collection was deleted."""
    _note_file(instance, "wagtail.delete")


for file_model in MEDIA:
    post_save.connect(note_new_file, sender=file_model, dispatch_uid="affiliates.note_new_file")
    post_delete.connect(note_deleted_file, sender=file_model, dispatch_uid="affiliates.note_deleted_file")


def _paths(entry: PageLogEntry) -> list[str]:
    """Return where in the tree the page of `entry` is or was, as paths."""
    if entry.action not in MOVES:
        return [entry.page.path]
    # The object that was moved still has its old path, below the old parent.
    parents = [entry.data.get(end, {}).get("id") for end in ("source", "destination")]
    return [entry.page.path, *Page.objects.filter(pk__in=parents).values_list("path", flat=True)]


def _affiliates_above(paths: Iterable[str]) -> list[int]:
    prefixes = {path[:end] for path in paths for end in range(Page.steplen, len(path) + 1, Page.steplen)}
    homes = AffiliateHomePage.objects.filter(path__in=prefixes)
    return list(homes.order_by().values_list("affiliate_id", flat=True).distinct())


def _may_be_owned(model: type[Model]) -> bool:
    return issubclass(model, (Affiliate, *MEDIA)) or any(field.name == "affiliate" for field in model._meta.fields)


def _owners(thing: Model | None) -> QuerySet[Affiliate, int] | list[int]:
    if isinstance(thing, Affiliate):
        return [thing.pk]
    if isinstance(thing, MEDIA):
        path = Collection.objects.values_list("path", flat=True).get(pk=thing.collection_id)
        prefixes = [path[:end] for end in range(Collection.steplen, len(path) + 1, Collection.steplen)]
        return Affiliate.objects.filter(collection__path__in=prefixes).order_by().values_list("pk", flat=True)
    affiliate = getattr(thing, "affiliate_id", None)
    return [affiliate] if affiliate else []


def _subject(thing: Model | None) -> str | None:
    # The log holds no people (design, decision 6): a contact is named by what it answers.
    return str(thing.get_role_display()) if isinstance(thing, Contact) else None


def _folded(entry: PageLogEntry, affiliate: int) -> bool:
    """Say whether `entry` is one more of the many saves of one sitting at the editor, which stay one line."""
    if entry.action != "wagtail.edit" or entry.uuid is None:
        return False
    same = ActivityEntry.objects.filter(
        affiliate_id=affiliate, uuid=entry.uuid, action=entry.action, page_id=entry.page_id, user_id=entry.user_id
    )
    return bool(same.update(at=entry.timestamp, subject=entry.label[:SUBJECT_LENGTH]))


def _note(
    entry: BaseLogEntry,
    affiliate: int,
    *,
    model: type[Model] | None,
    subject: str | None = None,
    page_id: int | None = None,
) -> None:
    settings_changed = model is Affiliate and entry.action == "wagtail.edit"
    ActivityEntry.objects.create(
        affiliate_id=affiliate,
        at=entry.timestamp,
        action=Activity.SETTINGS_CHANGED if settings_changed else entry.action,
        user_id=entry.user_id,
        subject=(subject if subject is not None else entry.label)[:SUBJECT_LENGTH],
        page_id=page_id,
        details={"model": model._meta.label_lower} if model else {},
        uuid=entry.uuid,
    )


def _note_file(thing: Any, action: str) -> None:
    context = get_active_log_context()
    for affiliate in _owners(thing):
        ActivityEntry.objects.create(
            affiliate_id=affiliate,
            action=action,
            user=context.user,
            subject=thing.title[:SUBJECT_LENGTH],
            details={"model": thing._meta.label_lower},
        )
