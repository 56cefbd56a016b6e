"""The users admin: people are invited and choose their own password."""

from smtplib import SMTPException

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from tests.sign_in import give_app, link_in_mail, make_user, sign_in
from users.models import User

pytestmark = pytest.mark.django_db
NEW = "/cms/users/new/"
PERSON = {"email": "Grace@Example.org", "first_name": "Grace", "last_name": "Example"}


@pytest.fixture
def admin(client, editor) -> Client:
    sign_in(client, editor)
    return client


def test_a_user_is_made_without_a_password(admin):
    admin.post(NEW, PERSON)
    assert not User.objects.get(email="grace@example.org").has_usable_password()


def test_nobody_types_a_password_for_somebody_else(admin):
    assert 'type="password"' not in admin.get(NEW).content.decode()


def test_a_new_user_is_invited_by_mail_and_chooses_a_password(admin):
    admin.post(NEW, PERSON)
    (message,) = mail.outbox
    assert message.to == ["grace@example.org"]
    visitor = Client()
    form = visitor.get(link_in_mail(), follow=True)
    password = "her own four words here"
    visitor.post(form.request["PATH_INFO"], {"password1": password, "password2": password})
    visitor.post("/cms/account/login/", {"login": "grace@example.org", "password": password})
    assert visitor.session["_auth_user_id"] == str(User.objects.get(email="grace@example.org").pk)


def test_following_the_invitation_confirms_the_address(admin):
    admin.post(NEW, PERSON)
    visitor = Client()
    form = visitor.get(link_in_mail(), follow=True)
    password = "her own four words here"
    visitor.post(form.request["PATH_INFO"], {"password1": password, "password2": password})
    assert EmailAddress.objects.get(email="grace@example.org").verified


def test_a_dead_mail_server_does_not_stop_a_user_from_being_made(admin, monkeypatch):
    def refuse(*args, **kwargs):
        raise SMTPException("no")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    response = admin.post(NEW, PERSON, follow=True)
    assert "could not be sent" in response.content.decode()
    assert User.objects.filter(email="grace@example.org").exists()


def test_it_refuses_an_address_that_somebody_has_in_other_letters(admin):
    make_user("grace@example.org")
    response = admin.post(NEW, PERSON)
    assert "already has an account" in response.content.decode()


def test_changing_a_user_keeps_the_password(admin):
    user = make_user("grace@example.org")
    before = user.password
    group = Group.objects.create(name="Editors of the test")
    answers = PERSON | {"email": user.email, "is_active": "on", "groups": [group.pk]}
    admin.post(f"/cms/users/edit/{user.pk}/", answers)
    user.refresh_from_db()
    assert (user.first_name, user.password) == ("Grace", before)


def test_changing_a_users_address_takes_the_old_login_away(admin):
    user = make_user("old@example.org")
    admin.post(f"/cms/users/edit/{user.pk}/", PERSON | {"is_active": "on"})
    assert list(EmailAddress.objects.filter(user=user, email="old@example.org")) == []


def test_the_list_shows_who_has_a_second_factor(admin):
    protected, bare = make_user("protected@example.org"), make_user("bare@example.org")
    give_app(protected)
    shown = {user.email: user.has_second_factor for user in admin.get("/cms/users/").context["object_list"]}
    assert (shown[protected.email], shown[bare.email]) == (True, False)
