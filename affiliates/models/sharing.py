"""How national pages reach the sub-sites: what the nation says of a page, and what an affiliate hides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from affiliates.models.affiliate import Affiliate
from core.models.pages import Sharing


class SharingRule(models.Model):
    """What the nation says of one page and all below it, in every language; without a rule the page type decides."""

    translation_key = models.UUIDField(_("page"), unique=True, editable=False)
    sharing = models.CharField(_("sharing"), max_length=8, choices=Sharing.choices)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField(_("set"), auto_now=True)

    class Meta:
        verbose_name = _("sharing rule")
        verbose_name_plural = _("sharing rules")

    def __str__(self) -> str:
        return f"{self.translation_key}: {self.get_sharing_display()}"


class HiddenPage(models.Model):
    """A national page that an affiliate hides from its sub-site, with all below it, in every language."""

    affiliate = models.ForeignKey(
        Affiliate, verbose_name=_("affiliate"), on_delete=models.CASCADE, related_name="hidden_pages"
    )
    translation_key = models.UUIDField(_("page"), editable=False)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    hidden_at = models.DateTimeField(_("hidden"), auto_now_add=True)

    class Meta:
        verbose_name = _("hidden page")
        verbose_name_plural = _("hidden pages")
        constraints = [models.UniqueConstraint(fields=["affiliate", "translation_key"], name="a_page_is_hidden_once")]

    def __str__(self) -> str:
        return f"{self.affiliate}: {self.translation_key}"
