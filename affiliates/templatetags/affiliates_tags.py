"""Template tags that show whom to reach and which affiliates there are."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from affiliates.brand import BrandColour, brand_colours
from affiliates.directory import Directory, directory
from affiliates.models import Affiliate, Contact
from affiliates.state_map import TILE_HEIGHT, TILE_WIDTH, VIEW_BOX, map_items

register = template.Library()

# Which contact answers what a form asks for.
FORM_ROLES = {"training_request": "trainings", "interest": "president", "media": "media", "contact": "general"}


@register.simple_tag(takes_context=True)
def contact_for(context: dict[str, Any], role: str) -> Contact | None:
    """Return the contact with `role` for the sub-site being read, else the national one."""
    frame = context.get("frame")
    contacts = frame.contact if frame else Contact.objects.for_reader(None, translation.get_language() or "")
    return contacts.get(role) or contacts.get("general")


@register.inclusion_tag("components/form_slot.html", takes_context=True)
def form_slot(context: dict[str, Any], kind: str) -> dict[str, Any]:
    """Show how to send a request of `kind`: the contact of the sub-site being read, else the national one."""
    return {
        "kind": kind,
        "contact": contact_for(context, FORM_ROLES.get(kind, "general")),
        "page": context.get("page"),
        "frame": context.get("frame"),
    }


@register.simple_tag(takes_context=True)
def origin_of(context: dict[str, Any], page: Page) -> str:
    """Say in a sub-site whose page `page` is, the affiliate's or the nation's; elsewhere nothing."""
    frame = context.get("frame")
    if frame is None or frame.subsite is None:
        return ""
    if not frame.subsite.holds(page):
        return _("From the national office")
    return _("From %(place)s") % {"place": frame.affiliate.place}


@register.simple_tag
def affiliate_directory() -> Directory:
    """Return every state with its affiliates, as readers of the language being read can go to them."""
    return directory(translation.get_language() or "")


@register.inclusion_tag("affiliates/components/state_map.html")
def state_map(shown: Directory) -> dict[str, Any]:
    """Draw the states of the directory as a map of links."""
    return {
        "items": map_items(shown),
        "view_box": VIEW_BOX,
        "tile_width": TILE_WIDTH,
        "tile_height": TILE_HEIGHT,
    }


@register.simple_tag
def brand_colours_of(affiliate: Affiliate) -> tuple[BrandColour, ...]:
    """Return the affiliate's colours with the shades derived from them; nothing while one of them is malformed."""
    try:
        return brand_colours(affiliate.brand_primary, affiliate.brand_accent)
    except ValueError:
        return ()
