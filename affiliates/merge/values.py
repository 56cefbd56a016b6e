"""Three versions of one value merged, by what its schema says that it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from affiliates.merge.html_tree import Counterpart, look_up, repoint_html
from affiliates.merge.rich_text import Paragraph, canonical, paragraphs_of, write_paragraphs
from affiliates.merge.schema import Leaf, Reference, ReferenceSet, RichText, Table, Text
from affiliates.merge.sequences import Clash, Kind, likeness, merge_sequences
from affiliates.merge.tree import MISSING, Node, Tree
from affiliates.merge.words import keys, merge_words, text_of, words_of

Paragraphs = tuple[Paragraph, ...]


@dataclass(frozen=True)
class Outcome:
    """A merged value in pieces, of which some are clashes; the pieces of rich text are paragraphs."""

    pieces: tuple[Any, ...]
    in_paragraphs: bool = False

    @property
    def clashes(self) -> list[Clash]:
        """What a person has to decide, in order."""
        return [piece for piece in self.pieces if isinstance(piece, Clash)]

    def value(self, choose: Callable[[Clash], Any] = lambda clash: clash.ours) -> Any:
        """Return the value with `choose` for each clash; for paragraphs it may return HTML."""
        chosen = [choose(piece) if isinstance(piece, Clash) else piece for piece in self.pieces]
        if not self.in_paragraphs:
            return chosen[0]
        pairs = zip(self.pieces, chosen, strict=True)
        return write_paragraphs(chain.from_iterable(_as_paragraphs(*pair) for pair in pairs))

    def shown(self, piece: Any) -> Any:
        """Return one version of a clash as it is kept in a note."""
        return write_paragraphs(piece) if self.in_paragraphs else piece


def _as_paragraphs(piece: Any, chosen: Any) -> Paragraphs:
    if not isinstance(chosen, str):
        return tuple(chosen)
    paragraphs = paragraphs_of(chosen)
    around = next((each.lists[:-1] for each in (*piece.ours, *piece.theirs) if each.lists), ())
    return tuple(replace(each, lists=(*around, *each.lists)) if each.lists else each for each in paragraphs)


def essence(schema: Leaf, value: Any) -> Any:
    """Return what two writings of the same value have in common."""
    if isinstance(schema, RichText) and isinstance(value, str):
        return canonical(value)
    if isinstance(schema, ReferenceSet) and isinstance(value, Sequence):
        return sorted(map(repr, value))
    return value


def is_same(schema: Leaf, a: Any, b: Any) -> bool:
    """Whether two values say the same."""
    return a is b or bool(a == b) or bool(essence(schema, a) == essence(schema, b))


def repointed(schema: Leaf, value: Any, counterpart: Counterpart | None) -> Any:
    """Return the value with its references leading to the counterparts of what they lead to."""
    if counterpart is None:
        return value
    if isinstance(schema, RichText) and isinstance(value, str):
        return repoint_html(value, counterpart)
    if isinstance(schema, Reference):
        found = look_up(counterpart, schema.kind, value)
        return value if found is None else found
    if isinstance(schema, ReferenceSet) and isinstance(value, Sequence):
        found_all = [look_up(counterpart, schema.kind, each) for each in value]
        return list(dict.fromkeys(old if new is None else new for old, new in zip(value, found_all, strict=True)))
    return value


def repointed_tree(tree: Tree, counterpart: Counterpart | None) -> Tree:
    """Return the tree with the references in all its values leading to their counterparts."""
    if counterpart is None:
        return tree

    def again(node: Node) -> Node:
        values = {names: repointed(node.schemas[names], value, counterpart) for names, value in node.values.items()}
        return replace(node, values=values)

    return {block_id: again(node) for block_id, node in tree.items()}


def merge_value(schema: Leaf, base: Any, local: Any, national: Any, *, seen: Any = MISSING) -> Outcome:
    """Merge three versions of a value.

    `seen` is the local value as it is compared: with its references re-pointed, where the others' are. The local
    value itself stays where the nation changed nothing.
    """
    seen = local if seen is MISSING else seen
    if is_same(schema, base, national) or is_same(schema, seen, national):
        return Outcome((local,))
    three = (base, seen, national)
    if isinstance(schema, RichText) and all(isinstance(each, str) for each in three):
        return _merge_rich_text(base, seen, national)
    if is_same(schema, base, seen):
        return Outcome((national,))
    merged: Any = None
    if isinstance(schema, Text) and all(isinstance(each, str) for each in three):
        merged = _merge_text(base, seen, national)
    elif isinstance(schema, ReferenceSet) and all(isinstance(each, Sequence) for each in three):
        merged = _merge_references(base, seen, national)
    elif isinstance(schema, Table) and _are_alike(three):
        merged = _merge_table(base, seen, national)
    return Outcome((Clash(base, local, national, local, national) if merged is None else merged,))


def _merge_rich_text(base: str, local: str, national: str) -> Outcome:
    pieces: list[Any] = []
    three = paragraphs_of(base), paragraphs_of(local), paragraphs_of(national)
    for part in merge_sequences(*three, PARAGRAPHS):
        if isinstance(part, Clash):
            pieces.append(part)
        else:
            pieces.append(tuple(part))
    return Outcome(tuple(pieces), in_paragraphs=True)


def _merge_paragraph(base: Paragraph, local: Paragraph, national: Paragraph) -> Paragraph | Clash[Paragraph]:
    if national.key in (base.key, local.key):
        return local
    key = local.block_key or national.block_key
    if base.key == local.key:
        return replace(national, block_key=key)
    shapes = base.shape, local.shape, national.shape
    if not all(each.tag for each in (base, local, national)) or (len(set(shapes)) == 3):
        return Clash(base, local, national, local, replace(national, block_key=key))
    shape = national if base.shape == local.shape else local
    words = merge_words(base.words, local.words, national.words)
    ours = replace(shape, words=words.ours, block_key=key)
    if not words.clash:
        return ours
    return Clash(base, local, national, ours, replace(ours, words=words.theirs))


PARAGRAPHS: Kind[Paragraph] = Kind(
    key=lambda paragraph: paragraph.key,
    likeness=lambda a, b: likeness(keys(a.words), keys(b.words)),
    merge=_merge_paragraph,
)


def _merge_text(base: str, local: str, national: str) -> Any:
    merged = merge_words(words_of(base), words_of(local), words_of(national))
    ours = text_of(merged.ours)
    return Clash(base, local, national, ours, text_of(merged.theirs)) if merged.clash else ours


def _merge_references(base: Sequence[Any], local: Sequence[Any], national: Sequence[Any]) -> list[Any]:
    kept = [each for each in local if each in national or each not in base]
    return kept + [each for each in national if each not in base and each not in kept]


def _are_alike(tables: Sequence[Any]) -> bool:
    """Whether the values are tables with the same kinds of columns, and a value in each cell."""
    kinds = []
    for table in tables:
        try:
            kinds.append([column["type"] for column in table["columns"]])
            widths = {len(row["values"]) for row in table["rows"]}
        except (KeyError, TypeError):
            return False
        if not widths <= {len(kinds[-1])}:
            return False
    return all(each == kinds[0] for each in kinds)


def _merge_table(base: Any, local: Any, national: Any) -> Any:
    """Merge tables whose columns agree: caption and headings by words, rows by likeness, cells by words."""
    three = base, local, national
    ours: dict[str, Any] = dict(local)
    theirs: dict[str, Any] = dict(local)
    if any("caption" in each for each in three):
        caption = _merge_cell(*(each.get("caption", "") for each in three))
        ours["caption"], theirs["caption"] = caption.ours, caption.theirs
    headings = [_merge_cell(*cells) for cells in zip(*map(_headings, three), strict=True)]
    ours["columns"] = [{**c, "heading": h.ours} for c, h in zip(local["columns"], headings, strict=True)]
    theirs["columns"] = [{**c, "heading": h.theirs} for c, h in zip(local["columns"], headings, strict=True)]
    ours["rows"], theirs["rows"] = [], []
    for part in merge_sequences(base["rows"], local["rows"], national["rows"], ROWS):
        ours["rows"] += part.ours if isinstance(part, Clash) else part
        theirs["rows"] += part.theirs if isinstance(part, Clash) else part
    return ours if ours == theirs else Clash(base, local, national, ours, theirs)


def _headings(table: Any) -> list[Any]:
    return [column.get("heading", "") for column in table["columns"]]


def _merge_cell(base: Any, local: Any, national: Any) -> Clash:
    piece = merge_value(Text(), base, local, national).pieces[0]
    return piece if isinstance(piece, Clash) else Clash(base, local, national, piece, piece)


def _merge_row(base: Any, local: Any, national: Any) -> Any:
    cells = [_merge_cell(*three) for three in zip(base["values"], local["values"], national["values"], strict=True)]
    ours = {**local, "values": [cell.ours for cell in cells]}
    theirs = {**local, "values": [cell.theirs for cell in cells]}
    return ours if ours == theirs else Clash(base, local, national, ours, theirs)


ROWS: Kind[Any] = Kind(
    key=lambda row: json.dumps(row, sort_keys=True, default=str),
    likeness=lambda a, b: likeness([str(cell) for cell in a["values"]], [str(cell) for cell in b["values"]]),
    merge=_merge_row,
)
