"""Typed reading of environment variables that fails loudly.

A wrong or missing variable stops the start with the variable's name and what was expected. The value itself is
never repeated, because it may be a secret. An empty variable counts as absent.
"""

import os
from collections.abc import Sequence
from typing import Any, TypeVar, overload
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

Default = TypeVar("Default")


class _Required:
    """The type of the marker for "this variable has no default"."""


REQUIRED = _Required()

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})
DATABASE_KEYS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def present(name: str) -> bool:
    """Say whether the variable `name` is set to something."""
    return bool(os.environ.get(name, "").strip())


@overload
def text(name: str) -> str: ...
@overload
def text(name: str, *, default: Default) -> str | Default: ...
def text(name: str, *, default: object = REQUIRED) -> object:
    """Return the variable as text without surrounding space.

    Raises ImproperlyConfigured when it is absent and there is no `default`.
    """
    return _read(name, default, "some text")


@overload
def boolean(name: str) -> bool: ...
@overload
def boolean(name: str, *, default: Default) -> bool | Default: ...
def boolean(name: str, *, default: object = REQUIRED) -> object:
    """Return the variable as a truth value, written as true/false, yes/no, on/off or 1/0 in any case.

    Raises ImproperlyConfigured for anything else, and when it is absent and there is no `default`.
    """
    expected = "true or false"
    value = _read(name, default, expected)
    if not present(name):
        return value
    word = str(value).lower()
    if word not in TRUE_WORDS | FALSE_WORDS:
        raise _wrong(name, expected)
    return word in TRUE_WORDS


@overload
def integer(name: str, *, least: int | None = None, most: int | None = None) -> int: ...
@overload
def integer(name: str, *, default: Default, least: int | None = None, most: int | None = None) -> int | Default: ...
def integer(name: str, *, default: object = REQUIRED, least: int | None = None, most: int | None = None) -> object:
    """Return the variable as a whole number from `least` to `most`, where these are given.

    Raises ImproperlyConfigured for anything else, and when it is absent and there is no `default`.
    """
    bounds = [f"at least {least}" if least is not None else "", f"at most {most}" if most is not None else ""]
    expected = " ".join(["a whole number", " and ".join(filter(None, bounds))]).strip()
    value = _read(name, default, expected)
    if not present(name):
        return value
    try:
        number = int(str(value))
    except ValueError:
        raise _wrong(name, expected) from None
    if (least is not None and number < least) or (most is not None and number > most):
        raise _wrong(name, expected)
    return number


@overload
def words(name: str) -> list[str]: ...
@overload
def words(name: str, *, default: Default) -> list[str] | Default: ...
def words(name: str, *, default: object = REQUIRED) -> object:
    """Return the variable as a list of texts, written with commas between them.

    Raises ImproperlyConfigured when it is absent and there is no `default`.
    """
    value = _read(name, default, "a list with commas")
    if not present(name):
        return value
    return [word for word in (part.strip() for part in str(value).split(",")) if word]


@overload
def choice(name: str, choices: Sequence[str]) -> str: ...
@overload
def choice(name: str, choices: Sequence[str], *, default: Default) -> str | Default: ...
def choice(name: str, choices: Sequence[str], *, default: object = REQUIRED) -> object:
    """Return the variable when it is one of `choices`.

    Raises ImproperlyConfigured for anything else, and when it is absent and there is no `default`.
    """
    expected = f"one of {', '.join(choices)}"
    value = _read(name, default, expected)
    if present(name) and value not in choices:
        raise _wrong(name, expected)
    return value


@overload
def url(name: str) -> str: ...
@overload
def url(name: str, *, default: Default) -> str | Default: ...
def url(name: str, *, default: object = REQUIRED) -> object:
    """Return the variable when it is an absolute http or https address.

    Raises ImproperlyConfigured for anything else, and when it is absent and there is no `default`.
    """
    expected = "an absolute address such as https://www.example.org"
    value = _read(name, default, expected)
    if not present(name):
        return value
    try:
        parts = urlsplit(str(value))
        complete = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        complete = False
    if not complete:
        raise _wrong(name, expected)
    return value


def database(name: str) -> dict[str, Any]:
    """Return Django's settings for the PostgreSQL database at the address in the variable.

    The address is libpq's connection URI, `postgresql://user:password@host:port/name?sslmode=require`; a Unix
    socket's directory goes in as `?host=/run/postgresql`. Parameters other than these five become OPTIONS.

    Raises ImproperlyConfigured when it is absent, malformed, or names no database.
    """
    expected = "a PostgreSQL address such as postgresql://user:password@host:5432/name"
    address = str(_read(name, REQUIRED, expected))
    if not address.startswith(("postgres://", "postgresql://")):
        raise _wrong(name, expected)
    try:
        parameters = conninfo_to_dict(address)
    except ProgrammingError:
        raise _wrong(name, expected) from None
    if not parameters.get("dbname"):
        raise _wrong(name, expected)
    entry: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql"}
    entry |= {key: str(parameters.pop(parameter, "")) for parameter, key in DATABASE_KEYS.items()}
    return entry | {"OPTIONS": parameters}


def _read(name: str, default: object, expected: str) -> object:
    if present(name):
        return os.environ[name].strip()
    if default is REQUIRED:
        raise ImproperlyConfigured(f"The environment variable {name} is missing: set it to {expected}.")
    return default


def _wrong(name: str, expected: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"The environment variable {name} is wrong: expected {expected}.")
