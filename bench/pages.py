"""Measures each type of page, and lists that grow, through the WSGI application in this process; prints JSON."""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import connection
from wagtail.models import Site

from config.wsgi import application
from core.index_pages import IndexPage
from demo.factories import PAGE_FACTORIES
from tests.browser.content import page_types, richest

REQUESTS = 40
FEW, MANY = 5, 500
# Lists whose entries need nothing but a title to be shown, with what they list.
GROWING = {
    "programs.TrainingIndexPage": "programs.TrainingPage",
    "case_studies.CaseStudyIndexPage": "case_studies.CaseStudyPage",
    "resources.ResourceIndexPage": "resources.ResourcePage",
}


class Queries:
    """Counts the statements that go to the database while it is in use."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Count one statement and let it through."""
        self.count += 1
        return execute(*arguments)


def get(address: str) -> bytes:
    """Answer a GET as the server would and return the body.

    Raises RuntimeError for any status but 200.
    """
    url = urlsplit(address)
    statuses: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote(url.path),
        "QUERY_STRING": url.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }

    def start_response(status: str, _headers: Any, _error: Any = None, /) -> Callable[[bytes], object]:
        statuses.append(status)
        return lambda _data: None

    response = application(environ, start_response)
    body = b"".join(response)
    response.close()
    if not statuses[0].startswith("200"):
        raise RuntimeError(f"{address} answers {statuses[0]}")
    return body


def queries_of(address: str) -> int:
    """Return how many statements one request sends to the database once everything is warm."""
    get(address)
    queries = Queries()
    with connection.execute_wrapper(queries):
        get(address)
    return queries.count


def measure(kind: str, address: str) -> dict[str, Any]:
    """Return queries, milliseconds of each request (median and 95th percentile) and bytes of the page.

    The processor's time leaves the database out, and does not suffer from a machine that is busy with something else.
    """
    queries = queries_of(address)
    milliseconds, processor = [], []
    body = b""
    for _request in range(REQUESTS):
        begun, begun_processor = time.perf_counter(), time.process_time()
        body = get(address)
        milliseconds.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - begun_processor) * 1000)
    return {
        "kind": kind,
        "path": address,
        "queries": queries,
        "median_ms": statistics.median(milliseconds),
        "p95_ms": statistics.quantiles(milliseconds, n=20)[-1],
        "cpu_ms": statistics.median(processor),
        "bytes": len(body),
        "gzip_bytes": len(gzip.compress(body, 6, mtime=0)),
    }


def measure_pages() -> list[dict[str, Any]]:
    """Measure the richest English page of each type, and search."""
    kinds = {model._meta.label: urlsplit(richest(model, "en").full_url).path for model in page_types()}
    kinds |= {"search": "/search/", "search with results": "/search/?q=school"}
    return [measure(kind, path) for kind, path in kinds.items()]


def measure_growth() -> list[dict[str, Any]]:
    """Count the queries of lists with few and with many pages under them."""
    return [measure_list(index, entry) for index, entry in GROWING.items()]


def measure_list(index_type: str, entry_type: str) -> dict[str, Any]:
    """Count the queries of a new list of its own with FEW and with MANY entries."""
    home = Site.objects.get(is_default_site=True).root_page
    index: IndexPage = PAGE_FACTORIES[index_type](parent=home, title="Growing list")
    found: dict[str, Any] = {"kind": index_type}
    for size in (FEW, MANY):
        while (number := index.get_children_count()) < size:
            PAGE_FACTORIES[entry_type](parent=index, title=f"Entry {number}")
            index.refresh_from_db()
        found[str(size)] = queries_of(urlsplit(index.full_url).path)
    index.delete()
    return found


if __name__ == "__main__":
    results = {"growth": measure_growth} if sys.argv[1:] == ["growth"] else {"pages": measure_pages}
    print(json.dumps({name: work() for name, work in results.items()}))
