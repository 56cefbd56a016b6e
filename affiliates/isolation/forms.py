"""Forms of what belongs to an affiliate: its own people never decide to whom it belongs."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from affiliates.isolation.reach import reach_of
from affiliates.models import Affiliate

# What a manager keeps; slug, host, states, quota and period are the nation's to say.
KEPT_BY_MANAGERS = frozenset({"website", "brand_primary", "brand_accent", "typeface", "mark"})


class OwnedForm(WagtailAdminModelForm):
    """The form of a row that belongs to an affiliate, offering only affiliates that the person writes for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = reach_of(self.for_user) if self.for_user else None
        if reach is not None and "affiliate" in self.fields:
            field = self.fields["affiliate"]
            field.queryset = Affiliate.objects.filter(pk__in=reach.written)
            field.required = True
            field.empty_label = None
            if len(reach.written) == 1:
                self.initial.setdefault("affiliate", next(iter(reach.written)))


class AffiliateForm(WagtailAdminModelForm):
    """The form of an affiliate; its managers find their brand and website in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user and reach_of(self.for_user) is not None:
            for name in self.fields.keys() - KEPT_BY_MANAGERS:
                del self.fields[name]
