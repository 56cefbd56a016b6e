"""The motifs by name: how each is drawn and in which schemes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from demo.artwork.geometry import Point
from demo.artwork.palette import EVERY, Scheme
from demo.artwork.sheet import Sheet

# Draws on a sheet, given the picture's random numbers and its seed, and returns the focal point.
Drawing = Callable[[Sheet, Random, int], Point]


@dataclass(frozen=True)
class Motif:
    """A subject that can be drawn."""

    name: str
    drawing: Drawing
    schemes: tuple[Scheme, ...]
    zooms: tuple[float, ...]


MOTIFS: dict[str, Motif] = {}


def motif(
    name: str, schemes: tuple[Scheme, ...] = EVERY, zooms: tuple[float, ...] = (1.0,)
) -> Callable[[Drawing], Drawing]:
    """Register a drawing function under the name that content files use.

    Pictures take the schemes and the zooms in turn, from seed to seed.
    """

    def register(drawing: Drawing) -> Drawing:
        MOTIFS[name] = Motif(name, drawing, schemes, zooms)
        return drawing

    return register
