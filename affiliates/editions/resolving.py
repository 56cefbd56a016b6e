"""What people decide about an update that waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from affiliates.activity import record
from affiliates.editions.content import Content, schema_of
from affiliates.editions.overrides import Version, working_version
from affiliates.editions.places import counterparts_of
from affiliates.editions.saving import save_draft
from affiliates.merge import NATIONAL, Choice, Merged, merge, resolve
from affiliates.models import Activity, Edition, PendingUpdate

if TYPE_CHECKING:
    from users.models import User


def merged_of(pending: PendingUpdate) -> Merged:
    """Return the three versions of a waiting update merged: always the same result with the same keys."""
    edition = pending.edition
    model = edition.page.specific_class
    if model is None:
        raise LookupError("The type of this page does not exist any more.")
    counterpart = counterparts_of(edition.affiliate)
    return merge(pending.base, pending.local, pending.national, schema_of(model), counterpart=counterpart)


@transaction.atomic
def resolve_update(pending: PendingUpdate, choices: Mapping[str, Choice], *, user: User | None, publish: bool) -> None:
    """Apply a choice for each conflict to the draft, and publish it or leave it to be submitted.

    What people wrote into the draft since the update began to wait is kept, but for what a choice says otherwise.
    Saved without publishing, the draft has every decision; the update waits until it is published. Raises ChoiceError
    for a choice that is missing or fits no conflict, ValidationError where the update does not wait any more or the
    result cannot be published, PermissionDenied for who may not publish the page.
    """
    edition = Edition.objects.select_for_update(of=("self",)).select_related("affiliate").get(pk=pending.edition_id)
    current = PendingUpdate.objects.filter(pk=pending.pk, source_revision_id=pending.source_revision_id).first()
    if current is None:
        raise ValidationError(_("This update does not wait any more: it was resolved, or a newer one replaced it."))
    version = working_version(edition)
    if publish and user is not None and not version.page.permissions_for_user(user).can_publish():
        raise PermissionDenied
    content = decided(merged_of(current), choices, version)
    revision = save_draft(version.page, content, user=user)
    # Nothing is left to decide: merged again, these versions give the same.
    PendingUpdate.objects.filter(pk=current.pk).update(
        base=current.national, local=content, conflicts=0, reason=PendingUpdate.Reason.REVIEW
    )
    record(edition.affiliate, Activity.EDITION_RESOLVED, user=user, subject=version.page.title, page=edition.page)
    if publish:
        revision.as_object().full_clean()
        revision.publish(user=user)


def decided(merged: Merged, choices: Mapping[str, Choice], version: Version) -> Content:
    """Return the draft with the choices in it; they are newer than what was written into the draft before."""
    chosen = resolve(merged, choices)
    if version.content == merged.content:
        return chosen
    applied = merge(merged.content, version.content, chosen, schema_of(type(version.page)))
    return resolve(applied, dict.fromkeys((note.key for note in applied.notes), NATIONAL))
