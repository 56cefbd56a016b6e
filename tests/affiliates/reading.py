"""Readers of Illinois, under its path and on a host of its own, in English and in Spanish."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from wagtail.models import Page, Site

from affiliates.models import Affiliate, AffiliateHomePage
from affiliates.subsite import Subsite, homes
from tests.public.seeded import in_spanish, page_at

HOST = "il.example.org"
PLACES = [(place, language) for place in ("path", "host") for language in ("en", "es")]


def give_host() -> Affiliate:
    """Give Illinois a host of its own."""
    affiliate = Affiliate.objects.get(slug="illinois")
    home = AffiliateHomePage.objects.get(affiliate=affiliate, locale__language_code="en")
    Affiliate.objects.filter(pk=affiliate.pk).update(host=HOST)
    Site.objects.create(hostname=HOST, port=80, site_name=affiliate.name, root_page=home)
    return affiliate


class Readers:
    """Somebody who reads the sub-site of Illinois in one language, under its path or on its own host."""

    def __init__(self, place: str, language: str) -> None:
        self.language = language
        self.is_on_host = place == "host"
        if self.is_on_host:
            give_host()
        self.client = Client(headers={"host": HOST}) if self.is_on_host else Client()
        self.affiliate = Affiliate.objects.get(slug="illinois")

    @property
    def subsite(self) -> Subsite:
        """The sub-site in the language."""
        return Subsite(homes().get(affiliate=self.affiliate, locale__language_code=self.language))

    def national(self, address: str) -> Any:
        """Return the national page with this English address, in the language."""
        page = page_at(address)
        return page if self.language == "en" else in_spanish(page)

    def path_of(self, page: Page) -> str:
        """Return the path of a national or own page as the readers know it."""
        home = self.subsite.home
        is_own = page.url_path.startswith(home.url_path)
        inside = page.url_path[len(home.url_path if is_own else self.subsite.national_url_path) :]
        prefix = "" if self.language == "en" else "/es"
        if self.is_on_host:
            return f"{prefix}/{inside}"
        return f"{prefix}/{home.url_path.split('/', 2)[2]}{inside}"

    def get(self, path: str) -> Any:
        """Ask for a path."""
        return self.client.get(path)

    def hop(self, path: str) -> tuple[int, str]:
        """Return status and path of the answer; a redirect must not lead to another one, or to nothing."""
        response = self.get(path)
        target = response.headers.get("Location", "")
        if target:
            assert self.get(urlsplit(target).path).status_code == 200, target
        return response.status_code, urlsplit(target).path
