"""Navigation, footer and the organisation's statement: one set for each site and language."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Site, TranslatableMixin

from core.blocks.links import LinkBlock, LinkGroupBlock, MenuBlock

NETWORKS = [
    ("bluesky", "Bluesky"),
    ("facebook", "Facebook"),
    ("instagram", "Instagram"),
    ("linkedin", "LinkedIn"),
    ("mastodon", "Mastodon"),
    ("youtube", "YouTube"),
]


class SocialLinkBlock(blocks.StructBlock):
    """An account of the organisation elsewhere."""

    network = blocks.ChoiceBlock(choices=NETWORKS, label=_("Network"))
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Social link")
        label_format = "{network}"


class ChannelValue(blocks.StructValue):
    """A way to reach the organisation."""

    @property
    def href(self) -> str:
        """What a phone or e-mail link points to; empty for the others."""
        value = self["value"]
        if self["kind"] == "phone":
            return "tel:" + "".join(char for char in value if char in "+0123456789")
        return f"mailto:{value}" if self["kind"] == "email" else ""


class ChannelBlock(blocks.StructBlock):
    """A way to reach the organisation."""

    kind = blocks.ChoiceBlock(
        choices=[("phone", _("Phone")), ("email", _("E-mail")), ("address", _("Address")), ("hours", _("Hours"))],
        label=_("Kind"),
    )
    label = blocks.CharBlock(max_length=60, label=_("Label"))
    value = blocks.CharBlock(max_length=200, label=_("Value"))

    class Meta:
        icon = "mail"
        label = _("Contact channel")
        label_format = "{label}"
        value_class = ChannelValue


class SiteFurnitureManager(models.Manager["SiteFurniture"]):
    """Finds the furniture for what is being read."""

    def for_reader(self, site: Site | None, language: str) -> SiteFurniture | None:
        """Return what stands around the pages of `site` in the language, in one query; None without a site.

        A set in the reader's language comes before one in the default language, and the site's own before that of the
        national site, which is all that the host of a sub-site has.
        """
        if site is None:
            return None
        rows = self.filter(
            Q(site=site) | Q(site__is_default_site=True), locale__language_code__in={language, settings.LANGUAGE_CODE}
        )
        return max(
            rows.select_related("locale"),
            key=lambda row: (row.locale.language_code == language, row.site_id == site.pk),
            default=None,
        )


class SiteFurniture(TranslatableMixin, models.Model):
    """What stands around every page of a site, in one language."""

    site = models.ForeignKey(Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="furniture")
    organisation = models.CharField(_("organisation"), max_length=150)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True, help_text=_("Shown in the footer."))
    statement = models.TextField(_("statement"), blank=True, help_text=_("Who the organisation is; in the footer."))
    navigation = StreamField(
        [("link", LinkBlock()), ("menu", MenuBlock())],
        blank=True,
        max_num=8,
        verbose_name=_("navigation"),
        help_text=_("Links and menus at the top of every page."),
    )
    footer = StreamField(
        [("group", LinkGroupBlock())], blank=True, max_num=4, verbose_name=_("footer"), help_text=_("Groups of links.")
    )
    social_links = StreamField([("account", SocialLinkBlock())], blank=True, verbose_name=_("social links"))
    channels = StreamField(
        [("channel", ChannelBlock())],
        blank=True,
        verbose_name=_("contact channels"),
        help_text=_("How anybody can reach the organisation."),
    )

    objects: ClassVar[SiteFurnitureManager] = SiteFurnitureManager()

    panels = [
        FieldPanel("site"),
        MultiFieldPanel(
            [FieldPanel("organisation"), FieldPanel("tagline"), FieldPanel("statement")], heading=_("Organisation")
        ),
        FieldPanel("navigation"),
        FieldPanel("footer"),
        FieldPanel("social_links"),
        FieldPanel("channels"),
    ]

    class Meta:
        verbose_name = _("navigation and footer")
        verbose_name_plural = _("navigation and footer")
        unique_together = (("translation_key", "locale"), ("site", "locale"))

    def __str__(self) -> str:
        return f"{self.organisation} ({self.locale})"

    def clean(self) -> None:
        """Refuse a second set for the same site and language."""
        super().clean()
        same = type(self)._default_manager.filter(site_id=self.site_id, locale_id=self.locale_id).exclude(pk=self.pk)
        if self.site_id and self.locale_id and same.exists():
            raise ValidationError({"site": _("This site already has its navigation and footer in this language.")})
