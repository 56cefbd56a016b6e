"""Random pages and histories of edits, for the laws of merging.

Every word is written once: `wb…` in the first version, `wl…` by us, `wn…` by the nation, so that it can be told where
each went.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from affiliates.merge import ListOf, Reference, ReferenceSet, RichText, Scalar, Schema, Stream, Struct, Table, Text
from affiliates.merge.rich_text import paragraphs_of, write_paragraphs
from affiliates.merge.words import Word

Content = dict[str, Any]
T = TypeVar("T")

POINTS = ListOf(Text())
ACCORDION = Struct(
    {"heading": Text(), "items": ListOf(Struct({"title": Text(), "text": RichText(), "points": POINTS}))}
)
FEATURE = Struct(
    {
        "heading": Text(),
        "text": RichText(),
        "image": Reference("image"),
        "link": Struct({"page": Reference("page"), "url": Scalar()}),
    }
)
INNER = Stream({"text": RichText(), "note": Text(), "accordion": ACCORDION, "points": POINTS})
MIDDLE = Stream({**INNER.types, "columns": Struct({"start": INNER, "end": INNER})})
BODY = Stream({**MIDDLE.types, "feature": FEATURE, "table": Table(), "group": MIDDLE})
PAGE = Struct(
    {
        "title": Text(),
        "summary": RichText(),
        "featured": Scalar(),
        "image": Reference("image"),
        "topics": ReferenceSet("topic"),
        "body": BODY,
        "aside": INNER,
    }
)
TAGS = ("p", "p", "p", "h3", "li", "li", "oli", "deep")
MARKS = (("b", ()), ("i", ()), ("a", (("href", "https://example.org/"),)), ("a", (("id", "7"), ("linktype", "page"))))


@dataclass
class Author:
    """Writes and changes content; `sign` is the letter in all its words and ids.

    `haunts` are numbers of places that an author likes to come back to; authors who share them meet.
    """

    random: Random
    sign: str
    haunts: tuple[int, ...] = (0,)

    def __post_init__(self) -> None:
        self.numbers = count(1)

    def word(self) -> str:
        """Return a word that nobody wrote before."""
        return f"w{self.sign}{next(self.numbers)}"

    def text(self, most: int = 9) -> str:
        """Return a plain text."""
        return "".join(
            self.word() + self.random.choice((" ", " ", " ", " ", ", ", ". ", ".\n"))
            for _ in range(self.random.randint(0, most))
        )

    def rich_text(self) -> str:
        """Return up to three paragraphs."""
        return "".join(self.paragraph() for _ in range(self.random.randint(0, 3)))

    def paragraph(self) -> str:
        """Return a paragraph, a list, or a thing."""
        kind = self.random.choice((*TAGS, "embed", "table", "bare"))
        if kind == "embed":
            return f'<embed alt="{self.word()}" embedtype="image" format="left" id="{self.random.randint(1, 3)}"/>'
        if kind == "table":
            return f"<table><tr><td>{self.word()}</td></tr></table>"
        text = self.formatted()
        return {
            "bare": text,
            "li": f"<ul><li>{text}</li></ul>",
            "oli": f"<ol><li>{text}</li><li>{self.formatted()}</li></ol>",
            "deep": f"<ul><li>{text}<ul><li>{self.formatted()}</li></ul></li><li>{self.formatted()}</li></ul>",
        }.get(kind, f"<{kind}>{text}</{kind}>")

    def formatted(self) -> str:
        """Return words of which some are bold or a link."""
        text = self.text().strip()
        if self.random.random() < 0.4:
            text = re.sub(r"(w\w+)", r"<b>\1</b>", text, count=self.random.randint(1, 2))
        return (
            text
            if self.random.random() < 0.8
            else f'{text} <a linktype="page" id="{self.random.randint(1, 3)}">{self.word()}</a>'
        )

    def value(self, schema: Schema) -> Any:
        """Return new content for a schema."""
        if isinstance(schema, Struct):
            return {name: self.value(inner) for name, inner in schema.fields.items()}
        if isinstance(schema, Stream | ListOf):
            lengths = (0, 1, 2, 2, 3, 5) if schema is BODY else (0, 1, 1, 2, 3)
            return [self.block(schema) for _ in range(self.random.choice(lengths))]
        writers: dict[type, Callable[[], Any]] = {Text: self.text, RichText: self.rich_text, Table: self.table}
        writer = writers.get(type(schema))
        return writer() if writer else self.data(schema)

    def data(self, schema: Schema) -> Any:
        """Return a value that is no text."""
        if isinstance(schema, Reference):
            return self.random.choice((None, 1, 2, 3, 4))
        if isinstance(schema, ReferenceSet):
            return self.random.sample(range(1, 7), self.random.randint(0, 4))
        return self.random.choice((None, True, False, self.word()))

    def table(self) -> Content:
        """Return a typed table."""
        width = self.random.randint(1, 2)
        rows = [{"values": [self.text(2) for _ in range(width)]} for _ in range(self.random.randint(0, 3))]
        columns = [{"type": "text", "heading": self.text(2)} for _ in range(width)]
        return {"caption": self.text(3), "columns": columns, "rows": rows}

    def block(self, schema: Stream | ListOf) -> Content:
        """Return a block for a list."""
        block_type = self.random.choice((*schema.types, "retired")) if isinstance(schema, Stream) else "item"
        return {
            "type": block_type,
            "value": self.value(schema.of(block_type)),
            "id": f"{self.sign}-{next(self.numbers)}",
        }

    def edited(self, content: Content, edits: int) -> Content:
        """Return the content after some edits."""
        content = copy.deepcopy(content)
        for _ in range(edits):
            lists, values = [], []
            for place in _places(content, PAGE):
                (lists if isinstance(place[2], Stream | ListOf) else values).append(place)
            if self.random.random() < 0.5:
                self.edit_value(*self.one_of(values))
            else:
                self.edit_list(lists)
        return content

    def one_of(self, places: Sequence[T]) -> T:
        """Return one of the places, more often one of the haunts."""
        if self.random.random() < 0.7:
            return places[self.random.choice(self.haunts) % len(places)]
        return self.random.choice(places)

    def edit_value(self, holder: Any, key: Any, schema: Schema) -> None:
        """Change one value."""
        value = holder[key]
        if isinstance(schema, Text):
            holder[key] = self.edit_text(value)
        elif isinstance(schema, RichText):
            holder[key] = self.edit_rich_text(value)
        elif isinstance(schema, Table) and value["rows"] and self.random.random() < 0.8:
            row = self.random.choice(value["rows"])
            row["values"][0] = self.edit_text(row["values"][0])
        else:
            holder[key] = self.value(schema)

    def edit_text(self, text: str) -> str:
        """Change one word of a plain text."""
        parts = re.split(r"(w\w+)", text)
        at = self.one_of(range(len(parts)))
        is_word = at % 2 == 1  # between words only more is written, so that no two become one
        changed = (self.word(), "", parts[at] + " ") if is_word else ()
        parts[at] = self.random.choice((*changed, f"{parts[at]} {self.word()}. "))
        return " ".join(parts) if self.random.random() < 0.2 else "".join(parts)

    def edit_rich_text(self, html: str) -> str:
        """Change one paragraph."""
        paragraphs = list(paragraphs_of(html))
        if not paragraphs or self.random.random() < 0.25:
            paragraphs[self.random.randint(0, len(paragraphs)) : 0] = paragraphs_of(self.paragraph())
            return write_paragraphs(paragraphs)
        at = self.one_of(range(len(paragraphs)))
        chosen = paragraphs[at]
        kind = self.random.random()
        if kind < 0.15:
            del paragraphs[at]
        elif kind < 0.25:
            paragraphs.insert(self.random.randint(0, len(paragraphs) - 1), paragraphs.pop(at))
        elif kind < 0.35 and chosen.tag:
            paragraphs[at] = replace(chosen, tag="h4", lists=())
        elif chosen.tag:
            paragraphs[at] = replace(chosen, words=self.edit_words(list(chosen.words)))
        return write_paragraphs(paragraphs)

    def edit_words(self, words: list[Word]) -> tuple[Word, ...]:
        """Change one word of a paragraph."""
        at = self.one_of(range(len(words) + 1))
        kind = self.random.random()
        if kind < 0.4 or at == len(words):
            words.insert(at, Word(self.word(), (), " " if at else ""))
        elif kind < 0.6:
            del words[at]
        elif kind < 0.8:
            words[at] = words[at]._replace(text=self.word(), thing=False)
        else:
            words[at] = words[at]._replace(marks=(self.random.choice(MARKS),))
        return tuple(words)

    def edit_list(self, lists: list[tuple[Any, Any, Any]]) -> None:
        """Change one list of blocks."""
        holder, key, schema = self.one_of(lists)
        blocks = holder[key]
        kind = self.random.random()
        if not blocks or kind < 0.25:
            blocks.insert(self.random.randint(0, len(blocks)), self.block(schema))
            return
        at = self.one_of(range(len(blocks)))
        if kind < 0.45:
            del blocks[at]
        elif kind < 0.65:
            blocks.insert(self.random.randrange(len(blocks)), blocks.pop(at))
        elif kind < 0.85:
            self.move(blocks, at, lists)
        elif kind < 0.95:
            new = self.block(schema)
            blocks[at] = {**new, "id": blocks[at]["id"]}
        elif kind < 0.98:
            blocks.append({**self.block(schema), "id": blocks[at]["id"]})
        else:
            blocks[at]["id"] = None

    def move(self, blocks: list[Content], at: int, lists: list[tuple[Any, Any, Any]]) -> None:
        """Move a block, with its id, to another list that takes it and is not inside it."""
        block = blocks[at]
        inner = [id(holder[key]) for holder, key, schema in _block_places(block) if isinstance(holder[key], list)]
        fitting = [
            holder[key]
            for holder, key, schema in lists
            if (
                block["type"] in schema.types
                if isinstance(schema, Stream)
                else block["type"] == "item" == _shape(block, schema)
            )
            and id(holder[key]) not in inner
        ]
        if fitting:
            target = self.random.choice(fitting)
            del blocks[at]
            target.insert(self.random.randint(0, len(target)), block)


def _shape(block: Content, schema: ListOf) -> str:
    fits = isinstance(block["value"], str) if isinstance(schema.item, Text) else isinstance(block["value"], dict)
    return "item" if fits else ""


def _places(value: Any, schema: Schema, holder: Any = None, key: Any = None) -> Iterator[tuple[Any, Any, Schema]]:
    """Go through all values and lists as (what holds them, under which key, schema)."""
    if isinstance(schema, Struct):
        for name, inner in schema.fields.items():
            yield from _places(value[name], inner, value, name)
        return
    yield holder, key, schema
    if isinstance(schema, Stream | ListOf):
        for block in value:
            yield from _places(block["value"], schema.of(block["type"]), block, "value")


def _block_places(block: Content) -> Iterator[tuple[Any, Any, None]]:
    """Go through everything that a block holds, whatever it is."""
    stack: list[Any] = [block]
    while stack:
        each = stack.pop()
        for key in each.keys() if isinstance(each, dict) else range(len(each)):
            yield each, key, None
            if isinstance(each[key], dict | list):
                stack.append(each[key])


def words_in(*values: Any) -> set[str]:
    """Return the words in any data."""
    return set(re.findall(r"w[bln]\d+", json.dumps(values, default=str)))


def ids_in(value: Any) -> list[str]:
    """Return the ids of all blocks in any data."""
    if isinstance(value, list):
        return [found for each in value for found in ids_in(each)]
    if not isinstance(value, dict):
        return []
    own = [value["id"]] if value.keys() == {"type", "value", "id"} else []
    return own + [found for each in value.values() for found in ids_in(each)]


@st.composite
def histories(draw: st.DrawFn, versions: int = 2) -> list[Content]:
    """A page, and as many edited versions of it: ours, the nation's, and the nation's next.

    A page comes from one number, drawing each of its parts would take ten times as long; a failing history shrinks by
    its edits.
    """
    seed = draw(st.integers(0, 2**32))
    edits = [draw(st.integers(0, 12)) for _ in range(versions)]
    dice = [Random(seed + number) for number in range(4)]  # noqa: S311 - it must repeat itself
    haunts = tuple(dice[3].randint(0, 60) for _ in range(2))
    base = Author(dice[0], "b").value(PAGE)
    nation = Author(dice[2], "n", haunts)
    found = [base, Author(dice[1], "l", haunts).edited(base, edits[0]), nation.edited(base, edits[1])]
    for number in edits[2:]:
        found.append(nation.edited(found[-1], number))
    return found


def rewritten(content: Content, dice: Random) -> Content:
    """Return the content with its rich text written in another way that says the same."""
    content = copy.deepcopy(content)
    for holder, key, schema in _places(content, PAGE):
        if isinstance(schema, RichText):
            holder[key] = _rewritten_html(holder[key], dice)
    return content


def _rewritten_html(html: str, dice: Random) -> str:
    html = re.sub(r"<(p|h3|li|ul|ol)>", lambda tag: f'<{tag[1]} data-block-key="{dice.randint(10, 99)}">', html)
    html = re.sub(r" (\w+=\"[^\"]*\") (\w+=\"[^\"]*\")", dice.choice((r" \1 \2", r" \2  \1")), html)
    html = html.replace("/>", dice.choice(("/>", ">", " />")))
    html = re.sub(r"(</(?:p|h3|ul|ol)>)", dice.choice((r"\1", r"\1\n\n", r" \1 ")), html)
    return (
        html.replace("w", dice.choice(("w", "&#119;", "&#x77;"))) if "<table" not in html and "<w" not in html else html
    )
