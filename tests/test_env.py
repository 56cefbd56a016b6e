"""The environment is read with types, and what is wrong with it is said by name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.fixture
def setenv(monkeypatch: pytest.MonkeyPatch):
    """Return a function that sets the variable NAME_UNDER_TEST."""
    monkeypatch.delenv("NAME_UNDER_TEST", raising=False)
    return lambda value: monkeypatch.setenv("NAME_UNDER_TEST", value)


def test_text_comes_without_surrounding_space(setenv):
    setenv("  written  ")
    assert env.text("NAME_UNDER_TEST") == "written"


@pytest.mark.parametrize(
    "read", [env.text, env.boolean, env.integer, env.words, env.url, lambda name: env.choice(name, ["a"]), env.database]
)
def test_it_names_a_missing_variable(setenv, read):
    with pytest.raises(ImproperlyConfigured, match="NAME_UNDER_TEST is missing: set it to "):
        read("NAME_UNDER_TEST")


@pytest.mark.parametrize(
    ("read", "default"), [(env.text, "x"), (env.boolean, True), (env.integer, 3), (env.words, ["x"]), (env.url, None)]
)
def test_an_empty_variable_counts_as_absent(setenv, read, default):
    setenv("  ")
    assert read("NAME_UNDER_TEST", default=default) == default


@pytest.mark.parametrize("word", ["1", "true", "True", "YES", "on"])
def test_a_truth_can_be_written_in_several_ways(setenv, word):
    setenv(word)
    assert env.boolean("NAME_UNDER_TEST", default=False) is True


@pytest.mark.parametrize("word", ["0", "false", "False", "NO", "off"])
def test_a_falsehood_can_be_written_in_several_ways(setenv, word):
    setenv(word)
    assert env.boolean("NAME_UNDER_TEST", default=True) is False


def test_it_refuses_a_truth_value_it_does_not_know(setenv):
    setenv("maybe")
    with pytest.raises(ImproperlyConfigured, match="NAME_UNDER_TEST is wrong: expected true or false"):
        env.boolean("NAME_UNDER_TEST")


def test_it_reads_a_whole_number(setenv):
    setenv("42")
    assert env.integer("NAME_UNDER_TEST") == 42


@pytest.mark.parametrize("value", ["many", "4.5", "0", "11"])
def test_it_refuses_a_number_out_of_bounds_or_no_number(setenv, value):
    setenv(value)
    with pytest.raises(ImproperlyConfigured, match="expected a whole number at least 1 and at most 10"):
        env.integer("NAME_UNDER_TEST", least=1, most=10)


def test_it_splits_words_at_commas(setenv):
    setenv("one, two,,three ")
    assert env.words("NAME_UNDER_TEST") == ["one", "two", "three"]


def test_it_takes_one_of_the_choices(setenv):
    setenv("calm")
    assert env.choice("NAME_UNDER_TEST", ["calm", "bold"]) == "calm"


def test_it_refuses_what_is_none_of_the_choices(setenv):
    setenv("loud")
    with pytest.raises(ImproperlyConfigured, match="expected one of calm, bold"):
        env.choice("NAME_UNDER_TEST", ["calm", "bold"])


def test_it_takes_an_absolute_address(setenv):
    setenv("https://www.example.org:8443/path")
    assert env.url("NAME_UNDER_TEST") == "https://www.example.org:8443/path"


@pytest.mark.parametrize("value", ["www.example.org", "ftp://example.org", "https://", "https://example.org:port"])
def test_it_refuses_an_address_that_is_not_absolute(setenv, value):
    setenv(value)
    with pytest.raises(ImproperlyConfigured, match="expected an absolute address"):
        env.url("NAME_UNDER_TEST")


def test_it_reads_a_database_address_with_options(setenv):
    setenv("postgres://Editor:p%40ss@db.example.org:6432/schools?sslmode=require")
    assert env.database("NAME_UNDER_TEST") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "schools",
        "USER": "Editor",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }


def test_it_reads_a_database_on_a_unix_socket(setenv):
    setenv("postgresql://postgres@/schools?host=%2Frun%2FMy%20Sockets")
    entry = env.database("NAME_UNDER_TEST")
    assert (entry["HOST"], entry["NAME"], entry["OPTIONS"]) == ("/run/My Sockets", "schools", {})


@pytest.mark.parametrize(
    "value",
    [
        "mysql://root:hunter2@host/name",
        "dbname=schools password=hunter2",
        "postgresql://user:hunter2@host/",
        "postgresql://user:hunter2@host/name?nonsense=1",
        "postgresql://user:hunter2@[host/name",
    ],
)
def test_it_refuses_a_wrong_database_address_without_repeating_the_password(setenv, value):
    setenv(value)
    with pytest.raises(ImproperlyConfigured, match="NAME_UNDER_TEST is wrong") as refusal:
        env.database("NAME_UNDER_TEST")
    assert "hunter2" not in str(refusal.value)
    assert refusal.value.__cause__ is None
