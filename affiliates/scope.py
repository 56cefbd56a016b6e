"""Which pages belong beside a page: the nation's and its own sub-site's, never another affiliate's."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from wagtail.models import Page

from affiliates.models import AffiliateHomePage
from affiliates.place import RequestPlace
from core import place


def within_reach(pages: Any, page: Page) -> Any:
    """Return those of `pages` that a list on `page` may show; adds no query of its own.

    A reader in a sub-site sees its pages, and the nation's as the sub-site carries them, wherever `page` stands.
    """
    here = place.current()
    if isinstance(here, RequestPlace) and here.subsite is not None:
        return here.subsite.within(pages)
    candidate = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    homes = AffiliateHomePage.objects.annotate(candidate=candidate).filter(candidate__startswith=F("path"))
    own = homes.annotate(reader=Value(page.path, output_field=CharField())).filter(reader__startswith=F("path"))
    return pages.filter(Q(~Exists(homes)) | Q(Exists(own)))
