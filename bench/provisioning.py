"""Measures what a sub-site costs to make, and publishing and reading with few and with many of them; prints JSON."""

from __future__ import annotations

import json
import logging
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.utils.text import slugify

from affiliates.models import TERRITORIES, Affiliate, State
from affiliates.models.state import MILITARY
from affiliates.provisioning import provision_affiliate
from bench.inheritance import measure_serving
from bench.pages import Queries
from home.models import StandardPage

LANGUAGES = ("en", "es")
PUBLISHES = 25


def measured(work: Callable[[], object]) -> tuple[int, float]:
    """Do the work; return how many statements it sent to the database and how many milliseconds it took."""
    queries = Queries()
    begun = time.perf_counter()
    with connection.execute_wrapper(queries):
        work()
    return queries.count, (time.perf_counter() - begun) * 1000


def publish() -> None:
    """Publish a change of a national page as an editor does."""
    page = StandardPage.objects.get(slug="about", depth=3)
    page.summary = f"{page.summary[:200].rstrip('·')}·"
    page.save_revision(clean=False).publish()


def measure_publishing() -> dict[str, Any]:
    """Return queries and median milliseconds of a national publish, with the number of affiliates."""
    publish()
    runs = [measured(publish) for _number in range(PUBLISHES)]
    return {
        "affiliates": Affiliate.objects.count(),
        "queries": statistics.median_low([queries for queries, _milliseconds in runs]),
        "median_ms": statistics.median(milliseconds for _queries, milliseconds in runs),
    }


def measure_provisioning() -> dict[str, Any]:
    """Give each of the 50 states and the District a sub-site in two languages; those of the demonstration have one."""
    runs = []
    for state in State:
        if state in TERRITORIES or state in MILITARY:
            continue
        place = str(state.label)
        affiliate = Affiliate.objects.filter(place=place).first()
        if affiliate is not None:
            provision_affiliate(affiliate, languages=LANGUAGES)
            continue
        row = Affiliate(
            name=f"{place} Education Association",
            short_name=f"{state}EA",
            slug=slugify(place),
            place=place,
            states=[state],
        )
        runs.append(measured(lambda row=row: provision_affiliate(row, languages=LANGUAGES)))  # type: ignore[misc]
    milliseconds = [run[1] for run in runs]
    queries = [run[0] for run in runs]
    whole = Affiliate.objects.get(slug=slugify(str(State.WY.label)))
    again_queries, again_ms = measured(lambda: provision_affiliate(whole))
    return {
        "made": len(runs),
        "affiliates": Affiliate.objects.count(),
        "first_ms": milliseconds[0],
        "median_ms": statistics.median(milliseconds),
        "last_ms": milliseconds[-1],
        "first_queries": queries[0],
        "median_queries": statistics.median_low(queries),
        "last_queries": queries[-1],
        "whole_ms": again_ms,
        "whole_queries": again_queries,
    }


def main() -> None:
    """Measure publishing and reading, provision, and measure them again."""
    # Wagtail logs each page that it saves.
    for name in ("wagtail", "django_tasks"):
        logging.getLogger(name).setLevel(logging.WARNING)
    few = [measure_publishing(), measure_serving()]
    provisioning = measure_provisioning()
    many = [measure_publishing(), measure_serving()]
    publishing, serving = zip(few, many, strict=True)
    print(json.dumps({"provisioning": provisioning, "publishing": publishing, "serving": serving}))


if __name__ == "__main__":
    main()
