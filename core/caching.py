"""How a response says for how long it may be kept; whatever says nothing is not kept at all (design decision 13)."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponseBase

# A reader's browser and a shared cache ask again after a minute, so a publish shows within two; while a cache asks,
# and when the application is down, it may go on answering with what it has.
PAGE = "public, max-age=60, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400"
NEVER = "no-store"


def declare_public(response: HttpResponseBase) -> None:
    """Let browsers and shared caches keep a public page for a short while."""
    response.headers["Cache-Control"] = PAGE


def declare_kept(response: HttpResponseBase, period: timedelta) -> None:
    """Let browsers and shared caches keep the response for `period` without asking."""
    response.headers["Cache-Control"] = f"public, max-age={int(period.total_seconds())}"


def declare_immutable(response: HttpResponseBase) -> None:
    """Say that what stands at this address never changes: the address carries the version."""
    response.headers["Cache-Control"] = f"public, max-age={int(timedelta(days=365).total_seconds())}, immutable"


def is_personal(response: HttpResponseBase) -> bool:
    """Whether the response was made for one person: it sets a cookie, or looked at one."""
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")}
    return bool(response.cookies) or "cookie" in varies
