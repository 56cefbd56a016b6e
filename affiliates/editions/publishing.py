"""What publishing an edition by hand means for what it rests on."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from affiliates.editions.overrides import note_overrides
from affiliates.models import Edition, PendingUpdate


@receiver(page_published, dispatch_uid="affiliates.move_base_on")
def move_base_on(instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    """Let an edition rest on the national content that its draft rests on, now that the draft is published.

    What was waiting has been decided with it. An older revision, of before the update came, rests on the older base:
    then everything stays as it is. One query for a page that is no edition, none where the engine publishes.
    """
    if getattr(instance, "base_is_known", False):
        return
    edition = Edition.objects.filter(page_id=instance.pk, detached_at=None).select_related("affiliate").first()
    if edition is None:
        return
    with transaction.atomic():
        since = edition.draft_revision_id
        if revision is not None and since is not None and revision.pk >= since and edition.draft_base is not None:
            edition.base, edition.draft_base, edition.draft_revision_id = edition.draft_base, None, None
            edition.save(update_fields=["base", "draft_base", "draft_revision_id"])
            PendingUpdate.objects.filter(edition=edition).delete()
        note_overrides(edition)
