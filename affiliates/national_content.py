"""The national tree as it applies to one sub-site: what it inherits, adapts, hides and must show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import models
from django.db.models import Exists, Q, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from affiliates.models import Edition
from affiliates.subsite import NATIONAL_DEPTH, Subsite
from core.cards import visible_pages
from core.models.pages import Sharing


class State(models.TextChoices):
    """What a national page is in a sub-site."""

    INHERITED = "inherited", _("Inherited")
    ADAPTED = "adapted", _("Adapted")
    DRAFT = "draft", _("Draft of yours")
    HIDDEN = "hidden", _("Hidden")
    REQUIRED = "required", _("Required")


@dataclass(frozen=True)
class Row:
    """One national page in one sub-site; `own_id` is the affiliate's page that stands in for it.

    `edition` is the affiliate's version of it, whether or not readers see it yet.
    """

    page: Page
    state: State
    own_id: int | None
    hidden_with_parent: bool
    edition: Edition | None = None

    @property
    def indent(self) -> int:
        """How many steps the page stands below the first level of the national tree."""
        return self.page.depth - NATIONAL_DEPTH - 1


def national_pages(subsite: Subsite, text: str = "", state: State | None = None) -> Any:
    """Return the public national pages that concern the sub-site, in the order of the tree.

    `text` narrows them to titles that contain it, or to the page at the address that it is and those below, `state` to
    those that are in it. What the nation keeps to itself is left out. Each page has `own_id`, `has_draft` and
    `is_hidden_itself`.
    """
    marks = subsite.marks
    own = subsite.stand_ins()
    pages = (
        visible_pages()
        .filter(subsite.national(), ~marks.where(lambda mark: mark.sharing == Sharing.NATIONAL))
        .annotate(
            own_id=Subquery(own.values("pk")[:1]),
            is_hidden_itself=Exists(_hidden(subsite)),
            has_draft=Exists(_drafts(subsite)),
        )
    )
    if text:
        pages = pages.filter(_at_address(subsite, text) if _is_address(text) else Q(title__icontains=text))
    if state is not None:
        pages = pages.filter(_in_state(subsite, state))
    return pages.select_related("locale").order_by("path")


def _hidden(subsite: Subsite) -> Any:
    return subsite.affiliate.hidden_pages.filter(translation_key=models.OuterRef("translation_key"))


def _drafts(subsite: Subsite) -> Any:
    return Edition.objects.filter(
        affiliate=subsite.affiliate, source=models.OuterRef("pk"), detached_at=None, page__live=False
    )


def _is_address(text: str) -> bool:
    return text.startswith(("/", "http://", "https://"))


def _at_address(subsite: Subsite, address: str) -> Q:
    """Return the condition for the national page that a reader meets at an address, inside or outside the sub-site."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return Q(pk__in=[])
    path = path.removeprefix(f"/{subsite.language}/") if path.startswith(f"/{subsite.language}/") else path[1:]
    path = path.removeprefix(subsite.home.url_path.removeprefix(subsite.national_url_path))
    return Q(url_path__startswith=subsite.national_url_path + path)


def _in_state(subsite: Subsite, state: State) -> Q:
    required = subsite.marks.required()
    hidden = subsite.marks.where(lambda mark: mark.is_hidden_away)
    adapted = Q(own_id__isnull=False)
    draft = Q(has_draft=True)
    return {
        State.REQUIRED: required,
        State.ADAPTED: adapted & ~required,
        State.HIDDEN: hidden & ~adapted,
        State.DRAFT: draft & ~(required | hidden | adapted),
        State.INHERITED: ~(required | hidden | adapted | draft),
    }[state]


def rows(subsite: Subsite, pages: Iterable[Any]) -> list[Row]:
    """Return the pages, as `national_pages` gives them, with their states and editions; adds one query."""
    shown = list(pages)
    editions = {
        edition.source_id: edition
        for edition in Edition.objects.filter(affiliate=subsite.affiliate, source__in=shown)
        .select_related("page")
        .order_by("detached_at")  # the one that is attached comes last, so that it is taken
    }
    return [
        Row(page, _state(subsite, page), page.own_id, not page.is_hidden_itself, editions.get(page.pk))
        for page in shown
    ]


def _state(subsite: Subsite, page: Any) -> State:
    mark = subsite.marks.nearest(page.path)
    if mark is not None and mark.sharing == Sharing.REQUIRED:
        return State.REQUIRED
    if page.own_id:
        return State.ADAPTED
    if mark is not None and mark.is_hidden_away:
        return State.HIDDEN
    return State.DRAFT if page.has_draft else State.INHERITED
