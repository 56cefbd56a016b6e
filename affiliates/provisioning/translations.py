"""Tells wagtail-localize that a row is the translation of another, so that translators can go on with it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from wagtail.models import TranslatableMixin
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog, TranslationSource
from wagtail_localize.strings import StringValue


def declare_translation(source: TranslatableMixin, target: TranslatableMixin, fields: Collection[str]) -> None:
    """Make `target` the translation of `source`, with the texts of `fields` as they stand in it.

    wagtail-localize would write the target itself from its table of strings: a copy in the wrong language, then two
    revisions, then the right texts. Here the target is there already; only the record is made.
    """
    record, _created = TranslationSource.update_or_create_from_instance(source)
    Translation.objects.get_or_create(source=record, target_locale=target.locale)
    segments = StringSegment.objects.filter(source=record, context__path__in=fields)
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=segment.string_id,
                locale=target.locale,
                context_id=segment.context_id,
                data=StringValue.from_plaintext(_text_of(target, segment.context.path)).data,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                tool_name="",
            )
            for segment in segments.select_related("context")
        ],
        ignore_conflicts=True,
    )
    revision = getattr(target, "latest_revision", None)
    TranslationLog.objects.create(source=record, locale=target.locale, revision=revision)


def _text_of(target: Any, field: str) -> str:
    return str(getattr(target, field))
