"""Page × affiliate × language: what each national page is in each sub-site, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from affiliates.models import Affiliate, AffiliateHomePage, AffiliateIndexPage, HiddenPage, SharingRule
from affiliates.models.edition import Edition, PendingUpdate
from affiliates.subsite import NATIONAL_DEPTH, defaults_of_types
from core.cards import visible_pages
from core.models.pages import Sharing


class CellState(models.TextChoices):
    """What a national page is in a sub-site, in one language."""

    INHERITED = "inherited", _("Inherited")
    EDITION = "edition", _("Local edition")
    BEHIND = "behind", _("Local edition, behind")
    WAITING = "waiting", _("Update waits for a look")
    CONFLICT = "conflict", _("Conflict")
    DETACHED = "detached", _("Detached")
    OWN = "own", _("Page of its own")
    HIDDEN = "hidden", _("Hidden")
    REQUIRED = "required", _("Required")


@dataclass(frozen=True, slots=True)
class NationalPage:
    """A national page, as far as the matrix shows it."""

    pk: int
    path: str
    url_path: str
    title: str
    key: UUID
    type_id: int
    locale_id: int
    live_revision_id: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One national page in one sub-site. Without a local edition there is no `edition`."""

    page: NationalPage
    affiliate: Affiliate
    language: str
    state: CellState
    edition: Edition | None = None

    @property
    def is_unpublished(self) -> bool:
        """Whether there is an edition that readers do not see yet, or no longer."""
        return self.edition is not None and not self.edition.page.live


@dataclass(frozen=True)
class Narrowing:
    """Which cells are wanted; what is empty narrows nothing. `state` may also be `CHANGED`."""

    affiliate: int | None = None
    language: str = ""
    page_type: int | None = None
    state: str = ""
    text: str = ""
    page: int | None = None

    def holds_page(self, page: NationalPage) -> bool:
        """Whether the cells of the page are wanted, as far as the page says."""
        if self.page and page.pk != self.page:
            return False
        if self.page_type and page.type_id != self.page_type:
            return False
        return self.text.casefold() in page.title.casefold()

    def holds_home(self, home: AffiliateHomePage) -> bool:
        """Whether the cells of the sub-site are wanted."""
        if self.affiliate and home.affiliate_id != self.affiliate:
            return False
        return not self.language or home.locale.language_code == self.language

    def holds_state(self, state: CellState) -> bool:
        """Whether cells in the state are wanted."""
        if self.state == CHANGED:
            return state not in {CellState.INHERITED, CellState.REQUIRED}
        return not self.state or state == self.state


# Everything that is not simply as the nation wrote it.
CHANGED = "changed"


@dataclass
class Matrix:
    """All cells, by page in the order of the tree, then by affiliate. Queries: seven, whatever there is."""

    narrowing: Narrowing = field(default_factory=Narrowing)

    def cells(self) -> Iterator[Cell]:
        """Go through the cells that are wanted."""
        homes: dict[int, list[AffiliateHomePage]] = {}
        for home in self._homes:
            if self.narrowing.holds_home(home):
                homes.setdefault(home.locale_id, []).append(home)
        for page in self._pages:
            sharing = self._sharing[page.path]
            if sharing == Sharing.NATIONAL or not self.narrowing.holds_page(page):
                continue
            for home in homes.get(page.locale_id, ()):
                cell = self._cell(page, home, sharing)
                if self.narrowing.holds_state(cell.state):
                    yield cell

    def _cell(self, page: NationalPage, home: AffiliateHomePage, sharing: Sharing) -> Cell:
        edition = self._editions.get((page.pk, home.affiliate_id))
        if sharing == Sharing.REQUIRED:
            state = CellState.REQUIRED
        elif edition is not None:
            state = state_of(edition, page.live_revision_id)
        elif self._own_path(page, home) in self._own_paths:
            state = CellState.OWN
        elif self._is_hidden(page, home.affiliate_id):
            state = CellState.HIDDEN
        else:
            state = CellState.INHERITED
        return Cell(page, home.affiliate, home.locale.language_code, state, edition)

    def _is_hidden(self, page: NationalPage, affiliate: int) -> bool:
        hidden = self._hidden.get(affiliate)
        return bool(hidden) and any(page.path.startswith(path) for path in hidden or ())

    @staticmethod
    def _own_path(page: NationalPage, home: AffiliateHomePage) -> str:
        _root, _home, inner = page.url_path.split("/", 2)
        return f"{home.url_path}{inner}"

    @cached_property
    def _homes(self) -> list[AffiliateHomePage]:
        homes = AffiliateHomePage.objects.select_related("affiliate", "locale")
        return list(homes.filter(affiliate__in=Affiliate.objects.in_service()).order_by("affiliate__name", "pk"))

    @cached_property
    def _directories(self) -> list[str]:
        return list(AffiliateIndexPage.objects.values_list("path", flat=True))

    @cached_property
    def _below_directories(self) -> Q:
        condition = Q(pk__in=[])
        for path in self._directories:
            condition |= Q(path__startswith=path)
        return condition

    @cached_property
    def _pages(self) -> list[NationalPage]:
        public = visible_pages().filter(depth__gt=NATIONAL_DEPTH).exclude(self._below_directories)
        fields = ("pk", "path", "url_path", "title", "translation_key", "content_type_id", "locale_id")
        rows = public.order_by("path").values_list(*fields, "live_revision_id")
        return [NationalPage(*row) for row in rows]

    @cached_property
    def _sharing(self) -> dict[str, Sharing]:
        """How each page is shared: as its rule says, else its type, else the page above it (as affiliates.subsite)."""
        rules = dict(SharingRule.objects.values_list("translation_key", "sharing"))
        defaults = defaults_of_types()
        found: dict[str, Sharing] = {}
        for page in self._pages:
            above = found.get(page.path[: -Page.steplen], Sharing.OFFERED)
            rule = rules.get(page.key)
            found[page.path] = Sharing(rule) if rule else defaults.get(page.type_id, above)
        return found

    @cached_property
    def _hidden(self) -> dict[int, list[str]]:
        paths: dict[UUID, list[str]] = {}
        for page in self._pages:
            paths.setdefault(page.key, []).append(page.path)
        hidden: dict[int, list[str]] = {}
        for affiliate, key in HiddenPage.objects.values_list("affiliate_id", "translation_key"):
            hidden.setdefault(affiliate, []).extend(paths.get(key, ()))
        return hidden

    @cached_property
    def _editions(self) -> dict[tuple[int, int], Edition]:
        """The editions by source and affiliate; an attached one before those that were detached earlier."""
        rows = with_state(Edition.objects.filter(source__isnull=False))
        in_order = rows.order_by(models.F("detached_at").asc(nulls_last=True))
        return {(row.source_id, row.affiliate_id): row for row in in_order}

    @cached_property
    def _own_paths(self) -> frozenset[str]:
        own = Page.objects.filter(self._below_directories, live=True)
        return frozenset(own.values_list("url_path", flat=True))


def with_state(editions: Any) -> Any:
    """Return the editions with what their state is read from, without their contents, in one query."""
    heavy = ("base", "draft_base", "pending__base", "pending__local", "pending__national")
    return editions.select_related("page", "pending").defer(*heavy)


def state_of(edition: Edition, live_revision_id: int | None) -> CellState:
    """Return the state of an edition whose source has this live revision; adds no query after `with_state`."""
    if edition.detached_at:
        return CellState.DETACHED
    pending = getattr(edition, "pending", None)
    if pending is not None:
        return CellState.CONFLICT if pending.reason == PendingUpdate.Reason.CONFLICT else CellState.WAITING
    if live_revision_id is not None and edition.synced_revision_id != live_revision_id:
        return CellState.BEHIND
    return CellState.EDITION
