"""Where a request reads: on the national site, in a sub-site under its address, or on an affiliate's own host."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from affiliates.models import AffiliateHomePage
from affiliates.subsite import Subsite, homes, subsite_of
from affiliates.tree import page_of
from core import place


class RequestPlace(place.Place):
    """The place that the request is at, found out when it is first asked for."""

    request: HttpRequest

    @property
    def subsite(self) -> Subsite | None:
        """The sub-site being read: what the routing found, else where the page stands, else whose host it is."""
        if hasattr(self.request, "subsite"):
            return self.request.subsite
        page = page_of(self.request)
        if page is not None:
            self.request.subsite = subsite_of(page)  # type: ignore[attr-defined]
            return self.request.subsite  # type: ignore[attr-defined]
        return self._subsite_of_host

    @cached_property
    def _subsite_of_host(self) -> Subsite | None:
        """The sub-site of an affiliate's own host, in the language being read."""
        if self.request.path_info.startswith(settings.BACK_OFFICE_PATH) or not is_own_host(self.site):
            return None
        language = translation.get_language()
        key = self.site.root_page.translation_key  # type: ignore[union-attr]
        home = homes().filter(translation_key=key, locale__language_code=language, live=True).first()
        return Subsite(home) if home else None

    def address(self, page: Page) -> str:
        """Return where a reader goes for `page`: in a sub-site, national pages have their address inside it."""
        subsite = self.subsite
        if subsite is not None and subsite.carries(page):
            return self._address_of_url_path(subsite.own_url_path(page))
        return super().address(page)

    def address_in(self, home: Page, page: Page) -> str:
        """Return the address that the national `page` has in the sub-site below `home`."""
        return self._address_of_url_path(Subsite(home).own_url_path(page))

    def below(self, index: Page) -> Q:
        """Return the condition for what the list `index` holds here."""
        return self.subsite.below(index) if self.subsite is not None else super().below(index)

    def refusal_of(self, parent: Page, slug: str) -> str:
        """Refuse the path of a page that the nation requires: readers would never see another one there."""
        subsite = subsite_of(parent.specific)
        if subsite is None:
            return ""
        path = f"{subsite.national_twin(parent)}{slug}/"
        national = Page.objects.filter(slug=slug, url_path=path, live=True).first()
        if national is None or not subsite.marks.requires(national.path):
            return ""
        return _("The national office requires its own page at this address. Choose another slug.")

    def shows(self, page: Page) -> bool:
        """Whether links of menus may lead to `page` here: not to what the affiliate hides."""
        return self.subsite is None or not self.subsite.marks.hides(page.path)


def is_own_host(site: Site | None) -> bool:
    """Whether the site is an affiliate's own host; adds no query beyond the site's root page."""
    return site is not None and issubclass(site.root_page.cached_content_type.model_class() or Page, AffiliateHomePage)


def place_of(request: HttpRequest) -> RequestPlace:
    """Return the place of `request`, the same one however often it is asked for."""
    if not hasattr(request, "place"):
        request.place = RequestPlace(request)  # type: ignore[attr-defined]
    found: RequestPlace = request.place  # type: ignore[attr-defined]
    return found
