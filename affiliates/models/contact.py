"""Whom a reader can reach."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from affiliates.models.affiliate import Affiliate, validate_time_zone
from core.models import Topic


class ContactRole(models.TextChoices):
    """What a contact answers."""

    MEDIA = "media", _("Media")
    TRAININGS = "trainings", _("Trainings")
    PRESIDENT = "president", _("President’s office")
    GENERAL = "general", _("General")


class ContactManager(models.Manager["Contact"]):
    """Finds whom to show to a reader."""

    def for_reader(self, affiliate: Affiliate | None, language: str) -> dict[str, Contact]:
        """Return one contact for each role, in one query.

        The affiliate's own contact comes before the national one, the reader's language before the default one.
        """
        owned = models.Q(affiliate=None)
        if affiliate is not None:
            owned |= models.Q(affiliate=affiliate)
        rows = self.filter(owned, locale__language_code__in={language, settings.LANGUAGE_CODE}).select_related("locale")
        # The best comes last, so that it stays.
        ranked = sorted(
            rows, key=lambda row: (row.affiliate_id is not None, row.locale.language_code == language, -row.pk)
        )
        return {row.role: row for row in ranked}


class Contact(TranslatableMixin, index.Indexed, ClusterableModel):
    """A person or unit with a way to be reached."""

    affiliate = models.ForeignKey(
        Affiliate,
        verbose_name=_("affiliate"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="contacts",
        help_text=_("Empty for the national office."),
    )
    role = models.CharField(_("role"), max_length=12, choices=ContactRole.choices)
    name = models.CharField(_("name"), max_length=150, help_text=_("A person or a unit, such as “Press office”."))
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True, help_text=_("When somebody answers."))
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="America/New_York", validators=[validate_time_zone]
    )
    languages = models.CharField(_("languages"), max_length=150, blank=True, help_text=_("Languages spoken."))
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")

    objects: ClassVar[ContactManager] = ContactManager()

    panels = [
        FieldRowPanel([FieldPanel("affiliate"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("name"), FieldPanel("job_title")]),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("email"), FieldPanel("hours"), FieldPanel("time_zone")],
            heading=_("How to reach them"),
        ),
        FieldPanel("languages"),
        FieldPanel("topics"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.SearchField("job_title"),
        index.AutocompleteField("name"),
        index.FilterField("id"),
        index.FilterField("locale_id"),
        index.FilterField("affiliate_id"),
        index.FilterField("role"),
    ]
    override_translatable_fields = [
        SynchronizedField("phone"),
        SynchronizedField("time_zone"),
        SynchronizedField("topics"),
    ]

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        unique_together = (("translation_key", "locale"),)
        ordering = ("role", "name")

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"

    def clean(self) -> None:
        """Refuse a contact that cannot be reached (a fault of the originals, see the content inventory)."""
        super().clean()
        if not self.phone and not self.email:
            raise ValidationError({"phone": _("Give a phone number or an e-mail address.")})
