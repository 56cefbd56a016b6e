"""The card that social networks show for a page."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from core.social_card import PANEL, TITLE_BOTTOM, TITLE_TOP, WIDTH, draw_card, drawable, is_rtl

SIDE = WIDTH - PANEL
TITLES = {
    "short": "Press",
    "usual": "Leaders for Just Schools",
    "accents": "Cómo desarrollar un aula culturalmente responsable: lo que aprendió Ñuble",
    "300 characters": "Striving for school safety " * 11 + "end",
    "one long word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "Arabic": "قادة من أجل مدارس عادلة: برنامج لمدة ثلاث سنوات",
    "Arabic and Latin": "مدارس عادلة 2026 Just Schools",
    "emoji": "Diversity 🎉 should 👩🏽‍🏫 unite",
    "other scripts": "公正な学校",
    "empty": "",
    "spaces": " \n\t ",
    "control characters": "A\x00B\x07C\u202e",
}


def card(title: str, **options: object) -> Image.Image:
    data = draw_card(title, "Program", "Just Schools", **options)  # type: ignore[arg-type]
    with Image.open(BytesIO(data)) as picture:
        return picture.convert("RGB")


def written_box(picture: Image.Image, top: int, bottom: int, left: int, right: int) -> tuple[int, int, int, int] | None:
    """Return the box of what is written in a part of a card, None if nothing is."""
    part = picture.crop((left, top, right, bottom))
    # The corner is paper as the palette has it.
    ground = Image.new("RGB", part.size, part.getpixel((0, 0)))
    return ImageChops.difference(part, ground).convert("L").point(lambda level: 255 * (level > 40)).getbbox()


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES.keys())
def test_any_title_gives_a_light_card_of_the_right_size(title: str) -> None:
    data = draw_card(title, "Case study", "Just Schools")
    with Image.open(BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(data) < 120_000


@pytest.mark.parametrize("title", [TITLES["300 characters"], TITLES["one long word"], TITLES["accents"]])
def test_a_long_title_stays_in_its_column(title: str) -> None:
    box = written_box(card(title), TITLE_TOP - 20, TITLE_BOTTOM + 40, 20, SIDE - 10)
    assert box is not None
    assert box[1] > 0
    assert box[2] < SIDE - 40
    assert box[3] < TITLE_BOTTOM + 40 - TITLE_TOP + 20


def test_a_title_in_arabic_is_written_on_the_other_side() -> None:
    picture = card(TITLES["Arabic"])
    assert written_box(picture, TITLE_TOP, TITLE_BOTTOM, PANEL + 10, WIDTH) is not None
    assert picture.getpixel((1190, 20)) == picture.getpixel((600, 20))


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert draw_card("A", "B", "C") == draw_card("A", "B", "C")


def test_a_picture_fills_the_side_of_the_card() -> None:
    red = card("Title", art=Image.new("RGB", (1600, 1000), "#C4472A"))
    assert red.getpixel((1150, 300)) == (196, 71, 42)


def test_a_brand_too_pale_for_text_is_darkened() -> None:
    picture = card("Title", primary="#ffee88")
    levels = picture.crop((0, TITLE_TOP, SIDE - 20, TITLE_BOTTOM)).convert("L").histogram()
    assert sum(levels[:130]) > 500


def test_it_refuses_what_is_no_colour() -> None:
    with pytest.raises(ValueError, match="colour"):
        draw_card("A", "B", "C", primary="teal")


def test_characters_without_a_glyph_are_left_out() -> None:
    assert drawable("Diversity 🎉 unites\x00 学校") == "Diversity unites"
    assert drawable("Ñandú, «año» — “x” عادلة") == "Ñandú, «año» — “x” عادلة"


@pytest.mark.parametrize(
    ("text", "expected"), [("مدارس", True), ("2026 مدارس", True), ("Just مدارس", False), ("", False), ("2026", False)]
)
def test_the_first_strong_letter_decides_the_direction(text: str, expected: bool) -> None:
    assert is_rtl(text) is expected
