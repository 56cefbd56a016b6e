"""Which pages belong beside a page: the nation's and its own sub-site's, never another affiliate's."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from wagtail.models import Page


def within_reach(pages: Any, page: Page) -> Any:
    """Return `pages` without those of sub-sites other than the one that `page` is in; adds no query of its own."""
    from affiliates.models import AffiliateHomePage

    candidate = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    homes = AffiliateHomePage.objects.annotate(candidate=candidate).filter(candidate__startswith=F("path"))
    own = homes.annotate(reader=Value(page.path, output_field=CharField())).filter(reader__startswith=F("path"))
    return pages.filter(Q(~Exists(homes)) | Q(Exists(own)))
