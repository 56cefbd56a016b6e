"""The outlines of the states for the map of the directory, in the Albers projection that us-atlas uses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from affiliates.models.state import State

FILE = Path(__file__).parent / "state_shapes.json"


@dataclass(frozen=True)
class StateShape:
    """An SVG path in a field of 975 × 610 units, and where the state's letters stand."""

    path: str
    x: int
    y: int
    # How far the outline is from that place; the letters need about 11 units.
    room: int


@cache
def state_shapes() -> dict[State, StateShape]:
    """Return the outline of each of the fifty states and the District of Columbia."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        State(code): StateShape(path=row["path"], x=row["label"][0], y=row["label"][1], room=row["room"])
        for code, row in rows.items()
    }
