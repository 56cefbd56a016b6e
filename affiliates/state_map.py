"""The map of the directory: one shape for each state, the small ones with a labelled square beside it."""

from __future__ import annotations

from dataclasses import dataclass

from affiliates.directory import Directory, StateEntry
from affiliates.geography.shapes import state_shapes
from affiliates.models import MILITARY, TERRITORIES, State

# The field of us-atlas is 975 × 610; Alaska's islands reach beyond it, and the squares stand in the margins.
VIEW_BOX = "-60 0 1084 690"
TILE_WIDTH, TILE_HEIGHT = 52, 40
SMALL = [State.VT, State.NH, State.MA, State.RI, State.CT, State.NJ, State.DE, State.MD, State.DC]
COLUMN = (968, 146)
ROW = (536, 640)
GAP = 5
# Where the letters stand of a state that has no room for them.
BESIDE = {State.HI: (262, 574)}
BASELINE = 5


@dataclass(frozen=True)
class MapItem:
    """A state on the map: an outline, a square, or both; `entry` is None where no affiliate covers it."""

    state: State
    entry: StateEntry | None
    path: str
    label: tuple[int, int]
    tile: tuple[int, int] | None

    @property
    def is_beside(self) -> bool:
        """Whether the letters stand outside of the outline."""
        return self.state in BESIDE

    @property
    def title(self) -> str:
        """What a screen reader says and a pointer shows."""
        names = [choice.affiliate.name for choice in self.entry.choices] if self.entry else []
        return f"{self.state.label}: {', '.join(names)}" if names else str(self.state.label)


def map_items(directory: Directory) -> list[MapItem]:
    """Return every state in the order of the directory: first those with an affiliate."""
    entries = {entry.state: entry for entry in directory.entries if entry.state}
    tiles = _tiles()
    return [_item(state, entries.get(state), tiles.get(state)) for state in [*entries, *directory.unserved]]


def _item(state: State, entry: StateEntry | None, tile: tuple[int, int] | None) -> MapItem:
    shape = state_shapes().get(state)
    if tile is not None:
        label = (tile[0] + TILE_WIDTH // 2, tile[1] + TILE_HEIGHT // 2 + BASELINE)
    elif shape is not None:
        x, y = BESIDE.get(state, (shape.x, shape.y))
        label = (x, y + BASELINE)
    else:
        raise ValueError(f"the map has no place for {state}")
    return MapItem(state, entry, shape.path if shape else "", label, tile)


def _tiles() -> dict[State, tuple[int, int]]:
    """Return where each square stands: small states in a column on the right, places overseas in a row below."""
    column = {state: (COLUMN[0], COLUMN[1] + index * (TILE_HEIGHT + GAP)) for index, state in enumerate(SMALL)}
    overseas = [*sorted(TERRITORIES), *sorted(MILITARY)]
    row = {state: (ROW[0] + index * (TILE_WIDTH + GAP), ROW[1]) for index, state in enumerate(overseas)}
    return column | row
