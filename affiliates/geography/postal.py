"""The states that a ZIP code is in, by the Postal Service's prefixes and what is known to cross a state line."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from affiliates.models.state import State

STATES = {state.value: state for state in State}
FOLDER = Path(__file__).parent


def states_of_zip(code: str) -> tuple[State, ...] | None:
    """Return the states and territories in which the five digits `code` are delivered; several where it crosses a line.

    Empty for the freely associated states, which the Postal Service serves and no affiliate covers; None where the
    Postal Service uses no such code.
    """
    letters = _single_codes().get(code) or _prefixes().get(code[:3])
    if letters is None:
        return None
    return tuple(STATES[state] for state in letters if state in STATES)


@cache
def _prefixes() -> dict[str, tuple[str, ...]]:
    prefixes: dict[str, tuple[str, ...]] = {}
    for line in (FOLDER / "zip_prefixes.txt").read_text(encoding="utf-8").splitlines():
        first, last, state = line.split()
        prefixes.update({f"{number:03}": (state,) for number in range(int(first), int(last) + 1)})
    return prefixes


@cache
def _single_codes() -> dict[str, tuple[str, ...]]:
    lines = (FOLDER / "zip_codes.txt").read_text(encoding="utf-8").splitlines()
    return {code: tuple(states) for code, *states in map(str.split, lines)}
