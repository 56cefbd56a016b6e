"""Runs the benchmark, prints its tables and writes .local/bench.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from bench.deployment import LOCAL_DIR, deploy
from bench.loading import KINDS, measure_home
from bench.throughput import load
from tests import gunicorn

WORKERS = 2
SECONDS = 6.0
MOMENTS = {"first": "the first", "median": "the median", "last": "the last", "whole": "one that is whole already"}


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows of text and numbers under a title; numbers stand right."""
    texts = [head, *([_text(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in texts) for column in range(len(head))]
    print(f"\n{title}\n")
    for row in texts:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  " + "  ".join(cells))


def _text(cell: Any) -> str:
    return f"{cell:,.1f}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else str(cell)


def print_pages(rows: list[dict[str, Any]]) -> None:
    """Print what each type of page costs."""
    columns = ("kind", "queries", "median_ms", "p95_ms", "cpu_ms", "bytes", "gzip_bytes")
    head = ("type of page", "queries", "median ms", "p95 ms", "CPU ms", "HTML bytes", "compressed")
    table(
        "Each type of page (the richest of the demonstration)", head, ([row[name] for name in columns] for row in rows)
    )


def print_home(screens: dict[str, dict[str, int]]) -> None:
    """Print what the home page makes a browser load."""
    kinds = [*KINDS.values(), "other"]
    rows = [
        [screen, *(found.get(kind, 0) for kind in kinds), sum(found.get(kind, 0) for kind in kinds), found["requests"]]
        for screen, found in screens.items()
    ]
    table("Bytes of the home page as a browser loads it", ["screen", *kinds, "all", "requests"], rows)


def print_growth(rows: list[dict[str, Any]]) -> None:
    """Print the queries of lists as they grow."""
    sizes = [name for name in rows[0] if name != "kind"]
    table(
        "Queries of a list by the number of pages under it",
        ["list", *sizes],
        ([row["kind"], *(row[size] for size in sizes)] for row in rows),
    )


def print_provisioning(found: dict[str, Any]) -> None:
    """Print what sub-sites cost to make, and a national publish with few and with many of them."""
    row = found["provisioning"]
    title = f"Making {row['made']} sub-sites in two languages, up to {row['affiliates']} affiliates"
    moments = [[name, row[f"{key}_queries"], row[f"{key}_ms"]] for key, name in MOMENTS.items()]
    table(title, ("sub-site", "queries", "ms"), moments)
    publishing = found["publishing"]
    rows = [[row["affiliates"], row["queries"], row["median_ms"]] for row in publishing]
    ratio = publishing[1]["median_ms"] / publishing[0]["median_ms"]
    table(
        f"Publishing a national page (time with many ÷ with few: {ratio:.2f})",
        ("affiliates", "queries", "median ms"),
        ([str(count), *rest] for count, *rest in rows),
    )


def print_inheritance(serving: list[dict[str, Any]]) -> None:
    """Print what inherited pages cost beside the national ones."""
    for run in serving:
        rows = [
            [row["path"], row["national_queries"], row["inherited_queries"], row["national_ms"], row["inherited_ms"]]
            + [row["inherited_ms"] / row["national_ms"]]
            for row in run["pages"]
        ]
        head = ("page", "queries", "in a sub-site", "median ms", "in a sub-site", "ratio")
        table(f"National pages, and the same inside a sub-site, with {run['affiliates']} affiliates", head, rows)


def print_editions(found: dict[str, Any]) -> None:
    """Print what editions cost a national publish, and how fast the worker is."""
    none, all_of_them = found["publishing"]
    ratio = all_of_them["median_ms"] / none["median_ms"]
    table(
        f"Publishing a national page (time with editions ÷ without: {ratio:.2f})",
        ("local editions", "queries", "median ms"),
        ([str(row["editions"]), row["queries"], row["median_ms"]] for row in (none, all_of_them)),
    )
    row = found["updating"]
    table(
        "Bringing the editions up to date in the background",
        ("editions", "applied", "seconds", "a second", "queries for each"),
        [[str(row["editions"]), row["applied"], row["seconds"], row["per_second"], row["queries_per_edition"]]],
    )


def print_throughput(runs: dict[str, dict[str, Any]]) -> None:
    """Print how much gunicorn answers."""
    columns = ("requests_per_second", "median_ms", "p95_ms", "requests", "failures")
    head = ("pages", "a second", "median ms", "p95 ms", "requests", "failures")
    rows = ([name, *(run[column] for column in columns)] for name, run in runs.items())
    table(f"gunicorn with {WORKERS} workers, {runs['home page']['readers']} readers at once", head, rows)


def main() -> None:
    """Measure everything, table by table."""
    print("Preparing the demonstration and the static files …", flush=True)
    with deploy() as deployment:
        pages = deployment.run_module("bench.pages")["pages"]
        print_pages(pages)
        with gunicorn.serve(deployment, LOCAL_DIR / "gunicorn.log", workers=WORKERS, threads=1) as server:
            home = measure_home(f"{server.url}/")
            print_home(home)
            paths = [row["path"] for row in pages]
            runs = {"home page": load(server.url, ["/"], SECONDS), "every type": load(server.url, paths, SECONDS)}
            print_throughput(runs)
        print("\nGrowing lists …", flush=True)
        growth = deployment.run_module("bench.pages", "growth")["growth"]
        print_growth(growth)
        print("\nMaking sub-sites …", flush=True)
        sub_sites = deployment.run_module("bench.provisioning")
        print_provisioning(sub_sites)
        print_inheritance(sub_sites["serving"])
        print("\nMaking local editions …", flush=True)
        editions = deployment.run_module("bench.editions")
        print_editions(editions)
    result = {"pages": pages, "home": home, "throughput": runs, "growth": growth, "sub_sites": sub_sites}
    result["editions"] = editions
    (LOCAL_DIR.parent / "bench.json").write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
