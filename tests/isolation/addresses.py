"""Every address of the back office, filled with the ids of whatever objects a test wants in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.isolation.federation import Belongings

# No row has it: what a missing id is answered.
MISSING = 987654321

# What stands for an id in an address: the name of the argument, and the object of that kind that an affiliate has.
IDS: dict[str, str] = {
    "affiliate_id": "affiliate",
    "association_id": "association",
    "collection_id": "collection",
    "contact_id": "contact",
    "destination_id": "home",
    "doc_id": "document",
    "document_id": "document",
    "edition_id": "edition",
    "image_id": "image",
    "invitation_id": "invitation",
    "overridable_segment_id": "overridable_segment",
    "page_id": "page",
    "page_pk": "page",
    "page_to_move_id": "page",
    "parent_page_id": "home",
    "redirect_id": "redirect",
    "removed_id": "removed_edition",
    "revision_id": "revision",
    "revision_id_a": "earlier_revision",
    "revision_id_b": "revision",
    "session_id": "session",
    "string_segment_id": "string_segment",
    "suggestion_id": "suggestion",
    "task_id": "task",
    "task_state_id": "task_state",
    "translation_id": "translation",
    "translation_source_id": "translation_source",
    "user_id": "user",
    "workflow_pk": "workflow",
    "workflow_state_id": "workflow_state",
}
# `pk`, `object_id` and `uploaded_file_id` are of the kind that the address is about.
KINDS: tuple[tuple[str, str], ...] = (
    (r"^mfa_", "user"),
    (r"^wagtailadmin_api:pages|revisions_compare", "page"),
    (r"^wagtailadmin_api:images|^wagtailimages", "image"),
    (r"^wagtailadmin_api:documents|^wagtaildocs", "document"),
    (r"_collections:", "collection"),
    (r"_workflows:.*task", "task"),
    (r"_workflows:", "workflow"),
    (r"affiliates_contact", "contact"),
    (r"affiliates_affiliate", "affiliate"),
    (r"associations?", "association"),
    (r"^wagtailsites:", "site"),
    (r"^wagtailusers_users:", "user"),
    (r"^wagtailusers_groups:", "group"),
    (r"^wagtailredirects:", "redirect"),
)
# Objects that no affiliate has one of: their ids are what they are.
SHARED = re.compile(r"core_(topic|audience|sitefurniture)|^wagtaillocales:")
WORDS: dict[str, str] = {
    "action_name": "approve",
    "filter_spec": "max-100x100",
    "key": "forged",
    "mode": "default",
    "provider_id": "forged",
    "token": "forged",
    "uidb36": "1",
    "uidb64": "MQ",
}
# Pairs of a model, and what of it an affiliate has.
MODELS: tuple[tuple[tuple[str, str], str], ...] = (
    (("home", "standardpage"), "page"),
    (("affiliates", "contact"), "contact"),
    (("core", "image"), "image"),
)
API_ACTIONS = ("publish", "unpublish", "delete", "copy", "move", "create_alias", "convert_alias")
BULK: tuple[tuple[tuple[str, str], str, tuple[str, ...]], ...] = (
    (("wagtailcore", "page"), "page", ("delete", "move", "publish", "unpublish")),
    (("core", "image"), "image", ("delete", "add_tags", "add_to_collection")),
    (("core", "document"), "document", ("delete", "add_tags", "add_to_collection")),
    (("affiliates", "contact"), "contact", ("delete",)),
    (("users", "user"), "user", ("delete", "assign_role", "set_active_state")),
)


class UnknownArgumentError(Exception):
    """An address has an argument that the sweep cannot fill: say in this module what it stands for."""


@dataclass(frozen=True)
class Address:
    """One address of the back office."""

    key: str
    pattern: str
    arguments: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The arguments that are ids of an object that an affiliate has."""
        return tuple(name for name in self.arguments if _kind(self, name, {}) is not None)


@dataclass(frozen=True)
class Filled:
    """An address with a value for each argument, and what goes into its query string beside."""

    address: Address
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)


def every_address() -> list[Address]:
    """Return every address of the back office, from the resolver."""
    found = dict.fromkeys(_walk(get_resolver(), (), ""))
    prefix = settings.BACK_OFFICE_PATH.lstrip("/")
    return [address for address in found if address.pattern.startswith(prefix)]


def _walk(resolver: URLResolver, namespaces: tuple[str, ...], prefix: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, inner, pattern)
            continue
        assert isinstance(entry, URLPattern)
        below = pattern.removeprefix(settings.BACK_OFFICE_PATH.lstrip("/"))
        key = ":".join([*namespaces, entry.name]) if entry.name else below
        yield Address(key, pattern, tuple(_arguments(pattern)))


ARGUMENT = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")


def _arguments(pattern: str) -> Iterator[str]:
    for match in ARGUMENT.finditer(pattern):
        yield match["name"]


def _is_number(address: Address, name: str) -> bool:
    return f"<int:{name}>" in address.pattern


def _kind(address: Address, name: str, words: Mapping[str, str]) -> str | None:
    """Return which object of an affiliate's the argument stands for; None where it is no id."""
    if name in IDS or name not in {"pk", "object_id", "uploaded_file_id"} or SHARED.search(address.key):
        return IDS.get(name)
    if name == "uploaded_file_id":
        return "image_upload" if address.key.startswith("wagtailimages") else "document_upload"
    if words.get("kind") or {"app_label", "model_name"} & set(address.arguments):
        return words.get("kind") or "page"
    for expression, kind in KINDS:
        if re.search(expression, address.key):
            return kind
    raise UnknownArgumentError(f"{name} of {address.key} ({address.pattern})")


def _word_sets(address: Address) -> list[dict[str, str]]:
    """Return the values of the arguments that are no ids, once for each kind of object worth a try."""
    if address.key == "wagtail_bulk_action":
        return [
            {"app_label": model[0], "model_name": model[1], "action": action, "kind": kind}
            for model, kind, actions in BULK
            for action in actions
        ]
    if address.key == "wagtailadmin_api:pages:action":
        return [{"action_name": action} for action in API_ACTIONS]
    if {"app_label", "model_name"} <= set(address.arguments) and "pages" not in address.key:
        return [{"app_label": model[0], "model_name": model[1], "kind": kind} for model, kind in MODELS]
    sets = {
        "app_label": "home",
        "app_name": "taggit",
        "content_type_app_name": "home",
        "content_type_model_name": "standardpage",
        "model_name": "tag" if "app_name" in address.arguments else "standardpage",
    }
    return [{name: value for name, value in sets.items() if name in address.arguments}]


def filled(address: Address, owners: Mapping[str, Belongings | None]) -> list[Filled]:
    """Return the address with the ids of what `owners` have by argument, None for ids that nobody has."""
    made = []
    for words in _word_sets(address):
        values: dict[str, Any] = {}
        for name in address.arguments:
            kind = _kind(address, name, words)
            owner = owners.get(name)
            if kind is not None:
                values[name] = owner.ids[kind] if owner else MISSING
            elif name in words:
                values[name] = words[name]
            elif name in {"pk", "object_id"}:
                values[name] = 1
            elif name == "document_filename":
                values[name] = owner.ids["document_name"] if owner else "missing.txt"
            elif name in WORDS or not _is_number(address, name):
                values[name] = WORDS.get(name, "forged")
            else:
                raise UnknownArgumentError(f"{name} of {address.key} ({address.pattern})")
        query: dict[str, Any] = {}
        if address.key == "wagtail_bulk_action":
            owner = owners.get("id")
            query = {"id": [owner.ids[words["kind"]] if owner else MISSING]}
        made.append(Filled(address, "/" + _path(address.pattern, values), query))
    return made


def _path(pattern: str, values: Mapping[str, Any]) -> str:
    """Put the values into a pattern of Django's, or one of regular expressions inside of it."""
    path = re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^()]*\))*\)", r"\1", pattern)
    path = ARGUMENT.sub(lambda match: str(values[match["name"]]), path)
    return path.replace("^.*", "nowhere").replace("^", "").replace("$", "").replace("\\", "")


Owners = dict[str, Belongings | None]


def of(names: Iterable[str], owner: Belongings | None) -> Owners:
    """Say that the ids of all these arguments are of what `owner` has."""
    return {name: owner for name in names}  # noqa: C420 - dict.fromkeys would lose the type


def variants(address: Address, own: Belongings | None, foreign: Belongings) -> dict[str, Owners]:
    """Return whose ids to fill in, by a name: all own, all foreign, all missing, each foreign beside own ones."""
    names = [*address.ids, *(["id"] if address.key == "wagtail_bulk_action" else []), "document_filename"]
    # Own ones first: what is closed even to its owner need not be asked in every other way.
    chosen: dict[str, Owners] = {"own": of(names, own)} if own is not None else {}
    chosen["foreign"] = of(names, foreign)
    chosen["missing"] = of(names, None) | {"document_filename": foreign}
    if own is not None and len(address.ids) > 1:
        for name in address.ids:
            chosen[f"foreign {name}"] = of(names, own) | {name: foreign}
            chosen[f"missing {name}"] = of(names, own) | {name: None}
    return chosen
