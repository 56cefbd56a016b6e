"""Texts as words: taken apart, three versions merged, two compared.

White space belongs to the word behind it and never counts as a change; where it changed, it follows the side that
changed it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

Mark = tuple[str, tuple[tuple[str, str], ...]]
SPACE = " \t\r\n\f"
# A telephone number, an e-mail address or a word with an apostrophe is one word.
PIECE = re.compile(rf"([{SPACE}]*)(\w+(?:['’.@/:&+-]+\w+)*|[^\w{SPACE}]|\Z)")
SENTENCE_END = frozenset(".!?…。؟")


class Word(NamedTuple):
    """A word, a sign, or a thing in the text (`thing`: its HTML), with its formatting and the white space before it."""

    text: str
    marks: tuple[Mark, ...] = ()
    space: str = ""
    thing: bool = False

    @property
    def key(self) -> Hashable:
        """What makes it the same word."""
        return (self.text, tuple(sorted(self.marks)), self.thing)

    @property
    def divides(self) -> bool:
        """Whether changes on its two sides have nothing to do with each other."""
        return self.thing or self.text in SENTENCE_END or any(map(str.isalnum, self.text))


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a plain text; the last is empty and holds the white space at the end."""
    words = [Word(word, (), space) for space, word in PIECE.findall(text)]
    if len(words) >= 2 and not words[-2].text:
        words.pop()  # the pattern finds the end once more behind white space
    return tuple(words)


def text_of(words: Sequence[Word]) -> str:
    """Return the plain text of words."""
    return "".join(word.space + word.text for word in spaced(words))


def spaced(words: Sequence[Word]) -> list[Word]:
    """Return the words with a space where two would run into one that neither version had."""
    result: list[Word] = []
    for word in words:
        before = result[-1] if result else None
        if before and not word.space and before.marks == word.marks and _runs_into(before, word):
            word = word._replace(space=" ")  # noqa: PLW2901
        result.append(word)
    return result


def _runs_into(before: Word, word: Word) -> bool:
    if before.thing or word.thing or not word.text:
        return False
    return PIECE.findall(before.text + word.text)[:2] != [("", before.text), ("", word.text)]


class Stretch(NamedTuple):
    """A part of three versions: words that all have, or words that at least one changed."""

    base: tuple[Word, ...]
    local: tuple[Word, ...]
    national: tuple[Word, ...]
    stable: bool

    @property
    def changed_by(self) -> tuple[bool, bool]:
        """Whether the local and the national version differ from the base."""
        return keys(self.local) != keys(self.base), keys(self.national) != keys(self.base)


@dataclass(frozen=True)
class MergedWords:
    """The outcome: `ours` and `theirs` differ where both sides changed the same words; else they hold both changes."""

    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]
    clash: bool


def keys(words: Sequence[Word]) -> tuple[Hashable, ...]:
    """Return what the words are compared by."""
    return tuple(word.key for word in words)


def merge_words(base: Sequence[Word], local: Sequence[Word], national: Sequence[Word]) -> MergedWords:
    """Merge three versions of a text word by word; changes with no unchanged word between them clash."""
    ours: list[Word] = []
    theirs: list[Word] = []
    clash = False
    for stretch in _stretches(base, local, national):
        starts_sentence = not ours or ours[-1].text in SENTENCE_END
        mine, its = _merge_stretch(stretch, starts_sentence=starts_sentence)
        ours += mine
        theirs += its
        clash = clash or mine is not its
    return MergedWords(tuple(ours), tuple(theirs), clash)


def _merge_stretch(stretch: Stretch, *, starts_sentence: bool) -> tuple[Sequence[Word], Sequence[Word]]:
    base, local, national, stable = stretch
    if stable:
        words = [_with_space(*three) for three in zip(base, local, national, strict=True)]
        return words, words
    locally, nationally = stretch.changed_by
    if not nationally:
        return local, local
    if not locally:
        return national, national
    if keys(local) == keys(national):
        return local, local
    if starts_sentence and not base and _are_different_sentences(local, national):
        both = [*local, national[0]._replace(space=national[0].space or " "), *national[1:]]
        return both, both
    return local, national


def _with_space(base: Word, local: Word, national: Word) -> Word:
    if base.space == local.space != national.space:
        return local._replace(space=national.space)
    return local


def _are_different_sentences(local: Sequence[Word], national: Sequence[Word]) -> bool:
    """Whether both sides added whole sentences at one place, so that both can stand there."""
    for words in (local, national):
        if len(words) < 2 or words[-1].text not in SENTENCE_END or words[0].text in SENTENCE_END:
            return False
    ours, theirs = set(keys(local)), set(keys(national))
    return not (ours <= theirs or theirs <= ours)


def _stretches(base: Sequence[Word], local: Sequence[Word], national: Sequence[Word]) -> list[Stretch]:
    in_local, in_national = _matches(base, local), _matches(base, national)
    found: list[Stretch] = []
    b = m = n = 0
    while b < len(base) or m < len(local) or n < len(national):
        run = 0
        while b + run < len(base) and in_local.get(b + run) == m + run and in_national.get(b + run) == n + run:
            run += 1
        if run:
            ends = (b + run, m + run, n + run)
        else:
            synced = next((i for i in range(b, len(base)) if i in in_local and i in in_national), None)
            ends = (
                (len(base), len(local), len(national))
                if synced is None
                else (synced, in_local[synced], in_national[synced])
            )
        parts = tuple(base[b : ends[0]]), tuple(local[m : ends[1]]), tuple(national[n : ends[2]])
        found.append(Stretch(*parts, stable=bool(run)))
        b, m, n = ends
    return _joined(found)


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Take changes of the two sides for one where only signs such as a comma stand between them."""
    result: list[Stretch] = []
    for stretch in stretches:
        if len(result) >= 2 and not stretch.stable and _bound(result[-2], result[-1], stretch):
            between, before = result.pop(), result.pop()
            parts = [sum(each, ()) for each in zip(before[:3], between[:3], stretch[:3], strict=True)]
            result.append(Stretch(parts[0], parts[1], parts[2], stable=False))
        else:
            result.append(stretch)
    return result


def _bound(before: Stretch, between: Stretch, after: Stretch) -> bool:
    if before.stable or not between.stable or any(word.divides for word in between.base):
        return False
    return before.changed_by != after.changed_by


def _matches(base: Sequence[Word], side: Sequence[Word]) -> dict[int, int]:
    """Return which words of `side` are which of `base`; a lone word between two changes counts as changed with them."""
    blocks = matching_runs(keys(base), keys(side))
    found: dict[int, int] = {}
    for a, b, size in blocks:
        at_an_end = (a == b == 0) or (a + size == len(base) and b + size == len(side))
        if size == 1 and not at_an_end and base[a].text not in SENTENCE_END:
            continue
        found.update((a + i, b + i) for i in range(size))
    if base and side and base[-1].key == side[-1].key and not base[-1].text:
        found[len(base) - 1] = len(side) - 1  # the end of the text
    return found


def matching_runs(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    """Return the runs that two sequences have in common, as (start in a, start in b, length), in order."""
    if a == b:
        return [(0, 0, len(a))] if a else []
    runs = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [(run.a, run.b, run.size) for run in runs if run.size]


class Difference(NamedTuple):
    """A run of words: `op` is "equal", "insert" or "delete"; `marks` names its formatting (tags, outermost first)."""

    op: str
    text: str
    marks: tuple[str, ...] = ()


def differences(a: Sequence[Word], b: Sequence[Word], *, show: Callable[[Word], str] | None = None) -> list[Difference]:
    """Return how to come from one text to the other, deletions first, runs of one kind and formatting joined."""
    found: list[Difference] = []

    def add(op: str, words: Sequence[Word]) -> None:
        for word in words:
            text = word.space + (show(word) if show else word.text)
            marks = tuple(tag for tag, _ in word.marks)
            if found and found[-1].op == op and found[-1].marks == marks:
                found[-1] = Difference(op, found[-1].text + text, marks)
            elif text:
                found.append(Difference(op, text, marks))

    at = bt = 0
    for start_a, start_b, size in [*matching_runs(keys(a), keys(b)), (len(a), len(b), 0)]:
        add("delete", a[at:start_a])
        add("insert", b[bt:start_b])
        add("equal", b[start_b : start_b + size])
        at, bt = start_a + size, start_b + size
    return found
