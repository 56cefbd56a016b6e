"""Three-way merge of page content as plain data, without Django.

`merge` brings what the nation changed into an edition, by field, by block id at every depth, in rich text by
paragraph and then by word, and notes what both sides changed; `resolve` applies what a person chose for each note;
`compare`, `overrides`, `marks` and `word_differences` say what differs; `normalise` gives every block an id. A
`Struct` of the other schemas says what the data is.
"""

from affiliates.merge.choices import NATIONAL, OURS, Choice, ChoiceError, Edited, Side, resolve
from affiliates.merge.comparison import Change, ChangeKind, Mark, compare, marks, overrides, word_differences
from affiliates.merge.html_tree import Counterpart
from affiliates.merge.notes import Conflict, Merged, Note, Step
from affiliates.merge.schema import (
    ListOf,
    MalformedContentError,
    Opaque,
    Reference,
    ReferenceSet,
    RichText,
    Scalar,
    Schema,
    Stream,
    Struct,
    Table,
    Text,
)
from affiliates.merge.tree import normalise
from affiliates.merge.verbs import merge
from affiliates.merge.words import Difference

__all__ = [
    "NATIONAL",
    "OURS",
    "Change",
    "ChangeKind",
    "Choice",
    "ChoiceError",
    "Conflict",
    "Counterpart",
    "Difference",
    "Edited",
    "ListOf",
    "MalformedContentError",
    "Mark",
    "Merged",
    "Note",
    "Opaque",
    "Reference",
    "ReferenceSet",
    "RichText",
    "Scalar",
    "Schema",
    "Side",
    "Step",
    "Stream",
    "Struct",
    "Table",
    "Text",
    "compare",
    "marks",
    "merge",
    "normalise",
    "overrides",
    "resolve",
    "word_differences",
]
