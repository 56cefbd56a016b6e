"""What stands around a page: names, menus, languages, contacts."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page, Site

from affiliates.frame import Frame, frame_of
from affiliates.models import Affiliate
from core.middleware import language_of_path
from core.models import SiteFurniture
from core.place import reading_at
from demo.factories import StandardPageFactory
from tests.public.seeded import ILLINOIS, LOCAL_PAGE, TRAINING, in_spanish, page_at

pytestmark = pytest.mark.django_db

PARTS = [
    "furniture",
    "affiliate",
    "home",
    "national_home",
    "navigation",
    "local_navigation",
    "footer",
    "breadcrumbs",
    "languages",
    "contact",
    "channels",
    "social_links",
    "brand_stylesheet",
    "canonical_url",
    "alternates",
    "robots",
    "description",
    "title",
    "social_card",
    "structured_data",
    "feeds",
]


def request_for(address: str) -> HttpRequest:
    request = RequestFactory().get(address)
    language = language_of_path(address)
    with translation.override(language):
        Page.route_for_request(request, address.removeprefix(f"/{language}/"))
    return request


def frame_at(address: str) -> Frame:
    with translation.override(language_of_path(address)):
        return Frame(request_for(address))


def part(address: str, name: str) -> Any:
    frame = frame_at(address)
    with translation.override(frame.language), reading_at(frame.place):
        return getattr(frame, name)


def queries_of_a_frame(address: str) -> int:
    """Return the queries of all parts, once Wagtail remembers its sites from a frame before."""
    for name in PARTS:
        part(address, name)
    frame = frame_at(address)
    with reading_at(frame.place), CaptureQueriesContext(connection) as queries:
        for name in PARTS:
            getattr(frame, name)
    return len(queries)


def test_a_whole_frame_costs_at_most_eight_queries_however_deep_the_page():
    deep = page_at(LOCAL_PAGE)
    for number in range(4):
        deep = StandardPageFactory(parent=deep, title=f"Deeper {number}")
    assert queries_of_a_frame(deep.url) <= 8


def test_a_national_frame_costs_five_queries():
    assert queries_of_a_frame(TRAINING) <= 5


def test_nothing_is_looked_up_before_it_is_asked_for():
    request = request_for(TRAINING)
    with CaptureQueriesContext(connection) as queries:
        frame_of(request)
    assert len(queries) == 0


def test_breadcrumbs_lead_from_the_home_page_to_the_page():
    crumbs = part(TRAINING, "breadcrumbs")
    assert [crumb.url for crumb in crumbs] == ["/", "/trainings/", TRAINING]
    assert crumbs[-1].title == page_at(TRAINING).title


def test_breadcrumbs_of_a_sub_site_begin_at_its_home():
    assert [crumb.url for crumb in part(LOCAL_PAGE, "breadcrumbs")] == ["/affiliates/california/", LOCAL_PAGE]


def test_breadcrumbs_are_in_the_language_of_the_page():
    spanish = in_spanish(page_at(TRAINING))
    crumbs = part(spanish.url, "breadcrumbs")
    assert [crumb.url for crumb in crumbs] == ["/es/", spanish.get_parent().url, spanish.url]


def test_breadcrumbs_leave_out_a_page_that_is_not_public():
    page_at("/trainings/").unpublish()
    assert [crumb.url for crumb in part(TRAINING, "breadcrumbs")] == ["/", TRAINING]


def test_the_language_link_goes_to_the_same_page():
    spanish = next(link for link in part(TRAINING, "languages") if link.code == "es")
    assert (spanish.url, spanish.exact, spanish.current) == (in_spanish(page_at(TRAINING)).url, True, False)


def test_it_goes_to_the_nearest_page_above_that_is_translated_and_says_so():
    spanish = next(link for link in part(LOCAL_PAGE, "languages") if link.code == "es")
    assert (spanish.url, spanish.exact) == ("/es/", False)


def test_it_leads_to_no_draft():
    in_spanish(page_at(TRAINING)).unpublish()
    spanish = next(link for link in part(TRAINING, "languages") if link.code == "es")
    assert (spanish.url, spanish.exact) == (in_spanish(page_at("/trainings/")).url, False)


def test_it_offers_only_languages_that_the_site_has():
    assert [link.code for link in part("/", "languages")] == ["en", "es"]


def test_the_menu_is_in_the_language_being_read():
    urls = {item.url for item in part("/es/", "navigation") if item.url}
    assert urls
    assert all(url.startswith("/es/") for url in urls)


def test_a_menu_marks_the_section_being_read():
    current = [item.url for item in part(TRAINING, "navigation") if item.current]
    assert current == ["/trainings/"]


def test_the_home_page_marks_no_section():
    assert not [item for item in part("/", "navigation") if item.current]


def test_a_menu_links_to_the_chosen_page_where_there_is_no_translation_and_names_its_language():
    in_spanish(page_at("/press/")).unpublish()
    press = next(item for item in part("/es/", "navigation") if item.url == "/press/")
    assert press.language == "en"


def test_a_menu_leaves_out_a_page_that_is_gone():
    page_at("/press/").unpublish()
    assert "/press/" not in {item.url for item in part("/", "navigation")}


def test_the_furniture_of_the_default_language_stands_in_where_there_is_none():
    SiteFurniture.objects.filter(locale__language_code="es").delete()
    assert part("/es/", "furniture").locale.language_code == "en"


def test_a_sub_site_shows_its_own_pages_first():
    menu = part(ILLINOIS, "navigation")[0]
    assert menu.label == "Illinois"
    assert {child.url for child in menu.children} >= {"/affiliates/illinois/events/"}


def test_a_sub_site_has_its_own_home_and_name():
    frame = frame_at("/affiliates/illinois/events/")
    assert frame.home is not None
    assert frame.national_home is not None
    assert (frame.home.url, frame.national_home.url) == (ILLINOIS, "/")
    assert frame.name == "Illinois Education Association"


def test_a_sub_site_shows_its_own_contact():
    contact = part(LOCAL_PAGE, "contact")["media"]
    assert contact.affiliate.slug == "california"


def test_a_sub_site_without_a_contact_shows_the_national_one():
    Affiliate.objects.get(slug="california").contacts.filter(role="media").delete()
    assert part(LOCAL_PAGE, "contact")["media"].affiliate is None


def test_the_national_site_shows_national_contacts():
    assert {contact.affiliate for contact in part(TRAINING, "contact").values()} == {None}


def test_a_contact_is_in_the_language_being_read():
    assert part("/es/", "contact")["media"].locale.language_code == "es"


def test_the_frame_works_in_a_preview():
    content = page_at(LOCAL_PAGE).make_preview_request().content.decode()
    assert "California Teachers Association" in content
    assert '<meta name="robots" content="noindex, nofollow">' in content
    assert "og:image" not in content


def test_the_frame_works_in_the_preview_of_a_page_that_was_never_saved():
    parent = page_at("/affiliates/california/")
    page = StandardPageFactory.build(title="A new page", slug="a-new-page", locale=parent.locale)
    page.set_url_path(parent)
    page.depth = parent.depth + 1
    page.path = Page._get_children_path_interval(parent.path)[1]
    content = page.make_preview_request().content.decode()
    assert "A new page" in content
    assert "California Teachers Association" in content


def test_the_frame_of_a_host_without_a_site_is_empty():
    Site.objects.update(is_default_site=False, hostname="www.example.org")
    frame = Frame(RequestFactory().get("/"))
    assert (frame.furniture, frame.home, frame.navigation, frame.breadcrumbs) == (None, None, [], [])


def test_the_stylesheet_of_an_affiliate_is_kept_for_ever(client: Client):
    address = part(ILLINOIS, "brand_stylesheet")
    response = client.get(address)
    assert response.headers["Content-Type"].startswith("text/css")
    assert "immutable" in response.headers["Cache-Control"]
    assert "--brand:" in response.content.decode()


def test_a_changed_brand_gets_another_address_and_the_old_one_leads_there(client: Client):
    old = part(ILLINOIS, "brand_stylesheet")
    Affiliate.objects.filter(slug="illinois").update(brand_primary="#7A1F3D")
    new = part(ILLINOIS, "brand_stylesheet")
    response = client.get(old)
    assert new != old
    assert (response.status_code, response.headers["Location"]) == (302, new)


def test_the_national_site_needs_no_such_stylesheet():
    assert part(TRAINING, "brand_stylesheet") == ""
