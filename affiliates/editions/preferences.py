"""How an affiliate takes national changes that conflict with nothing: for a page, a page type, or all pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping

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
    return _chosen(dict(rows.values_list("page_type", "mode")), label)


def modes_of(editions: Collection[Edition], model: type[Page]) -> dict[int, UpdateMode]:
    """Return how editions whose pages are of this type take clean updates, by their ids; one query for all."""
    label = model._meta.label_lower
    rows = UpdatePreference.objects.filter(
        affiliate__in={edition.affiliate_id for edition in editions}, page_type__in={label, ""}
    )
    chosen: dict[int, dict[str, str]] = {}
    for affiliate, page_type, mode in rows.values_list("affiliate_id", "page_type", "mode"):
        chosen.setdefault(affiliate, {})[page_type] = mode
    return {
        edition.pk: UpdateMode(edition.mode) if edition.mode else _chosen(chosen.get(edition.affiliate_id, {}), label)
        for edition in editions
    }


def _chosen(by_type: Mapping[str, str], label: str) -> UpdateMode:
    return UpdateMode(by_type.get(label) or by_type.get("") or UpdateMode.APPLY)
