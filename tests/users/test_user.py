"""A user is known by one e-mail address, whatever its case."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection

from tests.sign_in import make_user
from users.addresses import confirm_address
from users.models import User

pytestmark = pytest.mark.django_db


def test_an_address_is_stored_in_lower_case():
    assert User.objects.create_user("Ada@Example.ORG").email == "ada@example.org"


def test_a_user_saved_directly_is_stored_in_lower_case():
    User(email="Ada@Example.ORG").save()
    assert User.objects.filter(email="ada@example.org").exists()


def test_a_user_is_found_whatever_the_case_of_the_address():
    user = User.objects.create_user("ada@example.org")
    assert User.objects.get(email="ADA@example.org") == user


def test_it_refuses_a_second_user_whose_address_differs_in_case():
    User.objects.create_user("ada@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create_user("ADA@example.org")


def test_the_database_itself_refuses_capitals():
    user = User.objects.create_user("ada@example.org")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE users_user SET email = 'ADA@example.org' WHERE id = %s", [user.pk])


def test_it_refuses_a_user_without_an_address():
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")


def test_a_superuser_made_by_the_operator_has_a_confirmed_address():
    user = User.objects.create_superuser("ada@example.org", "a password")
    assert EmailAddress.objects.get(user=user).verified


def test_the_old_address_is_forgotten_when_an_administrator_changes_it():
    user = make_user("old@example.org")
    user.email = "new@example.org"
    user.save()
    assert not EmailAddress.objects.filter(email="old@example.org").exists()


def test_an_address_that_the_user_is_changing_to_is_kept():
    user = make_user("old@example.org")
    EmailAddress.objects.create(user=user, email="new@example.org")
    user.save()
    assert EmailAddress.objects.filter(email="new@example.org").exists()


def test_confirming_an_address_twice_changes_nothing():
    user = make_user()
    confirm_address(user)
    assert EmailAddress.objects.filter(user=user).count() == 1
