"""Asks every address of the back office for everything of another affiliate, as one person, and notes what it gives."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from bs4 import BeautifulSoup
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from tests.isolation.addresses import Address, Filled, every_address, filled, variants
from tests.isolation.federation import Belongings
from tests.isolation.rows import Rows
from tests.sign_in import sign_in
from users.models import User

# What a form or a query may name by id, and the object of the other affiliate that stands there.
FORGED: dict[str, str] = {
    "affiliate": "affiliate",
    "ancestor_of": "page",
    "chooser": "home",
    "childOf": "home",
    "child_of": "home",
    "collection": "collection",
    "collection_id": "collection",
    "contact": "contact",
    "cover": "image",
    "descendant_of": "home",
    "document": "document",
    "edited_by": "user",
    "groups": "group",
    "image": "image",
    "locked_by": "user",
    "mark": "image",
    "new_parent_page": "home",
    "owner": "user",
    "page": "page",
    "page_id": "page",
    "parent_page": "home",
    "parent_page_id": "home",
    "redirect_page": "page",
    "requested_by": "user",
    "revision_id": "revision",
    "site": "site",
    "target_pages[]": "page",
    "task": "task",
    "translation_of": "page",
    "user": "user",
    "workflow": "workflow",
}
# National people may place any file on a page that they may edit, so its name is no secret there.
PLACED = {"image", "document"}
# The editor of blocks is built by a script, so a page's form in HTML lacks the fields that say how many there are.
STREAMS = {f"{name}-count": "0" for name in ("body", "navigation", "footer", "social_links", "channels")}
QUERIES = ("search", "csv", "xlsx", "forged")
# Not one's own account, where nothing of an affiliate is: its forms sign people out, and count attempts.
ACCOUNT = re.compile(r"^(account_|mfa_|openid|socialaccount|second_factor|wagtailadmin_(login|logout|account)$)")
# Raises an exception to try the error page out.
BY_DESIGN = {"wagtailadmin_error_test"}
HIDDEN = re.compile(r'csrf[^>]*>|nonce="[^"]*"|nonce-[\w=-]+|data-csrf[^"]*"[^"]*"|"csrf_?[tT]oken": ?"\w+"')
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "0500010d0a2db40000000049454e44ae426082"
)


@dataclass
class Report:
    """What a sweep found."""

    requests: int = 0
    seconds: float = 0.0
    leaks: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    oracles: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    own: set[str] = field(default_factory=set)

    @property
    def faults(self) -> list[str]:
        """All that is wrong, one line each."""
        return [
            *(f"leak: {line}" for line in self.leaks),
            *(f"change: {line}" for line in self.changes),
            *(f"oracle: {line}" for line in self.oracles),
            *(f"error: {line}" for line in self.errors),
        ]

    def __str__(self) -> str:
        faults = f"{len(self.leaks)} leaks, {len(self.changes)} changes, {len(self.oracles)} oracles"
        return f"{self.requests} requests in {self.seconds:.0f} s: {faults}, {len(self.errors)} errors"


@dataclass(frozen=True)
class Sweeper:
    """Who asks, what is theirs, what must stay unseen and unchanged."""

    user: User | None
    own: Belongings | None
    foreign: Belongings
    # Words that no answer may hold.
    canaries: tuple[str, ...]
    rows: Rows
    # Whether another affiliate's ids must be answered as missing ones are.
    walled: bool = True

    def run(self, addresses: list[Address] | None = None) -> Report:
        """Ask all of it; every request is undone afterwards."""
        report = Report()
        client = Client(raise_request_exception=False)
        if self.user is not None:
            sign_in(client, self.user)
        cookies = client.cookies.output()
        started = time.monotonic()
        for address in every_address() if addresses is None else addresses:
            if not ACCOUNT.match(address.key):
                self._address(client, address, report)
                client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
        report.seconds = time.monotonic() - started
        return report

    def _address(self, client: Client, address: Address, report: Report) -> None:
        answers: dict[str, list[tuple[Filled, HttpResponse]]] = {}
        for name, owners in variants(address, self.own, self.foreign).items():
            if name == "missing" and not address.ids and "bulk" not in address.key:
                continue
            if name not in {"own", "foreign"} and is_closed(answers):
                # Nothing is there for the owner either: that is what the other's must be answered as.
                answers["missing"] = answers["own"]
                continue
            for one in filled(address, owners):
                response = self._ask(report, one, "GET", self._get(client, one, ""), own=name == "own")
                answers.setdefault(name, []).append((one, response))
                if name == "foreign" and not address.ids and response.status_code == 200:
                    for query in QUERIES:
                        self._ask(report, one, "GET", self._get(client, one, query), own=False)
                if name == "missing" or (name == "own" and is_closed(answers)):
                    continue
                form = self._form(response if name == "own" else None)
                self._ask(report, one, "POST", self._post(client, one, form), own=name == "own")
        if self.walled:
            self._compare(address, answers, report)

    def _get(self, client: Client, one: Filled, query: str) -> Callable[[], Any]:
        data = dict(one.query) | self._query(query)
        return lambda: client.get(one.path, data)

    def _query(self, query: str) -> dict[str, Any]:
        if query == "search":
            word = self.foreign.canary[:-1]
            return {"q": word, "term": word, "search_all": "true"}
        if query in {"csv", "xlsx"}:
            return {"export": query}
        return self._forged({}) if query == "forged" else {}

    def _forged(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """Return a form in which everything that may be an id of an object is the other affiliate's."""
        forged = dict(form)
        for name in (*FORGED, *form):
            kind = FORGED.get(name.rsplit("-", 1)[-1])
            if kind and (self.walled or kind not in PLACED):
                forged[name] = self.foreign.ids[kind]
        ids = self.foreign.ids
        forged["id"] = [ids[kind] for kind in ("page", "image", "document", "contact", "user")]
        return forged

    def _form(self, page: HttpResponse | None) -> dict[str, Any]:
        """Return the fields of the form that a page holds, filled as it is."""
        if page is None or page.status_code != 200 or "html" not in page.headers.get("Content-Type", ""):
            return {"title": "Forged", "slug": "forged", "name": "Forged", "action-publish": "1"} | STREAMS
        form: dict[str, Any] = {}
        for element in BeautifulSoup(page.content, "html.parser").select("form [name]"):
            name = str(element["name"])
            if element.name == "textarea":
                form[name] = element.text
            elif element.name == "select":
                form[name] = [option.get("value", "") for option in element.select("option[selected]")]
            elif element.get("type") not in {"file", "submit", "checkbox", "radio"} or element.has_attr("checked"):
                form[name] = element.get("value", "")
        form.pop("csrfmiddlewaretoken", None)
        return form | STREAMS | {"action-publish": "1"}

    def _post(self, client: Client, one: Filled, form: Mapping[str, Any]) -> Callable[[], Any]:
        forged = self._forged(form)
        query = {name: value for name, value in one.query.items() if name == "id"}
        if re.search(r"add_multiple|chooser:create|upload", one.address.key):
            for name in ("files[]", "file", "image-chooser-upload-file", "document-chooser-upload-file"):
                forged[name] = SimpleUploadedFile("forged.png", PIXEL, "image/png")
            for prefix in ("image", "document"):
                forged[f"{prefix}-chooser-upload-collection"] = self.foreign.ids["collection"]
                forged[f"{prefix}-chooser-upload-title"] = "Forged"
        if re.search(r"edit_string_translation|edit_override", one.address.key):
            body = f"value={self.foreign.ids['image']}"
            return lambda: client.put(one.path, body, content_type="application/x-www-form-urlencoded")
        return lambda: client.post(one.path, forged, query_params=query)

    def _ask(self, report: Report, one: Filled, method: str, send: Callable[[], Any], *, own: bool) -> HttpResponse:
        report.requests += 1
        what = f"{method} {one.path} ({one.address.key}) {dict(one.query) or ''}"
        mail.outbox.clear()
        with undone(self.rows) as written:
            response = send()
            texts = list(texts_of(response))
            report.changes += [f"{what}: {change}" for change in self.rows.changes(written)]
        texts += [f"{message.subject} {message.body} {message.to}" for message in mail.outbox]
        for canary in self.canaries:
            if any(canary in text.lower() for text in texts):
                report.leaks.append(f"{what} -> {response.status_code}: {canary}")
        if response.status_code >= 500 and one.address.key not in BY_DESIGN:
            report.errors.append(f"{what} -> {response.status_code}: {response_error(response)}")
        if own and self.own is not None and any(self.own.canary in text.lower() for text in texts):
            report.own.add(one.address.key)
        return response

    def _compare(
        self, address: Address, answers: Mapping[str, list[tuple[Filled, HttpResponse]]], report: Report
    ) -> None:
        """Note where the answer to another affiliate's id differs from the answer to a missing one."""
        for name, given in answers.items():
            missing = answers.get(name.replace("foreign", "missing"))
            if not name.startswith("foreign") or missing is None:
                continue
            for (one, response), (other, expected) in zip(given, missing, strict=True):
                if self._gist(one, response) != self._gist(other, expected):
                    report.oracles.append(
                        f"{one.path} ({address.key}): {response.status_code} {response.headers.get('Location', '')},"
                        f" but missing: {expected.status_code} {expected.headers.get('Location', '')}"
                    )

    def _gist(self, one: Filled, response: HttpResponse) -> tuple[int, str, str]:
        text = next(texts_of(response), "").replace(one.path, "#")
        for number in one.query.get("id", ()):
            text = re.sub(rf"\bid=(3D)?{number}\b", "id=#", text)
        location = re.sub(r"\d+", "#", response.headers.get("Location", ""))
        return response.status_code, location, HIDDEN.sub("", text)


def is_closed(answers: Mapping[str, list[tuple[Filled, HttpResponse]]]) -> bool:
    """Say whether the address gives not even what is the person's own."""
    given = answers.get("own")
    return given is not None and all(response.status_code == 404 for _one, response in given)


def texts_of(response: HttpResponse) -> Iterator[str]:
    """Yield all that an answer says: its body, unpacked where it is an archive, and its headers."""
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    if response.streaming:
        response.streaming_content = [content]  # type: ignore[attr-defined]
    yield content.decode("utf-8", "replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    yield "\n".join(f"{name}: {value}" for name, value in response.headers.items())


def response_error(response: HttpResponse) -> str:
    """Return the exception behind an answer of the kind 5xx."""
    error = getattr(response, "exc_info", None)
    return repr(error[1])[:200] if error else ""


@contextmanager
def undone(rows: Rows) -> Iterator[set[str]]:
    """Undo what a `with` block does to the database, and gather the tables that it writes."""
    with transaction.atomic(), connection.execute_wrapper(rows.watch()) as _watching:
        yield rows.written
        transaction.set_rollback(True)
    if rows.written - {"django_session"}:
        cache.clear()
