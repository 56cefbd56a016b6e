"""People who sign in."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory, Password

from users.models import User


class UserFactory(DjangoModelFactory):
    """A user without rights."""

    email = factory.Sequence(lambda number: f"person-{number}@example.org")
    first_name = "Robin"
    last_name = factory.Sequence(lambda number: f"Number {number}")
    password = Password("a-long-password-for-tests")

    class Meta:
        model = User
        django_get_or_create = ("email",)
