"""Pages that a text or a menu links to, in the language being read, all in one query."""

from __future__ import annotations

from collections.abc import Collection

from wagtail.models import Page


def link_targets(chosen: Collection[int], language: str) -> dict[int, Page]:
    """Return for each chosen id the public page to link to: its translation, else the chosen page itself.

    Copies that nobody has translated are no translations; what is not public is left out.
    """
    if not chosen:
        return {}
    keys = Page.objects.filter(pk__in=chosen).values("translation_key")
    rows = (
        Page.objects.filter(translation_key__in=keys)
        .select_related("locale")
        .only("title", "path", "depth", "url_path", "live", "alias_of_id", "translation_key", "locale__language_code")
    )
    by_id = {row.pk: row for row in rows}
    translated = {
        row.translation_key: row
        for row in by_id.values()
        if row.live and row.alias_of_id is None and row.locale.language_code == language
    }
    targets = {pk: translated.get(by_id[pk].translation_key, by_id[pk]) for pk in chosen if pk in by_id}
    return {pk: target for pk, target in targets.items() if target.live}
