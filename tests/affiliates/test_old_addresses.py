"""Addresses that a page had: on the national site, in sub-sites, and on an affiliate's own host."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from affiliates.models import Affiliate, HiddenPage
from core.old_addresses import leave_redirects
from demo.factories import StandardPageFactory, TrainingIndexPageFactory, TrainingPageFactory
from tests.affiliates.reading import PLACES, Readers
from tests.public.seeded import ILLINOIS, RELEASE, TRAINING, in_spanish, page_at

pytestmark = pytest.mark.django_db

RESOURCES = "/resources/"


@pytest.fixture(params=PLACES, ids="-".join)
def readers(request: pytest.FixtureRequest) -> Readers:
    return Readers(*request.param)


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def rename(page: Page, slug: str) -> Page:
        page = Page.objects.get(pk=page.pk).specific
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save()
        return page

    return rename


def move(page: Page, parent: Page) -> Page:
    Page.objects.get(pk=page.pk).specific.move(Page.objects.get(pk=parent.pk), pos="last-child")
    return Page.objects.get(pk=page.pk).specific


def answer(client: Client, path: str) -> tuple[int, str]:
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


# A national page, read in a sub-site.


def test_a_renamed_national_page_is_found_in_the_sub_site(readers: Readers, rename):
    page = readers.national(TRAINING)
    old = readers.path_of(page)
    renamed = rename(page, "another-name")
    assert readers.hop(old) == (301, readers.path_of(renamed))


def test_a_moved_national_page_is_found_with_all_below_it(readers: Readers):
    section, child = readers.national("/trainings/"), readers.national(TRAINING)
    old, old_child = readers.path_of(section), readers.path_of(child)
    section = move(section, readers.national(RESOURCES))
    child.refresh_from_db()
    assert readers.hop(old) == (301, readers.path_of(section))
    assert readers.hop(old_child) == (301, readers.path_of(child))


def test_two_moves_are_one_hop(readers: Readers, rename):
    page = readers.national(TRAINING)
    old = readers.path_of(page)
    rename(page, "second-name")
    renamed = rename(page, "third-name")
    assert readers.hop(old) == (301, readers.path_of(renamed))


def test_a_page_that_comes_back_is_no_loop(readers: Readers, rename):
    page = readers.national(TRAINING)
    old, slug = readers.path_of(page), page.slug
    between = readers.path_of(rename(page, "second-name"))
    rename(page, slug)
    assert readers.get(old).status_code == 200
    assert readers.hop(between) == (301, old)
    Page.objects.get(pk=page.pk).unpublish()
    assert readers.hop(old) == (302, readers.path_of(readers.national("/trainings/")))


def test_a_new_page_at_the_old_address_wins(readers: Readers, rename):
    page = readers.national(TRAINING)
    old, slug = readers.path_of(page), page.slug
    rename(page, "another-name")
    new = TrainingPageFactory(parent=readers.national("/trainings/"), slug=slug, locale=page.locale)
    assert readers.get(old).status_code == 200
    assert readers.get(old.rstrip("/")).headers["Location"].endswith(readers.path_of(new))


def test_the_old_address_without_its_slash_is_one_hop(readers: Readers, rename):
    page = readers.national(TRAINING)
    old = readers.path_of(page)
    renamed = rename(page, "another-name")
    assert readers.hop(old.rstrip("/")) == (301, readers.path_of(renamed))


def test_a_hidden_page_that_moved_leads_to_the_national_site(client: Client, rename):
    HiddenPage.objects.create(
        affiliate=Affiliate.objects.get(slug="illinois"), translation_key=page_at(TRAINING).translation_key
    )
    rename(page_at(TRAINING), "another-name")
    assert answer(client, f"{ILLINOIS}{TRAINING[1:]}") == (301, "/trainings/another-name/")


def test_what_people_wrote_into_the_list_counts_in_sub_sites_too(readers: Readers):
    target = readers.national(TRAINING)
    prefix = "" if readers.language == "en" else "/es"
    for site in (None, Site.objects.get(is_default_site=True)):
        Redirect.objects.all().delete()
        Redirect.objects.create(site=site, old_path=f"{prefix}/campaign", redirect_page=target)
        campaign = readers.path_of(target).replace(
            target.url_path[len(readers.subsite.national_url_path) :], "campaign/"
        )
        assert readers.hop(campaign) == (301, readers.path_of(target))


# Unpublished and deleted.


def test_an_unpublished_page_leads_to_the_page_above_for_the_time_being(readers: Readers):
    page = readers.national(TRAINING)
    old = readers.path_of(page)
    page.unpublish()
    assert readers.hop(old) == (302, readers.path_of(readers.national("/trainings/")))


def test_with_its_section_it_leads_to_the_home_page(readers: Readers):
    page, section = readers.national(TRAINING), readers.national("/trainings/")
    old = readers.path_of(page)
    page.unpublish()
    section.unpublish()
    assert readers.hop(old) == (302, readers.path_of(readers.subsite.home))


def test_it_leads_to_the_affiliate_s_own_section(readers: Readers):
    section = readers.national("/trainings/")
    own = TrainingIndexPageFactory(parent=readers.subsite.home, slug=section.slug, locale=section.locale)
    page = readers.national(TRAINING)
    page.unpublish()
    assert readers.hop(readers.path_of(page)) == (302, readers.path_of(own))


def test_a_deleted_page_leads_to_the_page_above_for_good(readers: Readers):
    page, section = readers.national(TRAINING), readers.national("/trainings/")
    old = readers.path_of(page)
    page.delete()
    assert readers.hop(old) == (301, readers.path_of(section))


def test_what_was_below_a_deleted_page_and_led_there_leads_on(readers: Readers, rename):
    section, page = readers.national("/trainings/"), readers.national(TRAINING)
    before = readers.path_of(page)
    old = readers.path_of(rename(page, "another-name"))
    Page.objects.get(pk=section.pk).specific.delete()
    home = readers.path_of(readers.subsite.home)
    assert readers.hop(old)[0] == 301
    assert {readers.hop(path)[1] for path in (old, before, readers.path_of(section))} <= {home, home_of_nation(readers)}


def home_of_nation(readers: Readers) -> str:
    return "/" if readers.language == "en" else "/es/"


def test_a_page_made_where_one_was_deleted_wins(readers: Readers):
    page, section = readers.national(TRAINING), readers.national("/trainings/")
    old, slug = readers.path_of(page), page.slug
    page.delete()
    TrainingPageFactory(parent=Page.objects.get(pk=section.pk), slug=slug, locale=section.locale)
    assert readers.get(old).status_code == 200


def test_a_draft_that_nobody_saw_stays_unknown(readers: Readers):
    section = readers.national("/trainings/")
    draft = TrainingPageFactory(parent=section, slug="not-yet", live=False, locale=section.locale)
    assert readers.get(readers.path_of(draft)).status_code == 404
    Page.objects.get(pk=draft.pk).specific.delete()
    assert readers.get(readers.path_of(draft)).status_code == 404
    assert not Redirect.objects.filter(old_path__endswith="not-yet").exists()


# The affiliate's own pages.


def test_an_own_page_that_moves_leaves_a_redirect_on_its_host_alone(readers: Readers, rename):
    page = StandardPageFactory(parent=readers.subsite.home, slug="ours", locale=readers.subsite.home.locale)
    old = readers.path_of(page)
    renamed = rename(page, "ours-now")
    assert readers.hop(old) == (301, readers.path_of(renamed))
    assert Redirect.objects.filter(redirect_page=page).count() == 1
    assert readers.client.__class__().get(home_of_nation(readers) + "ours/").status_code == 404


def test_the_old_path_on_the_national_host_leads_to_the_own_host_in_one_hop(rename):
    readers = Readers("host", "en")
    page = StandardPageFactory(parent=readers.subsite.home, slug="ours")
    rename(page, "ours-now")
    assert answer(Client(), f"{ILLINOIS}ours/") == (301, "http://il.example.org/ours-now/")


def test_what_a_sub_site_inherited_is_found_when_its_home_moves(client: Client, rename):
    """The directory of affiliates is a national page like others."""
    rename(page_at("/affiliates/"), "associations")
    assert answer(client, f"{ILLINOIS}{TRAINING[1:]}") == (301, f"/associations/illinois{TRAINING}")
    assert answer(client, f"{ILLINOIS}events/") == (301, "/associations/illinois/events/")
    rename(page_at("/associations/illinois/"), "il")
    assert answer(client, f"/associations/illinois{TRAINING}") == (301, f"/associations/il{TRAINING}")
    assert answer(client, f"{ILLINOIS}{TRAINING[1:]}") == (301, f"/associations/il{TRAINING}")
    assert answer(client, "/affiliates/nowhere/at/all/") == (404, "")


def test_an_address_from_before_the_host_leads_on(rename):
    before = Readers("path", "en")
    page = StandardPageFactory(parent=before.subsite.home, slug="ours")
    rename(page, "ours-now")
    readers = Readers("host", "en")
    assert readers.hop("/ours/") == (301, "/ours-now/")
    assert answer(Client(), f"{ILLINOIS}ours/") == (301, "http://il.example.org/ours-now/")


# The national site itself.


def test_it_holds_on_the_national_site_in_both_languages(client: Client, rename):
    for page, section in [(page_at(TRAINING), "/trainings/"), (in_spanish(page_at(TRAINING)), None)]:
        old = page.url
        renamed = rename(page, "another-name")
        assert answer(client, old) == (301, renamed.url)
        Page.objects.get(pk=page.pk).specific.delete()
        assert answer(client, old) == (301, section or page.get_parent().specific.url)


def test_a_page_does_not_change_what_people_wrote_into_the_list(client: Client, rename):
    page, release = page_at(TRAINING), page_at(RELEASE)
    Redirect.objects.create(
        site=Site.objects.get(is_default_site=True), old_path=TRAINING.rstrip("/"), redirect_page=release
    )
    rename(page, "another-name")
    assert answer(client, TRAINING) == (301, RELEASE)


def test_leaving_redirects_again_changes_nothing():
    page = page_at(TRAINING)
    moved = move(page, page_at(RESOURCES))
    rows = set(Redirect.objects.values_list("old_path", "redirect_page"))
    leave_redirects(moved, page.url_path)
    assert set(Redirect.objects.values_list("old_path", "redirect_page")) == rows


def test_the_number_of_affiliates_does_not_matter_to_a_move():
    before = Redirect.objects.count()
    move(page_at("/trainings/"), page_at(RESOURCES))
    pages = Page.objects.filter(path__startswith=page_at("/resources/trainings/").path, live=True)
    assert Redirect.objects.count() - before == pages.count()


def test_a_wrong_address_costs_few_queries(client: Client):
    client.get(f"{ILLINOIS}nowhere/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{ILLINOIS}nowhere/")
    looked_up = [query["sql"] for query in queries if "wagtailredirects_redirect" in query["sql"]]
    assert len(looked_up) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/caf%C3%A9/",
        "/../../etc/",
        f"{ILLINOIS}../x/",
        f"{ILLINOIS}%2e%2e/",
        "/%E0%A4%A/",
        "/a;b=c/?x=1&a=2",
        f"/{'long/' * 200}",
    ],
)
def test_odd_addresses_are_just_not_there(client: Client, path: str):
    assert client.get(path).status_code == 404
