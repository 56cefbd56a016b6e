"""Where the edition of a national page stands or would stand, and what it is a counterpart of."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from affiliates.models import Affiliate, Edition
from affiliates.subsite import NATIONAL_DEPTH, Mark, Subsite, homes
from core.models.pages import Sharing


def subsite_for(source: Page, affiliate: Affiliate) -> Subsite | None:
    """Return the affiliate's sub-site in the language of `source`; None where it has none."""
    home = homes().filter(affiliate=affiliate, locale_id=source.locale_id).order_by("path").first()
    return Subsite(home) if home else None


def own_page_for(source: Page, subsite: Subsite) -> Page | None:
    """Return the affiliate's own page at the path of `source`, live or not, None where there is none."""
    pages = Page.objects.filter(path__startswith=subsite.home.path, depth__gt=subsite.home.depth)
    found: Page | None = pages.filter(slug=source.slug, url_path=subsite.own_url_path(source)).first()
    return found


def edition_of(source: Page, affiliate: Affiliate) -> Edition | None:
    """Return the attached edition that the affiliate has of `source`, None where it has none."""
    return Edition.objects.filter(source=source, affiliate=affiliate, detached_at=None).select_related("page").first()


def refusal_of(source: Page, subsite: Subsite) -> str:
    """Say in plain words why the sub-site cannot have an edition of `source`; empty where it can."""
    is_national = source.path.startswith(subsite.national_path) and source.depth > NATIONAL_DEPTH
    if not is_national or homes().filter(path=source.path[: len(subsite.home.path)]).exists():
        return _("Only pages of the national site have local editions.")
    if refusal := _refusal_of_mark(subsite.marks.nearest(source.path)):
        return refusal
    if not source.live:
        return _("This page is not published.")
    if source.alias_of_id is not None:
        return _("Nobody has translated this page yet, so there is nothing to adapt.")
    return ""


def _refusal_of_mark(mark: Mark | None) -> str:
    if mark is None or mark.sharing == Sharing.OFFERED:
        return _("This page is hidden from the sub-site. Bring it back first.") if mark and mark.hidden else ""
    if mark.sharing == Sharing.REQUIRED:
        return _("The national office requires this page as it is, so it cannot be adapted.")
    return _("The national office does not share this page with affiliates.")


def page_of(edition: Edition) -> Any:
    """Return the specific page of an edition as it is in the database now."""
    return _specific(edition.page)


def source_of(edition: Edition) -> Any:
    """Return the specific national page of an edition as it is in the database now, None where it is gone."""
    return None if edition.source is None else _specific(edition.source)


def _specific(page: Page) -> Any:
    model = page.specific_class
    if model is None:
        raise LookupError("The type of this page does not exist any more.")
    return model._default_manager.get(pk=page.pk)


def counterparts_of(affiliate: Affiliate) -> dict[tuple[str, int], int]:
    """Return the affiliate's published editions by what they are editions of, for the merge; one query."""
    editions = Edition.objects.filter(affiliate=affiliate, detached_at=None, page__live=True, source__isnull=False)
    return {("page", source): page for source, page in editions.values_list("source_id", "page_id")}


def family_key(source: Page, affiliate: Affiliate) -> Any:
    """Return the translation key that the affiliate's editions of `source` share among their languages.

    None where there is no other edition yet, or a page of that key already stands in the language.
    """
    others = Edition.objects.filter(affiliate=affiliate, source__translation_key=source.translation_key)
    key = others.order_by("pk").values_list("page__translation_key", flat=True).first()
    taken = key is not None and Page.objects.filter(translation_key=key, locale_id=source.locale_id).exists()
    return None if taken else key
