"""Builds the demonstration federation in English; safe to run again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, Site

from affiliates.models import Affiliate, Contact
from core.models import Audience, BasePage, SiteFurniture, Topic
from demo import content, dates
from demo.associations import make_associations
from demo.content import PageContent
from demo.factories import (
    PAGE_FACTORIES,
    AffiliateFactory,
    AudienceFactory,
    ContactFactory,
    SiteFurnitureFactory,
    TopicFactory,
)
from demo.media import MediaLibrary
from demo.streams import StreamWriter

# Called with a text such as "pages 3/80".
Progress = Callable[[str], None]
NINE_IN_THE_MORNING = time(9)


class FederationBuilder:
    """Makes whatever the content files tell and the database does not hold yet."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.library = MediaLibrary()
        self.page_ids: dict[str, int] = {}
        self.writer = StreamWriter(self.page_id, self.library.image_id, self.library.document_id)

    @transaction.atomic
    def build(self) -> int:
        """Make all English content. Returns the number of pages made."""
        self.words()
        rows = content.pages()
        new = [row for row in rows if self._create(row)]
        with self.library.drawing_ahead(content.pictures()):
            for number, row in enumerate(new, start=1):
                self._fill(row)
                self.progress(f"pages {number}/{len(new)}")
        self.furniture()
        return len(new)

    def page_id(self, path: str) -> int:
        """Return the id of the page at `path` under the front page. Raises ValueError for an unknown path."""
        if path not in self.page_ids:
            raise ValueError(f"no page at “{path}” in the content files")
        return self.page_ids[path]

    def words(self) -> None:
        """Topics, audiences, affiliates and their local associations."""
        vocabulary = content.read("topics")
        english = Locale.get_default()
        for row in vocabulary["topics"]:
            if not Topic.objects.filter(slug=row["slug"], locale=english).exists():
                TopicFactory(**row)
        for row in vocabulary["audiences"]:
            if not Audience.objects.filter(slug=row["slug"], locale=english).exists():
                AudienceFactory(**row)
        for row in content.read("furniture")["affiliates"]:
            if not Affiliate.objects.filter(slug=row["slug"]).exists():
                AffiliateFactory(**row)
        make_associations()

    def furniture(self) -> None:
        """Navigation and footer, and the contacts."""
        data = content.read("furniture")
        english = Locale.get_default()
        site = Site.objects.get(is_default_site=True)
        if not SiteFurniture.objects.filter(site=site, locale=english).exists():
            row = dict(data["furniture"])
            for name in ("navigation", "footer", "social_links", "channels"):
                field: Any = SiteFurniture._meta.get_field(name)
                data_rows = self.writer.stream(field.stream_block, row.get(name, []), f"furniture/{name}")
                row[name] = json.dumps(data_rows)
            SiteFurnitureFactory(site=site, **row)
        for row in data["contacts"]:
            self._contact(dict(row), english)

    def _contact(self, row: dict[str, Any], english: Locale) -> None:
        affiliate = Affiliate.objects.filter(slug=row.pop("affiliate", None) or "").first()
        topics = row.pop("topics", [])
        if Contact.objects.filter(affiliate=affiliate, role=row["role"], locale=english).exists():
            return
        contact: Any = ContactFactory(affiliate=affiliate, **row)
        contact.topics = list(Topic.objects.filter(slug__in=topics, locale=english))
        contact.save()

    def _create(self, row: PageContent) -> bool:
        """Make the page's row with its plain fields. Returns False where the page exists."""
        existing = self._find(row)
        if existing is not None:
            self.page_ids[row.path] = existing.pk
            return False
        model = PAGE_FACTORIES[row.type]._meta.model
        fields = [(model._meta.get_field(name), value) for name, value in row.fields.items()]
        plain = {field.name: _plain(field, value, row) for field, value in fields if not _is_reference(field)}
        if row.type == "affiliates.AffiliateHomePage":
            plain["affiliate"] = Affiliate.objects.get(slug=row.fields.get("affiliate", row.slug))
        if row.path:
            parent = Page.objects.get(pk=self.page_ids[row.parent_path])
        else:
            parent = Page.get_first_root_node()
            # Wagtail's welcome page stands where the front page goes; it is removed once the site has left it.
            Page.objects.child_of(parent).filter(slug="home").update(slug="welcome")
        page = PAGE_FACTORIES[row.type](parent=parent, slug=row.slug or "home", **plain)
        self.page_ids[row.path] = page.pk
        if not row.path:
            _make_front_page(page)
        return True

    def _find(self, row: PageContent) -> Page | None:
        if not row.path:
            site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
            return site.root_page if site and issubclass(site.root_page.specific_class or Page, BasePage) else None
        parent = Page.objects.get(pk=self.page_ids[row.parent_path])
        return Page.objects.child_of(parent).filter(slug=row.slug).first()

    def _fill(self, row: PageContent) -> None:
        """Give the page its texts, references and pictures, and publish it."""
        page: Any = Page.objects.get(pk=self.page_ids[row.path]).specific
        english = Locale.get_default()
        for name, value in row.fields.items():
            self._set(page, row, name, value)
        if row.cover:
            page.cover_id = self.library.image_id(row.cover)
        if row.topics:
            page.topics = list(Topic.objects.filter(slug__in=row.topics, locale=english))
        if row.audiences:
            page.audiences = list(Audience.objects.filter(slug__in=row.audiences, locale=english))
        if date := row.fields.get("date"):
            page.first_published_at = datetime.combine(date, NINE_IN_THE_MORNING, timezone.get_default_timezone())
        page.save_revision().publish()

    def _set(self, page: Any, row: PageContent, name: str, value: Any) -> None:
        field = page._meta.get_field(name)
        if isinstance(field, StreamField):
            data = self.writer.stream(field.stream_block, value, f"{row.path}/{name}")
            setattr(page, name, json.dumps(data))
        elif isinstance(field, RichTextField):
            setattr(page, name, self.writer.rich_text(value))
        elif isinstance(field, models.ForeignKey) and name != "affiliate":
            setattr(page, field.attname, self._reference(field, value))

    def _reference(self, field: Any, value: Any) -> int:
        if issubclass(field.related_model, Page):
            return self.page_id(value)
        if isinstance(value, dict):
            return self.library.image_id(value)
        return self.library.document_id(value)


def _plain(field: Any, value: Any, row: PageContent) -> Any:
    """Return the value of a field that is no reference; days may be written relative to today."""
    if isinstance(value, str) and isinstance(field, models.DateTimeField):
        return dates.moment(value, row.fields["time_zone"])
    if isinstance(value, str) and isinstance(field, models.DateField):
        return dates.day(value)
    return value


def _is_reference(field: Any) -> bool:
    return isinstance(field, StreamField | RichTextField | models.ForeignKey)


def _make_front_page(page: Page) -> None:
    """Let the site start at `page`, at the address that the settings name, and remove Wagtail's welcome page."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome = site.root_page if site.pk else None
    site.hostname, site.port, site.site_name, site.root_page = address.hostname, port, settings.WAGTAIL_SITE_NAME, page
    site.save()
    if welcome is not None and welcome.pk != page.pk and welcome.specific_class is Page:
        welcome.delete()
