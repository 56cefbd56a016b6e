"""Bad input gets a page of the kind 4xx, never a server error."""

import pytest
from django.test import Client
from wagtail.models import Site

pytestmark = pytest.mark.django_db

PATHS = [
    b"/\xff\xfe/",
    b"/programs/\xc3\x28/",
    b"/\x00",
    b"/es/\x00/",
    b"/%00/",
    b"/" + b"a" * 5000 + b"/",
    b"///etc/passwd",
    b"/../../etc/passwd",
    b"/<script>alert(1)</script>/",
    b"/trainings/social-justice-training/further/",
    "/programás/".encode(),
    b"/xx/",
    b"/ar/search/",
    b"/ar/feeds/press/",
    b"/feeds/nothing/",
    b"/sitemap-xx-home-homepage.xml",
    b"/sitemap-en-users-user.xml",
    b"/cards/1-000000000000.png",
    b"/cards/99999999999999999999-000000000000.png",
    b"/brand/nobody.000000000000.css",
    b"/documents/99999999999999999999/x.pdf",
    b"/_util/authenticate_with_password/1/1/",
    b"/.env",
]
QUERIES = [
    "page=%00",
    "%00=1",
    "a=%ff",
    "page=%F0%9F",
    "page=-1",
    "page=0",
    "page=9999999999999999999999",
    "page=1e5",
    "page=",
    "page=%E0%A5%A7",
    "page=2000",
]
MALFORMED_HOSTS = ["localhost:port", "a b", "", "[::1"]
UNKNOWN_HOSTS = ["evil.example.org", "..", "localhost.example.org", "127.0.0.2", "il.evil.example.org:8000"]


def ask(path: bytes, query: str = "", host: str = "localhost"):
    """Send bytes as they come in: the test client would encode them."""
    client = Client(raise_request_exception=False)
    return client.generic("GET", "/", PATH_INFO=path.decode("latin-1"), QUERY_STRING=query, HTTP_HOST=host)


@pytest.mark.parametrize("path", PATHS)
def test_a_wrong_path_is_a_client_error(path: bytes):
    assert 400 <= ask(path).status_code < 500


@pytest.mark.parametrize("path", [b"/resources/", b"/es/recursos/", b"/search/"])
@pytest.mark.parametrize("query", QUERIES)
def test_a_wrong_query_is_a_client_error(path: bytes, query: str):
    assert 400 <= ask(path, query).status_code < 500


@pytest.mark.parametrize("host", MALFORMED_HOSTS)
@pytest.mark.parametrize("path", [b"/", b"/nowhere/", b"/robots.txt", b"/sitemap.xml"])
def test_a_malformed_host_is_refused_without_naming_anybody(path: bytes, host: str):
    response = ask(path, host=host)
    assert response.status_code == 400
    assert b"National Education" not in response.content


@pytest.mark.parametrize("host", UNKNOWN_HOSTS)
@pytest.mark.parametrize("path", [b"/", b"/nowhere/", b"/robots.txt", b"/sitemap.xml", b"/cms/", b"/cms/login/"])
def test_an_unknown_host_gets_a_page_that_names_nobody(path: bytes, host: str):
    response = ask(path, host=host)
    assert response.status_code == 404
    assert b"National Education" not in response.content
    assert b"There is no site here" in response.content


def test_a_host_without_a_site_gets_a_page_that_names_no_organisation():
    Site.objects.update(is_default_site=False, hostname="www.example.org")
    response = ask(b"/")
    assert response.status_code == 404
    assert b"National Education" not in response.content


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/search/", "/feeds/press/", "/sitemap.xml", "/robots.txt", "/healthz"])
def test_readers_addresses_only_answer_to_reading(client: Client, method: str, path: str):
    assert client.generic(method, path).status_code == 405


@pytest.mark.parametrize("path", ["/", "/search/", "/feeds/press/", "/sitemap.xml", "/robots.txt", "/healthz"])
def test_they_answer_to_head_without_a_body(client: Client, path: str):
    response = client.head(path)
    assert (response.status_code, response.content) == (200, b"")
