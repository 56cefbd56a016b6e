"""An edition that is deleted as any page is, not by the verb, can be brought back as well."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import PageLogEntry

from affiliates.editions.content import content_of, draft_content
from affiliates.editions.verbs import keep_removed
from affiliates.models import Edition, RemovedEdition


@receiver(post_save, sender=PageLogEntry, dispatch_uid="affiliates.keep_deleted_edition")
def keep_deleted_edition(instance: PageLogEntry, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Keep what is needed to bring an edition back; Wagtail logs the deletion of each page just before it."""
    if not created or raw or instance.action != "wagtail.delete":
        return
    edition = Edition.objects.filter(page=instance.page_id).select_related("affiliate", "page", "source").first()
    if edition is not None and not _is_kept(edition):
        keep_removed(edition, RemovedEdition.Kind.DELETED, user=instance.user)


def _is_kept(edition: Edition) -> bool:
    """Whether the verb has kept it already, as it is."""
    kept = RemovedEdition.objects.filter(
        page_id=edition.page_id, kind=RemovedEdition.Kind.DELETED, restored_at=None
    ).last()
    page = edition.page.specific
    draft = draft_content(page)
    content = content_of(page) if page.live or draft is None else draft
    return kept is not None and (kept.was_live, kept.content, kept.draft) == (page.live, content, draft)
