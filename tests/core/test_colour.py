"""Contrast is WCAG's, and a colour is moved until it can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.colour import BLACK, LARGE_CONTRAST, TEXT_CONTRAST, WHITE, Colour

channels = st.integers(min_value=0, max_value=255)
colours = st.builds(Colour, channels, channels, channels)

# From the definition of relative luminance in WCAG 2.2, computed by hand or published with the understanding documents.
KNOWN_RATIOS = [
    ("#000000", "#ffffff", 21.0),
    ("#ffffff", "#ffffff", 1.0),
    ("#777777", "#ffffff", 4.48),
    ("#767676", "#ffffff", 4.54),
    ("#949494", "#ffffff", 3.03),
    ("#ff0000", "#ffffff", 4.0),
    ("#0000ff", "#ffffff", 8.59),
    ("#00ff00", "#000000", 15.3),
]


@pytest.mark.parametrize(("first", "second", "ratio"), KNOWN_RATIOS)
def test_contrast_is_that_of_wcag(first, second, ratio):
    assert Colour.parse(first).contrast(Colour.parse(second)) == pytest.approx(ratio, abs=0.01)


@given(colours, colours)
def test_contrast_is_the_same_in_both_directions(first, second):
    assert first.contrast(second) == second.contrast(first)
    assert 1 <= first.contrast(second) <= 21


@pytest.mark.parametrize("text", ["#14453D", "14453d", " #14453D ", "#14453d"])
def test_it_reads_six_digits(text):
    assert Colour.parse(text) == Colour(0x14, 0x45, 0x3D)


def test_it_reads_three_digits():
    assert Colour.parse("#fb3") == Colour(0xFF, 0xBB, 0x33)


@pytest.mark.parametrize("text", ["", "#", "green", "#12", "#1234", "#14453D80", "#gggggg", "rgb(1, 2, 3)", "#14453D;"])
def test_it_refuses_what_is_no_colour(text):
    with pytest.raises(ValueError, match="is not a colour"):
        Colour.parse(text)


@given(colours)
def test_it_writes_what_it_reads(colour):
    assert Colour.parse(str(colour)) == colour


def best_possible(ground: Colour) -> float:
    """Return the highest contrast that any colour has on `ground`."""
    return max(ground.contrast(BLACK), ground.contrast(WHITE))


@given(colours, colours, st.sampled_from([LARGE_CONTRAST, TEXT_CONTRAST, 7.0]))
def test_a_readable_colour_reaches_the_ratio_wherever_one_can(colour, ground, ratio):
    reached = colour.readable_on(ground, ratio).contrast(ground)
    assert reached >= min(ratio, best_possible(ground))


@given(colours, colours)
def test_a_colour_that_can_be_read_is_left_alone(colour, ground):
    moved = colour.readable_on(ground)
    assert moved.readable_on(ground) == moved


@given(colours)
def test_every_ground_has_an_ink_for_text(ground):
    assert ground.ink_on_top(BLACK, WHITE).contrast(ground) >= TEXT_CONTRAST


def test_a_moved_colour_keeps_its_hue():
    marigold = Colour.parse("#F5B83D")
    moved = marigold.readable_on(WHITE)
    assert moved.red > moved.green > moved.blue
