"""Addresses that carry a version: an affiliate's stylesheet and the pictures that social networks show."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from affiliates import brand
from affiliates.frame import frame_of
from affiliates.models import Affiliate
from affiliates.social_cards import SocialCard
from core.caching import declare_immutable
from core.cards import visible_pages


@require_safe
def brand_stylesheet(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    """Serve the affiliate's stylesheet; an address of an older version leads to the present one.

    Raises Http404 for an unknown affiliate.
    """
    affiliate = get_object_or_404(Affiliate, slug=slug)
    current = brand.version(affiliate)
    if version != current:
        return HttpResponseRedirect(reverse("brand-stylesheet", args=[slug, current]))
    response = HttpResponse(brand.stylesheet(affiliate), content_type="text/css; charset=utf-8")
    declare_immutable(response)
    return response


@require_safe
def social_card(request: HttpRequest, page_id: int, version: str) -> HttpResponseBase:
    """Serve the card of a public page, drawn when it is first asked for and stored.

    An address of an older version leads to the present one. Raises Http404 for a page that the public cannot see.
    """
    page = visible_pages().filter(pk=page_id, depth__gt=1).select_related("locale").first()
    if page is None or page.get_url(request) is None:
        raise Http404("no public page")
    request.served_page = page.specific  # type: ignore[attr-defined]
    with translation.override(page.locale.language_code):
        card = frame_of(request).card
    if card is None:
        raise Http404("no card for this page")
    if version != card.version:
        return HttpResponseRedirect(card.path)
    if not default_storage.exists(card.file_name):
        _store(card)
    response = FileResponse(default_storage.open(card.file_name), content_type="image/png")
    declare_immutable(response)
    return response


def _store(card: SocialCard) -> None:
    """Draw and store the card; of two that are drawn at the same time, one stays."""
    stored = default_storage.save(card.file_name, ContentFile(card.draw()))
    if stored != card.file_name:
        default_storage.delete(stored)
