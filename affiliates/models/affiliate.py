"""The organisation of one or more states."""

from __future__ import annotations

import re
import zoneinfo
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Collection, Workflow
from wagtail.search import index

from affiliates.models.state import State
from core.colour import Colour
from core.models.vocabulary import ChoicesField

# One label of letters, digits and hyphens after another (RFC 1123), at least two of them.
HOST_NAME = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def validate_colour(value: str) -> None:
    """Raise ValidationError for a text that is no colour."""
    try:
        Colour.parse(value)
    except ValueError as error:
        raise ValidationError(_("Write a colour as six hexadecimal digits, such as #14453D.")) from error


def validate_time_zone(value: str) -> None:
    """Raise ValidationError for a name that the time zone database does not know."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("Write a time zone such as America/Chicago."))


def validate_host(value: str) -> None:
    """Raise ValidationError for a text that is no host name of two parts or more in lower case."""
    if not HOST_NAME.fullmatch(value):
        raise ValidationError(_("Write a host name such as il.example.org, without https:// and without a path."))


class Typeface(models.TextChoices):
    """Typefaces that a brand may choose for its headings; all are served by ourselves."""

    GROTESQUE = "grotesque", _("Grotesque (Bricolage)")
    SERIF = "serif", _("Serif (Literata)")
    SYSTEM = "system", _("The reader’s own system typeface")


class AffiliateQuerySet(models.QuerySet["Affiliate"]):
    """Affiliates by what they cover and whether they are in service."""

    def in_service(self, day: date | None = None) -> AffiliateQuerySet:
        """Only those whose sub-site readers see on `day`, today where none is given."""
        day = day or timezone.localdate()
        started = Q(active_from=None) | Q(active_from__lte=day)
        not_ended = Q(active_until=None) | Q(active_until__gte=day)
        return self.filter(started, not_ended, out_of_service_since=None)

    def covering(self, state: str) -> AffiliateQuerySet:
        """Only those that cover the state or territory with this code."""
        return self.filter(states__contains=[state])


class Affiliate(index.Indexed, models.Model):
    """A state affiliate: its name, the places it covers, its brand, and how its sub-site is reached."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    short_name = models.CharField(_("short name"), max_length=12, help_text=_("The initials that members use."))
    slug = models.SlugField(_("slug"), unique=True, help_text=_("Part of the address of the sub-site."))
    place = models.CharField(_("place"), max_length=100, help_text=_("The state or territory, as readers call it."))
    website = models.URLField(_("own website"), blank=True)
    states = ChoicesField(
        models.CharField(max_length=2, choices=State.choices),
        verbose_name=_("states and territories"),
        blank=True,
        default=list,
        help_text=_("All that the affiliate covers. Several affiliates may cover the same."),
    )
    languages = ArrayField(
        models.CharField(max_length=12),
        verbose_name=_("languages"),
        blank=True,
        default=list,
        help_text=_("Codes of the languages of the sub-site, such as en and es."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default="America/New_York",
        validators=[validate_time_zone],
        help_text=_("Such as America/Chicago. Dates of the affiliate are shown in it."),
    )
    nomination_quota = models.PositiveSmallIntegerField(
        _("nominations for each national cohort"),
        default=5,
        help_text=_("The most people whom the affiliate may nominate for one national cohort."),
    )
    host = models.CharField(
        _("own host name"),
        max_length=253,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_host],
        help_text=_("Such as il.example.org. Empty: the sub-site lives under the address of the national site."),
    )
    active_from = models.DateField(
        _("active from"), null=True, blank=True, help_text=_("Readers see the sub-site from this day on.")
    )
    active_until = models.DateField(
        _("active until"), null=True, blank=True, help_text=_("The last day on which readers see the sub-site.")
    )
    out_of_service_since = models.DateTimeField(_("out of service since"), null=True, blank=True, editable=False)
    # What belongs to the sub-site; made by provision_affiliate().
    collection = models.OneToOneField(
        Collection,
        verbose_name=_("collection"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="affiliate",
    )
    workflow = models.OneToOneField(
        Workflow,
        verbose_name=_("workflow"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="affiliate",
    )

    brand_primary = models.CharField(
        _("main colour"), max_length=7, default="#14453D", validators=[validate_colour], help_text=_("Such as #14453D.")
    )
    brand_accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#F5B83D",
        validators=[validate_colour],
        help_text=_("Such as #F5B83D."),
    )
    typeface = models.CharField(
        _("typeface of headings"), max_length=12, choices=Typeface.choices, default=Typeface.GROTESQUE
    )
    mark = models.ForeignKey(
        "core.Image",
        verbose_name=_("mark"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A square logo. Without one, the short name is drawn in the main colour."),
    )

    objects = models.Manager.from_queryset(AffiliateQuerySet)()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("short_name"),
                FieldPanel("slug"),
                FieldPanel("place"),
                FieldPanel("website"),
            ],
            heading=_("Organisation"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("states"),
                FieldPanel("time_zone"),
                FieldPanel("nomination_quota"),
                FieldRowPanel([FieldPanel("active_from"), FieldPanel("active_until")]),
            ],
            heading=_("Places and period"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("brand_primary"),
                FieldPanel("brand_accent"),
                HelpPanel(template="affiliates/admin/brand_help.html", heading=_("How the colours will look")),
                FieldPanel("typeface"),
                FieldPanel("mark"),
            ],
            heading=_("Brand"),
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.SearchField("short_name"),
        index.SearchField("place"),
        index.AutocompleteField("name"),
        index.FilterField("id"),
    ]

    class Meta:
        verbose_name = _("affiliate")
        verbose_name_plural = _("affiliates")
        ordering = ("place",)
        indexes = [GinIndex(fields=["states"], name="affiliates_states")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Write the host name in lower case, none as null; refuse a period that ends before it begins."""
        super().clean()
        self.host = (self.host or "").strip().lower() or None
        if self.active_from and self.active_until and self.active_until < self.active_from:
            raise ValidationError({"active_until": _("The last day is before the first.")})

    @property
    def is_in_service(self) -> bool:
        """Whether readers see the sub-site today."""
        today = timezone.localdate()
        return (
            self.out_of_service_since is None
            and (self.active_from is None or self.active_from <= today)
            and (self.active_until is None or today <= self.active_until)
        )

    @property
    def monogram(self) -> str:
        """The letters drawn where there is no mark."""
        return self.short_name[:4].upper()
