"""The people of the demonstration, as tests meet them: an editor of each office, Illinois in every role, a reader."""

from __future__ import annotations

from django.test import Client

from demo.people import PERSONAS, Persona
from tests.sign_in import sign_in
from users.models import User

PLACES = ("Illinois", "California", "Indiana")


def persona(part: str) -> Persona:
    """Return what the demonstration says of the person with this part. Raises StopIteration for an unknown part."""
    return next(persona for persona in PERSONAS if persona.part == part)


def user_of(part: str) -> User:
    """Return the account of the person with this part."""
    return User.objects.get(email=persona(part).email)


def administrator() -> User:
    """Return who may do everything."""
    return user_of("Administrator")


def national_editor() -> User:
    """Return who publishes on the national site."""
    return user_of("National editor")


def illinois_editor() -> User:
    """Return who publishes on the sub-site of Illinois, in two languages."""
    return user_of("Illinois editor")


def illinois_manager() -> User:
    """Return who manages the people and pages of Illinois."""
    return user_of("Illinois manager")


def illinois_read_only() -> User:
    """Return who looks at what Illinois does, and changes nothing."""
    return user_of("Illinois read only")


def california_editor() -> User:
    """Return who publishes on the sub-site of California."""
    return user_of("California editor")


def indiana_editor() -> User:
    """Return who publishes on the sub-site of Indiana."""
    return user_of("Indiana editor")


def translator() -> User:
    """Return who translates the national site and publishes nothing."""
    return user_of("Translator")


def browser_of(user: User) -> Client:
    """Return a browser in which `user` has signed in with a second factor."""
    client = Client()
    sign_in(client, user)
    return client


def reader() -> Client:
    """Return the browser of somebody without an account."""
    return Client()
