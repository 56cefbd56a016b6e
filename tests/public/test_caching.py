"""Only what says so is kept by caches."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from core.caching import declare_public
from core.middleware import CachingMiddleware
from tests.public.seeded import TRAINING, page_at


def answer(response: HttpResponse) -> HttpResponse:
    return CachingMiddleware(lambda request: response)(RequestFactory().get("/"))


def test_a_response_that_says_nothing_is_not_stored():
    assert answer(HttpResponse()).headers["Cache-Control"] == "no-store"


def test_a_declared_response_is_public():
    response = HttpResponse()
    declare_public(response)
    assert answer(response).headers["Cache-Control"].startswith("public, max-age=60")


def test_an_error_is_not_stored_whatever_it_says():
    response = HttpResponse(status=404)
    declare_public(response)
    assert answer(response).headers["Cache-Control"] == "no-store"


def test_a_response_with_a_cookie_is_not_stored_whatever_it_says():
    response = HttpResponse()
    declare_public(response)
    response.set_cookie("name", "value")
    assert answer(response).headers["Cache-Control"] == "no-store"


def test_a_response_that_looked_at_a_cookie_is_not_stored_whatever_it_says():
    response = HttpResponse(headers={"Vary": "Accept, Cookie"})
    declare_public(response)
    assert answer(response).headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/es/", TRAINING, "/search/?q=school", "/sitemap.xml", "/feeds/press/"])
def test_public_pages_are_cacheable_and_free_of_cookies(client: Client, path: str):
    response = client.get(path)
    assert response.headers["Cache-Control"].startswith("public")
    assert "Vary" not in response.headers
    assert not response.cookies


@pytest.mark.django_db
def test_a_page_that_did_not_change_is_answered_without_a_body(client: Client):
    etag = client.get(TRAINING).headers["ETag"]
    response = client.get(TRAINING, headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert response.headers["Cache-Control"].startswith("public")


@pytest.mark.django_db
def test_a_page_that_changed_is_sent_anew(client: Client):
    etag = client.get(TRAINING).headers["ETag"]
    page = page_at(TRAINING)
    page.title = "Another title"
    page.save_revision().publish()
    assert client.get(TRAINING, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.django_db
def test_a_private_page_is_not_stored(client: Client):
    PageViewRestriction.objects.create(page=page_at(TRAINING), restriction_type=PageViewRestriction.LOGIN)
    declared = client.get(TRAINING).headers["Cache-Control"]
    assert "no-store" in declared
    assert "public" not in declared


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/cms/", "/nowhere/", "/healthz", "/readyz", "/es"])
def test_nothing_else_is_stored(client: Client, path: str):
    assert "no-store" in client.get(path).headers["Cache-Control"]


@pytest.mark.django_db
def test_a_preview_is_not_stored():
    response = page_at(TRAINING).make_preview_request()
    assert response.headers["Cache-Control"] in {"no-store", "private"}
