"""Content taken apart into blocks with ids, and put together again.

Each block becomes a `Node`; the page is the node `ROOT`. A node knows its values, the ids in its lists, and its home:
the block and the names of the list that it stands in. Blocks without an id, or with one that was used before, get one
that follows from their place.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from affiliates.merge.schema import OPAQUE, Container, Leaf, ListOf, MalformedContentError, Schema, Stream, Struct

Names = tuple[str, ...]
Address = tuple[str, Names]
Block = dict[str, Any]

ROOT: Final = ""
NAMESPACE = uuid.UUID("6f0b7d0c-5b0e-5c1d-9d3a-6a3c4b8f1e27")


class Missing:
    """The value of a field that content does not have."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


@dataclass
class Node:
    """One block: its values and lists by the names that lead to them within the block."""

    id: str
    type: str
    schema: Schema
    home: Address | None
    values: dict[Names, Any] = field(default_factory=dict)
    schemas: dict[Names, Leaf] = field(default_factory=dict)
    lists: dict[Names, list[str]] = field(default_factory=dict)


Tree = dict[str, Node]


def take_apart(content: Mapping[str, Any], schema: Struct) -> Tree:
    """Return the nodes of a page in the order of reading; raises MalformedContentError where `schema` does not fit."""
    tree: Tree = {}
    _Taking(tree).node(ROOT, "", None, content, schema)
    return tree


@dataclass
class _Taking:
    tree: Tree
    leave_out: frozenset[str] = frozenset()

    def node(self, block_id: str, block_type: str, home: Address | None, value: Any, schema: Schema) -> None:
        """Add a block and everything in it."""
        node = Node(block_id, block_type, schema, home)
        self.tree[block_id] = node
        self.value(node, (), value, schema)

    def value(self, node: Node, names: Names, value: Any, schema: Schema) -> None:
        """Add a value of `node`, going into structs and lists."""
        if isinstance(schema, Struct):
            self.struct(node, names, value, schema)
        elif isinstance(schema, Stream | ListOf):
            self.list(node, names, value, schema)
        else:
            node.values[names] = value
            node.schemas[names] = schema

    def struct(self, node: Node, names: Names, value: Any, schema: Struct) -> None:
        """Add the fields that are there; lists and structs that are not there are empty."""
        value = {} if value is None else value
        if not isinstance(value, Mapping):
            raise MalformedContentError(f"{'.'.join(names) or 'content'} of block {node.id!r}: expected named values")
        for name, inner in schema.fields.items():
            if name in value or isinstance(inner, Struct | Stream | ListOf):
                self.value(node, (*names, name), value.get(name), inner)
        for name in value:
            if name not in schema.fields:
                self.value(node, (*names, name), value[name], OPAQUE)

    def list(self, node: Node, names: Names, value: Any, schema: Container) -> None:
        """Add a list and its blocks, each with an id of its own."""
        if not isinstance(value, list | tuple | None):
            raise MalformedContentError(f"{'.'.join(names)} of block {node.id!r}: expected a list of blocks")
        ids = node.lists[names] = []
        without: dict[str, int] = {}
        for child in value or ():
            block_type, block_id, inner = _read_block(child, schema, node.id)
            if not block_id:
                place = without[block_type] = without.get(block_type, 0) + 1
                block_id = _derived_id(f"{node.id}/{'/'.join(names)}/{block_type}/{place}")
            if block_id in self.leave_out:
                continue
            block_id = self.unused(block_id)
            ids.append(block_id)
            self.node(block_id, block_type, (node.id, names), inner, schema.of(block_type))

    def unused(self, block_id: str) -> str:
        """Return `block_id`, or an id that follows from it when it was used before."""
        wanted, count = block_id, 1
        while block_id in self.tree:
            count += 1
            block_id = _derived_id(f"{wanted}/{count}")
        return block_id


def _derived_id(name: str) -> str:
    return str(uuid.uuid5(NAMESPACE, name))


def _read_block(child: Any, schema: Container, parent: str) -> tuple[str, str, Any]:
    is_block = isinstance(child, Mapping) and isinstance(child.get("type"), str) and "value" in child
    if is_block and (isinstance(schema, Stream) or child["type"] == "item"):
        return child["type"], str(child.get("id") or ""), child["value"]
    if isinstance(schema, ListOf):
        return "item", "", child  # how lists were kept before their items had ids
    raise MalformedContentError(f"block {parent!r}: expected a block with a type and a value")


def graft(tree: Tree, home: Address, at: int, block: Block, *, once: bool = False) -> None:
    """Add a block to a list of the tree; with `once`, without the blocks in it that the tree already has."""
    schema = _list_at(tree, home)
    taking = _Taking(tree, frozenset(tree) if once else frozenset())
    block_id = taking.unused(block["id"])
    taking.node(block_id, block["type"], home, block["value"], schema.of(block["type"]))
    tree[home[0]].lists[home[1]].insert(at, block_id)


def takes(tree: Tree, home: Address, block_type: str) -> bool:
    """Whether a list of the tree takes blocks of a type."""
    schema = _list_at(tree, home)
    return block_type in schema.types if isinstance(schema, Stream) else block_type == "item"


def _list_at(tree: Tree, home: Address) -> Container:
    schema = tree[home[0]].schema
    for name in home[1]:
        if isinstance(schema, Struct):
            schema = schema.fields[name]
    if not isinstance(schema, Stream | ListOf):
        raise MalformedContentError(f"{'.'.join(home[1])} is no list of blocks")
    return schema


def put_together(tree: Tree) -> dict[str, Any]:
    """Return the content that the nodes make up."""
    content: dict[str, Any] = _value(tree, tree[ROOT], (), tree[ROOT].schema)
    return content


def block_of(tree: Tree, block_id: str, *, without: Callable[[str], bool] | None = None) -> Block:
    """Return a block as a StreamField keeps it, leaving out inner blocks whose id `without` says."""
    node = tree[block_id]
    return {"type": node.type, "value": _value(tree, node, (), node.schema, without), "id": block_id}


def _value(tree: Tree, node: Node, names: Names, schema: Schema, without: Callable[[str], bool] | None = None) -> Any:
    if isinstance(schema, Stream | ListOf):
        ids = [each for each in node.lists.get(names, ()) if not (without and without(each))]
        return [block_of(tree, each, without=without) for each in ids]
    if not isinstance(schema, Struct):
        return node.values.get(names, MISSING)
    found: dict[str, Any] = {}
    for name, inner in schema.fields.items():
        value = _value(tree, node, (*names, name), inner, without)
        if value is not MISSING:
            found[name] = value
    depth = len(names)
    for path, value in node.values.items():
        is_own = len(path) == depth + 1 and path[:depth] == names
        if is_own and path[depth] not in schema.fields and value is not MISSING:
            found[path[depth]] = value
    return found


def inside(tree: Tree, block_id: str) -> Iterator[str]:
    """Go through a block and all blocks in it, in the order of reading."""
    yield block_id
    for ids in tree[block_id].lists.values():
        for each in ids:
            yield from inside(tree, each)


def normalise(content: Mapping[str, Any], schema: Struct) -> dict[str, Any]:
    """Return the content with an id of its own on every block and item, the same each time.

    Call it on the national content that an edition is made from and on the edition: ids that are made up later, one
    by one, would not agree.
    """
    return put_together(take_apart(content, schema))
