"""What the parts of a page's content are, so that content as plain data can be merged.

A page is a `Struct` of its fields. Whoever knows the page types derives the schema from them; nothing here does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class MalformedContentError(ValueError):
    """Content that does not fit its schema: text where a list of blocks belongs."""


@dataclass(frozen=True)
class Scalar:
    """A value that changes as a whole: a number, a date, a choice, an address."""


@dataclass(frozen=True)
class Text:
    """Plain text, merged by words."""


@dataclass(frozen=True)
class RichText:
    """HTML as the editor keeps it, merged by paragraphs and in them by words."""


@dataclass(frozen=True)
class Reference:
    """The id of an object; `kind` is what `counterpart` is asked with ("image", "document", "page")."""

    kind: str


@dataclass(frozen=True)
class ReferenceSet:
    """A list of ids whose order means nothing, merged id by id."""

    kind: str


@dataclass(frozen=True)
class Table:
    """A typed table with caption, columns and rows, merged by rows and cells while the columns agree."""


@dataclass(frozen=True)
class Opaque:
    """Any data that changes as a whole, also what the schema does not name."""


@dataclass(frozen=True)
class Struct:
    """Named values."""

    fields: Mapping[str, Schema] = field(default_factory=dict)


@dataclass(frozen=True)
class Stream:
    """A list of typed blocks with ids."""

    types: Mapping[str, Schema] = field(default_factory=dict)

    def of(self, block_type: str) -> Schema:
        """Return the schema of a type; of one that is not declared any more, that of opaque data."""
        return self.types.get(block_type, OPAQUE)


@dataclass(frozen=True)
class ListOf:
    """A list of items of one kind with ids."""

    item: Schema

    def of(self, block_type: str) -> Schema:
        """Return the schema of the items."""
        return self.item


Leaf = Scalar | Text | RichText | Reference | ReferenceSet | Table | Opaque
Container = Stream | ListOf
Schema = Leaf | Struct | Stream | ListOf
OPAQUE = Opaque()
