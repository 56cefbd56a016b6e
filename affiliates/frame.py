"""What stands around every page: names, menus, languages, contacts, and what machines are told about it.

The context processor gives each template one `frame`. Nothing is looked up before a template asks for it, and what
belongs together is looked up in one query: a whole frame costs at most eight, however deep the page
(see docs/features/public-surface.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from affiliates import brand, navigation
from affiliates.models import Affiliate, AffiliateHomePage, Contact
from affiliates.navigation import FurnitureLinks, Link, LinkGroup, NavigationItem
from affiliates.place import RequestPlace, is_own_host, place_of
from affiliates.social_cards import SocialCard, card_of
from affiliates.subsite import Subsite
from affiliates.tree import Lineage, page_of
from core import seo, structured_data
from core.models import SiteFurniture
from core.structured_data import Node


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the home page."""

    title: str
    url: str


@dataclass(frozen=True)
class LanguageLink:
    """The way to another language; `exact` when it leads to a translation of this very page."""

    code: str
    name: str
    url: str
    current: bool
    exact: bool


@dataclass(frozen=True)
class FeedLink:
    """A feed that a reader can subscribe to."""

    title: str
    url: str


def context(request: HttpRequest) -> dict[str, Any]:
    """Give every template its `frame`."""
    return {"frame": frame_of(request)}


def frame_of(request: HttpRequest) -> Frame:
    """Return the frame of the request, the same one however often it is asked for."""
    frame = getattr(request, "_frame", None)
    if frame is None or frame.page is not page_of(request):
        frame = Frame(request)
        request._frame = frame  # type: ignore[attr-defined]
    return frame


class Frame:
    """What stands around the page that `request` shows."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.page: Any = page_of(request)
        self.language = translation.get_language() or settings.LANGUAGE_CODE

    # Where the page stands.

    @cached_property
    def site(self) -> Site | None:
        """The site of the host that was asked for; None on a host that belongs to no site."""
        return Site.find_for_request(self.request)

    @cached_property
    def place(self) -> RequestPlace:
        """Where the page is read."""
        return place_of(self.request)

    @cached_property
    def subsite(self) -> Subsite | None:
        """The sub-site being read."""
        return self.place.subsite

    @property
    def is_inherited(self) -> bool:
        """Whether a national page is read inside a sub-site."""
        return self.subsite is not None and self.page is not None and not self.subsite.holds(self.page)

    @cached_property
    def lineage(self) -> Lineage:
        """The pages above this one, in every language."""
        return Lineage(self.page, self.site, self.language, self.subsite)

    @property
    def affiliate_home(self) -> AffiliateHomePage | None:
        """The home page of the sub-site being read."""
        return self.subsite.home if self.subsite else None

    @property
    def affiliate(self) -> Affiliate | None:
        """The affiliate whose sub-site is being read."""
        return self.subsite.affiliate if self.subsite else None

    @cached_property
    def national_home(self) -> Page | None:
        """The home page of the national site in the language being read, else in the default language."""
        return self.lineage.home_in(self.language) or self.lineage.home_in(settings.LANGUAGE_CODE)

    @property
    def home(self) -> Page | None:
        """The home page of the sub-site, or the national one."""
        return self.affiliate_home or self.national_home

    @property
    def home_url(self) -> str:
        """The address of that home page."""
        return self.place.address(self.home) if self.home else ""

    @property
    def national_url(self) -> str:
        """The address of the national home page."""
        return self.place.address(self.national_home) if self.national_home else ""

    # What the site says about itself.

    @cached_property
    def furniture(self) -> SiteFurniture | None:
        """Names, statement, menus and channels in the language being read, else in the default language."""
        return SiteFurniture.objects.for_reader(self.site, self.language)

    @property
    def national_name(self) -> str:
        """The name of the national organisation."""
        return self.furniture.organisation if self.furniture else ""

    @property
    def name(self) -> str:
        """The name of the affiliate on its sub-site, of the national organisation elsewhere."""
        return self.affiliate.name if self.affiliate else self.national_name

    @cached_property
    def channels(self) -> list[Any]:
        """How to reach the organisation: on a sub-site that has a general contact of its own, that one."""
        general = self.contact.get("general") if self.affiliate else None
        if general is not None and general.affiliate_id:
            kinds = [("phone", general.phone), ("email", general.email), ("hours", general.hours)]
            return [{"kind": kind, "label": "", "value": value} for kind, value in kinds if value]
        return navigation.channels(self.furniture) if self.furniture else []

    @cached_property
    def social_links(self) -> list[dict[str, str]]:
        """The organisation's accounts elsewhere."""
        return navigation.social_links(self.furniture) if self.furniture else []

    @cached_property
    def contact(self) -> dict[str, Contact]:
        """Whom to reach by role: the sub-site's own contact, else the national one."""
        return Contact.objects.for_reader(self.affiliate, self.language)

    # The ways on.

    @cached_property
    def _links(self) -> FurnitureLinks | None:
        return FurnitureLinks(self.furniture, self.lineage, self.place) if self.furniture else None

    @cached_property
    def navigation(self) -> list[NavigationItem]:
        """The main menu; on a sub-site the affiliate's own pages come first, as a menu under its place."""
        items = self._links.navigation() if self._links else []
        if self.affiliate_home is None or not self.local_navigation:
            return items
        own = self.local_navigation
        inside = self.affiliate_home in self.lineage.line[:-1] or any(link.current for link in own)
        return [NavigationItem(self.affiliate_home.affiliate.place, "", inside, own), *items]

    @cached_property
    def local_navigation(self) -> list[Link]:
        """The pages that the affiliate shows in its menu."""
        return [navigation.page_link(child, self.lineage, self.place) for child in self.lineage.menu()]

    @cached_property
    def footer(self) -> list[LinkGroup]:
        """The groups of links at the foot of the page."""
        return self._links.footer() if self._links else []

    @cached_property
    def breadcrumbs(self) -> list[Crumb]:
        """The way from the home page; the last is this page."""
        line = self.lineage.line
        crumbs = [Crumb(page.title, self.place.address(page)) for page in line]
        if crumbs:
            crumbs[0] = Crumb(_("Home"), crumbs[0].url)
        view = seo.description_of_view(self.request)
        if self.page is None and view is not None:
            crumbs.append(Crumb(view.title, view.path or self.request.path))
        return crumbs

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """Every language of the site: this page in it, or the nearest page above that has a translation."""
        available = set(self.lineage.languages()) | {self.language}
        return [self._language_link(code) for code in dict(settings.LANGUAGES) if code in available]

    def _language_link(self, code: str) -> LanguageLink:
        name = str(dict(settings.LANGUAGES)[code])
        url, exact = self._address_in(code)
        return LanguageLink(code, name[:1].upper() + name[1:], url, code == self.language, exact)

    def _address_in(self, code: str) -> tuple[str, bool]:
        """Return the address to go to for the language `code`, and whether it shows the same as this one."""
        if code == self.language:
            return self.request.get_full_path(), True
        if path := self._view_path_in(code):
            query = self.request.META.get("QUERY_STRING", "")
            return (f"{path}?{query}" if query else path), True
        nearest = self.lineage.nearest_in(code)
        if nearest is None:
            return "", False
        exact = self.lineage.versions().get(code) is nearest
        home = self.lineage.affiliate_home_in(code)
        if self.is_inherited and home is not None and not nearest.path.startswith(home.path):
            return self.place.address_in(home, nearest), exact
        return self.place.address(nearest), exact

    def _view_path_in(self, code: str) -> str:
        """Return the path of the view being shown in another language; empty for pages and errors."""
        match = self.request.resolver_match
        view = seo.description_of_view(self.request)
        if self.page is not None or match is None or view is None or not view.path:
            return ""
        with translation.override(code):
            try:
                return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
            except NoReverseMatch:
                return ""

    @property
    def feeds(self) -> list[FeedLink]:
        """The feeds in the language being read."""
        titles = {"press": _("Press releases"), "case-studies": _("Case studies")}
        publisher = self.name if is_own_host(self.site) else self.national_name
        return [FeedLink(f"{title} · {publisher}", reverse(f"feed-{name}")) for name, title in titles.items()]

    # The look.

    @cached_property
    def brand_stylesheet(self) -> str:
        """The address of the affiliate's stylesheet, which carries its version; empty on the national site."""
        if self.affiliate is None:
            return ""
        return reverse("brand-stylesheet", args=[self.affiliate.slug, brand.version(self.affiliate)])

    # What machines are told.

    @property
    def root_url(self) -> str:
        """Scheme and host of the site."""
        return seo.root_url(self.site, self.request)

    @cached_property
    def canonical_url(self) -> str:
        """The one absolute address of what is shown; empty where it has none, as an error."""
        if self.page is not None:
            return seo.canonical_url(self.page, self.request)
        view = seo.description_of_view(self.request)
        return f"{self.root_url}{view.path}" if view and view.path else ""

    @cached_property
    def alternates(self) -> list[seo.Alternate]:
        """The language versions of the page, itself included; none while it is a draft or in one language only."""
        versions = self.lineage.versions()
        return seo.alternates(versions, self.request) if self.language in versions else []

    @property
    def robots(self) -> str:
        """Whether search engines may list what is shown."""
        if self.page is None:
            view = seo.description_of_view(self.request)
            return view.robots if view else seo.NOINDEX
        return seo.HIDDEN if getattr(self.request, "is_preview", False) else seo.INDEX

    @property
    def title(self) -> str:
        """What the browser's tab shows."""
        if self.page is not None:
            return seo.page_title(self.page, self.name)
        view = seo.description_of_view(self.request)
        return seo.join_title(view.title if view else "", self.name)

    @property
    def description(self) -> str:
        """One to three sentences about the page."""
        if self.page is not None and (text := seo.page_description(self.page)):
            return text
        view = seo.description_of_view(self.request)
        return seo.first_text([view.description if view else "", self.furniture.tagline if self.furniture else ""])

    @cached_property
    def card(self) -> SocialCard | None:
        """The picture that social networks show; none where there is nothing to share."""
        if self.page is None or self.page.pk is None or getattr(self.request, "is_preview", False):
            return None
        # An inherited page shares the nation's card.
        affiliate = None if self.is_inherited else self.affiliate
        return card_of(self.page, affiliate.name if affiliate else self.national_name, affiliate)

    @property
    def social_card(self) -> str:
        """The absolute address of that picture, or nothing."""
        return f"{self.root_url}{self.card.path}" if self.card else ""

    @cached_property
    def structured_data(self) -> str:
        """The page as JSON-LD, ready to stand in a `<script>` element; empty where it must not be listed."""
        if self.page is None or not self.canonical_url or self.furniture is None:
            return ""
        nodes = [self._organization(self.furniture), self._website(), self._page_node()]
        if len(self.breadcrumbs) > 1:
            crumbs = [(crumb.title, self._absolute(crumb.url)) for crumb in self.breadcrumbs]
            nodes.append(structured_data.breadcrumb_list(crumbs))
        return structured_data.as_script(nodes)

    def _organization(self, furniture: SiteFurniture) -> Node:
        return structured_data.organization(
            self.root_url,
            furniture.organisation,
            slogan=furniture.tagline,
            description=furniture.statement,
            sameAs=[link["url"] for link in self.social_links],
        )

    def _website(self) -> Node:
        search_url = f"{self.root_url}{reverse('search')}"
        return structured_data.website(self.root_url, self.national_name, self.language, search_url)

    def _page_node(self) -> Node:
        return structured_data.page_node(
            self.page,
            url=self.canonical_url,
            root_url=self.root_url,
            language=self.language,
            description=self.description,
            image=self.social_card,
        )

    def _absolute(self, url: str) -> str:
        return url if urlsplit(url).scheme else f"{self.root_url}{url}"
