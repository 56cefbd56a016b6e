"""Error pages help on, and need nothing that may be broken."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from core.views.errors import bad_request, forbidden, server_error


@pytest.mark.django_db
def test_the_page_for_a_wrong_address_offers_search_and_ways_on(client: Client):
    response = client.get("/nowhere/")
    content = response.content.decode()
    assert response.status_code == 404
    assert 'action="/search/"' in content
    assert "/trainings/" in content
    assert '<meta name="robots" content="noindex, nofollow">' in content


@pytest.mark.django_db
def test_it_speaks_the_language_of_the_address(client: Client):
    content = client.get("/es/nada/").content.decode()
    assert '<html lang="es"' in content
    assert 'action="/es/search/"' in content
    assert "/es/formaciones/" in content


@pytest.mark.django_db
def test_it_leads_to_the_other_languages_home_page(client: Client):
    assert 'href="/es/"' in client.get("/nowhere/").content.decode()


@pytest.mark.django_db
def test_it_has_no_canonical_address(client: Client):
    assert 'rel="canonical"' not in client.get("/nowhere/").content.decode()


@pytest.mark.parametrize(("view", "status"), [(bad_request, 400), (forbidden, 403), (server_error, 500)])
def test_the_others_ask_the_database_for_nothing(view: Any, status: int):
    # Without the mark django_db any query would raise.
    response = view(RequestFactory().get("/"))
    assert response.status_code == status
    assert b"<h1>" in response.content


@pytest.mark.django_db
def test_a_broken_page_answers_with_the_static_page(monkeypatch: pytest.MonkeyPatch):
    def break_down(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("home.models.HomePage.get_context", break_down)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert response.headers["Cache-Control"] == "no-store"
    assert b"Something broke" in response.content


@pytest.mark.django_db
def test_a_wrong_address_costs_few_queries(client: Client):
    client.get("/nowhere/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/nowhere/")
    assert len(queries) <= 10
