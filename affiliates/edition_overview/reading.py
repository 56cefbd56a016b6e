"""The words of parts of pages for the nation's screens, with each kind of object looked up once for a whole screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models
from wagtail.models import Page

from affiliates.edition_admin.values import Reading, definition_of, is_whole_block
from affiliates.merge import Change, ChangeKind

Result = TypeVar("Result")


class BulkReading(Reading):
    """Writes values for people, having looked up what they refer to in one query for each kind of object."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: dict[type[models.Model], set[str]] | None = None

    def ahead(self, work: Callable[[], Result]) -> Result:
        """Return what `work` gives, which asks this for words: once to hear what it refers to, once with the names."""
        self._wanted = {}
        work()
        wanted, self._wanted = self._wanted, None
        for model, pks in wanted.items():
            found = {
                str(row.pk): row for row in model._default_manager.filter(pk__in=[pk for pk in pks if pk.isdecimal()])
            }
            self._objects.update({(model, pk): found.get(pk) for pk in pks})
        return work()

    def _object(self, model: type[models.Model], pk: Any) -> models.Model | None:
        if self._wanted is None:
            return super()._object(model, pk)
        self._wanted.setdefault(model, set()).add(str(pk))
        return None

    def text_of(self, model: type[Page], change: Change) -> str:
        """Return the words that a change leaves; none where it removes something, or puts it elsewhere."""
        if change.after is None or change.kind is ChangeKind.MOVED:
            return ""
        if is_whole_block(change):
            return self.whole_text(definition_of(model, change.path[:-1]), change.after)
        return self.text(definition_of(model, change.path), change.after)
