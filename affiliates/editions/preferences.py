"""How an affiliate takes national changes that conflict with nothing: for a page, a page type, or all pages."""

from __future__ import annotations

from wagtail.models import Page

from affiliates.models import Affiliate, Edition, UpdateMode, UpdatePreference


def mode_of(edition: Edition) -> UpdateMode:
    """Return how the edition takes clean updates: as its page says, else its type, else the affiliate; one query."""
    if edition.mode:
        return UpdateMode(edition.mode)
    return mode_for(edition.affiliate, edition.page.specific_class)


def mode_for(affiliate: Affiliate, model: type[Page] | None) -> UpdateMode:
    """Return how the affiliate takes clean updates of pages of a type; without a choice they are published."""
    label = model._meta.label_lower if model is not None else ""
    rows = UpdatePreference.objects.filter(affiliate=affiliate, page_type__in={label, ""})
    chosen = dict(rows.values_list("page_type", "mode"))
    return UpdateMode(chosen.get(label) or chosen.get("") or UpdateMode.APPLY)
