"""The demonstration federation is complete, translated and made only once."""

from __future__ import annotations

import io
from collections import Counter
from functools import cache

import polib
import pypdf
import pytest
from django.apps import apps
from django.core.management import call_command
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from affiliates.models import Affiliate, AffiliateHomePage, Contact
from core.models import Document, SiteFurniture, Topic
from demo import content
from demo.factories import PAGE_FACTORIES
from home.models import HomePage, StandardPage
from press.models import PressReleasePage
from programs.models import LevelPage, TrainingPage
from resources.models import FAQPage, PublicationPage, ResourcePage
from tests.architecture.project import local_apps

CATALOGUES = sorted((content.CONTENT_DIR / "es").glob("*.po"))


@cache
def declared_pages() -> tuple[content.PageContent, ...]:
    return tuple(content.pages())


def rows() -> Counter[str]:
    """Return how many rows every table of the project, of Wagtail's pages and of wagtail-localize has."""
    labels = {*local_apps(), "wagtailcore", "wagtail_localize", "wagtailredirects", "taggit", "auth"}
    models = [model for model in apps.get_models() if model._meta.app_label in labels and model is not ReferenceIndex]
    return Counter({model._meta.label: model._base_manager.count() for model in models})


def test_making_it_twice_makes_nothing_new(fresh_database):
    before = rows()
    call_command("demo", "--no-pictures", stdout=io.StringIO())
    assert rows() - before == Counter()
    assert before - rows() == Counter()


def test_what_an_editor_changed_stays_when_it_is_made_again(fresh_database):
    page = StandardPage.objects.get(slug="about", depth=3)
    page.title = "Changed by an editor"
    page.save_revision().publish()
    call_command("demo", "--no-pictures", stdout=io.StringIO())
    page.refresh_from_db()
    assert page.title == "Changed by an editor"


def test_what_is_missing_is_made_again(fresh_database):
    page = StandardPage.objects.get(slug="privacy", depth=3)
    for version in page.get_translations(inclusive=True):
        version.delete()
    call_command("demo", "--no-pictures", stdout=io.StringIO())
    assert StandardPage.objects.filter(slug="privacy", depth=3, live=True).exists()


def english_page(row: content.PageContent) -> Page:
    """Return the page of a row of the content files."""
    page: Page = HomePage.objects.get(locale__language_code="en")
    for slug in filter(None, row.path.split("/")):
        page = Page.objects.child_of(page).get(slug=slug)
    return page


@pytest.mark.django_db
@pytest.mark.parametrize("row", declared_pages(), ids=lambda row: row.path or "home")
def test_a_page_is_live_in_the_languages_that_it_declares(row):
    versions = english_page(row).get_translations(inclusive=True).live()
    assert set(versions.values_list("locale__language_code", flat=True)) == set(row.languages)


@pytest.mark.parametrize("row", declared_pages(), ids=lambda row: row.path or "home")
def test_a_page_is_complete(row):
    assert row.type in PAGE_FACTORIES
    assert row.fields.get("title")
    assert 20 <= len(row.fields["summary"]) <= 300


@pytest.mark.django_db
def test_the_federation_is_as_large_as_the_inventory_asks():
    english = {"locale__language_code": "en"}
    counts = {
        model.__name__: model.objects.live().filter(**english).count()
        for model in (TrainingPage, LevelPage, ResourcePage, FAQPage, PublicationPage, PressReleasePage)
    }
    least = {
        "TrainingPage": 7,
        "LevelPage": 4,
        "ResourcePage": 15,
        "FAQPage": 1,
        "PublicationPage": 2,
        "PressReleasePage": 4,
    }
    assert not {name: counts[name] for name, number in least.items() if counts[name] < number}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "languages"), [("illinois", {"en", "es"}), ("california", {"en"}), ("indiana", {"en"})]
)
def test_an_affiliate_has_local_pages_in_its_languages(slug, languages):
    homes = AffiliateHomePage.objects.live().filter(affiliate__slug=slug)
    local = {home.locale.language_code for home in homes if home.get_descendants().live().exists()}
    assert languages <= local


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["illinois", "california", "indiana"])
def test_an_affiliate_has_a_brand_and_contacts_of_its_own(slug):
    affiliate = Affiliate.objects.get(slug=slug)
    assert affiliate.brand_primary != Affiliate._meta.get_field("brand_primary").default
    assert {"media", "president"} <= set(affiliate.contacts.values_list("role", flat=True))


def translated_rows() -> list:
    """Return every Spanish row that can be translated."""
    spanish = Locale.objects.get(language_code="es")
    pages = list(Page.objects.filter(locale=spanish).specific())
    return pages + [row for model in (Topic, Contact, SiteFurniture) for row in model.objects.filter(locale=spanish)]


@pytest.mark.django_db
def test_everything_spanish_is_a_translation_of_wagtail_localize():
    translated = set(
        Translation.objects.filter(target_locale__language_code="es").values_list("source__object_id", flat=True)
    )
    assert not [str(row) for row in translated_rows() if row.translation_key not in translated]


@pytest.mark.django_db
def test_every_text_of_the_demonstration_has_spanish():
    unfinished = {}
    for translation in Translation.objects.select_related("source", "target_locale"):
        total, done = translation.get_progress()
        if total != done:
            unfinished[str(translation.source)] = f"{done} of {total}"
    assert not unfinished


@pytest.mark.django_db
def test_no_page_is_a_copy_that_nobody_translated():
    assert not Page.objects.filter(alias_of__isnull=False).exists()


@pytest.mark.django_db
def test_a_changed_text_waits_for_its_translation():
    page = StandardPage.objects.get(slug="about", depth=3)
    page.summary = "A summary that nobody has translated yet, because it was written just now."
    page.save_revision().publish()
    source = TranslationSource.objects.get_for_instance(page)
    source.update_from_db()
    translation = source.translations.get(target_locale__language_code="es")
    total, done = translation.get_progress()
    assert total - done == 1


@pytest.mark.django_db
def test_an_editor_can_go_on_translating():
    page = StandardPage.objects.get(slug="about", depth=3)
    source = TranslationSource.objects.get_for_instance(page)
    translation = source.translations.get(target_locale__language_code="es")
    segment = StringSegment.objects.get(source=source, context__path="summary")
    StringTranslation.objects.filter(
        translation_of=segment.string, context=segment.context, locale=translation.target_locale
    ).update(data="Un resumen nuevo.")
    translation.save_target()
    assert page.get_translations().get(locale__language_code="es").specific.summary == "Un resumen nuevo."


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_no_text_without_spanish(path):
    catalogue = polib.pofile(str(path))
    assert not [entry.msgid for entry in catalogue if not entry.msgstr or entry.fuzzy]


def spanish_publications() -> list[str]:
    return sorted(content.read("publications"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", spanish_publications())
def test_a_publication_is_a_real_pdf(name):
    document = Document.objects.get(file__endswith=f"/{name}.pdf")
    with document.file.open("rb") as file:
        pdf = pypdf.PdfReader(file)
        assert len(pdf.pages) == document.pages
        assert pdf.metadata
        assert pdf.metadata.title
        words = "".join(page.extract_text() for page in pdf.pages).split()
    assert len(words) > 80
    assert document.file_size == document.file.size


@pytest.mark.django_db
def test_a_document_says_its_language():
    assert not Document.objects.filter(language="").exists()


def block_ids(data, path: str = "") -> list[tuple[str, str | None]]:
    """Return the id of every block in the data of a stream, nested ones and items of lists included."""
    found = []
    if isinstance(data, list):
        for number, item in enumerate(data):
            if isinstance(item, dict) and "type" in item and "value" in item:
                found.append((f"{path}/{number}", item.get("id")))
                found += block_ids(item["value"], f"{path}/{number}")
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in {"columns", "rows"}:
                found += block_ids(value, f"{path}/{key}")
    return found


@pytest.mark.django_db
def test_every_block_has_an_id_of_its_own():
    for page in Page.objects.filter(depth__gt=1).specific():
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                ids = [identity for _path, identity in block_ids(list(getattr(page, field.name).raw_data))]
                assert None not in ids, f"{page} {field.name}"
                assert len(ids) == len(set(ids)), f"{page} {field.name}"
