"""Makes a part of the site in Arabic, so that the look from right to left is tested with real letters.

The words are real, their order is not: each word of the English stands for one Arabic word, always the same.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from typing import Any

from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from affiliates.models import Contact
from core.models import Audience, SiteFurniture, Topic

WORDS = [
    "المدرسة",
    "التعليم",
    "العدل",
    "المعلم",
    "الطالب",
    "الأسرة",
    "المجتمع",
    "الصف",
    "الكتاب",
    "الحوار",
    "الثقة",
    "البرنامج",
    "التدريب",
    "القاعدة",
    "الباب",
    "الحافلة",
    "المكتبة",
    "الفريق",
    "القرار",
    "السؤال",
    "الجواب",
    "الفكرة",
    "الطريق",
    "اليوم",
    "الصباح",
    "الأسبوع",
    "السنة",
    "المدينة",
    "الولاية",
    "البلاد",
    "الناس",
    "الأطفال",
    "من",
    "إلى",
    "على",
    "في",
    "مع",
    "عن",
    "كل",
    "بين",
    "بعد",
    "قبل",
    "عند",
    "نحو",
    "أول",
    "جديد",
    "كبير",
    "صغير",
    "طويل",
    "قريب",
    "مفتوح",
    "واضح",
    "يبدأ",
    "يتعلم",
    "يسأل",
    "يكتب",
    "يقرأ",
    "يعمل",
]
MARKUP = re.compile(r"(<[^>]*>|&\w+;)")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
ADDRESS = re.compile(r"^\S+@\S+$|^https?://\S+$")


def translate_into_arabic(pages: Iterable[Page]) -> None:
    """Make the vocabularies, the furniture, `pages` and what is above them in Arabic; leave what exists."""
    arabic = Locale.objects.get_or_create(language_code="ar")[0]
    for model in (Topic, Audience, Contact, SiteFurniture):
        for row in model._default_manager.filter(locale=Locale.get_default()):
            _translate(row, arabic)
    wanted = {above.path: above for page in pages for above in page.get_ancestors(inclusive=True) if above.depth > 1}
    for _path, page in sorted(wanted.items()):
        _translate(page.specific, arabic)


def in_arabic(text: str) -> str:
    """Return `text` with Arabic words in place of its own; markup, numbers and addresses stay."""
    if ADDRESS.match(text):
        return text
    parts = MARKUP.split(text)
    parts[::2] = [WORD.sub(lambda found: _word(found[0]), part) for part in parts[::2]]
    return "".join(parts)


def _word(english: str) -> str:
    return WORDS[zlib.crc32(english.lower().encode()) % len(WORDS)]


def _translate(row: TranslatableMixin, arabic: Locale) -> None:
    if row.has_translation(arabic):
        return
    source: Any = TranslationSource.update_or_create_from_instance(row)[0]
    translation = Translation.objects.get_or_create(source=source, target_locale=arabic)[0]
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of_id=segment.string_id,
            locale=arabic,
            context_id=segment.context_id,
            data=segment.string.data if segment.context.path == "slug" else in_arabic(segment.string.data),
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            tool_name="",
        )
        for segment in StringSegment.objects.filter(source=source).select_related("string", "context")
    )
    translation.save_target(publish=True)
