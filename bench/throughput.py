"""How many pages a second the server answers, to a few readers at once who ask again as soon as they have an answer."""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlsplit

READERS = 8


def load(url: str, paths: Sequence[str], seconds: float) -> dict[str, Any]:
    """Ask for `paths` in turn for `seconds`; return requests a second, milliseconds and the number of failures."""
    host = urlsplit(url).netloc
    end = time.perf_counter() + seconds
    with ThreadPoolExecutor(READERS) as readers:
        turns = [list(islice(cycle(paths), start, start + len(paths))) for start in range(READERS)]
        answers = [answer for found in readers.map(lambda turn: _read(host, turn, end), turns) for answer in found]
    milliseconds = [answer[0] for answer in answers]
    return {
        "readers": READERS,
        "seconds": seconds,
        "requests": len(answers),
        "requests_per_second": len(answers) / seconds,
        "median_ms": statistics.median(milliseconds),
        "p95_ms": statistics.quantiles(milliseconds, n=20)[-1],
        "failures": sum(status != http.HTTPStatus.OK for _milliseconds, status in answers),
    }


def _read(host: str, paths: Sequence[str], end: float) -> list[tuple[float, int]]:
    found = []
    connection = http.client.HTTPConnection(host, timeout=30)
    for path in cycle(paths):
        begun = time.perf_counter()
        if begun >= end:
            break
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        found.append(((time.perf_counter() - begun) * 1000, response.status))
    connection.close()
    return found
