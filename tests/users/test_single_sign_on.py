"""Signing in through the organisation's identity provider: only people who have an account already."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from config.sign_in import openid_connect_providers, provider_origins
from tests.sign_in import give_app, make_user
from users.adapters import SocialAccountAdapter
from users.models import User

LOGIN = "/cms/account/oidc/oidc/login/"
CALLBACK = "/cms/account/oidc/oidc/login/callback/"
ENVIRONMENT = {
    "OIDC_NAME": "Example ID",
    "OIDC_SERVER_URL": "https://id.example.org/realm",
    "OIDC_CLIENT_ID": "site",
    "OIDC_CLIENT_SECRET": "secret",
}


class Answer:
    """What the provider says."""

    status_code = 200
    headers = {"content-type": "application/json"}

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def json(self) -> dict[str, Any]:
        """The body, read."""
        return self.data

    def raise_for_status(self) -> None:
        """Raise nothing: every answer is a good one."""


class Provider:
    """An identity provider that vouches for one person."""

    def __init__(self, claims: dict[str, Any]) -> None:
        self.claims = claims

    def __enter__(self) -> "Provider":
        return self

    def __exit__(self, *args: object) -> None:
        pass

    def get(self, url: str, **kwargs: Any) -> Answer:
        """Answer with the provider's addresses or with what it says of the person."""
        if "well-known" in url:
            server = ENVIRONMENT["OIDC_SERVER_URL"]
            names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "issuer")
            return Answer({name: f"{server}/{name}" for name in names})
        return Answer({"sub": "1"} | self.claims)

    def request(self, method: str, url: str, **kwargs: Any) -> Answer:
        """Exchange any code for a token."""
        return Answer({"access_token": "token", "token_type": "bearer"})


@pytest.fixture
def configured(monkeypatch, settings):
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    settings.SOCIALACCOUNT_PROVIDERS = openid_connect_providers()
    settings.SIGN_IN_PROVIDER_ORIGINS = provider_origins(settings.SOCIALACCOUNT_PROVIDERS)


@pytest.fixture
def vouch(monkeypatch, configured, db, client):
    """Return a function that comes back from the provider with the given claims."""

    def come_back(claims: dict[str, Any], process: str = "login", visitor: Client = client):
        monkeypatch.setattr(SocialAccountAdapter, "get_requests_session", lambda self: Provider(claims))
        state = parse_qs(urlsplit(visitor.post(f"{LOGIN}?process={process}").headers["Location"]).query)["state"][0]
        return visitor.get(CALLBACK, {"code": "x", "state": state})

    return come_back


def test_a_user_with_the_verified_address_signs_in(vouch, client):
    user = make_user()
    vouch({"email": "Editor@example.org", "email_verified": True})
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("verified", [False, "false", "true", None])
def test_an_address_that_is_not_verified_signs_nobody_in(vouch, client, verified):
    make_user()
    vouch({"email": "editor@example.org", "email_verified": verified})
    assert "_auth_user_id" not in client.session


def test_somebody_without_an_account_is_refused_and_none_is_made(vouch, client):
    response = vouch({"email": "stranger@example.org", "email_verified": True})
    assert "by invitation" in response.content.decode()
    assert not User.objects.filter(email="stranger@example.org").exists()
    assert "_auth_user_id" not in client.session


def test_a_user_who_was_switched_off_is_refused(vouch, client):
    make_user()
    User.objects.update(is_active=False)
    vouch({"email": "editor@example.org", "email_verified": True})
    assert "_auth_user_id" not in client.session


def test_the_second_factor_is_asked_for_all_the_same(vouch, client):
    give_app(make_user())
    response = vouch({"email": "editor@example.org", "email_verified": True})
    assert response.url == "/cms/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_an_account_at_the_provider_is_never_tied_to_a_user(vouch, client):
    make_user()
    vouch({"email": "editor@example.org", "email_verified": True}, process="connect")
    assert "_auth_user_id" not in client.session


def test_the_sign_in_page_offers_the_provider_by_name(configured, client, db):
    page = client.get("/cms/account/login/")
    assert "Sign in with Example ID" in page.content.decode()
    assert "form-action 'self' https://id.example.org" in page.headers["Content-Security-Policy"]


def test_without_the_setting_there_is_no_provider(client, db):
    page = client.get("/cms/account/login/")
    assert "Sign in with" not in page.content.decode()
    assert client.post(LOGIN).status_code == 404


def test_a_form_on_another_site_cannot_start_it(configured, db):
    assert Client(enforce_csrf_checks=True).post(LOGIN).status_code == 403


def test_following_a_link_does_not_start_it(configured, client, db):
    assert client.get(LOGIN).status_code == 200


@pytest.mark.parametrize("missing", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_a_half_configured_provider_stops_the_start(configured, monkeypatch, missing):
    monkeypatch.delenv(missing)
    with pytest.raises(ImproperlyConfigured, match=missing):
        openid_connect_providers()
