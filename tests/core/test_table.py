"""A table's words are translated cell by cell, and its shape stays."""

import pytest
from django.utils.text import slugify
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from core.blocks.table import TableBlock
from demo.factories import StandardPageFactory

BLOCK = TableBlock()
DATA = {
    "caption": "Formats and lengths",
    "columns": [{"type": "text", "heading": "Format"}, {"type": "number", "heading": "Minutes"}],
    "rows": [{"values": ["Online", "90"]}, {"values": ["In person", ""]}],
}


def texts(table) -> dict[str, str]:
    """Return the words to translate by their place."""
    return {segment.path: segment.render_text() for segment in BLOCK.get_translatable_segments(table)}


def test_caption_headings_and_cells_are_words_to_translate():
    assert texts(BLOCK.to_python(DATA)) == {
        "caption": "Formats and lengths",
        "heading-0": "Format",
        "heading-1": "Minutes",
        "cell-0-0": "Online",
        "cell-0-1": "90",
        "cell-1-0": "In person",
    }


def test_the_words_come_back_to_their_places():
    table = BLOCK.to_python(DATA)
    segments = BLOCK.get_translatable_segments(table)
    for segment in segments:
        segment.string.data = segment.string.data.upper()
    restored = BLOCK.get_prep_value(BLOCK.restore_translated_segments(BLOCK.to_python(DATA), segments))
    assert restored["caption"] == "FORMATS AND LENGTHS"
    assert [column["heading"] for column in restored["columns"]] == ["FORMAT", "MINUTES"]
    assert [row["values"] for row in restored["rows"]] == [["ONLINE", "90"], ["IN PERSON", ""]]


def test_an_empty_table_has_no_words():
    assert texts(BLOCK.to_python({"caption": "", "columns": [], "rows": []})) == {}


@pytest.fixture
def translated(english_home):
    """A page with a table, translated by wagtail-localize in capital letters."""
    body = [{"type": "table", "value": DATA}]
    page = StandardPageFactory(parent=english_home, title="Lengths", body=body)
    source, _created = TranslationSource.update_or_create_from_instance(page)
    spanish = Locale.objects.get(language_code="es")
    for segment in StringSegment.objects.filter(source=source):
        text = segment.string.data.upper()
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=spanish,
            data=slugify(text) if segment.context.path == "slug" else text,
        )
    translation = Translation.objects.create(source=source, target_locale=spanish)
    translation.save_target()
    return translation.get_target_instance()


def test_wagtail_localize_carries_a_table_across(translated):
    table = translated.body[0].value
    assert table.caption == "FORMATS AND LENGTHS"
    assert [row["values"] for row in table.row_data] == [["ONLINE", "90"], ["IN PERSON", ""]]


def test_wagtail_localize_leaves_the_source_as_it_was(translated):
    source = translated.get_translations().get(locale__language_code="en").specific
    assert source.body[0].value.caption == "Formats and lengths"
