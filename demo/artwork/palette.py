"""The six inks, tones made by printing inks over one another, and the colour schemes of the pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PAPER_COLOUR = (250, 246, 238)
INKS: dict[str, tuple[int, int, int]] = {
    "sky": (156, 201, 217),
    "pink": (240, 166, 160),
    "marigold": (245, 184, 61),
    "brick": (196, 71, 42),
    "green": (20, 69, 61),
    "ink": (22, 33, 31),
}

# A tone says how much of each ink is printed: 0 is bare paper, 1 is solid.
Tone = Mapping[str, float]

PAPER: Tone = {}
SKY: Tone = {"sky": 1}
PINK: Tone = {"pink": 1}
MARIGOLD: Tone = {"marigold": 1}
BRICK: Tone = {"brick": 1}
GREEN: Tone = {"green": 1}
INK: Tone = {"ink": 1}
LEAF: Tone = {"green": 0.62, "marigold": 1}
SAGE: Tone = {"green": 0.36, "marigold": 0.35}
MOSS: Tone = {"green": 0.82, "marigold": 0.5}
SAND: Tone = {"marigold": 0.32}
SHADE: Tone = {"green": 0.34}

# From three inks only, so that every scheme has all of them.
SKINS: tuple[Tone, ...] = (
    {"brick": 0.34, "marigold": 0.22},
    {"brick": 0.9, "green": 0.42},
    {"brick": 0.5, "marigold": 0.5, "green": 0.05},
    {"brick": 0.85, "green": 0.7},
    {"brick": 0.68, "marigold": 0.45, "green": 0.2},
)
HAIR: tuple[Tone, ...] = (
    {"green": 1},
    {"green": 1, "brick": 0.8},
    {"brick": 0.9, "green": 0.62},
    {"green": 0.95, "brick": 0.3},
    {"brick": 0.55, "marigold": 0.9},
    {"green": 0.26},
)


@dataclass(frozen=True)
class Scheme:
    """The parts that colours play in one picture.

    `ground` fills the sheet, `field` is the second large area, `deep` the darkest tone, `hot` and
    `glow` the accents, `soft` a pale companion, `pale` the lightest tone beside the ground.
    """

    name: str
    ground: Tone
    field: Tone
    deep: Tone
    hot: Tone
    glow: Tone
    soft: Tone
    pale: Tone
    leaf: Tone

    @property
    def clothes(self) -> tuple[Tone, ...]:
        """Tones for clothing, the accents first."""
        return (self.hot, self.glow, self.soft, self.deep, self.pale, self.leaf)


SCHEMES: tuple[Scheme, ...] = (
    Scheme("paper", PAPER, SKY, GREEN, BRICK, MARIGOLD, SKY, PAPER, LEAF),
    Scheme("marigold", MARIGOLD, PAPER, GREEN, BRICK, PINK, PINK, PAPER, MOSS),
    Scheme("sky", SKY, PAPER, GREEN, BRICK, MARIGOLD, PAPER, PAPER, LEAF),
    Scheme("night", GREEN, {"green": 0.72, "sky": 0.6}, INK, BRICK, MARIGOLD, SKY, PAPER, LEAF),
    Scheme("pink", PINK, PAPER, GREEN, BRICK, MARIGOLD, PAPER, PAPER, LEAF),
    Scheme("sand", SAND, PINK, GREEN, BRICK, MARIGOLD, PINK, PAPER, LEAF),
    Scheme("brick", BRICK, PINK, GREEN, MARIGOLD, MARIGOLD, PINK, PAPER, MOSS),
)
SCHEME = {scheme.name: scheme for scheme in SCHEMES}
DAY = tuple(SCHEME[name] for name in ("paper", "marigold", "sky", "pink", "sand"))
EVERY = tuple(SCHEME[name] for name in ("paper", "night", "marigold", "sky", "brick", "pink", "sand"))
