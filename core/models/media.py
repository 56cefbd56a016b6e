"""Pictures and documents, with what a reader must know about them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Licence(models.TextChoices):
    """What others may do with a file."""

    ALL_RIGHTS = "all_rights", _("All rights reserved")
    CC_BY = "cc_by", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "cc_by_sa", _("Creative Commons Attribution-ShareAlike 4.0")
    CC_BY_NC = "cc_by_nc", _("Creative Commons Attribution-NonCommercial 4.0")
    PUBLIC_DOMAIN = "public_domain", _("Public domain")


LICENCE_PAGES: dict[str, str] = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.PUBLIC_DOMAIN: "https://creativecommons.org/publicdomain/mark/1.0/",
}


class Image(AbstractImage):
    """A picture with credit and licence; `description` is its text for people who cannot see it."""

    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who made the picture; shown beside it.")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.ALL_RIGHTS)

    # Named, since Wagtail's own (unused) model of the same name claims the default reverse accessor.
    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="uploaded_images")

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit", "licence")

    class Meta(AbstractImage.Meta):
        default_related_name = "uploaded_images"
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions: ClassVar = [("choose_image", "Can choose image")]


class Rendition(AbstractRendition):
    """One file made of a picture for one place and size."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class Document(AbstractDocument):
    """A file to download, with the facts a reader wants before doing so."""

    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        help_text=_("Language code of the text, such as “en” or “es”; empty for files without language."),
    )
    pages = models.PositiveSmallIntegerField(
        _("pages"), null=True, blank=True, help_text=_("Number of pages, where that makes sense.")
    )

    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="uploaded_documents")

    admin_form_fields = (*WagtailDocument.admin_form_fields, "language", "pages")

    class Meta(AbstractDocument.Meta):
        default_related_name = "uploaded_documents"
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions: ClassVar = [("choose_document", "Can choose document")]

    @property
    def language_name(self) -> str:
        """The language's own name, or its code when Django does not know it."""
        if not self.language:
            return ""
        try:
            return str(get_language_info(self.language)["name_local"]).capitalize()
        except KeyError:
            return self.language

    @property
    def facts(self) -> list[str]:
        """Kind, size, pages and language, as a reader wants to see them beside a link."""
        facts = [self.file_extension.upper()]
        if self.file_size:
            facts.append(filesizeformat(self.file_size))
        if self.pages:
            facts.append(ngettext("%(count)s page", "%(count)s pages", self.pages) % {"count": self.pages})
        if self.language_name and len(settings.LANGUAGES) > 1:
            facts.append(self.language_name)
        return facts
