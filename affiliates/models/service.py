"""What keeps a sub-site out of readers' sight while it is out of service."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from affiliates.models.affiliate import Affiliate


class ServiceRestriction(models.Model):
    """A restriction that taking an affiliate out of service set, so that returning removes this one and no other."""

    affiliate = models.ForeignKey(
        Affiliate, verbose_name=_("affiliate"), on_delete=models.CASCADE, related_name="service_restrictions"
    )
    page_restriction = models.OneToOneField(
        PageViewRestriction, null=True, on_delete=models.CASCADE, related_name="service_restriction"
    )
    collection_restriction = models.OneToOneField(
        CollectionViewRestriction, null=True, on_delete=models.CASCADE, related_name="service_restriction"
    )

    class Meta:
        verbose_name = _("restriction of an affiliate out of service")
        verbose_name_plural = _("restrictions of affiliates out of service")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page_restriction=None) ^ models.Q(collection_restriction=None),
                name="a_service_restriction_is_of_a_page_or_a_collection",
            )
        ]

    def __str__(self) -> str:
        return f"{self.affiliate}: {self.page_restriction or self.collection_restriction}"
