"""Measures what local editions cost the nation, and how fast the worker brings them up to date; prints JSON.

Runs after bench.provisioning, in the same database: every state has its sub-site in two languages by then.
"""

from __future__ import annotations

import json
import logging
import statistics
import time
from typing import Any

from django.db import connection

from affiliates.editions.content import content_of, with_content
from affiliates.editions.localizing import localize
from affiliates.editions.updating import work
from affiliates.models import Affiliate, Edition, EditionRun
from bench.pages import Queries
from bench.provisioning import LANGUAGES, measured
from home.models import StandardPage

PUBLISHES = 25
SLUG = "about"


def sources() -> list[StandardPage]:
    """Return the national page in each language, the English one first."""
    english = StandardPage.objects.get(slug=SLUG, depth=3)
    return [english, *english.get_translations().filter(locale__language_code__in=LANGUAGES)]


def publish(page: StandardPage) -> None:
    """Publish a change of a national page as an editor does."""
    fresh = StandardPage.objects.get(pk=page.pk)
    fresh.summary = f"{fresh.summary[:200].rstrip('·')}·{fresh.summary.count('·') % 2 * '·'}"
    fresh.save_revision(clean=False).publish()


def measure_publishing() -> list[dict[str, Any]]:
    """Return queries and median milliseconds of a national publish: of a page without editions, and of the same with.

    In turns, in the same database, so that whatever else the machine does falls on both.
    """
    adapted = sources()[0]
    plain = adapted.copy(update_attrs={"slug": f"{SLUG}-without-editions"}, keep_live=True)
    runs: dict[int, list[tuple[int, float]]] = {plain.pk: [], adapted.pk: []}
    for _number in range(PUBLISHES + 1):
        for page in (plain, adapted):
            runs[page.pk].append(measured(lambda page=page: publish(page)))  # type: ignore[misc]
    return [
        {
            "editions": Edition.objects.filter(source__translation_key=page.translation_key).count(),
            "queries": statistics.median_low([queries for queries, _milliseconds in runs[page.pk][1:]]),
            "median_ms": statistics.median(milliseconds for _queries, milliseconds in runs[page.pk][1:]),
        }
        for page in (plain, adapted)
    ]


def make_editions() -> None:
    """Give every affiliate a published edition in each language that says one thing differently."""
    for page in sources():
        for affiliate in Affiliate.objects.all():
            edition = localize(page, affiliate, user=None)
            own = edition.page.specific
            content = content_of(own) | {"search_description": f"{affiliate.place}: {own.title}"}
            with_content(own, content).save_revision(clean=False).publish()


def measure_updating() -> dict[str, Any]:
    """Publish each language once and return how the worker brings the editions up to date."""
    for page in sources():
        publish(page)
    EditionRun.objects.all().delete()
    queries = Queries()
    begun = time.perf_counter()
    with connection.execute_wrapper(queries):
        done = work()
    seconds = time.perf_counter() - begun
    outcomes = list(EditionRun.objects.values_list("outcome", flat=True))
    return {
        "editions": done,
        "applied": outcomes.count(EditionRun.Outcome.APPLIED),
        "seconds": seconds,
        "per_second": done / seconds,
        "queries_per_edition": queries.count / done,
    }


def main() -> None:
    """Make the editions; measure publishing without and with them, then the worker."""
    for name in ("wagtail", "django_tasks"):
        logging.getLogger(name).setLevel(logging.WARNING)
    make_editions()
    print(json.dumps({"publishing": measure_publishing(), "updating": measure_updating()}))


if __name__ == "__main__":
    main()
