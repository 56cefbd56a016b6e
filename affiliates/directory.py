"""The affiliates as readers meet them: by state, with the address of a sub-site or else with whom to reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import QuerySet

from affiliates.models import MILITARY, Affiliate, AffiliateHomePage, Contact, State
from affiliates.models.contact import ContactRole
from core import place

# Whom a reader reaches where there is no sub-site to read; the first that the affiliate has.
ROLES = (ContactRole.GENERAL, ContactRole.PRESIDENT, ContactRole.TRAININGS, ContactRole.MEDIA)


@dataclass(frozen=True)
class Choice:
    """One affiliate to go to; `url` is empty where it has no pages that this reader could read now."""

    affiliate: Affiliate
    url: str = ""
    contact: Contact | None = None

    @property
    def states(self) -> list[State]:
        """What the affiliate covers, in the order of the reader's language."""
        return by_name(State(code) for code in self.affiliate.states)


@dataclass(frozen=True)
class StateEntry:
    """One state of the directory with its affiliates, usually one; without a state for one that covers none."""

    name: str
    state: State | None
    choices: list[Choice] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The id of the entry on the page."""
        return f"state-{self.state.value}" if self.state else f"affiliate-{self.choices[0].affiliate.slug}"

    @property
    def url(self) -> str:
        """Where the map leads: to the one sub-site, else to the entry."""
        addresses = [choice.url for choice in self.choices]
        return addresses[0] if len(addresses) == 1 and addresses[0] else f"#{self.anchor}"


@dataclass(frozen=True)
class Directory:
    """Every state: those with an affiliate, and those for which the national office answers."""

    entries: list[StateEntry]
    unserved: list[State]


def directory(language: str) -> Directory:
    """Return the directory for readers of `language`; three queries, whatever the number of affiliates."""
    choices = choices_of(Affiliate.objects.all(), language)
    entries = []
    for state in by_name(State):
        covering = [choice for choice in choices if state.value in choice.affiliate.states]
        if covering:
            entries.append(StateEntry(str(state.label), state, covering))
    elsewhere = [
        StateEntry(choice.affiliate.place, None, [choice]) for choice in choices if not choice.affiliate.states
    ]
    served = {entry.state for entry in entries}
    unserved = [state for state in by_name(State) if state not in served]
    return Directory(sorted([*entries, *elsewhere], key=lambda entry: entry.name.casefold()), unserved)


def choices_of(affiliates: QuerySet[Affiliate], language: str) -> list[Choice]:
    """Return what a reader of `language` can do with each affiliate, by place; three queries at most."""
    rows = list(affiliates.order_by("place", "name"))
    homes = (
        AffiliateHomePage.objects.visible().in_language(language).filter(affiliate__in=rows).select_related("locale")
    )
    addresses = {home.affiliate_id: place.current().address(home) for home in homes} if rows else {}
    urls = {row.pk: addresses.get(row.pk, "") if row.is_in_service else "" for row in rows}
    contacts = _contacts([pk for pk, url in urls.items() if not url], language)
    return [Choice(row, urls[row.pk], contacts.get(row.pk)) for row in rows]


def by_name(states: Iterable[State]) -> list[State]:
    """Return the states in the order of their names in the reader's language, the military regions last."""
    return sorted(states, key=lambda state: (state in MILITARY, str(state.label).casefold()))


def _contacts(affiliate_ids: list[int], language: str) -> dict[int, Contact]:
    """Return one contact of each affiliate, in the reader's language where there is one; without ids, no query."""
    if not affiliate_ids:
        return {}
    languages = {language, settings.LANGUAGE_CODE}
    rows = Contact.objects.filter(affiliate_id__in=affiliate_ids, locale__language_code__in=languages)
    ranked = sorted(
        rows.select_related("locale"),
        key=lambda row: (-ROLES.index(ContactRole(row.role)), row.locale.language_code == language, -row.pk),
    )
    return {row.affiliate_id: row for row in ranked if row.affiliate_id}
