"""The organisation of one or more states."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.search import index

from core.colour import Colour


def validate_colour(value: str) -> None:
    """Raise ValidationError for a text that is no colour."""
    try:
        Colour.parse(value)
    except ValueError as error:
        raise ValidationError(_("Write a colour as six hexadecimal digits, such as #14453D.")) from error


class Typeface(models.TextChoices):
    """Typefaces that a brand may choose for its headings; all are served by ourselves."""

    GROTESQUE = "grotesque", _("Grotesque (Bricolage)")
    SERIF = "serif", _("Serif (Literata)")
    SYSTEM = "system", _("The reader’s own system typeface")


class Affiliate(index.Indexed, models.Model):
    """A state affiliate: its name, its place and its brand."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    short_name = models.CharField(_("short name"), max_length=12, help_text=_("The initials that members use."))
    slug = models.SlugField(_("slug"), unique=True, help_text=_("Part of the address of the sub-site."))
    place = models.CharField(_("place"), max_length=100, help_text=_("The state or territory, as readers call it."))
    website = models.URLField(_("own website"), blank=True)

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
    ]

    class Meta:
        verbose_name = _("affiliate")
        verbose_name_plural = _("affiliates")
        ordering = ("place",)

    def __str__(self) -> str:
        return self.name

    @property
    def monogram(self) -> str:
        """The letters drawn where there is no mark."""
        return self.short_name[:4].upper()
