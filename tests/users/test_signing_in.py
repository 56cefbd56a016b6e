"""Signing in with a password: one form, which says little to strangers."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from tests.sign_in import PASSWORD, app_code, give_app, in_mail, link_in_mail, make_user
from users.models import User

pytestmark = pytest.mark.django_db
LOGIN = "/cms/account/login/"


def give_password(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def test_it_signs_in_with_the_address_in_any_case(client, editor):
    give_password(client, "EDITOR@example.org")
    assert client.session["_auth_user_id"] == str(editor.pk)


def test_it_refuses_a_wrong_password(client, editor):
    response = give_password(client, editor.email, "wrong")
    assert "not correct" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_it_says_the_same_for_an_unknown_address_as_for_a_wrong_password(client, editor):
    unknown = give_password(client, "nobody@example.org").context["form"].errors
    wrong = give_password(client, editor.email, "wrong").context["form"].errors
    assert unknown == wrong


def test_it_refuses_a_user_who_was_switched_off(client, editor):
    User.objects.update(is_active=False)
    assert give_password(client, editor.email).url == "/cms/account/inactive/"


def test_it_stops_guessing_after_five_wrong_passwords(client, editor):
    for _ in range(5):
        give_password(client, editor.email, "wrong")
    response = give_password(client, editor.email)
    assert "Too many failed" in response.content.decode()


def test_it_goes_on_to_the_address_that_was_wanted(client, editor):
    assert give_password(client, editor.email, next="/cms/images/").url == "/cms/images/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_it_never_goes_on_to_another_host(client, editor, elsewhere):
    assert give_password(client, editor.email, next=elsewhere).url == "/cms/"


def test_signing_up_is_closed(client):
    answers = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    for response in (client.get("/cms/account/signup/"), client.post("/cms/account/signup/", answers)):
        assert "by invitation" in response.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


def test_an_unconfirmed_address_is_confirmed_by_a_code_in_the_mail(client):
    user = make_user(confirmed=False)
    assert give_password(client, user.email).url == "/cms/account/confirm-email/"
    assert "_auth_user_id" not in client.session
    code = in_mail(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$")
    client.post("/cms/account/confirm-email/", {"code": code})
    assert client.session["_auth_user_id"] == str(user.pk)
    assert EmailAddress.objects.get(user=user).verified


def test_a_wrong_code_confirms_nothing(client):
    user = make_user(confirmed=False)
    give_password(client, user.email)
    client.post("/cms/account/confirm-email/", {"code": "AAAA-AAAA"})
    assert "_auth_user_id" not in client.session


def test_signing_out_ends_the_session(client, editor):
    give_password(client, editor.email)
    assert client.post("/cms/logout/").url == LOGIN
    assert "_auth_user_id" not in client.session


def test_asking_to_sign_out_by_a_link_changes_nothing(client, editor):
    give_password(client, editor.email)
    assert client.get("/cms/logout/").status_code == 200
    assert "_auth_user_id" in client.session


def test_a_forgotten_password_is_replaced_through_a_link_in_the_mail(client, editor):
    client.post("/cms/account/password/reset/", {"email": editor.email})
    form = client.get(link_in_mail(), follow=True)
    new = "another four words entirely"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    give_password(client, editor.email, new)
    assert client.session["_auth_user_id"] == str(editor.pk)


def test_the_link_works_once(client, editor):
    client.post("/cms/account/password/reset/", {"email": editor.email})
    link = link_in_mail()
    form = client.get(link, follow=True)
    new = "another four words entirely"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert "no longer works" in Client().get(link, follow=True).content.decode()


def test_a_replaced_password_does_not_replace_the_second_factor(client, editor):
    give_app(editor)
    client.post("/cms/account/password/reset/", {"email": editor.email})
    form = client.get(link_in_mail(), follow=True)
    new = "another four words entirely"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert give_password(client, editor.email, new).url == "/cms/account/2fa/authenticate/"


def test_asking_for_a_link_says_the_same_for_an_unknown_address_and_mails_nobody(client, editor):
    unknown = client.post("/cms/account/password/reset/", {"email": "nobody@example.org"})
    assert not mail.outbox
    known = client.post("/cms/account/password/reset/", {"email": editor.email})
    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)


@pytest.mark.parametrize("password", ["short", "editor@example.org", "123456789012345"])
def test_it_refuses_a_weak_new_password(client, editor, password):
    client.post("/cms/account/password/reset/", {"email": editor.email})
    form = client.get(link_in_mail(), follow=True)
    response = client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})
    assert response.context["form"].errors


def test_a_form_from_another_site_is_refused_with_a_page(editor):
    client = Client(enforce_csrf_checks=True)
    response = give_password(client, editor.email)
    assert response.status_code == 403
    assert "out of date" in response.content.decode()


def test_the_pages_speak_the_language_that_the_browser_asks_for(client):
    response = client.get(LOGIN, headers={"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"})
    assert '<html lang="es"' in response.content.decode()
    assert "Accept-Language" in response.headers["Vary"]


def test_a_language_that_the_back_office_does_not_have_falls_back_to_english(client):
    assert '<html lang="en"' in client.get(LOGIN, headers={"Accept-Language": "ar"}).content.decode()


def test_the_session_cookie_is_for_the_back_office_only(client, editor):
    give_password(client, editor.email)
    cookie = client.cookies["sessionid"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/cms/", True, "Lax")


def test_a_user_without_a_role_is_told_so(client):
    user = make_user("visitor@example.org", superuser=False)
    authenticator = give_app(user)
    give_password(client, user.email)
    client.post("/cms/account/2fa/authenticate/", {"code": app_code(authenticator)})
    response = client.get("/cms/", follow=True)
    assert response.status_code == 403
    assert "no role here" in response.content.decode()
