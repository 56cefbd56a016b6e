"""Makes the Spanish of the demonstration through wagtail-localize, so that editors can go on translating it."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from affiliates.models import Contact
from affiliates.subsite import subsite_of
from core.models import Audience, SiteFurniture, Topic
from demo import content
from demo.federation import FederationBuilder, Progress


class MissingTranslationsError(Exception):
    """Some text of the demonstration has no Spanish."""


class Translator:
    """Translates everything that the English federation holds."""

    def __init__(self, builder: FederationBuilder, progress: Progress) -> None:
        self.builder = builder
        self.progress = progress
        self.catalogue = content.catalogue()
        self.english = Locale.get_default()
        self.spanish = Locale.objects.get_or_create(language_code="es")[0]
        self.spanish_documents = self._spanish_documents()

    def translate(self) -> int:
        """Make what is missing in Spanish. Returns the number of pages made.

        Raises MissingTranslationsError naming the texts that the catalogues do not hold.
        """
        for model in (Topic, Audience, Contact, SiteFurniture):
            for row in model._default_manager.filter(locale=self.english):
                self._translate(row)
        made = 0
        rows = [row for row in content.pages() if "es" in row.languages]
        # The nation first: a section of a sub-site takes the Spanish address of the national one.
        rows.sort(key=lambda row: row.path.startswith("affiliates/"))
        for number, row in enumerate(rows, start=1):
            page = Page.objects.get(pk=self.builder.page_id(row.path)).specific
            made += self._translate(page)
            self.progress(f"Spanish {number}/{len(rows)}")
        if self.catalogue.missing:
            texts = "\n".join(sorted(set(self.catalogue.missing)))
            raise MissingTranslationsError(f"The Spanish catalogues lack these texts:\n{texts}")
        return made

    def _translate(self, instance: TranslatableMixin) -> bool:
        """Translate one row. Returns False where it is translated."""
        if instance.has_translation(self.spanish):
            return False
        source, _created = TranslationSource.update_or_create_from_instance(instance)
        translation = Translation.objects.get_or_create(source=source, target_locale=self.spanish)[0]
        self._write_strings(source, instance)
        self._choose_spanish_files(source)
        translation.save_target(publish=True)
        if isinstance(instance, Page):
            # The copy had the English slug for a moment; nobody ever saw that address.
            Redirect.objects.filter(redirect_page__translation_key=instance.translation_key).delete()
        return True

    def _write_strings(self, source: TranslationSource, instance: Any) -> None:
        rows = []
        segments = StringSegment.objects.filter(source=source).select_related("string", "context")
        for segment in segments:
            text = self._spanish(segment, instance)
            if text is not None:
                rows.append(
                    StringTranslation(
                        translation_of_id=segment.string_id,
                        locale=self.spanish,
                        context_id=segment.context_id,
                        data=text,
                        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                        tool_name="",
                    )
                )
        StringTranslation.objects.bulk_create(rows, ignore_conflicts=True)

    def _spanish(self, segment: StringSegment, instance: Any) -> str | None:
        if segment.context.path == "slug":
            # Addresses are in the reader's language too; a place keeps its name.
            if isinstance(instance, Page) and instance.depth > 2 and not hasattr(instance, "affiliate"):
                return self._slug_of_twin(instance) or slugify(self.catalogue.plain(instance.title))[:80]
            return segment.string.data
        if isinstance(instance, SiteFurniture) and segment.context.path == "organisation":
            return self.catalogue.texts.get(segment.string.data, segment.string.data)
        return self.catalogue.find(segment.string.data)

    def _slug_of_twin(self, page: Page) -> str:
        """Return the Spanish slug of the national page whose place `page` takes in its sub-site, if there is one."""
        subsite = subsite_of(page)
        if subsite is None:
            return ""
        twins = Page.objects.filter(url_path=subsite.national_twin(page)).values("translation_key")
        return (
            Page.objects.filter(translation_key__in=twins, locale=self.spanish).values_list("slug", flat=True).first()
            or ""
        )

    def _choose_spanish_files(self, source: TranslationSource) -> None:
        """Point to the Spanish edition of each file that has one."""
        for segment in OverridableSegment.objects.filter(source=source).select_related("context"):
            document = self.spanish_documents.get(segment.data) if isinstance(segment.data, int) else None
            path = segment.context.path
            if document and (path == "file" or path.endswith("document")):
                SegmentOverride.objects.get_or_create(
                    locale=self.spanish, context=segment.context, defaults={"data_json": json.dumps(document)}
                )

    def _spanish_documents(self) -> dict[int, int]:
        """Return the ids of Spanish editions by the ids of the English ones."""
        library = self.builder.library
        pairs = {}
        for name in library.publications:
            spanish = library.in_spanish(name)
            if spanish:
                pairs[library.document_id(name)] = spanish
        return pairs


def translate(builder: FederationBuilder, progress: Progress) -> int:
    """Make the Spanish of everything that `builder` made. Returns the number of pages made."""
    if "es" not in dict(settings.LANGUAGES):
        return 0
    return Translator(builder, progress).translate()
