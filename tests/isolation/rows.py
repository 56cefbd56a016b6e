"""What the rows of an affiliate are, and whether anything about them was changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import ForeignKey, Model
from wagtail.models import Page

from affiliates.models import AffiliateHomePage
from tests.isolation.federation import Belongings

WRITING = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
# References and renditions follow from what is shown; sessions and second factors are the person's own.
IGNORED = {"core_rendition", "django_session", "mfa_authenticator", "wagtailcore_referenceindex"}
# The models that an affiliate's objects are of, and their names among its belongings.
OWNED: dict[str, tuple[str, ...]] = {
    "affiliates.Affiliate": ("affiliate",),
    "affiliates.Contact": ("contact",),
    "affiliates.Edition": ("edition",),
    "affiliates.LocalAssociation": ("association",),
    "affiliates.RemovedEdition": ("removed_edition",),
    "affiliates.Suggestion": ("suggestion",),
    "affiliates.TeamInvitation": ("invitation",),
    "auth.Group": ("group",),
    "core.Document": ("document",),
    "core.Image": ("image", "cover"),
    "users.User": ("user", "quiet_user"),
    "wagtailadmin.EditingSession": ("session",),
    "wagtailcore.Collection": ("collection",),
    "wagtailcore.Comment": ("comment",),
    "wagtailcore.CommentReply": ("reply",),
    "wagtailcore.Page": ("home", "page", "other_page", "locked_page", "unpublished_page", "edition_page"),
    "wagtailcore.Revision": ("revision", "earlier_revision"),
    "wagtailcore.Site": ("site",),
    "wagtailcore.Task": ("task",),
    "wagtailcore.TaskState": ("task_state",),
    "wagtailcore.UploadedFile": ("image_upload", "document_upload"),
    "wagtailcore.Workflow": ("workflow",),
    "wagtailcore.WorkflowState": ("workflow_state",),
    "wagtailredirects.Redirect": ("redirect",),
    "wagtail_localize.Translation": ("translation",),
    "wagtail_localize.TranslationSource": ("translation_source",),
}


class Rows:
    """The rows of an affiliate as they were, and those that point to them."""

    def __init__(self, belongings: Belongings, *, only: Iterable[str] | None = None) -> None:
        self.written: set[str] = set()
        self.homes = list(
            AffiliateHomePage.objects.filter(affiliate=belongings.affiliate).values_list("path", flat=True)
        )
        # Who may change pages changes what they point to.
        with_pages = only is None
        labels = OWNED if only is None else {label: OWNED[label] for label in only}
        self.ids: dict[type[Model], str] = {
            apps.get_model(label): ", ".join(str(belongings.ids[name]) for name in names)
            for label, names in labels.items()
        }
        self.conditions: dict[str, str] = {}
        for model in apps.get_models(include_auto_created=True):
            if model._meta.db_table in IGNORED or (issubclass(model, Page) and not with_pages):
                continue
            if found := list(self._conditions(model)):
                self.conditions[model._meta.db_table] = " OR ".join(found)
        self.before = {table: self._state(table) for table in self.conditions}

    def watch(self) -> Callable[..., Any]:
        """Return what notes the tables that are written, from now on."""
        self.written.clear()

        def note(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
            if match := WRITING.match(sql):
                self.written.add(match[1])
            return execute(sql, *args)

        return note

    def changes(self, tables: Iterable[str]) -> list[str]:
        """Return the tables among these in which a row of the affiliate, or one that points to it, is different."""
        return [table for table in set(tables) & self.before.keys() if self._state(table) != self.before[table]]

    def _state(self, table: str) -> str:
        """Return a digest of the affiliate's rows in a table and of all rows that point to one of its rows."""
        # Only names of tables and columns and numbers are put in.
        sql = f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t WHERE {self.conditions[table]}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return str(cursor.fetchone()[0])

    def _conditions(self, model: type[Model]) -> Iterator[str]:
        if ids := self.ids.get(model):
            yield f"t.id IN ({ids})"
            if model._meta.label == "wagtailcore.Page":
                yield from (f"t.path LIKE '{path}%'" for path in self.homes)
        for column in model._meta.local_fields:
            if isinstance(column, ForeignKey) and (ids := self.ids.get(column.remote_field.model)):
                yield f't."{column.column}" IN ({ids})'
        if {"object_id", "content_type"} <= {column.name for column in model._meta.local_fields}:
            for owned, ids in self.ids.items():
                quoted = ", ".join(f"'{number}'" for number in ids.split(", "))
                kind = ContentType.objects.get_for_model(owned).pk
                yield f"(t.content_type_id = {kind} AND t.object_id::text IN ({quoted}))"
