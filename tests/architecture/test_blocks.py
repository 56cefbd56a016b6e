"""Every block that editors meet has an icon, a name and, where it can be picked, a preview."""

from __future__ import annotations

import re
from functools import cache

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.translation import override
from wagtail import blocks
from wagtail.admin.icons import get_icons
from wagtail.admin.views.generic.preview import StreamFieldBlockPreview
from wagtail.blocks.base import Block
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from core.blocks import StoryBlock
from core.models import SiteFurniture
from tests.architecture.project import label_of, nested_blocks, page_types, stream_fields

STORY = StoryBlock()
pickable = pytest.mark.parametrize("name", list(STORY.child_blocks))


def all_streams() -> list[tuple[str, Block]]:
    """Return every stream of a page type or of the furniture, by "app.Model.field"."""
    models = (*page_types(), SiteFurniture)
    return [
        (f"{label_of(model)}.{field.name}", field.stream_block) for model in models for field in stream_fields(model)
    ]


def editable_blocks() -> list[tuple[str, Block]]:
    """Return every block at any depth of every stream, the bodies' own only once."""
    streams = [("StoryBlock", STORY)]
    streams += [(name, stream) for name, stream in all_streams() if not isinstance(stream, StoryBlock)]
    return [(f"{name}.{path}", block) for name, stream in streams for path, block in nested_blocks(stream)]


EDITABLE = editable_blocks()
every_block = pytest.mark.parametrize(
    "block", [block for _name, block in EDITABLE], ids=[name for name, _block in EDITABLE]
)


@cache
def known_icons() -> set[str]:
    """Return the names of the icons in Wagtail's sprite."""
    return set(re.findall(r'id="icon-([\w-]+)"', get_icons()))


def test_there_are_blocks():
    assert len(STORY.child_blocks) >= 14


@every_block
def test_wagtail_knows_its_icon(block):
    assert block.meta.icon in known_icons()


@every_block
def test_it_has_a_label_in_the_editor_s_language(block):
    if _is_item_of_a_list(block):
        return
    assert block.label
    assert type(block.label).__name__ == "__proxy__", f"“{block.label}” is not marked for translation"


def _is_item_of_a_list(block: Block) -> bool:
    return not block.name and not isinstance(block, blocks.StructBlock | blocks.PageChooserBlock)


@pickable
def test_it_has_an_icon_of_its_own(name):
    assert STORY.child_blocks[name].meta.icon != Block._meta_class.icon


@pickable
@pytest.mark.parametrize("part", ["label", "group", "description", "template", "preview_value"])
def test_an_editor_who_picks_it_sees_what_it_is(name, part):
    assert getattr(STORY.child_blocks[name].meta, part, None)


@pickable
def test_its_template_is_among_the_blocks(name):
    template = STORY.child_blocks[name].meta.template
    assert template.startswith("blocks/")
    assert get_template(template)


@pickable
def test_it_can_be_previewed(name):
    assert STORY.child_blocks[name].is_previewable


@pytest.mark.django_db
@pickable
@pytest.mark.parametrize("language", ["en", "es"])
def test_its_preview_value_renders(name, language):
    request = RequestFactory().get("/", {"id": STORY.child_blocks[name].definition_prefix})
    request.user = AnonymousUser()
    with override(language):
        response = StreamFieldBlockPreview.as_view()(request)
        html = response.render().content.decode()
    assert response.status_code == 200
    body = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html[html.index("<body") :]))
    assert re.search(r"\w\w", body), "nothing to see"


@pytest.mark.django_db
@pickable
def test_it_renders_when_everything_optional_is_empty(name):
    block = STORY.child_blocks[name]
    assert isinstance(block.render(block.normalize(block.get_default())), str)


def test_a_table_s_columns_are_explained():
    columns = STORY.child_blocks["table"].child_blocks
    assert isinstance(STORY.child_blocks["table"], TypedTableBlock)
    assert all(column.label for column in columns.values())


def test_the_groups_are_few_and_translated():
    groups = {str(block.meta.group): block.meta.group for block in STORY.child_blocks.values()}
    assert len(groups) <= 5
    assert all(type(group).__name__ == "__proxy__" for group in groups.values())


def test_wagtail_s_icons_are_found():
    assert {"title", "image", "table"} <= known_icons()
