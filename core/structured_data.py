"""Pages described for machines, as JSON-LD with the words of schema.org.

A page type names its `schema_type` and, where it has more to say than title, summary and dates, gives it in
`structured_properties()`. This module knows the vocabulary, never the page types.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

Node = dict[str, Any]

# A data block ends at the first `</script`, whatever JSON says; the line separators are for old parsers.
ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
ENDED_BLOCK = re.compile(r"(</(?:p|li|h[2-6])>|<br ?/?>)")
ARTICLES = frozenset({"Article", "NewsArticle", "Report"})
# What somebody offers, and the property that says who; a page may name somebody else than the organisation.
HELD_BY = {"Course": "provider", "Event": "organizer"}


def as_script(nodes: Iterable[Node]) -> SafeString:
    """Return the nodes as one JSON-LD text that can stand in a `<script>` element as it is."""
    text = json.dumps({"@context": "https://schema.org", "@graph": list(nodes)}, ensure_ascii=False, default=str)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 - escaped in the line above


def organization(root_url: str, name: str, **more: Any) -> Node:
    """Return the organisation behind the site; `more` may give `slogan`, `sameAs`, `logo`."""
    node = {"@type": "Organization", "@id": f"{root_url}/#organization", "name": name, "url": f"{root_url}/"}
    return node | _given(more)


def website(root_url: str, name: str, language: str, search_url: str) -> Node:
    """Return the site itself, with its search."""
    return {
        "@type": "WebSite",
        "@id": f"{root_url}/#website",
        "url": f"{root_url}/",
        "name": name,
        "inLanguage": language,
        "publisher": {"@id": f"{root_url}/#organization"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search_url}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumb_list(crumbs: Iterable[tuple[str, str]]) -> Node:
    """Return the way from the home page to the page; `crumbs` are titles and absolute addresses."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": title, "item": url}
            for position, (title, url) in enumerate(crumbs, start=1)
        ],
    }


def page_node(page: Any, *, url: str, root_url: str, language: str, description: str, image: str) -> Node:
    """Return the node of `page` with what its type adds to it."""
    # The site itself has a node of its own; its front page is a page.
    kind = "WebPage" if page.schema_type == "WebSite" else page.schema_type
    node: Node = {
        "@type": kind,
        "@id": f"{url}#{kind.lower()}",
        "url": url,
        "name": page.title,
        "inLanguage": language,
    }
    node |= _given({"description": description, "image": image, "dateModified": _date(page.last_published_at)})
    if kind in ARTICLES:
        publisher = {"@id": f"{root_url}/#organization"}
        node |= {"headline": page.title, "author": publisher, "publisher": publisher, "mainEntityOfPage": url}
        node |= _given({"datePublished": _date(page.first_published_at)})
    elif kind in HELD_BY:
        node[HELD_BY[kind]] = {"@id": f"{root_url}/#organization"}
    else:
        node["isPartOf"] = {"@id": f"{root_url}/#website"}
    return node | _given(page.structured_properties())


def questions(pairs: Iterable[tuple[str, str]]) -> list[Node]:
    """Return questions with their answers; an answer may be HTML, its tags are taken out."""
    return [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": plain_text(answer)}}
        for question, answer in pairs
    ]


def free_offer() -> Node:
    """Return the offer of something that costs nothing."""
    return {"@type": "Offer", "category": "Free", "price": "0", "priceCurrency": "USD"}


def course_instance(length: str, mode: str = "") -> Node:
    """Return one form in which a course is given: `length` is text; `mode` is "Online", "Onsite" or "Blended"."""
    return {"@type": "CourseInstance"} | _given({"courseMode": mode, "description": length})


def plain_text(html: str) -> str:
    """Return the words of `html`, one space between them."""
    return " ".join(unescape(strip_tags(ENDED_BLOCK.sub(r"\1 ", html))).split())


def _given(values: Node) -> Node:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _date(moment: Any) -> str:
    return moment.isoformat() if moment else ""
