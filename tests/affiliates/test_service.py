"""A sub-site leaves readers' sight, and comes back as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from affiliates.models import Activity, Affiliate, AffiliateHomePage, ServiceRestriction
from affiliates.provisioning import (
    describe_out_of_service,
    provision_affiliate,
    return_to_service,
    take_out_of_service,
    update_service,
)
from core.models import Document
from demo.factories import DocumentFactory
from press.models import PressReleasePage
from resources.models import ResourcePage
from tests import personas
from tests.affiliates.ohio import address_of, all_rows, home_of, ohio, provisioned

pytestmark = pytest.mark.django_db
both_languages = pytest.mark.parametrize("language", ["en", "es"])
TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def illinois() -> Affiliate:
    """The sub-site with resources and releases in two languages."""
    return Affiliate.objects.get(slug="illinois")


def out(affiliate: Affiliate) -> Affiliate:
    return take_out_of_service(affiliate, user=None, reason="The office moves.")


def back(affiliate: Affiliate) -> Affiliate:
    return return_to_service(affiliate, user=None)


def restrictions() -> tuple[set, set]:
    return (
        set(PageViewRestriction.objects.values_list("pk", "page", "restriction_type")),
        set(CollectionViewRestriction.objects.values_list("pk", "collection", "restriction_type")),
    )


def visible_below(affiliate: Affiliate, model: Any) -> bool:
    return any(model.objects.visible().descendant_of(home).exists() for home in affiliate.home_pages.all())


@pytest.mark.parametrize("model", [ResourcePage, PressReleasePage])
def test_its_pages_leave_every_list(illinois, model):
    assert visible_below(illinois, model)
    out(illinois)
    assert not visible_below(illinois, model)


@both_languages
def test_it_leaves_the_directory(illinois, language):
    home = home_of(illinois, language)
    out(illinois)
    assert home not in AffiliateHomePage.objects.visible()
    assert address_of(home) not in Client().get(address_of(home.get_parent())).text


@pytest.mark.parametrize("path", ["/feeds/press/", "/sitemap-en-press-pressreleasepage.xml", "/search/?q=carbondale"])
def test_it_leaves(illinois, path):
    release = PressReleasePage.objects.get(slug="level-one-comes-to-carbondale", locale__language_code="en")
    before = Client().get(path).text
    out(illinois)
    after = Client().get(path).text
    assert release.slug in before or "feeds" in path
    assert release.slug not in after


@both_languages
def test_its_own_pages_answer_no_reader(illinois, language):
    home = home_of(illinois, language)
    assert Client().get(address_of(home)).status_code == 200
    out(illinois)
    assert Client().get(address_of(home)).status_code != 200


def test_other_sub_sites_are_untouched(illinois):
    out(illinois)
    assert Client().get(address_of(home_of(Affiliate.objects.get(slug="indiana")))).status_code == 200


def document_of(affiliate: Affiliate) -> Document:
    return DocumentFactory(collection=affiliate.collection, file=ContentFile(b"Words.", name="words.txt"))


def test_its_files_can_no_longer_be_downloaded(illinois):
    document = document_of(illinois)
    assert Client().get(document.url).status_code == 200
    out(illinois)
    assert Client().get(document.url).status_code == 302


@pytest.mark.parametrize(
    ("person", "status"),
    [
        (personas.illinois_editor, 200),
        (personas.illinois_read_only, 200),
        (personas.national_editor, 200),
        (personas.administrator, 200),
    ],
)
def test_its_people_and_the_nation_s_still_reach_its_files(illinois, person, status):
    document = document_of(illinois)
    out(illinois)
    browser = personas.browser_of(person())
    response = browser.get(f"/cms/private-documents/{document.pk}/{document.filename}")
    assert response.status_code == status


def test_another_affiliate_s_people_do_not(illinois):
    document = document_of(illinois)
    out(illinois)
    browser = personas.browser_of(personas.indiana_editor())
    assert browser.get(f"/cms/private-documents/{document.pk}/{document.filename}").status_code != 200


def test_its_row_says_since_when(illinois):
    assert out(illinois).out_of_service_since is not None
    assert not Affiliate.objects.in_service().filter(pk=illinois.pk).exists()


def test_nothing_is_deleted_or_taken_offline(illinois):
    live = set(Page.objects.live().values_list("pk", flat=True))
    out(illinois)
    assert set(Page.objects.live().values_list("pk", flat=True)) == live


def test_it_comes_back_as_it_was(illinois):
    before = restrictions()
    back(out(illinois))
    assert restrictions() == before
    assert visible_below(illinois, ResourcePage)
    assert Client().get(address_of(home_of(illinois))).status_code == 200


def test_what_somebody_else_restricted_stays_restricted(illinois):
    page = PageViewRestriction.objects.create(page=home_of(illinois, "es"), restriction_type="login")
    files = CollectionViewRestriction.objects.create(collection=illinois.collection, restriction_type="login")
    back(out(illinois))
    assert list(PageViewRestriction.objects.all()) == [page]
    assert list(CollectionViewRestriction.objects.all()) == [files]


@pytest.mark.parametrize("verb", [out, back])
def test_doing_it_twice_writes_nothing(illinois, verb):
    affiliate = verb(out(illinois))
    before = all_rows()
    verb(affiliate)
    assert all_rows() == before


def test_a_language_added_meanwhile_is_hidden_too():
    affiliate = out(provisioned(languages=["en"]))
    provision_affiliate(affiliate, languages=["es"])
    assert home_of(affiliate, "es") not in AffiliateHomePage.objects.visible()
    back(affiliate)
    assert home_of(affiliate, "es") in AffiliateHomePage.objects.visible()


def test_a_page_that_somebody_deleted_meanwhile_is_no_harm():
    affiliate = out(provisioned())
    home_of(affiliate, "es").delete()
    back(affiliate)
    assert not ServiceRestriction.objects.exists()


def test_translating_a_hidden_page_keeps_it_hidden():
    from wagtail_localize.models import Translation

    affiliate = out(provisioned())
    Translation.objects.get(source__object_id=home_of(affiliate).translation_key).save_target()
    assert home_of(affiliate, "es") not in AffiliateHomePage.objects.visible()
    back(affiliate)
    assert not PageViewRestriction.objects.exists()


def test_the_affiliate_s_log_says_who_and_why(illinois):
    user = personas.administrator()
    take_out_of_service(illinois, user=user, reason="The office moves.")
    return_to_service(illinois, user=user)
    entries = illinois.activity.filter(action__in=[Activity.TAKEN_OUT_OF_SERVICE, Activity.RETURNED_TO_SERVICE])
    assert [(entry.action, entry.user, entry.details) for entry in entries.order_by("pk")] == [
        (Activity.TAKEN_OUT_OF_SERVICE, user, {"reason": "The office moves."}),
        (Activity.RETURNED_TO_SERVICE, user, {}),
    ]


def test_it_says_beforehand_what_readers_will_see(illinois):
    text = " ".join(describe_out_of_service(illinois))
    for fact in ("Illinois", "national site", "search", "files", "Nothing is deleted"):
        assert fact in text


def test_it_says_what_becomes_of_the_own_host():
    assert "oh.example.org" in " ".join(describe_out_of_service(ohio(host="oh.example.org")))


# By the calendar


def test_a_sub_site_is_born_hidden_before_its_period():
    affiliate = provisioned(active_from=TODAY() + DAY)
    assert home_of(affiliate) not in AffiliateHomePage.objects.visible()


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ({"active_until": TODAY() - DAY}, False),
        ({"active_until": TODAY()}, True),
        ({"active_from": TODAY() + DAY}, False),
        ({"active_from": TODAY()}, True),
    ],
)
def test_the_calendar_decides(period, shown):
    affiliate = provisioned()
    Affiliate.objects.filter(pk=affiliate.pk).update(**period)
    update_service()
    assert AffiliateHomePage.objects.visible().filter(affiliate=affiliate).exists() is shown


def test_a_period_that_begins_brings_it_back():
    affiliate = provisioned(active_from=TODAY() + DAY)
    Affiliate.objects.filter(pk=affiliate.pk).update(active_from=TODAY())
    changes = update_service()
    assert [(change.affiliate, change.in_service) for change in changes] == [(affiliate, True)]
    assert home_of(affiliate) in AffiliateHomePage.objects.visible()


def test_the_calendar_leaves_a_person_s_decision_alone(illinois):
    since = out(illinois).out_of_service_since
    update_service()
    illinois.refresh_from_db()
    assert illinois.out_of_service_since == since
    assert not visible_below(illinois, ResourcePage)


def test_returning_outside_the_period_shows_nothing():
    affiliate = provisioned(active_from=TODAY() + DAY)
    back(out(affiliate))
    assert home_of(affiliate) not in AffiliateHomePage.objects.visible()


def test_a_second_update_writes_nothing():
    Affiliate.objects.filter(pk=provisioned().pk).update(active_until=TODAY() - DAY)
    update_service()
    before = all_rows()
    assert update_service() == []
    assert all_rows() == before


def test_the_command_tells_what_changed(capsys):
    Affiliate.objects.filter(pk=provisioned().pk).update(active_until=TODAY() - DAY)
    call_command("update_service")
    assert "Ohio Education Association: out of service" in capsys.readouterr().out


def test_updating_asks_the_same_number_of_queries_for_few_and_many(django_assert_max_num_queries):
    provisioned()
    with django_assert_max_num_queries(8):
        update_service()


def test_a_collection_is_restricted_once():
    affiliate = out(provisioned())
    assert CollectionViewRestriction.objects.filter(collection=affiliate.collection).count() == 1
    assert Collection.objects.get(pk=affiliate.collection_id).name == "Ohio"
