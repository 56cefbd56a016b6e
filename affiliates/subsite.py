"""A sub-site: what of the nation it carries, and where that has its address (design decision 2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, Substr
from wagtail.models import Page

from affiliates.models import Affiliate, AffiliateHomePage, HiddenPage, SharingRule
from core.models import BasePage
from core.models.pages import Sharing

# Root, national home: the second is the first that has a language.
NATIONAL_DEPTH = 2
# An affiliate's home stands below the directory, which stands below the national home.
LEVELS_OF_HOME = 2


@dataclass(frozen=True)
class Mark:
    """From the page at `path` downwards, until the next mark: how it is shared, and whether the affiliate hides it."""

    path: str
    sharing: Sharing
    hidden: bool

    @property
    def is_withheld(self) -> bool:
        """Whether the sub-site does not show the page. What is required cannot be hidden."""
        return self.sharing == Sharing.NATIONAL or (self.hidden and self.sharing != Sharing.REQUIRED)


class Reach:
    """How national pages reach one sub-site, in one language; everything without a mark is offered and shown."""

    def __init__(self, marks: list[Mark]) -> None:
        self.marks = marks

    def mark_of(self, path: str) -> Mark | None:
        """Return the nearest mark at or above the page at `path`."""
        return max((mark for mark in self.marks if path.startswith(mark.path)), key=_length, default=None)

    def withholds(self, path: str) -> bool:
        """Whether the sub-site does not show the page at `path`."""
        mark = self.mark_of(path)
        return mark is not None and mark.is_withheld

    def hides(self, path: str) -> bool:
        """Whether the affiliate, not the nation, keeps the page at `path` out of the sub-site."""
        mark = self.mark_of(path)
        return mark is not None and mark.is_withheld and mark.sharing != Sharing.NATIONAL

    def shown(self) -> Q:
        """Return the condition for the pages that are not withheld."""
        withheld = Q(pk__in=[])
        for mark in self.marks:
            if mark.is_withheld:
                inner = [other.path for other in self.marks if not other.is_withheld and _is_below(other, mark)]
                withheld |= Q(path__startswith=mark.path) & ~_begins_with(inner)
        return ~withheld


def _length(mark: Mark) -> int:
    return len(mark.path)


def _is_below(mark: Mark, other: Mark) -> bool:
    return mark.path != other.path and mark.path.startswith(other.path)


def _begins_with(paths: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition


def reach_of(affiliate: Affiliate, national_path: str) -> Reach:
    """Return how the pages below `national_path` reach the sub-site of `affiliate`, in one query."""
    rules = SharingRule.objects.filter(translation_key=OuterRef("translation_key"))
    hidden = HiddenPage.objects.filter(affiliate=affiliate, translation_key=OuterRef("translation_key"))
    defaults = defaults_of_types()
    rows = (
        Page.objects.filter(path__startswith=national_path)
        .annotate(rule=Subquery(rules.values("sharing")[:1]), hidden=Exists(hidden))
        .filter(Q(content_type__in=list(defaults)) | Q(rule__isnull=False) | Q(hidden=True))
        .order_by("path")
        .values_list("path", "content_type_id", "rule", "hidden")
    )
    marks: list[Mark] = []
    for path, kind, rule, is_hidden in rows:
        above = Reach(marks).mark_of(path)
        inherited = above.sharing if above else Sharing.OFFERED
        sharing = Sharing(rule) if rule else defaults.get(kind, inherited)
        marks.append(Mark(path, sharing, is_hidden or (above is not None and above.hidden)))
    return Reach(marks)


@cache
def sharing_of_types() -> dict[type[BasePage], Sharing]:
    """Return the page types whose pages are not simply offered."""
    types = [model for model in apps.get_models() if issubclass(model, BasePage)]
    return {model: model.sharing for model in types if model.sharing != Sharing.OFFERED}


def defaults_of_types() -> dict[int, Sharing]:
    """Return the same by the ids of content types, which Django remembers."""
    kinds = ContentType.objects.get_for_models(*sharing_of_types())
    return {kind.pk: sharing_of_types()[model] for model, kind in kinds.items()}


class Subsite:
    """The sub-site of an affiliate in one language, below `home`."""

    def __init__(self, home: AffiliateHomePage) -> None:
        self.home = home

    @property
    def affiliate(self) -> Affiliate:
        """Whose sub-site it is."""
        return self.home.affiliate

    @property
    def language(self) -> str:
        """The code of its language."""
        return self.home.locale.language_code

    @property
    def national_path(self) -> str:
        """The tree path of the national home page in the same language."""
        return self.home.path[: NATIONAL_DEPTH * Page.steplen]

    @property
    def national_url_path(self) -> str:
        """The `url_path` of the national home page in the same language."""
        return f"/{self.home.url_path.split('/')[1]}/"

    @cached_property
    def reach(self) -> Reach:
        """What of the nation is shown here."""
        return reach_of(self.affiliate, self.national_path)

    def holds(self, page: Page) -> bool:
        """Whether `page` is the affiliate's own, in this language."""
        return page.path.startswith(self.home.path)

    def carries(self, page: Page) -> bool:
        """Whether `page` is a national page that readers see inside the sub-site."""
        is_below = page.path.startswith(self.national_path) and page.depth > NATIONAL_DEPTH
        return is_below and not self.holds(page) and not self.reach.withholds(page.path)

    def own_url_path(self, page: Page) -> str:
        """Return the `url_path` that the national page has, or would have, inside the sub-site."""
        return self.home.url_path + page.url_path[len(self.national_url_path) :]

    def national_twin(self, page: Page) -> str:
        """Return the `url_path` of the national page whose place the affiliate's own page takes."""
        return self.national_url_path + page.url_path[len(self.home.url_path) :]

    def within(self, pages: Any) -> Any:
        """Return those of `pages` that belong here: own ones, and national ones that no own page stands in for."""
        return pages.filter(Q(path__startswith=self.home.path) | self.inherited())

    def inherited(self) -> Q:
        """Return the condition for the national pages that readers see inside the sub-site.

        A live page of the affiliate at the same path stands in for the national one.
        """
        own = ExpressionWrapper(
            Concat(Value(self.home.url_path), Substr(OuterRef("url_path"), len(self.national_url_path) + 1)),
            output_field=CharField(),
        )
        replaced = Page.objects.filter(path__startswith=self.home.path, live=True, url_path=own)
        national = Q(path__startswith=self.national_path, depth__gt=NATIONAL_DEPTH)
        return national & self.reach.shown() & Q(~Exists(replaced))

    def below(self, index: Page) -> Q:
        """Return the condition for what the list `index` holds here: own and inherited children."""
        if not self.holds(index):
            return Q(path__startswith=index.path, depth=index.depth + 1) & self.inherited()
        own = Q(path__startswith=index.path, depth=index.depth + 1)
        twin = Q(url_path__startswith=self.national_twin(index), depth=index.depth + 1 - LEVELS_OF_HOME)
        return own | (twin & self.inherited())


def subsite_of(page: Page) -> Subsite | None:
    """Return the sub-site that `page` stands in, in one query; None for a national page."""
    if isinstance(page, AffiliateHomePage):
        return Subsite(page)
    if not page.path or page.depth <= NATIONAL_DEPTH + LEVELS_OF_HOME:
        return None
    home = homes().filter(path=page.path[: (NATIONAL_DEPTH + LEVELS_OF_HOME) * Page.steplen]).first()
    return Subsite(home) if home else None


def homes() -> Any:
    """Return the affiliates' home pages with all that a frame shows of them."""
    return AffiliateHomePage.objects.select_related("affiliate__mark", "locale")
