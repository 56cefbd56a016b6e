"""Local associations: the chapters of an affiliate."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from affiliates.models.affiliate import Affiliate

validate_zip = RegexValidator(r"\A[0-9]{5}\Z", _("Write a ZIP code as five digits."))


class Squeezed(models.Func):
    """A text in small letters and digits only, without accents, as `affiliates.geography.cities` compares places."""

    function = "regexp_replace"
    template = "regexp_replace(lower(normalize(%(expressions)s, NFKD)), '[^a-z0-9]+', '', 'g')"
    output_field = models.TextField()


class LocalAssociation(models.Model):
    """A chapter of an affiliate; there are about 14,000, so they are rows and never pages (design, section 2).

    Lists search the table itself: an import writes thousands at once, which no search index would see.
    """

    affiliate = models.ForeignKey(
        Affiliate, verbose_name=_("affiliate"), on_delete=models.CASCADE, related_name="associations"
    )
    name = models.CharField(_("name"), max_length=150)
    city = models.CharField(_("city"), max_length=100)
    region = models.CharField(
        _("region"), max_length=100, blank=True, help_text=_("As the affiliate calls it, such as Region 35.")
    )
    zip_codes = ArrayField(
        models.CharField(max_length=5, validators=[validate_zip]),
        verbose_name=_("ZIP codes"),
        blank=True,
        default=list,
        help_text=_("Five digits each, with commas between them."),
    )
    website = models.URLField(_("website"), blank=True)

    # What readers' words are compared with; PostgreSQL keeps them right, however a row is written.
    name_key = models.GeneratedField(expression=Squeezed("name"), output_field=models.TextField(), db_persist=True)
    city_key = models.GeneratedField(expression=Squeezed("city"), output_field=models.TextField(), db_persist=True)

    class Meta:
        verbose_name = _("local association")
        verbose_name_plural = _("local associations")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["affiliate", "name", "city"],
                name="one_association_of_a_name_in_a_city",
                violation_error_message=_("The affiliate has an association of this name in this city already."),
            )
        ]
        indexes = [
            GinIndex(fields=["zip_codes"], name="affiliates_association_zips"),
            models.Index(fields=["city_key"], name="affiliates_association_city"),
        ]

    def __str__(self) -> str:
        return self.name
