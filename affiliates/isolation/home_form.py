"""The form of a sub-site's home page; apart from the other forms, since the model of the page names it."""

from __future__ import annotations

from typing import Any

from affiliates.people import is_affiliate_person
from core.forms import PageForm

KEPT_BY_THE_NATION = ("affiliate", "slug")


class HomePageForm(PageForm):
    """The form of a sub-site's home page, whose affiliate and address its own people do not change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user and is_affiliate_person(self.for_user):
            for name in KEPT_BY_THE_NATION:
                if name in self.fields:
                    self.fields[name].disabled = True
