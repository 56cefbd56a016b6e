"""What the browser looks at: one address of each kind of page, in English, Spanish and Arabic."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.text import slugify
from wagtail.models import Page, Site

from core.blocks import StoryBlock
from core.models import BasePage, Document
from demo.content import read
from home.models import StandardPage
from tests.browser.arabic import translate_into_arabic

LANGUAGES = ("en", "es", "ar")
PREFIXES = {"en": "", "es": "/es", "ar": "/ar"}
# A word that the demonstration has in each language; the Arabic comes from tests/browser/arabic.py.
FOUND = {"en": "school", "es": "escuela", "ar": "المدرسة"}
NOT_FOUND = "zzyzx"
EVERY_BLOCK = "every block"
SEARCHES = {
    "search": "/search/",
    "search with results": "/search/?q={found}",
    "search without results": f"/search/?q={NOT_FOUND}",
    "page not found": "/nobody-wrote-this/",
}
SIGN_IN = {"sign in": "/cms/account/login/", "password reset": "/cms/account/password/reset/"}

Name = tuple[str, str]


@dataclass(frozen=True)
class Content:
    """The paths of what there is to look at, by name and language."""

    paths: Mapping[Name, str]

    def __getitem__(self, name: Name) -> str:
        """Return the path; raises KeyError when the demonstration has no page of that kind in that language."""
        return self.paths[name]


def page_types() -> list[type[BasePage]]:
    """Return every type of page, so that a new one is looked at without being listed."""
    return [model for model in apps.get_models() if issubclass(model, BasePage)]


def names() -> list[Name]:
    """Return everything that there is to look at, readers' pages only."""
    kinds = [model._meta.label for model in page_types()]
    pages = [(kind, language) for language in LANGUAGES for kind in [*kinds, *SEARCHES]]
    brands = [(f"brand of {row['place']}", "en") for row in read("furniture")["affiliates"]]
    return [*pages, *brands, (EVERY_BLOCK, "en"), (EVERY_BLOCK, "ar")]


def prepare_content() -> Content:
    """Make the page with every block and the Arabic tree in the database in use, and find the paths of everything."""
    blocks = _page_with_every_block()
    chosen = [*(richest(model, "en") for model in page_types()), blocks]
    translate_into_arabic(chosen)
    # A new language begins a tree that Wagtail may not have seen when it last looked.
    Site.clear_site_root_paths_cache()
    paths = {
        (model._meta.label, language): _path(richest(model, language))
        for model in page_types()
        for language in LANGUAGES
    }
    for page in blocks.get_translations(inclusive=True).select_related("locale"):
        paths[EVERY_BLOCK, page.locale.language_code] = _path(page)
    for home in apps.get_model("affiliates.AffiliateHomePage").objects.filter(locale=blocks.locale):
        paths[f"brand of {home.affiliate.place}", "en"] = _path(home)
    for name, path in SEARCHES.items():
        for language in LANGUAGES:
            paths[name, language] = PREFIXES[language] + path.format(found=quote(FOUND[language]))
    return Content(paths)


def _path(page: Page) -> str:
    return urlsplit(page.full_url).path


def richest(model: type[BasePage], language: str) -> Any:
    """Return the page of the type that shows most: pages under it, then kinds of blocks, then fields filled."""
    pages = model.objects.live().filter(locale__language_code=language, alias_of=None).order_by("path")
    return max((page for page in pages if page.slug != slugify(EVERY_BLOCK)), key=_richness)


def _richness(page: BasePage) -> tuple[int, int, int]:
    body = getattr(page, "body", [])
    filled = [field for field in page._meta.fields if field.value_from_object(page)]
    return page.numchild, len({child.block_type for child in body}), len(filled)


def _page_with_every_block() -> StandardPage:
    """Make a page that holds each block once, as the block's own preview shows it."""
    home = Site.objects.get(is_default_site=True).root_page
    existing = StandardPage.objects.child_of(home).filter(slug=slugify(EVERY_BLOCK)).first()
    if existing:
        return existing
    pages = {"cards": {"pages": [page.pk for page in home.get_children().live()[:4]]}}
    document = Document.objects.order_by("pk").first()
    chosen = {
        "quote": {"page": richest(apps.get_model("case_studies.QuotePage"), "en").pk},
        "image": {"image": home.specific.cover_id},
        "feature": {"image": home.specific.cover_id},
        "document": {"document": document.pk if document else None},
    } | pages
    story = StoryBlock()
    raw = [{"type": name, "value": _preview(block, chosen.get(name, {}))} for name, block in story.child_blocks.items()]
    # As a form would: what the preview leaves out becomes an empty text.
    body = story.get_prep_value(story.clean(story.to_python(raw)))
    page = StandardPage(
        title="Every block",
        slug=slugify(EVERY_BLOCK),
        summary="Each block once.",
        body=json.dumps(body, cls=DjangoJSONEncoder),
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def _preview(block: Any, chosen: dict[str, Any]) -> Any:
    value = block.get_prep_value(block.get_preview_value())
    return value | chosen if chosen else value
