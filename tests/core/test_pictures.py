"""A picture in the text says what it shows, or that it only decorates."""

from typing import Any

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks import StoryBlock
from core.media import RENDITIONS
from demo.factories import ImageFactory

pytestmark = pytest.mark.django_db
STORY = StoryBlock()
FEATURE = {"heading": "Built by educators", "text": "<p>Every session was tested in schools.</p>"}


@pytest.fixture(params=["image", "feature"])
def block(request):
    """Each kind of block that shows a picture."""
    return STORY.child_blocks[request.param]


def picture(block: Any, **parts: Any) -> Any:
    required = FEATURE if "heading" in block.child_blocks else {}
    return block.normalize(required | {"image": ImageFactory(), "alt_text": "", "decorative": False} | parts)


def test_it_is_refused_without_words(block):
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(picture(block))
    assert set(refused.value.block_errors) == {"alt_text"}


def test_it_may_say_what_it_shows(block):
    assert block.clean(picture(block, alt_text="A circle of chairs")).alt == "A circle of chairs"


def test_it_may_be_decoration(block):
    assert block.clean(picture(block, decorative=True)).alt == ""


def test_decoration_says_nothing_even_where_words_are_left(block):
    assert picture(block, decorative=True, alt_text="A circle of chairs").alt == ""


def test_a_feature_needs_no_picture():
    feature = STORY.child_blocks["feature"]
    assert feature.clean(picture(feature, image=None)).alt == ""


def test_words_of_spaces_are_no_words(block):
    with pytest.raises(StructBlockValidationError):
        block.clean(picture(block, alt_text="   "))


@pytest.mark.parametrize("name", RENDITIONS)
def test_a_set_names_its_files_narrowest_first(name):
    rendition_set = RENDITIONS[name]
    assert list(rendition_set.widths) == sorted(rendition_set.widths)
    assert len(rendition_set.all_filters) == 2 * len(rendition_set.widths)


def test_a_set_with_a_ratio_crops_to_it():
    assert RENDITIONS["card"].filters("avif")[0] == "fill-400x250|format-avif"


def test_a_set_without_a_ratio_keeps_the_picture_s_own():
    assert RENDITIONS["inline"].filters("webp")[0] == "width-480|format-webp"
