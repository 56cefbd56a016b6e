"""Texts that say nearly the same, put together: pure functions, the same result each time."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

# Two texts are alike when at least this share of their words stands in both in the same order, counted as difflib does:
# 2 × common ÷ all. Below it, in texts of our editors, no more than the subject is the same.
ALIKE = 0.6
WORD = re.compile(r"\w+(?:['’.@/:&+-]+\w+)*")

Words = tuple[str, ...]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class TextGroup(Generic[Key]):
    """Texts that are alike: the most frequent of them, and who says what, the most frequent first."""

    text: str
    members: tuple[tuple[Key, str], ...]


def words_of(text: str) -> Words:
    """Return the words that a text is compared by; capitals and punctuation do not count."""
    return tuple(WORD.findall(text.casefold()))


def are_alike(a: Words, b: Words) -> bool:
    """Say whether two texts are alike; two without a word are, one without is not like one with words."""
    if a == b:
        return True
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    # The first two are upper bounds of the third, and quick.
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def group_by_likeness(texts: Iterable[tuple[Key, str]]) -> list[TextGroup[Key]]:
    """Put texts together that are alike, the largest group first.

    The most frequent text leads a group, and whatever is like it and like no more frequent leader follows it; so the
    order in which the texts come does not matter. Texts that differ in capitals and punctuation only are the same.
    """
    same: dict[Words, list[tuple[Key, str]]] = {}
    for key, text in texts:
        same.setdefault(words_of(text), []).append((key, text))
    led: dict[Words, list[tuple[Key, str]]] = {}
    for words in sorted(same, key=lambda each: (-len(same[each]), each)):
        leader = next((each for each in led if are_alike(each, words)), words)
        led.setdefault(leader, []).extend(same[words])
    groups = [TextGroup(members[0][1], tuple(members)) for members in led.values()]
    return sorted(groups, key=lambda group: -len(group.members))
