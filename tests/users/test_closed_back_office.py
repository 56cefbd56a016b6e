"""No address of the back office opens before the second factor, and there is no other way to sign in."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.views import LoginView
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve
from django.urls.converters import IntConverter, UUIDConverter

from tests.sign_in import BACKEND, give_app, make_user, sign_in
from users.second_factor import OPEN_TO, Assurance

pytestmark = pytest.mark.django_db
LEAD_ON = "/cms/account/second-factor/"


def sample(parameter: str, converters: dict[str, Any]) -> str:
    converter = converters.get(parameter)
    if isinstance(converter, UUIDConverter):
        return str(uuid.UUID(int=1))
    return "1" if isinstance(converter, IntConverter) or converter is None else "x"


def paths(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    """Yield an address for every pattern below `resolver`."""
    for entries in (resolver.reverse_dict.getlist(key) for key in resolver.reverse_dict):
        for possibilities, _pattern, _defaults, converters in entries:
            for template, parameters in possibilities:
                yield prefix + template % {name: sample(name, converters) for name in parameters}
    for below, inner in resolver.namespace_dict.values():
        yield from paths(inner, prefix + below)


def back_office_paths() -> list[str]:
    everything = {path for path in paths(get_resolver()) if path.startswith(settings.BACK_OFFICE_PATH)}
    assert len(everything) > 250, "the sweep has lost its way"
    return sorted(everything)


def closed_to(reached: Assurance) -> list[str]:
    return [path for path in back_office_paths() if resolve(path).view_name not in OPEN_TO[reached]]


def client_at(reached: Assurance) -> Client:
    client = Client()
    if reached is not Assurance.ANONYMOUS:
        user = make_user()
        client.force_login(user, backend=BACKEND)
        if reached is Assurance.UNPROVEN:
            give_app(user)
    return client


STAGES = [Assurance.ANONYMOUS, Assurance.UNENROLLED, Assurance.UNPROVEN]


@pytest.mark.parametrize("reached", STAGES, ids=lambda stage: stage.name.lower())
def test_every_page_leads_to_signing_in_or_the_second_factor(reached):
    client = client_at(reached)
    target = "/cms/account/login/?next=" if reached is Assurance.ANONYMOUS else LEAD_ON
    for path in closed_to(reached):
        response = client.get(path)
        assert response.status_code == 302, path
        assert response.headers["Location"].startswith(target), path


@pytest.mark.parametrize("reached", STAGES, ids=lambda stage: stage.name.lower())
def test_every_request_by_a_script_is_refused(reached):
    client = client_at(reached)
    for path in closed_to(reached):
        assert client.post(path, headers={"Sec-Fetch-Mode": "cors"}).status_code == 403, path


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "application/json"},
        {"Accept": "image/avif,image/webp"},
        {"X-Requested-With": "XMLHttpRequest"},
        {"X-Requested-With": "XMLHttpRequest", "Sec-Fetch-Mode": "navigate"},
    ],
)
def test_a_request_that_wants_no_page_is_refused(client, headers):
    assert client.get("/cms/api/main/pages/", headers=headers).status_code == 403


def test_a_form_that_was_sent_leads_back_to_the_start_page(client):
    assert client.post("/cms/pages/1/edit/").url == "/cms/account/login/?next=/cms/"


def test_what_is_open_to_strangers_shows_no_content():
    """The list is short on purpose: a new entry needs a reason."""
    assert {path for path in back_office_paths() if resolve(path).view_name in OPEN_TO[Assurance.ANONYMOUS]} == {
        "/cms/account/2fa/authenticate/",
        "/cms/account/2fa/webauthn/login/",
        "/cms/account/confirm-email/",
        "/cms/account/inactive/",
        "/cms/account/invitation/x/",
        "/cms/account/login/",
        "/cms/account/logout/",
        "/cms/account/oidc/1/login/",
        "/cms/account/oidc/1/login/callback/",
        "/cms/account/password/reset/",
        "/cms/account/password/reset/done/",
        "/cms/account/password/reset/key/1-1/",
        "/cms/account/password/reset/key/done/",
        "/cms/account/signup/",
        "/cms/account/sso/cancelled/",
        "/cms/account/sso/error/",
        "/cms/jsi18n/",
        "/cms/login/",
        "/cms/logout/",
        "/cms/sprite/",
    }


def test_a_proven_session_reaches_the_back_office(client, editor):
    sign_in(client, editor)
    assert client.get("/cms/").status_code == 200
    assert client.get("/cms/api/main/pages/").status_code == 200


@pytest.mark.parametrize("path", ["/cms/login/", "/_util/login/", "/es/_util/login/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtails_sign_in_forms_are_gone(client, editor, path, method):
    response = getattr(client, method)(path, {"username": editor.email, "password": "four words that nobody guesses"})
    assert response.url.startswith("/cms/account/login/")
    assert "_auth_user_id" not in client.session


def test_djangos_sign_in_view_is_reachable_nowhere():
    """Wagtail brings it twice; ours stand before it at the same addresses."""
    for path in paths(get_resolver()):
        if "login" in path:
            assert getattr(resolve(path).func, "view_class", None) is not LoginView, path


@pytest.mark.parametrize("path", ["/cms/password_reset/", "/cms/password_reset/done/", "/cms/password_reset/complete/"])
def test_wagtails_password_reset_is_gone(client, editor, path):
    assert client.get(path).url.startswith("/cms/account/login/")
    sign_in(client, editor)
    assert client.get(path).status_code == 404


def test_wagtails_account_page_changes_neither_password_nor_address(client, editor):
    sign_in(client, editor)
    page = client.get("/cms/account/").content.decode()
    assert 'name="name_email-email"' not in page
    assert 'name="password-new_password1"' not in page
    assert "/cms/account/2fa/" in page


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/cms/pages/", "/cms/pages/"),
        ("", "/cms/"),
        ("//evil.example/cms/", "/cms/"),
        ("https://evil.example/", "/cms/"),
        ("/programs/", "/cms/"),
        ("/documents/7/plan.pdf", "/cms/private-documents/7/plan.pdf"),
        ("/documents/7/../../x", "/cms/"),
    ],
)
def test_the_door_leads_only_into_the_back_office(client, editor, wanted, target):
    sign_in(client, editor)
    assert client.get("/cms/login/", {"next": wanted}).url == target


def test_the_settings_agree_with_the_addresses():
    assert resolve(settings.BACK_OFFICE_PATH).view_name == "wagtailadmin_home"
    assert resolve(settings.ACCOUNT_PATH + "login/").view_name == "account_login"
