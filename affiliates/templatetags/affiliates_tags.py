"""Template tags that show whom to reach and which affiliates there are."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import translation

from affiliates.brand import BrandColour, brand_colours
from affiliates.models import Affiliate, AffiliateHomePage, Contact
from core.cards import as_cards

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


@register.simple_tag
def affiliate_homes() -> list[AffiliateHomePage]:
    """Return the home pages of the affiliates in the reader's language, by place."""
    homes = AffiliateHomePage.objects.visible().in_language(translation.get_language())
    return as_cards(homes.select_related("affiliate__mark", "locale").order_by("affiliate__place"))


@register.simple_tag
def brand_colours_of(affiliate: Affiliate) -> tuple[BrandColour, ...]:
    """Return the affiliate's colours with the shades derived from them; nothing while one of them is malformed."""
    try:
        return brand_colours(affiliate.brand_primary, affiliate.brand_accent)
    except ValueError:
        return ()
