"""Menus, footer and channels, from the furniture of the site to links that a template can show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from affiliates.place import RequestPlace
from affiliates.tree import Lineage
from core.models import SiteFurniture
from core.models.furniture import NETWORKS
from core.targets import link_targets

NETWORK_NAMES = dict(NETWORKS)


@dataclass(frozen=True)
class Link:
    """A link; `current` for the very page being read, `language` where the target is in another language."""

    label: str
    url: str
    current: bool = False
    language: str = ""


@dataclass(frozen=True)
class NavigationItem:
    """A link or a menu of the navigation; `current` when the page being read is it, or in it."""

    label: str
    url: str
    current: bool
    children: list[Link] = field(default_factory=list)
    language: str = ""


@dataclass(frozen=True)
class LinkGroup:
    """Links under a heading."""

    heading: str
    links: list[Link]


class FurnitureLinks:
    """The links of the furniture, with every page among them looked up in one query."""

    def __init__(self, furniture: SiteFurniture, lineage: Lineage, place: RequestPlace) -> None:
        self.lineage = lineage
        self.place = place
        self._navigation = list(furniture.navigation.raw_data)
        self._footer = list(furniture.footer.raw_data)
        chosen = {value["page"] for value in self._link_values() if value.get("page")}
        self._targets = link_targets(chosen, lineage.language)

    def _link_values(self) -> Iterator[dict[str, Any]]:
        for block in [*self._navigation, *self._footer]:
            yield from _links_in(block)

    def navigation(self) -> list[NavigationItem]:
        """Return links and menus; those whose page is gone or not public are left out."""
        items = []
        for block in self._navigation:
            links = self._links(_links_in(block))
            if not links:
                continue
            if block["type"] == "menu":
                items.append(NavigationItem(block["value"]["label"], "", any(link.current for link in links), links))
            else:
                link = links[0]
                items.append(
                    NavigationItem(link.label, link.url, link.current or self._is_within(block), [], link.language)
                )
        return items

    def footer(self) -> list[LinkGroup]:
        """Return the groups of the footer that have a link to show."""
        groups = [LinkGroup(block["value"]["heading"], self._links(_links_in(block))) for block in self._footer]
        return [group for group in groups if group.links]

    def _links(self, values: Iterable[dict[str, Any]]) -> list[Link]:
        return [link for value in values if (link := self._link(value))]

    def _link(self, value: dict[str, Any]) -> Link | None:
        if not value.get("page"):
            url = value.get("url") or ""
            return Link(value.get("label") or url, url, url == self.place.request.path) if url else None
        target = self._targets.get(value["page"])
        if target is None or not self.place.shows(target):
            return None
        return page_link(target, self.lineage, self.place, value.get("label") or "")

    def _is_within(self, block: dict[str, Any]) -> bool:
        """Whether the page being read is below the page that the item links to, the home page excepted."""
        target = self._targets.get(block["value"].get("page") or 0)
        above = self.lineage.line[1:]
        return target is not None and any(page.path == target.path for page in above)


def page_link(target: Page, lineage: Lineage, place: RequestPlace, label: str = "") -> Link:
    """Return the link to `target` as somebody who reads the page of `lineage` sees it."""
    code = target.locale.language_code
    return Link(
        label=label or target.title,
        url=place.address(target),
        current=lineage.page is not None and lineage.page.path == target.path,
        language="" if code == lineage.language else code,
    )


def channels(furniture: SiteFurniture) -> list[Any]:
    """Return the ways to reach the organisation."""
    return [child.value for child in furniture.channels]


def social_links(furniture: SiteFurniture) -> list[dict[str, str]]:
    """Return the organisation's accounts elsewhere, each with the name of its network as label."""
    values = [child.value for child in furniture.social_links]
    return [
        {"network": value["network"], "url": value["url"], "label": NETWORK_NAMES.get(value["network"], "")}
        for value in values
    ]


def _links_in(block: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the raw values of the links of one block of the furniture."""
    value = block["value"]
    if block["type"] == "link":
        return [value]
    return [item["value"] if "value" in item and "type" in item else item for item in value["links"]]
