"""Changes on both sides, as editors make them: the title, a sentence of a text, a draft."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from affiliates.editions.content import Content, content_of, with_content
from affiliates.editions.localizing import localize
from affiliates.models import Affiliate, Edition
from demo.factories import StandardPageFactory
from tests.public.seeded import page_at

FIRST = "11111111-1111-4111-8111-111111111111"
SECOND = "22222222-2222-4222-8222-222222222222"
NEW = "33333333-3333-4333-8333-333333333333"
PATH = "/what-we-do/"


def illinois() -> Affiliate:
    return Affiliate.objects.get(slug="illinois")


def text(value: str, block_id: str) -> dict[str, Any]:
    return {"type": "rich_text", "value": value, "id": block_id}


def national_page(parent: Page | None = None, slug: str = "what-we-do") -> Any:
    """Return a published national page with two paragraphs."""
    page = StandardPageFactory(
        parent=parent or page_at("/"), title="What we do", slug=slug, summary="All of it.", body=[]
    )
    return publish(page, body=[text("<p>One two three four.</p>", FIRST), text("<p>Call the office.</p>", SECOND)])


def edited(page: Page, **values: Any) -> Content:
    return content_of(page.specific) | values


def publish(page: Page, **values: Any) -> Any:
    """Publish the page with other values of some fields, and return it as it is then."""
    fresh = Page.objects.get(pk=page.pk).specific
    with_content(fresh, edited(fresh, **values)).save_revision().publish()
    return Page.objects.get(pk=page.pk).specific


def save(page: Page, **values: Any) -> Any:
    """Save a draft of the latest version with other values, and return it."""
    fresh = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    with_content(fresh, edited(fresh, **values)).save_revision()
    return Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()


def published_edition(source: Page, affiliate: Affiliate | None = None) -> Edition:
    """Return the edition of a page, published as it was made."""
    edition = localize(source, affiliate or illinois(), user=None)
    publish(edition.page)
    return fresh(edition)


def fresh(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def live(edition: Edition) -> Any:
    return Page.objects.get(pk=edition.page_id).specific


def draft(edition: Edition) -> Any:
    return live(edition).get_latest_revision_as_object()


def body(page: Any) -> list[str]:
    """Return the texts of the blocks of a page."""
    return [block["value"] for block in content_of(page)["body"]]
