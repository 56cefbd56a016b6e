"""A sub-site: what of the nation it carries, and where that has its address (design decision 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
        return self.sharing == Sharing.NATIONAL or self.is_hidden_away

    @property
    def is_hidden_away(self) -> bool:
        """Whether it is the affiliate that keeps the page out."""
        return self.hidden and self.sharing == Sharing.OFFERED


class Marks:
    """How national pages reach one sub-site, in one language; everything without a mark is offered and shown."""

    def __init__(self, marks: list[Mark]) -> None:
        self.marks = marks

    def nearest(self, path: str) -> Mark | None:
        """Return the nearest mark at or above the page at `path`."""
        return max((mark for mark in self.marks if path.startswith(mark.path)), key=_length, default=None)

    def sharing_of(self, path: str) -> Sharing:
        """Return what the nation says of the page at `path`."""
        mark = self.nearest(path)
        return mark.sharing if mark else Sharing.OFFERED

    def withholds(self, path: str) -> bool:
        """Whether the sub-site does not show the page at `path`."""
        mark = self.nearest(path)
        return mark is not None and mark.is_withheld

    def hides(self, path: str) -> bool:
        """Whether the affiliate, not the nation, keeps the page at `path` out of the sub-site."""
        mark = self.nearest(path)
        return mark is not None and mark.is_hidden_away

    def where(self, holds: Callable[[Mark], bool]) -> Q:
        """Return the condition for the pages whose nearest mark is one that `holds`."""
        condition = Q(pk__in=[])
        for mark in self.marks:
            if holds(mark):
                inner = [other.path for other in self.marks if not holds(other) and _is_below(other, mark)]
                condition |= Q(path__startswith=mark.path) & ~_begins_with(inner)
        return condition

    def requires(self, path: str) -> bool:
        """Whether the page at `path` appears as it is, whatever the affiliate does."""
        return self.sharing_of(path) == Sharing.REQUIRED

    @property
    def require_something(self) -> bool:
        """Whether any page is required."""
        return any(mark.sharing == Sharing.REQUIRED for mark in self.marks)

    def required(self) -> Q:
        """Return the condition for the pages that are required."""
        return self.where(lambda mark: mark.sharing == Sharing.REQUIRED)

    def shown(self) -> Q:
        """Return the condition for the pages that are not withheld."""
        return ~self.where(lambda mark: mark.is_withheld)


def _length(mark: Mark) -> int:
    return len(mark.path)


def _is_below(mark: Mark, other: Mark) -> bool:
    return mark.path != other.path and mark.path.startswith(other.path)


def _begins_with(paths: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition


def marks_of(affiliate: Affiliate, national_path: str) -> Marks:
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
        above = Marks(marks).nearest(path)
        inherited = above.sharing if above else Sharing.OFFERED
        sharing = Sharing(rule) if rule else defaults.get(kind, inherited)
        marks.append(Mark(path, sharing, is_hidden or (above is not None and above.hidden)))
    return Marks(marks)


@cache
def sharing_of_types() -> dict[type[BasePage], Sharing]:
    """Return the page types whose pages are not simply offered."""
    types = [model for model in apps.get_models() if issubclass(model, BasePage)]
    return {model: model.sharing for model in types if model.sharing != Sharing.OFFERED}


def defaults_of_types() -> dict[int, Sharing]:
    """Return the same by the ids of content types, which Django remembers."""
    types = sharing_of_types()
    kinds = ContentType.objects.get_for_models(*types)
    return {kinds[model].pk: sharing for model, sharing in types.items()}


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
    def marks(self) -> Marks:
        """What of the nation is shown here."""
        return marks_of(self.affiliate, self.national_path)

    def holds(self, page: Page) -> bool:
        """Whether `page` is the affiliate's own, in this language."""
        return page.path.startswith(self.home.path)

    def carries(self, page: Page) -> bool:
        """Whether `page` is a national page that readers see inside the sub-site."""
        is_below = page.path.startswith(self.national_path) and page.depth > NATIONAL_DEPTH
        return is_below and not self.holds(page) and not self.marks.withholds(page.path)

    def own_url_path(self, page: Page) -> str:
        """Return the `url_path` that the national page has, or would have, inside the sub-site."""
        return self.home.url_path + page.url_path[len(self.national_url_path) :]

    def national_twin(self, page: Page) -> str:
        """Return the `url_path` of the national page whose place the affiliate's own page takes."""
        return self.national_url_path + page.url_path[len(self.home.url_path) :]

    def within(self, pages: Any) -> Any:
        """Return those of `pages` that belong here: own ones, and national ones that no own page stands in for."""
        return pages.filter(self.own() | self.inherited())

    def own(self) -> Q:
        """Return the condition for the affiliate's pages that readers see."""
        own = Q(path__startswith=self.home.path)
        return own & Q(~Exists(self._required_twins())) if self.marks.require_something else own

    def _required_twins(self) -> Any:
        """Return the required national pages at the path of the own page of an outer query, which they overrule."""
        path = Concat(Value(self.national_url_path), Substr(OuterRef("url_path"), len(self.home.url_path) + 1))
        national = ExpressionWrapper(path, output_field=CharField())
        return Page.objects.filter(self.national(), self.marks.required(), live=True, url_path=national)

    def inherited(self) -> Q:
        """Return the condition for the national pages that readers see inside the sub-site.

        A live page of the affiliate at the same path stands in for the national one, unless that is required.
        """
        return self.national() & self.marks.shown() & (self.marks.required() | Q(~Exists(self.stand_ins())))

    def national(self) -> Q:
        """Return the condition for the pages below the national home page in this language."""
        return Q(path__startswith=self.national_path, depth__gt=NATIONAL_DEPTH)

    def stand_ins(self) -> Any:
        """Return the affiliate's live pages at the path of the national page of an outer query."""
        path = Concat(Value(self.home.url_path), Substr(OuterRef("url_path"), len(self.national_url_path) + 1))
        own = ExpressionWrapper(path, output_field=CharField())
        return Page.objects.filter(path__startswith=self.home.path, live=True, url_path=own)

    def below(self, index: Page) -> Q:
        """Return the condition for what the list `index` holds here: own and inherited children.

        An inherited list also holds the affiliate's children of its own page at the path, which may be a draft.
        """
        if not self.holds(index):
            own = Q(url_path__startswith=self.own_url_path(index), depth=index.depth + 1 + LEVELS_OF_HOME)
            return (Q(path__startswith=index.path, depth=index.depth + 1) & self.inherited()) | (own & self.own())
        own = self.own() & Q(path__startswith=index.path, depth=index.depth + 1)
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
