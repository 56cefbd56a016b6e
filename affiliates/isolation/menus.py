"""Menus without the ways to what is not there for the person."""

from __future__ import annotations

from functools import cache
from typing import cast
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from wagtail.admin.menu import MenuItem

from affiliates.isolation.guard import may_use, route_key
from affiliates.isolation.table import TABLE
from users.models import User


@cache
def _key_at(path: str) -> str | None:
    try:
        return route_key(resolve(path))
    except Resolver404:
        return None


def leave_out_closed(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take the ways to addresses that the table does not open to the person out of a menu (hooks construct_*_menu)."""
    user = cast("User", request.user)
    items[:] = [item for item in items if _is_open(user, str(item.url))]


def _is_open(user: User, url: str) -> bool:
    path = urlsplit(url).path
    # A menu within the menu has no address.
    if not path.startswith("/"):
        return True
    key = _key_at(path)
    return key is None or (key in TABLE and may_use(user, TABLE[key], "GET"))
