"""What the worker does, round after round; every step can be repeated, and one that is cut off is done again."""

from __future__ import annotations

from collections.abc import Callable

from affiliates.editions.corrections import apply_due
from affiliates.editions.following import follow_sources
from affiliates.editions.questions import ask_about_sources
from affiliates.editions.updating import work
from affiliates.editions.verbs import purge


def one_round(is_over: Callable[[], bool] = lambda: False) -> int:
    """Do all that is due, and return how many editions were moved, corrected, asked about or brought up to date.

    Editions follow their sources first, so that a page that moved and changed is merged at its new place. `is_over`
    says between two editions whether to stop.
    """
    done = follow_sources() + ask_about_sources() + apply_due() + work(is_over=is_over)
    purge()
    return done
