"""Which group of users plays which part in which affiliate."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from affiliates.models.affiliate import Affiliate


class Role(models.TextChoices):
    """What a person may do in the sub-site of an affiliate."""

    MANAGER = "manager", _("Manager")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Read only")


class AffiliateGroup(models.Model):
    """The group of users that has one role in one affiliate; made by provision_affiliate().

    Somebody who is in such a group is an affiliate's person: nothing beyond the affiliates of these groups, and what
    the nation shares, exists for them in the back office (docs/features/isolation.md).
    """

    affiliate = models.ForeignKey(
        Affiliate, verbose_name=_("affiliate"), on_delete=models.CASCADE, related_name="affiliate_groups"
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    group = models.OneToOneField(
        Group, verbose_name=_("group"), on_delete=models.CASCADE, related_name="affiliate_group"
    )

    class Meta:
        verbose_name = _("group of an affiliate")
        verbose_name_plural = _("groups of affiliates")
        constraints = [
            models.UniqueConstraint(fields=["affiliate", "role"], name="one_group_for_each_role_of_an_affiliate")
        ]

    def __str__(self) -> str:
        return f"{self.affiliate} – {self.get_role_display()}"
