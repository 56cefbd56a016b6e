"""Every answer carries its security headers; the policy fits the kind of page."""

import os
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.test import RequestFactory

from core.blocks.media import VideoBlock
from core.csp import CSPMiddleware, allow_frame
from tests.sign_in import make_user, sign_in

PROJECT_DIR = Path(__file__).resolve().parents[1]
EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def policy(response: HttpResponse) -> dict[str, list[str]]:
    directives = response.headers["Content-Security-Policy"].split("; ")
    return {name: values for name, *values in (directive.split() for directive in directives)}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/nowhere/", "/healthz", "/robots.txt", "/cms/", "/cms/account/login/"])
def test_every_kind_of_answer_carries_the_headers(client, path):
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/nowhere/", "/robots.txt"])
def test_readers_pages_may_load_nothing_but_this_sites_files(client, path):
    directives = policy(client.get(path))
    own = {"script-src", "style-src", "img-src", "font-src", "media-src", "connect-src", "manifest-src", "form-action"}
    assert {name: directives.pop(name) for name in own} == {key: ["'self'"] for key in own}
    none = {"default-src", "base-uri", "frame-ancestors"}
    assert directives == {key: ["'none'"] for key in none}


@pytest.mark.django_db
def test_account_pages_add_only_the_picture_of_the_qr_code(client):
    public, account = policy(client.get("/")), policy(client.get("/cms/account/login/"))
    assert account.pop("img-src") == [*public.pop("img-src"), "data:"]
    assert account == public


@pytest.mark.django_db
def test_the_admin_needs_no_eval_and_no_other_host(client):
    sign_in(client, make_user())
    directives = policy(client.get("/cms/"))
    allowed = {value for values in directives.values() for value in values}
    assert allowed == {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}


@pytest.mark.django_db
def test_wagtails_account_page_is_a_page_of_the_admin(client):
    sign_in(client, make_user())
    assert "'unsafe-inline'" in policy(client.get("/cms/account/"))["script-src"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/nowhere/", "/robots.txt"])
def test_readers_pages_neither_set_a_cookie_nor_depend_on_one(client, path):
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/cms/", "/cms/account/login/", "/cms/account/password/reset/"])
def test_nothing_of_the_back_office_is_ever_stored(client, path):
    assert "no-store" in client.get(path).headers["Cache-Control"]


def answer(path: str, response: HttpResponse, **attributes: object) -> HttpResponse:
    request = RequestFactory().get(path)
    for name, value in attributes.items():
        setattr(request, name, value)
    request.resolver_match = None
    return cast(HttpResponse, CSPMiddleware(lambda _request: response)(request))


def test_who_may_frame_a_page_follows_x_frame_options():
    framed = HttpResponse(headers={"X-Frame-Options": "SAMEORIGIN"})
    assert policy(answer("/cms/pages/1/edit/preview/", framed))["frame-ancestors"] == ["'self'"]
    assert policy(answer("/", HttpResponse()))["frame-ancestors"] == ["'none'"]


def test_the_inner_answer_of_a_preview_leaves_the_policy_to_the_outer_one():
    inner = answer("/programs/", HttpResponse(), is_dummy=True, csp_frame_src=["https://player.vimeo.com"])
    assert "Content-Security-Policy" not in inner.headers
    inner.headers["X-Frame-Options"] = "SAMEORIGIN"
    directives = policy(answer("/cms/pages/1/edit/preview/", inner))
    assert directives["frame-ancestors"] == ["'self'"]
    assert directives["script-src"] == ["'self'"]
    assert directives["frame-src"] == ["https://player.vimeo.com"]


def test_a_page_with_a_video_may_frame_its_player_and_no_other():
    request = RequestFactory().get("/")
    allow_frame(request, "https://player.vimeo.com")
    allow_frame(request, "https://player.vimeo.com")
    response = answer("/", HttpResponse(), csp_frame_src=getattr(request, "csp_frame_src", []))
    assert policy(response)["frame-src"] == ["https://player.vimeo.com"]


def test_showing_a_video_of_a_provider_asks_for_its_player():
    request = RequestFactory().get("/")
    block = VideoBlock()
    value = block.to_python({"title": "A video", "embed_url": "https://youtu.be/abcdefghijk"})
    block.get_context(value, {"request": request})
    assert getattr(request, "csp_frame_src", None) == ["https://www.youtube-nocookie.com"]


def test_it_refuses_to_frame_an_origin_that_is_not_listed():
    with pytest.raises(SuspiciousOperation):
        allow_frame(RequestFactory().get("/"), "https://evil.example")


def test_a_policy_that_a_view_has_set_is_kept():
    response = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
    assert answer("/documents/1/x.pdf", response).headers["Content-Security-Policy"] == "default-src 'none'"


PRODUCTION = {
    "SECRET_KEY": "x",
    "ALLOWED_HOSTS": "www.example.org",
    "BASE_URL": "https://www.example.org",
    "DATABASE_URL": "postgresql://user@localhost/name",
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "PYTHONPATH": "site",
}


def in_production(expression: str, **environment: str) -> str:
    code = f"from django.conf import settings; print({expression})"
    finished = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        cwd=PROJECT_DIR,
        env={"PATH": os.environ["PATH"]} | PRODUCTION | environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    return finished.stdout.strip()


def test_production_insists_on_https_for_a_year():
    assert in_production("settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS") == "True 31536000"


def test_production_sends_cookies_over_https_only():
    assert in_production("settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE") == "True True"


def test_no_environment_variable_switches_the_second_factor_off_in_production():
    assert in_production("settings.SECOND_FACTOR_REQUIRED", SECOND_FACTOR_REQUIRED="false", DEBUG="1") == "True"


def test_only_development_does_without_the_second_factor():
    changed = [
        path.name
        for path in (PROJECT_DIR / "site" / "config" / "settings").glob("*.py")
        if "SECOND_FACTOR_REQUIRED = False" in path.read_text()
    ]
    assert changed == ["dev.py"]
