"""Stands in front of every view of the back office: nothing that the table does not open is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, resolve

from affiliates.isolation import kinds
from affiliates.isolation.parts import EVERYBODY, part_of
from affiliates.isolation.reach import Reach, reach_of
from affiliates.isolation.table import TABLE, Route, Table
from core.forms import NOT_THERE

if TYPE_CHECKING:
    from users.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]
OPENING = frozenset({"GET", "HEAD", "OPTIONS"})
NOWHERE = settings.BACK_OFFICE_PATH + "-/"

# What the query strings and forms of Wagtail's views name by id, besides what is in their addresses.
SENT_IDS: dict[str, kinds.Check] = {
    "ancestor_of": kinds.explorable_page,
    "childOf": kinds.own_page,
    "child_of": kinds.explorable_page,
    "chooser": kinds.own_page,
    "collection": kinds.collection,
    "collection_id": kinds.collection,
    "descendant_of": kinds.explorable_page,
    "new_parent_page": kinds.own_page,
    "page_id": kinds.readable_page,
    "parent_page": kinds.own_page,
    "parent_page_id": kinds.readable_page,
    "redirect_page": kinds.readable_page,
    "target_pages[]": kinds.own_page,
    "translation_of": kinds.explorable_page,
}
# Lists of what was ticked in a chooser.
CHOSEN_MULTIPLE: dict[str, kinds.Check] = {"wagtailadmin_choose_page_chosen_multiple": kinds.linked_page}

_asking: ContextVar[User | None] = ContextVar("asking", default=None)


def who_asks() -> User | None:
    """Return the person whose request to the back office is being answered; None everywhere else."""
    return _asking.get()


def current_reach() -> Reach | None:
    """Return what exists for the person who asks; None where there are no walls."""
    user = who_asks()
    return reach_of(user) if user is not None else None


@contextmanager
def asked_by(user: User | None) -> Iterator[None]:
    """Let `user` be who asks for the length of a `with` block."""
    token = _asking.set(user)
    try:
        yield
    finally:
        _asking.reset(token)


def route_key(match: ResolverMatch) -> str:
    """Return the name by which the table lists an address; of one without a name the pattern."""
    return match.view_name or match.route.removeprefix(settings.BACK_OFFICE_PATH.lstrip("/"))


def nothing_here(request: HttpRequest) -> HttpResponseBase:
    """Answer exactly as an address of the back office at which there is nothing."""
    view, args, kwargs = resolve(NOWHERE)
    response: HttpResponseBase = view(request, *args, **kwargs)
    return response


class IsolationMiddleware:
    """Answers that nothing is there for addresses and ids that do not exist for whoever asks."""

    table: Table = TABLE

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and forget afterwards who asked."""
        with asked_by(None):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Answer in place of a view that is not there for the user; who is not signed in is not our business."""
        match = request.resolver_match
        # Asking who reads a public page would make it vary on a cookie.
        if match is None or not request.path_info.startswith(settings.BACK_OFFICE_PATH):
            return None
        user = request.user
        if not user.is_authenticated:
            return None
        key = route_key(match)
        route = self.table.get(key)
        reach = reach_of(user)
        if route is None or not may_use(user, route, request.method or "") or not exists(user, route, kwargs):
            return nothing_here(request)
        if reach is not None:
            hide_sent_ids(request, reach, key)
        _asking.set(user)
        return None


def exists(user: User, route: Route, values: kinds.Values) -> bool:
    """Say whether what the ids of the address stand for exists for the user."""
    reach = reach_of(user)
    ids = route.ids if reach is not None else {}
    return all(right(user, values[name], values) for name, right in route.rights.items() if name in values) and all(
        check(reach, values[name], values) for name, check in ids.items() if reach is not None and name in values
    )


def may_use(user: User, route: Route, method: str) -> bool:
    """Say whether the table lets the user open the address, or send to it.

    Who may not enter the back office at all has an account there nevertheless, and is refused by Wagtail at its door.
    """
    parts = route.opens if method in OPENING else route.sends
    if not user.has_perm("wagtailadmin.access_admin"):
        return parts == EVERYBODY
    return part_of(user) in parts


def hide_sent_ids(request: HttpRequest, reach: Reach, key: str) -> None:
    """Put what is not there in the place of every id in the query and the form that does not exist for the person."""
    checks = SENT_IDS
    if check := CHOSEN_MULTIPLE.get(key):
        checks = checks | {"id": check}
    request.GET = without_foreign(request.GET, checks, reach)  # type: ignore[assignment]
    if request.method == "POST":
        request.POST = without_foreign(request.POST, checks, reach)  # type: ignore[assignment]


def without_foreign(sent: QueryDict, checks: dict[str, kinds.Check], reach: Reach) -> QueryDict:
    """Return what was sent with NOT_THERE for the ids that do not exist for the person; the same where all do."""
    foreign: dict[str, list[str]] = {}
    for name, values in sent.lists():
        check = checks.get(name.rsplit("-", 1)[-1])
        if check and not all(value == "" or check(reach, value, {}) for value in values):
            foreign[name] = [value if value == "" or check(reach, value, {}) else NOT_THERE for value in values]
    if not foreign:
        return sent
    changed = sent.copy()
    for name, values in foreign.items():
        changed.setlist(name, values)
    changed._mutable = False
    return changed
