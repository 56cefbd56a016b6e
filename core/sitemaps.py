"""The sitemap: an index, and under it one sitemap for each language and type of page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, Max, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from core import place
from core.caching import declare_public
from core.cards import visible_pages
from core.seo import alternates, root_url

CONTENT_TYPE = "application/xml; charset=utf-8"
# The protocol's limit for one sitemap.
MOST_ADDRESSES = 50_000


@dataclass(frozen=True)
class SitemapEntry:
    """One sitemap as the index names it."""

    location: str
    last_mod: datetime | None


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name every sitemap that has a page in it, with the time of its newest change."""
    site = _site_of(request)
    rows = (
        listed_pages(site)
        .values("locale__language_code", "content_type__app_label", "content_type__model")
        .annotate(newest=Max("last_published_at"))
        .order_by("locale__language_code", "content_type__app_label", "content_type__model")
    )
    entries = [
        SitemapEntry(
            root_url(site, request)
            + reverse(
                "sitemap",
                args=[row["locale__language_code"], row["content_type__app_label"], row["content_type__model"]],
            ),
            row["newest"],
        )
        for row in rows
    ]
    return _xml(request, "sitemap_index.xml", {"sitemaps": entries})


@require_safe
def sitemap(request: HttpRequest, language: str, app: str, model: str) -> HttpResponse:
    """List the public pages of one type in one language, each with its translations.

    Raises Http404 where there is no such page.
    """
    site = _site_of(request)
    try:
        kind = ContentType.objects.get_by_natural_key(app, model)
    except ContentType.DoesNotExist:
        raise Http404("no such type of page") from None
    pages = list(
        listed_pages(site).filter(locale__language_code=language, content_type=kind).order_by("path")[:MOST_ADDRESSES]
    )
    if not pages:
        raise Http404("no page of this type in this language")
    translations = translations_of(site, pages)
    urlset = [
        {
            "location": place.current().full_address(page),
            "lastmod": page.last_published_at,
            "alternates": [
                {"lang_code": alternate.hreflang, "location": alternate.url}
                for alternate in alternates(translations[page.translation_key], request)
            ],
        }
        for page in pages
    ]
    return _xml(request, "sitemap.xml", {"urlset": urlset})


def listed_pages(site: Site) -> Any:
    """Return the public pages of `site` in every language, without those that have a host of their own.

    Copies that nobody translated are none.
    """
    candidate = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    others = Site.objects.exclude(pk=site.pk).values("root_page__translation_key")
    elsewhere = (
        Page.objects.filter(translation_key__in=others, depth__gt=site.root_page.depth)
        .annotate(candidate=candidate)
        .filter(candidate__startswith=F("path"))
    )
    roots = Page.objects.filter(translation_key=site.root_page.translation_key, alias_of=None).values_list(
        "path", flat=True
    )
    below = Q(pk__in=[])
    for path in roots:
        below |= Q(path__startswith=path)
    return visible_pages().filter(below, ~Exists(elsewhere), alias_of=None)


def translations_of(site: Site, pages: list[Page]) -> dict[UUID, dict[str, Page]]:
    """Return the public versions of each page by language, in one query for all."""
    keys = [page.translation_key for page in pages]
    found: dict[UUID, dict[str, Page]] = {key: {} for key in keys}
    for version in listed_pages(site).filter(translation_key__in=keys).select_related("locale"):
        found[version.translation_key][version.locale.language_code] = version
    return found


def _site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("no site at this host")
    return site


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context, content_type=CONTENT_TYPE)
    declare_public(response)
    return response
