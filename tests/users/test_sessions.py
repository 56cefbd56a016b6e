"""All sessions of a user end at once."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.sign_in import make_user, sign_in
from users.models import User
from users.sessions import end_sessions

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user("sessions@example.org")


def desk_of(user: User) -> Client:
    client = Client()
    sign_in(client, User.objects.get(pk=user.pk))
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("wagtailadmin_home")).status_code == 200


def test_every_session_of_the_user_ends_and_nobody_elses(user):
    desks, other = [desk_of(user), desk_of(user)], desk_of(make_user("other@example.org"))
    end_sessions(user)
    assert [is_in(desk) for desk in desks] == [False, False]
    assert is_in(other)


def test_the_user_can_sign_in_again(user):
    end_sessions(user)
    assert is_in(desk_of(user))


def test_sessions_of_before_the_count_go_on():
    untouched = User(password="a-hash")
    assert untouched.get_session_auth_hash() == super(User, untouched).get_session_auth_hash()


@pytest.mark.parametrize("ended_before", [False, True])
def test_a_session_lives_through_a_new_secret_key(user, settings, ended_before):
    if ended_before:
        end_sessions(user)
    desk = desk_of(user)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the-key-of-tomorrow"
    assert is_in(desk)
