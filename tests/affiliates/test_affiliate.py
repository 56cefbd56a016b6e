"""An affiliate's brand stays readable, whatever colours it chooses."""

import re
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from affiliates import brand
from affiliates.brand import CHALK, INK, NIGHT, PAPER, BrandColour, brand_colours
from affiliates.models import Affiliate
from affiliates.models.affiliate import Typeface
from core.colour import TEXT_CONTRAST, WHITE, Colour, _from_oklch
from tests.database import PROJECT_DIR

channels = st.integers(min_value=0, max_value=255)
colours = st.builds(Colour, channels, channels, channels)
STYLES = (PROJECT_DIR / "static/css/base.css").read_text(encoding="utf-8")
MALFORMED = ["", "green", "#12", "#12345", "#gggggg", "14453D;", "url(x)", "#14453D80", "#14453D}"]


def affiliate(**fields) -> Affiliate:
    parts = {"name": "Ohio Education Association", "short_name": "OEA", "slug": "ohio", "place": "Ohio"}
    return Affiliate(**parts | fields)


@pytest.mark.django_db
@pytest.mark.parametrize(("field", "colour"), list(product(["brand_primary", "brand_accent"], MALFORMED)))
def test_it_refuses_what_is_no_colour(field, colour):
    with pytest.raises(ValidationError) as refused:
        affiliate(**{field: colour}).full_clean()
    assert set(refused.value.message_dict) == {field}


@pytest.mark.django_db
@pytest.mark.parametrize("colour", ["#14453D", "#14453d", "#fb3", "fb3"])
def test_it_accepts_a_colour(colour):
    affiliate(brand_primary=colour).full_clean()


def test_its_monogram_is_short():
    assert affiliate(short_name="Massachusett").monogram == "MASS"


def grounds(names: str) -> list[tuple[Colour, Colour]]:
    """Return the tokens of the design system whose names match, as they are by day and by night."""
    found = re.findall(rf"--(?:{names}): light-dark\((#\w+), (#\w+)\);", STYLES)
    return [(Colour.parse(light), Colour.parse(dark)) for light, dark in found]


PAPERS = grounds(r"paper|paper-deep|paper-bright")
(TEXT,) = grounds("ink")


def test_the_papers_of_the_design_system_are_known():
    assert len(PAPERS) == 3
    assert (PAPER, NIGHT) in PAPERS


@given(colours, colours)
def test_text_of_both_colours_can_be_read_on_every_paper_by_day_and_by_night(primary, accent):
    for colour in brand_colours(str(primary), str(accent)):
        assert all(colour.ink_light.contrast(light) >= TEXT_CONTRAST for light, _dark in PAPERS)
        assert all(colour.ink_dark.contrast(dark) >= TEXT_CONTRAST for _light, dark in PAPERS)


@given(colours)
def test_text_on_the_colour_can_be_read(given_colour):
    colour = BrandColour("brand", given_colour)
    assert colour.on_fill in {INK, CHALK}
    assert colour.on_fill.contrast(colour.fill) >= TEXT_CONTRAST


def tints(name: str) -> list[tuple[float, Colour]]:
    """Return the shares in which a sub-site mixes one of its colours into white and into the night."""
    light, dark = re.findall(rf"var\(--{name}\) (\d+)%, (white|#\w+)\)", STYLES)
    return [(int(share) / 100, WHITE if ground == "white" else Colour.parse(ground)) for share, ground in (light, dark)]


def mixed(colour: Colour, share: float, ground: Colour) -> Colour:
    """Return `share` of the colour in the ground, as color-mix() does in OKLCH, by the hue of the colour."""
    (lightness, chroma, hue), (other_lightness, other_chroma, _hue) = colour._oklch(), ground._oklch()
    rest = 1 - share
    return _from_oklch(share * lightness + rest * other_lightness, share * chroma + rest * other_chroma, hue)


@pytest.mark.parametrize("name", ["brand", "accent"])
@given(given_colour=colours)
def test_text_can_be_read_on_the_tints_of_a_sub_site(name, given_colour):
    fill = BrandColour(name, given_colour).fill
    for ink, (share, ground) in zip(TEXT, tints(name), strict=True):
        assert ink.contrast(mixed(fill, share, ground)) >= TEXT_CONTRAST


@given(colours)
def test_a_colour_that_can_be_read_everywhere_is_used_as_it_is(given_colour):
    colour = BrandColour("brand", given_colour)
    if not colour.corrected:
        assert colour.fill == colour.ink_light == given_colour


def test_a_pale_colour_is_corrected_for_text():
    assert BrandColour("accent", Colour.parse("#F5B83D")).corrected


def test_the_stylesheet_holds_nothing_but_custom_properties():
    lines = brand.stylesheet(affiliate()).strip().splitlines()
    assert (lines[0], lines[-1]) == (":root {", "}")
    assert all(re.fullmatch(r"  --[\w-]+: [^;{}]+;", line) for line in lines[1:-1])


def test_the_stylesheet_cannot_be_broken_by_a_colour():
    with pytest.raises(ValueError, match="is not a colour"):
        brand.stylesheet(affiliate(brand_primary="red}body{display:none"))


@pytest.mark.parametrize("typeface", Typeface.values)
def test_every_typeface_has_its_fonts(typeface):
    assert f"--font-display: {brand.FONT_STACKS[typeface]};" in brand.stylesheet(affiliate(typeface=typeface))


def test_its_version_follows_what_is_in_it():
    assert brand.version(affiliate()) != brand.version(affiliate(brand_primary="#123456"))
    assert brand.version(affiliate()) == brand.version(affiliate(name="Another name"))
