"""Editions whose languages say different things: one departs from the nation where the other follows it.

The four corners are the national page in two languages and what a sub-site shows in both. A part that is overridden in
one language and not in the other is listed until the other is adapted too, or somebody accepts that they differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page

from affiliates.activity import record
from affiliates.editions.bulk import Overridden, contents_of, overrides_in_bulk
from affiliates.editions.content import label_of_part, part_of, schema_of
from affiliates.merge import Change, ChangeKind
from affiliates.merge.tree import ROOT, take_apart
from affiliates.models import Activity, AffiliateHomePage, Edition, OverrideNote
from core.cards import visible_pages

if TYPE_CHECKING:
    from users.models import User


@dataclass(frozen=True)
class Difference:
    """A part that an edition says in its own way, while the affiliate's page in `language` says what the nation says.

    `source_id` is the national page in that language, `other` the edition of it, None where there is none.
    `is_accepted` says that this is meant.
    """

    edition: Edition
    part: str
    label: str
    language: str
    source_id: int
    other: Edition | None
    is_accepted: bool


def differences(editions: Iterable[Edition]) -> dict[int, list[Difference]]:
    """Return what the diamond check finds, by the ids of the editions, only those with something to say.

    Queries: a number that does not grow with that of the editions. Left out are editions that are detached or that no
    reader sees, and languages in which the affiliate has no sub-site or the nation no such page.
    """
    check = _Check([row for row in editions if row.source_id and not row.detached_at])
    found = {edition.pk: list(check.of(edition)) for edition in check.editions}
    return {pk: rows for pk, rows in found.items() if rows}


@transaction.atomic
def accept_difference(edition: Edition, part: str, *, user: User) -> None:
    """Accept that the other languages say what the nation says in a part.

    Raises ValidationError where the edition says that too. Accepting again changes nothing.
    """
    open_parts = {row.part: row for row in differences([edition]).get(edition.pk, ())}
    if part not in open_parts:
        raise ValidationError(_("There is no such difference between the languages (any more)."))
    if open_parts[part].is_accepted:
        return
    OverrideNote.objects.update_or_create(
        edition=edition,
        part=part,
        defaults={"accepted_in_other_languages": True, "by": user},
        create_defaults={"accepted_in_other_languages": True, "by": user, "first_seen": timezone.now()},
    )
    record(edition.affiliate, Activity.DIFFERENCE_ACCEPTED, user=user, subject=edition.page.title, page=edition.page)


class _Check:
    """All that the check of some editions reads, each kind in one go."""

    def __init__(self, editions: list[Edition]) -> None:
        self.editions = editions

    def of(self, edition: Edition) -> Iterator[Difference]:
        ours = self.overrides.get(edition.pk)
        if ours is None:
            return
        key = self.keys[edition.source_id or 0]
        for source in self.sources.get(key, ()):
            language = self.languages.get((edition.affiliate_id, source.locale_id))
            if source.pk == edition.source_id or language is None:
                continue
            other = self.family.get((edition.affiliate_id, source.pk))
            theirs = self.overrides.get(other.pk) if other else None
            for change in _not_said(ours.changes, theirs.changes if theirs else [], self.blocks[source.pk]):
                part = part_of(change)
                label = label_of_part(ours.model, ours.content, change)
                is_accepted = (edition.pk, part) in self.accepted
                yield Difference(edition, part, label, language, source.pk, other, is_accepted)

    @cached_property
    def keys(self) -> dict[int, UUID]:
        sources = {edition.source_id for edition in self.editions}
        return dict(Page.objects.filter(pk__in=sources).values_list("pk", "translation_key"))

    @cached_property
    def sources(self) -> dict[UUID, list[Page]]:
        """The national pages in all languages that readers see."""
        found: dict[UUID, list[Page]] = {}
        for page in visible_pages().filter(translation_key__in=set(self.keys.values())).order_by("locale_id"):
            found.setdefault(page.translation_key, []).append(page)
        return found

    @cached_property
    def blocks(self) -> dict[int, frozenset[str]]:
        """The ids of all blocks of the national pages."""
        contents = contents_of(page.pk for pages in self.sources.values() for page in pages)
        return {pk: frozenset(take_apart(content, schema_of(model))) for pk, (model, content) in contents.items()}

    @cached_property
    def family(self) -> dict[tuple[int, int], Edition]:
        """The editions of the same pages in all languages, by affiliate and source."""
        sources = [page.pk for pages in self.sources.values() for page in pages]
        affiliates = {edition.affiliate_id for edition in self.editions}
        rows = Edition.objects.filter(source__in=sources, affiliate__in=affiliates, detached_at=None)
        return {(row.affiliate_id, row.source_id or 0): row for row in rows.select_related("page")}

    @cached_property
    def overrides(self) -> dict[int, Overridden]:
        return overrides_in_bulk(row for row in self.family.values() if row.page.live)

    @cached_property
    def languages(self) -> dict[tuple[int, int], str]:
        affiliates = {edition.affiliate_id for edition in self.editions}
        homes = AffiliateHomePage.objects.filter(affiliate__in=affiliates).select_related("locale")
        return {(home.affiliate_id, home.locale_id): home.locale.get_display_name() for home in homes}

    @cached_property
    def accepted(self) -> set[tuple[int, str]]:
        notes = OverrideNote.objects.filter(
            edition__in=[edition.pk for edition in self.editions], accepted_in_other_languages=True
        )
        return set(notes.values_list("edition_id", "part"))


def _not_said(ours: list[Change], theirs: list[Change], national: frozenset[str]) -> list[Change]:
    """Return our changes that the other language lacks; `national` are the blocks of the national page there.

    An addition of ours is there too when the other language has one of the same type in the same list, for what is
    written anew in another language has ids of its own. The order of a page says nothing.
    """
    said = {part_of(change) for change in theirs}
    additions = [_kind_of_addition(change) for change in theirs if change.kind is ChangeKind.ADDED and not change.field]
    missing = []
    for change in ours:
        if change.kind is ChangeKind.MOVED:
            continue
        is_addition = change.kind is ChangeKind.ADDED and not change.field
        if is_addition and _kind_of_addition(change) in additions:
            additions.remove(_kind_of_addition(change))
        elif part_of(change) not in said and (is_addition or change.block in national or change.block == ROOT):
            missing.append(change)
    return missing


def _kind_of_addition(change: Change) -> Any:
    return change.path[:-1], change.path[-1].name
