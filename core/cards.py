"""Lists of pages as readers see them, in a number of queries that does not grow with the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.utils import translation
from wagtail.models import Page

from core.media import RENDITIONS

if TYPE_CHECKING:
    from core.models import BasePage


def visible_pages() -> Any:
    """Pages of any type that any reader may see."""
    from core.models.pages import BasePageQuerySet

    return BasePageQuerySet(Page).visible()


def localized_page(page: Page | None) -> Page | None:
    """Return `page` in the language being read, itself where it has no translation, None where nobody may see it."""
    if page is None:
        return None
    pages = localized_pages([page])
    return pages[0] if pages else None


def localized_pages(pages: Iterable[Page]) -> list[Page]:
    """Return `pages` in the language being read, each itself where it has no translation; hidden ones left out.

    One query, whatever the number of pages. The order is kept.
    """
    chosen = [page for page in pages if page is not None]
    if not chosen:
        return []
    language = translation.get_language()
    ids = {page.pk for page in chosen}
    found: dict[Any, Page] = {}
    keys = {page.translation_key for page in chosen}
    for page in visible_pages().filter(translation_key__in=keys).select_related("locale"):
        # The page itself is the fallback; its translation in the reader's language wins.
        is_translation = page.locale.language_code == language
        if is_translation or (page.pk in ids and page.translation_key not in found):
            found[page.translation_key] = page
    return [found[page.translation_key] for page in chosen if page.translation_key in found]


def as_cards(pages: Iterable[Page]) -> list[BasePage]:
    """Return the specific pages with their cover pictures and renditions attached.

    Queries: one for each page type in the list, one for the pictures and one for their renditions.
    """
    specific = _specific(list(pages))
    attach_covers(specific)
    return specific


def attach_covers(pages: list[Any]) -> None:
    """Attach the cover of each page with its renditions for cards, in two queries."""
    attach_pictures(pages, "cover", "card")


def attach_pictures(pages: list[Any], field: str, name: str) -> None:
    """Attach the picture in `field` of each page with the renditions of the set `name`, in two queries."""
    from core.models import Image

    ids = {page.pk: getattr(page, f"{field}_id", None) for page in pages}
    if not any(ids.values()):
        return
    images = Image.objects.filter(pk__in=filter(None, ids.values()))
    pictures = {image.pk: image for image in images.prefetch_renditions(*RENDITIONS[name].all_filters)}
    for page in pages:
        if ids[page.pk]:
            setattr(page, field, pictures.get(ids[page.pk]))


def _specific(pages: list[Page]) -> list[Any]:
    """Fetch the specific rows of `pages`, one query for each type, keeping the order."""
    by_type: dict[type[Any], list[int]] = {}
    for page in pages:
        model = page.specific_class or Page
        if not isinstance(page, model):
            by_type.setdefault(model, []).append(page.pk)
    fetched: dict[int, Page] = {page.pk: page for page in pages}
    for model, ids in by_type.items():
        for page in model._default_manager.filter(pk__in=ids).select_related("locale"):
            fetched[page.pk] = page
    rows = [fetched[page.pk] for page in pages if hasattr(fetched[page.pk], "summary")]
    prefetch_related_objects([row for row in rows if not row._state.fields_cache.get("locale")], "locale")
    return rows
