"""Affiliates with a host of their own."""

import re
from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Page, Site

from affiliates.models import Affiliate, AffiliateHomePage
from demo.factories import PressReleasePageFactory, ResourcePageFactory, StandardPageFactory
from tests.personas import administrator, browser_of
from tests.public.seeded import ILLINOIS, LOCAL_PAGE, TRAINING, in_spanish, page_at

pytestmark = pytest.mark.django_db

HOST = "il.example.org"
ROOT = f"http://{HOST}"
LINK = re.compile(r'<a [^>]*href="([^"]*)"')
HEAD_LINK = re.compile(r'<link rel="(canonical|alternate)"(?: hreflang="([^"]*)")? href="([^"]*)"')


@pytest.fixture(autouse=True)
def illinois() -> Affiliate:
    """Give Illinois its own host."""
    affiliate = Affiliate.objects.get(slug="illinois")
    home = AffiliateHomePage.objects.get(affiliate=affiliate, locale__language_code="en")
    Affiliate.objects.filter(pk=affiliate.pk).update(host=HOST)
    Site.objects.create(hostname=HOST, port=80, site_name=affiliate.name, root_page=home)
    return affiliate


@pytest.fixture
def own(client: Client) -> Client:
    """A reader on the affiliate's host."""
    return Client(headers={"host": HOST})


def nation() -> str:
    """Return scheme and host of the national site."""
    return Site.objects.get(is_default_site=True).root_url


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_home_page_of_the_affiliate_is_at_the_root(own: Client):
    assert page_at(ILLINOIS).headline in body(own, "/")


def test_own_and_inherited_pages_answer_there(own: Client):
    assert page_at(TRAINING).title in body(own, TRAINING)
    assert body(own, "/events/")


def test_it_speaks_spanish_too(own: Client):
    spanish = in_spanish(page_at(TRAINING))
    assert spanish.title in body(own, spanish.url)
    assert '<html lang="es"' in body(own, "/es/")


def test_there_is_nothing_of_other_affiliates(own: Client):
    assert own.get(LOCAL_PAGE).status_code == 404
    assert own.get("/affiliates/illinois/").status_code == 404


def test_the_path_on_the_national_host_leads_there_for_good(client: Client):
    for path, target in [("", "/"), ("events/", "/events/"), (TRAINING[1:], TRAINING)]:
        response = client.get(f"{ILLINOIS}{path}?page=2&q=a%20b")
        assert (response.status_code, response.headers["Location"]) == (301, f"{ROOT}{target}?page=2&q=a%20b")


def test_so_does_the_spanish_path(client: Client):
    home = AffiliateHomePage.objects.get(affiliate__slug="illinois", locale__language_code="es")
    national_path = f"/es/{home.url_path.split('/', 2)[2]}"
    response = client.get(national_path)
    assert (response.status_code, response.headers["Location"]) == (301, f"{ROOT}/es/")


def test_its_links_stay_on_the_host(own: Client):
    html = body(own, TRAINING)
    own_links = [link for link in LINK.findall(html) if link.startswith("/")]
    assert "/trainings/" in own_links
    assert not [link for link in own_links if link.startswith("/affiliates")]
    national = [link for link in LINK.findall(html) if link.startswith(nation())]
    assert {link.split("/", 3)[3] for link in national} <= {"", "affiliates/"}


def test_the_nation_links_to_it_by_its_host(client: Client):
    assert f'href="{ROOT}/"' in body(client, "/affiliates/")


def test_canonical_and_language_versions_name_the_right_host(own: Client):
    found = HEAD_LINK.findall(body(own, "/events/"))
    assert {url for _rel, _code, url in found} == {f"{ROOT}/events/", f"{ROOT}/es/actividades/"}
    inherited = HEAD_LINK.findall(body(own, TRAINING))
    assert inherited
    assert all(url.startswith(nation()) for _rel, _code, url in inherited)


def locations(client: Client, path: str) -> set[str]:
    root = ElementTree.fromstring(client.get(path).content)  # noqa: S314 - our own answer
    return {str(element.text) for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}


def all_locations(client: Client) -> set[str]:
    sitemaps = locations(client, "/sitemap.xml")
    return {url for sitemap in sitemaps for url in locations(client, "/" + sitemap.split("/", 3)[3])}


def test_each_host_has_the_sitemap_of_its_own_pages(client: Client, own: Client):
    assert all(url.startswith(f"{ROOT}/") for url in all_locations(own))
    assert f"{ROOT}/events/" in all_locations(own)
    national = all_locations(client)
    assert not [url for url in national if HOST in url or "/illinois/" in url]
    assert any(url.endswith("/affiliates/california/") for url in national)


def test_robots_name_the_sitemap_of_the_host(own: Client):
    assert f"Sitemap: {ROOT}/sitemap.xml" in body(own, "/robots.txt")


def test_its_feed_has_its_own_and_the_nation_s_releases_under_its_name(own: Client):
    release = PressReleasePageFactory(
        parent=page_at_path("illinois", "press"), title="News of Illinois", slug="news-of-illinois"
    )
    feed = body(own, "/feeds/press/")
    assert "Illinois Education Association" in feed
    assert f"{ROOT}/press/{release.slug}/" in feed
    assert f"{nation()}/press/" in feed


def page_at_path(affiliate: str, slug: str) -> Page:
    home = AffiliateHomePage.objects.get(affiliate__slug=affiliate, locale__language_code="en")
    return home.get_children().get(slug=slug)


def test_its_search_finds_its_own_and_the_nation_s_alone(own: Client):
    for slug in ("illinois", "california"):
        page = ResourcePageFactory(parent=page_at_path(slug, "resources"), title=f"Zweihander of {slug}")
        page.save_revision().publish()
    html = body(own, "/search/?q=zweihander")
    assert "of illinois" in html
    assert "of california" not in html
    assert f'href="{TRAINING}"' in body(own, "/search/?q=social+justice+training")


def test_a_wrong_address_is_answered_in_the_affiliate_s_frame(own: Client):
    response = own.get("/nowhere/")
    assert response.status_code == 404
    assert "Illinois Education Association" in response.content.decode()


def test_a_preview_is_framed_for_the_host():
    page = StandardPageFactory(parent=page_at_path("illinois", "resources").get_parent(), title="A draft of ours")
    html = page.make_preview_request().content.decode()
    assert f'<link rel="canonical" href="{ROOT}/a-draft-of-ours/">' in html


@override_settings(BASE_URL="http://localhost:8000")
def test_the_back_office_is_on_the_national_host_alone(own: Client):
    response = own.get("/cms/pages/?q=1")
    assert (response.status_code, response.headers["Location"]) == (302, "http://localhost:8000/cms/pages/?q=1")


def test_the_admin_links_to_the_live_page_on_its_host():
    page = page_at_path("illinois", "events")
    assert f"{ROOT}/events/" in body(browser_of(administrator()), f"/cms/pages/{page.get_parent().pk}/")


def test_an_affiliate_without_spanish_has_no_spanish_address():
    home = AffiliateHomePage.objects.get(affiliate__slug="california", locale__language_code="en")
    Site.objects.create(hostname="ca.example.org", port=80, site_name="California", root_page=home)
    AffiliateHomePage.objects.filter(affiliate__slug="california", locale__language_code="es").delete()
    reader = Client(headers={"host": "ca.example.org"})
    assert reader.get("/").status_code == 200
    assert reader.get("/es/").status_code == 404


# Out of service.


@pytest.fixture
def closed(illinois: Affiliate) -> Affiliate:
    Affiliate.objects.filter(pk=illinois.pk).update(out_of_service_since=timezone.now())
    return illinois


def test_out_of_service_an_inherited_page_leads_to_the_nation_for_now(own: Client, closed: Affiliate):
    response = own.get(TRAINING)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(nation())
    assert response.headers["Location"].endswith(TRAINING)


def test_out_of_service_an_own_page_says_that_it_is_away_and_whom_to_ask(own: Client, closed: Affiliate):
    for path in ("/", "/events/"):
        response = own.get(path)
        assert response.status_code == 404
        assert "The pages of Illinois are not available at the moment" in response.content.decode()
        assert "202-555-0100" in response.content.decode()


def test_back_in_service_everything_is_as_before(own: Client, closed: Affiliate):
    Affiliate.objects.update(out_of_service_since=None)
    assert own.get(TRAINING).status_code == 200
    assert own.get("/events/").status_code == 200


def test_before_its_first_day_it_is_out_of_service(own: Client, illinois: Affiliate):
    Affiliate.objects.filter(pk=illinois.pk).update(active_from="2999-01-01")
    assert own.get("/events/").status_code == 404


# What it costs.


def test_a_host_costs_no_more_than_the_path(own: Client, client: Client, django_assert_max_num_queries):
    own.get(TRAINING)
    with django_assert_max_num_queries(38):
        own.get(TRAINING)
