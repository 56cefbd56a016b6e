"""A file to download says what it is before anybody loads it."""

import pytest
from django.utils.translation import override

from core.blocks.media import DocumentBlock
from core.models import Document
from demo.factories import DocumentFactory

pytestmark = pytest.mark.django_db


def document(**fields) -> Document:
    return Document(**{"title": "A report", "file": "documents/report.pdf", "file_size": 1_250_000} | fields)


def test_it_says_kind_size_pages_and_language():
    assert document(pages=8, language="es").facts == ["PDF", "1.2\xa0MB", "8 pages", "Español"]


def test_it_leaves_out_what_is_not_known():
    assert document(file_size=None).facts == ["PDF"]


def test_one_page_is_one_page():
    assert "1 page" in document(pages=1).facts


def test_a_language_is_called_by_its_own_name():
    assert document(language="ar").language_name == "العربيّة"


def test_a_language_that_nobody_knows_is_shown_by_its_code():
    assert document(language="tlh").language_name == "tlh"


def test_a_site_in_one_language_does_not_name_it(settings):
    settings.LANGUAGES = [("en", "English")]
    assert "English" not in document(language="en").facts


def test_facts_are_in_the_reader_s_language():
    with override("es"):
        assert any("1,2" in fact for fact in document().facts)


def test_a_download_takes_the_file_s_title_where_it_has_no_label():
    value = DocumentBlock().normalize({"document": DocumentFactory(title="The report"), "label": ""})
    assert value.text == "The report"


def test_a_download_says_its_own_label():
    value = DocumentBlock().normalize({"document": DocumentFactory(), "label": "Read it"})
    assert value.text == "Read it"


def test_a_download_leads_to_the_file():
    file = DocumentFactory()
    assert DocumentBlock().normalize({"document": file, "label": ""}).url == file.url


def test_a_download_whose_file_is_gone_leads_nowhere():
    value = DocumentBlock().normalize({"document": None, "label": ""})
    assert (value.url, value.text, value.facts) == ("", "", [])
