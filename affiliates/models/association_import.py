"""A file of local associations between the look at what it would do and the decision to import it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(hours=1)


class AssociationImportQuerySet(models.QuerySet["AssociationImport"]):
    """Imports by whether they are still there."""

    def expired(self, now: datetime | None = None) -> AssociationImportQuerySet:
        """Only those whose time is over."""
        return self.filter(created_at__lt=(now or timezone.now()) - KEPT_FOR)

    def of(self, user: models.Model) -> AssociationImportQuerySet:
        """Only those that `user` uploaded and that are still kept."""
        return self.filter(user_id=user.pk, created_at__gte=timezone.now() - KEPT_FOR)


class AssociationImport(models.Model):
    """An uploaded file, in the database and nowhere else, for one person and one hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField()
    # What Report.as_data() gave: of the dry run, then of the import.
    report = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(AssociationImportQuerySet)()

    class Meta:
        verbose_name = _("import of local associations")
        verbose_name_plural = _("imports of local associations")

    def __str__(self) -> str:
        return self.file_name
