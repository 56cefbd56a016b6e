"""The content of a page as plain data."""

import json

import pytest
from wagtail.models import Page

from affiliates.editions.content import content_of, schema_of, with_content
from affiliates.merge import merge, overrides
from core.models import BasePage

pytestmark = pytest.mark.django_db


def every_page() -> list[Page]:
    return [page for page in Page.objects.specific() if isinstance(page, BasePage)]


def test_writing_and_reading_every_page_of_the_demonstration_changes_nothing():
    for page in every_page():
        content = content_of(page)
        assert content_of(with_content(page, content)) == content, page
        assert content_of(with_content(type(page)(), content)) == content, page


def test_content_can_be_kept_as_json():
    for page in every_page():
        assert json.loads(json.dumps(content_of(page))) == content_of(page), page


def test_merging_every_page_of_the_demonstration_with_itself_changes_nothing():
    for page in every_page():
        content = content_of(page)
        merged = merge(content, content, content, schema_of(type(page)))
        assert merged.content == content, page
        assert merged.is_clean


def test_saving_every_page_of_the_demonstration_writes_no_difference():
    for page in every_page():
        if page.alias_of_id:
            continue
        content = content_of(page)
        for value in list(page.__dict__.values()):
            if hasattr(value, "stream_block"):
                list(value)  # as a form does
        revision = page.save_revision(clean=False)
        again = content_of(revision.as_object())
        assert overrides(content, again, schema_of(type(page))) == [], page
