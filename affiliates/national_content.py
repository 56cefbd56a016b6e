"""The national tree as it applies to one sub-site: what it inherits, adapts, hides and must show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, Q, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from affiliates.subsite import NATIONAL_DEPTH, Subsite
from core.cards import visible_pages
from core.models.pages import Sharing


class State(models.TextChoices):
    """What a national page is in a sub-site."""

    INHERITED = "inherited", _("Inherited")
    ADAPTED = "adapted", _("Adapted")
    HIDDEN = "hidden", _("Hidden")
    REQUIRED = "required", _("Required")


@dataclass(frozen=True)
class Row:
    """One national page in one sub-site; `own_id` is the affiliate's page that stands in for it."""

    page: Page
    state: State
    own_id: int | None
    hidden_with_parent: bool

    @property
    def indent(self) -> int:
        """How many steps the page stands below the first level of the national tree."""
        return self.page.depth - NATIONAL_DEPTH - 1


def national_pages(subsite: Subsite, text: str = "", state: State | None = None) -> Any:
    """Return the public national pages that concern the sub-site, in the order of the tree.

    `text` narrows them to titles that contain it, `state` to those that are in it. What the nation keeps to itself is
    left out. Each page has `own_id` and `is_hidden_itself`.
    """
    marks = subsite.marks
    own = subsite.stand_ins()
    pages = (
        visible_pages()
        .filter(subsite.national(), ~marks.where(lambda mark: mark.sharing == Sharing.NATIONAL))
        .annotate(own_id=Subquery(own.values("pk")[:1]), is_hidden_itself=Exists(_hidden(subsite)))
    )
    if text:
        pages = pages.filter(title__icontains=text)
    if state is not None:
        pages = pages.filter(_in_state(subsite, state))
    return pages.select_related("locale").order_by("path")


def _hidden(subsite: Subsite) -> Any:
    return subsite.affiliate.hidden_pages.filter(translation_key=models.OuterRef("translation_key"))


def _in_state(subsite: Subsite, state: State) -> Q:
    required = subsite.marks.required()
    hidden = subsite.marks.where(lambda mark: mark.is_hidden_away)
    adapted = Q(own_id__isnull=False)
    return {
        State.REQUIRED: required,
        State.ADAPTED: adapted & ~required,
        State.HIDDEN: hidden & ~adapted,
        State.INHERITED: ~(required | hidden | adapted),
    }[state]


def rows(subsite: Subsite, pages: Iterable[Any]) -> list[Row]:
    """Return the pages, as `national_pages` gives them, with their states; adds no query."""
    return [Row(page, _state(subsite, page), page.own_id, not page.is_hidden_itself) for page in pages]


def _state(subsite: Subsite, page: Any) -> State:
    mark = subsite.marks.nearest(page.path)
    if mark is not None and mark.sharing == Sharing.REQUIRED:
        return State.REQUIRED
    if page.own_id:
        return State.ADAPTED
    return State.HIDDEN if mark is not None and mark.is_hidden_away else State.INHERITED
