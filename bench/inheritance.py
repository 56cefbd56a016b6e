"""What a national page costs on the national site and inside a sub-site, asked for in turns."""

from __future__ import annotations

import statistics
import time
from typing import Any

from affiliates.models import Affiliate
from bench.pages import get, queries_of

REQUESTS = 15
SUB_SITE = "affiliates/illinois/"
PATHS = (
    "trainings/social-justice-training/",
    "programs/leaders-for-just-schools/",
    "trainings/",
    "resources/",
    "case-studies/",
    "opportunity-coalition/",
)


def measure_serving() -> dict[str, Any]:
    """Return for each path the queries and median milliseconds of both, with the number of affiliates there are."""
    return {"affiliates": Affiliate.objects.count(), "pages": [_measure(path) for path in PATHS]}


def _measure(path: str) -> dict[str, Any]:
    national, inherited = f"/{path}", f"/{SUB_SITE}{path}"
    row: dict[str, Any] = {
        "path": national,
        "national_queries": queries_of(national),
        "inherited_queries": queries_of(inherited),
    }
    milliseconds: dict[str, list[float]] = {national: [], inherited: []}
    for _request in range(REQUESTS):
        for address, found in milliseconds.items():
            begun = time.perf_counter()
            get(address)
            found.append((time.perf_counter() - begun) * 1000)
    row["national_ms"], row["inherited_ms"] = (statistics.median(found) for found in milliseconds.values())
    return row
