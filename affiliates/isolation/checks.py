"""Says which addresses of the back office nobody has thought about yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.urls import URLPattern, URLResolver, get_resolver

from affiliates.isolation.table import TABLE


def addresses() -> Iterator[tuple[str, str]]:
    """Yield the key by which the table lists it, and the pattern, of every address of the back office."""
    prefix = settings.BACK_OFFICE_PATH.lstrip("/")
    for name, pattern in _walk(get_resolver(), (), ""):
        if pattern.startswith(prefix):
            below = pattern.removeprefix(prefix)
            yield name or below, below


def _walk(resolver: URLResolver, namespaces: tuple[str, ...], prefix: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield ":".join([*namespaces, entry.name]) if entry.name else "", pattern
        else:
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, inner, pattern)


def check_addresses(**kwargs: Any) -> list[CheckMessage]:
    """Return a warning for each address of the back office that the table does not list."""
    unlisted = sorted({f"{key} ({pattern})" for key, pattern in addresses() if key not in TABLE})
    return [
        CheckWarning(
            f"The address {address} of the back office is not in the table of affiliates/isolation/table.py.",
            hint="Say who may open it and what its ids stand for (docs/features/isolation.md).",
            id="affiliates.W001",
        )
        for address in unlisted
    ]
