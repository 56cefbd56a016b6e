"""HTML of the rich text editor as a small tree, whatever state it is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

BLOCK_KEY = "data-block-key"
VOID = frozenset({"br", "hr", "embed", "img", "input", "wbr", "source", "track", "col", "area"})
# Elements whose start closes an open paragraph.
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
Attributes = tuple[tuple[str, str], ...]
Counterpart = Callable[[str, int], int | None] | Mapping[tuple[str, int], int]


@dataclass
class Element:
    """An element with its attributes in the order of their names."""

    tag: str
    attributes: Attributes = ()
    children: list[Element | str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The key that the editor gave it, empty without one."""
        return dict(self.attributes).get(BLOCK_KEY, "")

    @property
    def own_attributes(self) -> Attributes:
        """The attributes but for the editor's key."""
        return tuple(pair for pair in self.attributes if pair[0] != BLOCK_KEY)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS and self.open[-1].tag == "p":
            self.open.pop()
        seen: dict[str, str] = {}
        for name, value in attrs:
            seen.setdefault(name, value or "")
        element = Element(tag, tuple(sorted(seen.items())))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(html: str) -> Element:
    """Return the tree of an HTML text; what is not closed is closed, comments are left out."""
    builder = _Builder()
    try:
        builder.feed(html)
        builder.close()
    except AssertionError:  # how the parser refuses a marked section of an unknown kind
        return Element("", (), [html])
    return builder.root


def start_tag(tag: str, attributes: Attributes) -> str:
    """Return a start tag, with a slash where nothing can follow, as Wagtail finds its embeds."""
    written = "".join(f' {name}="{_quoted(value)}"' for name, value in attributes)
    return f"<{tag}{written}{'/' if tag in VOID else ''}>"


def _quoted(value: str) -> str:
    """Return the value of an attribute with the entities that Wagtail reads back."""
    return escape(value, quote=False).replace('"', "&quot;")


def write_html(node: Element | str, *, keys: bool = True) -> str:
    """Return the HTML of a tree, without the editor's keys if not `keys`."""
    if isinstance(node, str):
        return escape(node, quote=False)
    inner = "".join(write_html(child, keys=keys) for child in node.children)
    if not node.tag:
        return inner
    start = start_tag(node.tag, node.attributes if keys else node.own_attributes)
    return start if node.tag in VOID else f"{start}{inner}</{node.tag}>"


def look_up(counterpart: Counterpart | None, kind: str, value: object) -> int | None:
    """Return the id of the counterpart of an object, None where there is none or `value` is no id."""
    if counterpart is None or isinstance(value, bool) or not isinstance(value, int):
        return None
    if isinstance(counterpart, Mapping):
        return counterpart.get((kind, value))
    return counterpart(kind, value)


def repoint_html(html: str, counterpart: Counterpart | None) -> str:
    """Return the HTML with its links and embeds leading to the counterparts of what they lead to."""
    if counterpart is None or not re.search(r"(?:link|embed)type", html):
        return html
    root = read_html(html)
    return write_html(root) if _repoint(root, counterpart) else html


def _repoint(element: Element, counterpart: Counterpart) -> bool:
    changed = False
    attributes = dict(element.attributes)
    kind, number = attributes.get("linktype") or attributes.get("embedtype"), attributes.get("id", "")
    if kind and number.isascii() and number.isdecimal():
        found = look_up(counterpart, kind, int(number))
        if found is not None and str(found) != number:
            element.attributes = tuple(sorted({**attributes, "id": str(found)}.items()))
            changed = True
    for child in element.children:
        changed = (not isinstance(child, str) and _repoint(child, counterpart)) or changed
    return changed


@lru_cache(maxsize=1024)
def plain_text(html: str) -> str:
    """Return the text of an HTML text, a space between its parts."""
    return " ".join(_texts(read_html(html)))


def _texts(element: Element) -> list[str]:
    return [text for child in element.children for text in ([child] if isinstance(child, str) else _texts(child))]
