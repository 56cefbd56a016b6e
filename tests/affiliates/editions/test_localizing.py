"""Making local editions."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from affiliates.editions.content import content_of
from affiliates.editions.localizing import localize
from affiliates.models import Activity, ActivityEntry, Affiliate, AffiliateHomePage, Edition, HiddenPage
from affiliates.sharing import hide_page, set_sharing
from affiliates.subsite import Subsite
from core.models.pages import Sharing
from demo.factories import StandardPageFactory, TrainingPageFactory
from tests import personas
from tests.affiliates.editions.changing import body, draft, illinois, live, national_page, publish, text
from tests.public.seeded import TRAINING, in_spanish, page_at

pytestmark = pytest.mark.django_db


def home(language: str = "en") -> AffiliateHomePage:
    return AffiliateHomePage.objects.get(affiliate__slug="illinois", locale__language_code=language)


def made(source: Page) -> Edition:
    return localize(source, illinois(), user=personas.illinois_editor())


def test_an_edition_is_a_draft_at_the_same_path_that_says_the_same():
    source = national_page()
    edition = made(source)
    assert edition.page.url_path == Subsite(home()).own_url_path(source)
    assert not edition.page.live
    assert content_of(draft(edition)) == content_of(live(edition)) == content_of(source) == edition.base
    assert edition.synced_revision_id == source.live_revision_id


def test_it_keeps_who_made_it_in_the_page_and_in_the_log():
    edition = made(national_page())
    assert edition.made_by == edition.page.owner == personas.illinois_editor()
    assert ActivityEntry.objects.get(action=Activity.EDITION_MADE, page=edition.page).user == personas.illinois_editor()


def test_missing_pages_above_become_drafts_with_editions_of_their_own():
    edition = made(page_at(TRAINING))
    parent = edition.page.get_parent()
    assert parent.specific_class is type(page_at("/trainings/"))
    assert not parent.live
    assert Edition.objects.get(page=parent).source == page_at("/trainings/").page_ptr


def test_an_own_page_above_is_used_as_it_is():
    source = page_at("/resources/").get_children().live().first()
    parent = made(source).page.get_parent()
    assert parent == home().get_children().get(slug="resources")
    assert not Edition.objects.filter(page=parent).exists()


def test_making_it_again_returns_the_same():
    source = national_page()
    assert made(source) == made(source)


def test_the_languages_of_an_edition_are_translations_of_each_other_and_not_of_the_nation():
    english, spanish = made(page_at(TRAINING)), made(in_spanish(page_at(TRAINING)))
    assert english.page.translation_key == spanish.page.translation_key != english.source.translation_key
    assert spanish.page.locale.language_code == "es"
    assert spanish.page.get_parent().translation_key == english.page.get_parent().translation_key


def test_every_national_page_that_a_sub_site_carries_can_be_adapted():
    subsite = Subsite(home())
    pages = [page for page in Page.objects.filter(subsite.national(), live=True) if subsite.carries(page)]
    pages = [page for page in pages if "/affiliates/" not in page.url_path]
    assert len(pages) > 20
    for page in pages:
        assert made(page).page.url_path == subsite.own_url_path(page)


def test_a_required_page_is_refused():
    set_sharing(page_at(TRAINING), Sharing.REQUIRED, user=personas.national_editor())
    with pytest.raises(ValidationError, match="requires"):
        made(page_at(TRAINING))


def test_a_page_that_the_nation_keeps_to_itself_is_refused():
    set_sharing(page_at(TRAINING), Sharing.NATIONAL, user=personas.national_editor())
    with pytest.raises(ValidationError, match="share"):
        made(page_at(TRAINING))


def test_a_hidden_page_is_refused():
    hide_page(Subsite(home()), page_at(TRAINING), user=personas.illinois_editor())
    assert HiddenPage.objects.exists()
    with pytest.raises(ValidationError, match="hidden"):
        made(page_at(TRAINING))


def test_a_draft_of_the_nation_is_refused():
    page = page_at(TRAINING)
    page.unpublish()
    with pytest.raises(ValidationError, match="not published"):
        made(page)


def test_pages_that_are_not_national_are_refused():
    for path in ("/", "/affiliates/", "/affiliates/indiana/", "/affiliates/illinois/events/"):
        with pytest.raises(ValidationError):
            made(page_at(path))


def test_a_language_without_a_sub_site_is_refused():
    affiliate = Affiliate.objects.exclude(home_pages__locale__language_code="es").first()
    assert affiliate is not None
    with pytest.raises(ValidationError, match="language"):
        localize(in_spanish(page_at(TRAINING)), affiliate, user=None)


def test_an_own_page_at_the_path_becomes_the_edition_as_it_stands():
    source = national_page()
    own = StandardPageFactory(parent=home(), title="What Illinois does", slug="what-we-do", body=[])
    own = publish(own, body=[text("<p>Ours.</p>", "44444444-4444-4444-8444-444444444444")])
    edition = made(source)
    assert edition.page_id == own.pk
    assert live(edition).live
    assert body(live(edition)) == ["<p>Ours.</p>"]
    assert edition.override_notes.count() > 2


def test_an_own_page_of_another_type_at_the_path_is_refused():
    source = national_page()
    TrainingPageFactory(parent=home(), slug="what-we-do")
    with pytest.raises(ValidationError, match="another type"):
        made(source)


def test_a_page_that_the_nation_makes_later_at_an_own_slug_is_tied_in_the_same_way():
    own = StandardPageFactory(parent=home(), slug="what-we-do")
    assert made(national_page()).page_id == own.pk


def test_notes_of_the_national_staff_stay_with_the_nation():
    quote = Page.objects.filter(quotepage__isnull=False, live=True, locale__language_code="en").first().specific
    quote.consent_note = "Asked by telephone."
    quote.save_revision().publish()
    edition = made(quote)
    assert live(edition).consent_note == draft(edition).consent_note == ""
    assert live(edition).text == quote.text
