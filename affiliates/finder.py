"""Find the affiliate of a ZIP code, a city, a state or a local association, as a reader writes it.

What readers write stays in this process: it is never logged, stored or put into an address
(docs/features/find-my-affiliate.md).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_variables

from affiliates.directory import Choice, by_name, choices_of
from affiliates.geography.cities import place_key, place_keys, states_with_city, words_of_place
from affiliates.geography.postal import states_of_zip
from affiliates.models import Affiliate, LocalAssociation, State

LONGEST = 100
MOST_WORDS = 8
MOST_CHOICES = 12
MOST_ASSOCIATIONS = 10
# A ZIP code, or the longer form of it; in an address it comes last.
ZIP = re.compile(r"(?<!\d)(\d{5})(?:[- ]?\d{4})?(?!\d)")
# What can only be meant as a ZIP code.
NUMBER = re.compile(r"[\d\s.-]+")


class Outcome(Enum):
    """What came of a question; `FOUND` also where only the national office answers for the place."""

    FOUND = 200
    UNKNOWN = 404
    MALFORMED = 422


@dataclass(frozen=True)
class AssociationMatch:
    """A local association with what a reader can do with its affiliate."""

    association: LocalAssociation
    choice: Choice


@dataclass(frozen=True)
class Answer:
    """What a reader gets to see; `message` says what was wrong, or what to know about the choices."""

    outcome: Outcome
    question: str
    message: str = ""
    associations: list[AssociationMatch] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    unserved: list[State] = field(default_factory=list)
    has_more: bool = False

    @property
    def destination(self) -> str:
        """The address to go to at once: of the one sub-site on this host that is meant without doubt, else empty."""
        is_clear = len(self.choices) == 1 and not (self.associations or self.unserved or self.message or self.has_more)
        url = self.choices[0].url if is_clear else ""
        return url if url.startswith("/") else ""


@dataclass(frozen=True)
class Question:
    """What was asked for: states that are meant, and which local associations belong to it."""

    states: tuple[State, ...] = ()
    associations: Q | None = None
    message: str = ""


@sensitive_variables()
def find(text: str, language: str) -> Answer:
    """Return what a reader of `language` gets who wrote `text`.

    At most seven queries. Never raises: malformed and unknown texts are outcomes.
    """
    question = clean(text)
    if problem := _problem(question):
        return Answer(Outcome.MALFORMED, question[:LONGEST], problem)
    code = _zip_in(question)
    if code:
        asked = _by_zip(code)
    elif NUMBER.fullmatch(question):
        return Answer(Outcome.MALFORMED, question, _("A ZIP code has five digits, such as 60173."))
    else:
        asked = _by_words(question, language)
    if asked is None:
        unknown = _("The Postal Service uses no such ZIP code. Check the digits, or write a city.") if code else ""
        return Answer(Outcome.UNKNOWN, question, unknown or _unknown_place())
    answer = _answer(question, asked, language)
    return answer if answer else Answer(Outcome.UNKNOWN, question, _unknown_place())


def clean(text: str) -> str:
    """Return the text in one line, without invisible characters, its digits as 0 to 9."""
    # What is far too long is only looked at as far as it takes to say so.
    plain = unicodedata.normalize("NFKC", text[: 4 * LONGEST])
    kept = (
        str(unicodedata.decimal(char)) if char.isdecimal() else " " if char.isspace() else char
        for char in plain
        if char.isspace() or not unicodedata.category(char).startswith("C")
    )
    return " ".join("".join(kept).split())


def _problem(question: str) -> str:
    if not question:
        return _("Write a ZIP code, a city, a state or the name of your local association.")
    if len(question) > LONGEST:
        return _("Write no more than a ZIP code, a city or a name.")
    if not any(char.isalnum() for char in question):
        return _("Write a ZIP code or a name, with digits or letters.")
    return ""


@sensitive_variables()
def _zip_in(question: str) -> str:
    """Return the ZIP code that the text is or holds, else nothing."""
    if NUMBER.fullmatch(question):
        found = ZIP.fullmatch(question)
        return found[1] if found else ""
    codes = ZIP.findall(question)
    return codes[-1] if codes else ""


def _unknown_place() -> str:
    return _("We know no such place and no such local association. Check the spelling, or choose your state below.")


@sensitive_variables()
def _by_zip(code: str) -> Question | None:
    states = states_of_zip(code)
    if states is None:
        return None
    message = _("This ZIP code crosses a state line. Choose where you work.") if len(states) > 1 else ""
    if not states:
        message = _("No affiliate covers the freely associated states. The national office answers.")
    return Question(states, Q(zip_codes__contains=[code]), message)


@sensitive_variables()
def _by_words(question: str, language: str) -> Question | None:
    """Understand a state, a city with or without its state, else the name of a local association."""
    names = _state_names(language)
    if state := names.get(_state_key(question)):
        return Question((state,))
    city, state = _split_state(question, names)
    key = place_key(city)
    if key:
        everywhere = states_with_city(city)
        states = tuple(found for found in everywhere if state in {None, found})
        in_city = Q(city_key__in=place_keys(city))
        if state is not None:
            in_city &= Q(affiliate__states__contains=[state.value])
            message = "" if states else _("We do not know this place, but its state.")
            return Question(states or (state,), in_city, message)
        if states:
            return Question(states, in_city)
        if LocalAssociation.objects.filter(in_city).exists():
            return Question((), in_city)
    return _by_name(question)


@sensitive_variables()
def _by_name(question: str) -> Question | None:
    words = words_of_place(question)[:MOST_WORDS]
    if len("".join(words)) < 3:
        return None
    condition = Q()
    for word in words:
        condition &= Q(name_key__contains=word) | Q(city_key__contains=word)
    return Question((), condition)


def _state_names(language: str) -> dict[str, State]:
    """Return every state by its letters and its names, in English and in the reader's language."""
    names: dict[str, State] = {"washingtondc": State.DC}
    for code in ("en", language):
        with override(code):
            names |= {_state_key(str(state.label)): state for state in State}
    return names | {state.value.lower(): state for state in State}


def _state_key(text: str) -> str:
    """Return a name without spaces and marks; letters other than Latin ones stay, so that any language works."""
    return place_key(text) or "".join(char for char in text.casefold() if char.isalnum())


def _split_state(question: str, names: dict[str, State]) -> tuple[str, State | None]:
    """Return the city and the state that the text ends with, as in "Peoria, IL" and "Peoria Illinois"."""
    before, comma, after = question.rpartition(",")
    if comma and (state := names.get(_state_key(after))):
        return before, state
    words = question.replace(",", " ").split()
    for count in range(1, min(5, len(words))):
        if state := names.get(_state_key(" ".join(words[-count:]))):
            return " ".join(words[:-count]), state
    return question, None


@sensitive_variables()
def _answer(question: str, asked: Question, language: str) -> Answer | None:
    """Look up affiliates and associations; None where there is neither, and no state that the nation answers for."""
    rows = _associations(asked.associations)
    shown = rows[:MOST_ASSOCIATIONS]
    owners = {row.affiliate_id for row in shown}
    meant = Q(states__overlap=[state.value for state in asked.states]) if asked.states else Q(pk__in=())
    found = {
        choice.affiliate.pk: choice
        for choice in choices_of(Affiliate.objects.filter(meant | Q(pk__in=owners)), language)
    }
    covered = {code for choice in found.values() for code in choice.affiliate.states}
    unserved = by_name(state for state in asked.states if state.value not in covered)
    others = [choice for pk, choice in found.items() if pk not in owners]
    if not (found or unserved or asked.message):
        return None
    return Answer(
        Outcome.FOUND,
        question,
        asked.message,
        [AssociationMatch(row, found[row.affiliate_id]) for row in shown],
        others[:MOST_CHOICES],
        unserved[:MOST_CHOICES],
        len(rows) > len(shown) or len(others) > MOST_CHOICES or len(unserved) > MOST_CHOICES,
    )


def _associations(condition: Q | None) -> list[LocalAssociation]:
    """Return the associations, one more than are shown."""
    if condition is None:
        return []
    rows = LocalAssociation.objects.filter(condition)
    return list(rows.order_by("name", "city", "pk")[: MOST_ASSOCIATIONS + 1])
