"""The states that have a city, town or post office of a name, however a reader writes it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from affiliates.models.state import State

STATES = {state.value: state for state in State}
FILE = Path(__file__).parent / "cities.txt"
# Words that places are written with in two ways.
ABBREVIATIONS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
# The marks of O’Fallon and Kāne‘ohe, as people type them; the fourth is the Hawaiian letter.
APOSTROPHES = str.maketrans("", "", "'’‘\u02bb`\u00b4")


def words_of_place(name: str) -> list[str]:
    """Return the words of a place's name in small letters, without accents, apostrophes and marks."""
    plain = unicodedata.normalize("NFKD", name.translate(APOSTROPHES)).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.lower())


def place_key(name: str) -> str:
    """Return what is the same for every way to write a place: "St. Louis" and "saint louis" are "saintlouis"."""
    return "".join(ABBREVIATIONS.get(word, word) for word in words_of_place(name))


def place_keys(name: str) -> set[str]:
    """Return the key of a place's name with its words written out and abbreviated, to find it among other spellings."""
    words = [ABBREVIATIONS.get(word, word) for word in words_of_place(name)]
    keys = {"".join(words)}
    for short, long in ABBREVIATIONS.items():
        if long in words:
            keys.add("".join(short if word == long else word for word in words))
    return keys


def states_with_city(name: str) -> tuple[State, ...]:
    """Return every state, territory and military region that has a place of that name; none for an unknown one."""
    return _cities().get(place_key(name), ())


@cache
def _cities() -> dict[str, tuple[State, ...]]:
    """About 18,800 names; 4 MB and 20 ms when a process is first asked."""
    states: dict[tuple[str, ...], tuple[State, ...]] = {}
    cities = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        key, *codes = line.split()
        found = tuple(codes)
        if found not in states:
            states[found] = tuple(STATES[code] for code in found if code in STATES)
        cities[key] = states[found]
    return cities
