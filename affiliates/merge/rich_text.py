"""Rich text as a list of paragraphs, as its editor sees it: headings, list items, embeds and rules are paragraphs too.

What only the editor or the writing of HTML adds (its keys, the order of attributes, white space, entities) is not
part of a paragraph's identity. What is neither paragraph nor list, a table for one, stays whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from affiliates.merge.html_tree import BLOCK_KEY, BLOCKS, VOID, Element, read_html, start_tag, write_html
from affiliates.merge.words import PIECE, SPACE, Mark, Word, keys, spaced

LISTS = frozenset({"ul", "ol"})
PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "div"})


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its tag (none: a thing on its own), words, the lists around it, and the editor's key."""

    tag: str
    words: tuple[Word, ...]
    lists: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    block_key: str = ""

    @property
    def shape(self) -> tuple[Hashable, ...]:
        """What it is, apart from its words."""
        return (self.tag, self.lists, self.attributes)

    @property
    def key(self) -> Hashable:
        """What makes it the same paragraph with the same content."""
        return (self.shape, keys(self.words))


@lru_cache(maxsize=2048)
def paragraphs_of(html: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an HTML text."""
    found: list[Paragraph] = []
    inline: list[Element | str] = []

    def end_inline() -> None:
        if words := _words(inline):
            found.append(Paragraph("p", words))
        inline.clear()

    for child in read_html(html).children:
        if isinstance(child, str) or not (child.tag in BLOCKS or child.tag == "embed" or _has_blocks(child)):
            inline.append(child)
        else:
            end_inline()
            found.extend(_block(child))
    end_inline()
    return tuple(found)


def canonical(html: str) -> tuple[Hashable, ...]:
    """Return what two writings of the same rich text have in common."""
    return tuple(paragraph.key for paragraph in paragraphs_of(html))


def _block(element: Element) -> Iterable[Paragraph]:
    if element.tag in LISTS:
        items = _items(element, ())
        return _whole(element) if items is None else items
    if element.tag in PARAGRAPHS and not _has_blocks(element):
        return [Paragraph(element.tag, _words(element.children), (), element.own_attributes, element.key)]
    return _whole(element)


def _whole(element: Element) -> list[Paragraph]:
    thing = Word(write_html(element, keys=False), thing=True)
    return [Paragraph("", (thing,), block_key=element.key if element.tag in VOID else "")]


def _has_blocks(element: Element) -> bool:
    return any(not isinstance(child, str) and (child.tag in BLOCKS or _has_blocks(child)) for child in element.children)


def _items(element: Element, around: tuple[str, ...]) -> list[Paragraph] | None:
    """Return the items of a list and of the lists in them, None when it holds anything else."""
    if element.own_attributes:
        return None
    lists = (*around, element.tag)
    found: list[Paragraph] = []
    for child in element.children:
        if isinstance(child, str):
            if child.strip(SPACE):
                return None
            continue
        inner = _item(child, lists) if child.tag == "li" else None
        if inner is None:
            return None
        found += inner
    return found


def _item(element: Element, lists: tuple[str, ...]) -> list[Paragraph] | None:
    inline: list[Element | str] = []
    nested: list[Paragraph] = []
    ended = False
    for child in element.children:
        if not isinstance(child, str) and child.tag in LISTS:
            inner = _items(child, lists)
            if inner is None:
                return None
            ended = True
            nested += inner
        elif not ended:
            inline.append(child)
        elif not isinstance(child, str) or child.strip(SPACE):
            return None
    if _has_blocks(Element("", (), inline)):
        return None
    return [Paragraph("li", _words(inline), lists, element.own_attributes, element.key), *nested]


def _words(children: Iterable[Element | str]) -> tuple[Word, ...]:
    words: list[Word] = []
    pending = ""
    for (marks, thing), runs in groupby(_runs(children, ()), key=lambda run: run[1:]):
        texts = [text for text, _, _ in runs]
        if thing:
            for text in texts:
                words.append(Word(text, marks, pending, thing=True))
                pending = ""
            continue
        for space, word in PIECE.findall("".join(texts)):
            pending = " " if space else pending
            if word:
                words.append(Word(word, marks, pending))
                pending = ""
    if words:
        words[0] = words[0]._replace(space="")
    return tuple(words)


def _runs(children: Iterable[Element | str], marks: tuple[Mark, ...]) -> Iterator[tuple[str, tuple[Mark, ...], bool]]:
    """Go through texts and things with the formatting around them; an empty element with attributes is a thing."""
    for child in children:
        if isinstance(child, str):
            yield child, marks, False
        elif child.tag in VOID or (child.attributes and not child.children):
            yield write_html(child, keys=False), marks, True
        else:
            mark = (child.tag, child.own_attributes)
            yield from _runs(child.children, marks if mark in marks else (*marks, mark))


def write_paragraphs(paragraphs: Iterable[Paragraph]) -> str:
    """Return the HTML of paragraphs; items of a list that follow each other make one list."""
    parts: list[str] = []
    open_lists: tuple[str, ...] = ()
    for paragraph in paragraphs:
        open_lists = _open_lists(parts, open_lists, paragraph.lists)
        if not paragraph.tag:
            parts.append(_thing_with_key(paragraph))
            continue
        key = ((BLOCK_KEY, paragraph.block_key),) if paragraph.block_key else ()
        parts.append(start_tag(paragraph.tag, (*key, *paragraph.attributes)) + _write_words(paragraph.words))
        parts.append("" if paragraph.lists else f"</{paragraph.tag}>")
    _open_lists(parts, open_lists, ())
    return "".join(parts)


def _thing_with_key(paragraph: Paragraph) -> str:
    html = "".join(word.text for word in paragraph.words)
    if not paragraph.block_key:
        return html
    element = read_html(html).children[0]
    if isinstance(element, str):
        return html
    return write_html(replace(element, attributes=((BLOCK_KEY, paragraph.block_key), *element.attributes)))


def _open_lists(parts: list[str], opened: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Close and open lists up to the place of an item; one whose parent is not there moves up to where there is one."""
    common = 0
    while common < min(len(opened), len(wanted)) and opened[common] == wanted[common]:
        common += 1
    wanted = wanted[:common] + wanted[common:][-1:]
    parts.extend(f"</li></{tag}>" for tag in reversed(opened[common:]))
    if common == len(wanted) and common:
        parts.append("</li>")
    parts.extend(f"<{tag}>" for tag in wanted[common:])
    return wanted


def _write_words(words: Iterable[Word]) -> str:
    parts: list[str] = []
    opened: tuple[Mark, ...] = ()
    for word in spaced(list(words)):
        common = 0
        while common < min(len(opened), len(word.marks)) and opened[common] == word.marks[common]:
            common += 1
        parts.extend(f"</{tag}>" for tag, _ in reversed(opened[common:]))
        parts.append(word.space)
        parts.extend(start_tag(tag, attributes) for tag, attributes in word.marks[common:])
        parts.append(word.text if word.thing else write_html(word.text))
        opened = word.marks
    parts.extend(f"</{tag}>" for tag, _ in reversed(opened))
    return "".join(parts)
