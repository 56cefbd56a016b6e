"""The editor's form of an event: its times are typed as the clocks at its place show them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from affiliates.models import AffiliateHomePage
from affiliates.models.affiliate import validate_time_zone
from core.forms import PageForm

TIMES = ("starts", "ends")


class WallClockField(forms.DateTimeField):
    """A date and time in the given zone, whatever zone the person who types it is in."""

    def __init__(self, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = zone

    def prepare_value(self, value: Any) -> Any:
        """Return what the input shows."""
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment; raises ValidationError for what is no time, or one that clocks skip or show twice."""
        with timezone.override(self.zone):
            return super().to_python(value)


class EventPageForm(PageForm):
    """A page form that reads its times in the zone beside them; a new event begins with its affiliate's zone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding and self.parent_page is not None:
            self.initial["time_zone"] = zone_at(self.parent_page) or self.instance.time_zone
        for name in TIMES:
            if name in self.fields:
                self.fields[name] = self._on_the_wall(self.fields[name])

    def defer_required_fields(self) -> None:
        """Let a draft be kept before everything about it is known."""
        super().defer_required_fields()
        self.instance.is_unfinished = True

    def restore_required_fields(self) -> None:
        """Ask for everything again."""
        super().restore_required_fields()
        self.instance.is_unfinished = False

    def _on_the_wall(self, field: Any) -> WallClockField:
        return WallClockField(
            self._zone(),
            required=field.required,
            label=field.label,
            help_text=field.help_text,
            widget=field.widget,
            disabled=field.disabled,
        )

    def _zone(self) -> ZoneInfo:
        """Return the zone that was sent or is stored; an unknown one gets an error of its own at its field."""
        sent = self.data.get(self.add_prefix("time_zone"), "") if self.is_bound else ""
        for name in (sent, self.initial.get("time_zone", "")):
            try:
                validate_time_zone(name)
            except ValidationError:
                continue
            return ZoneInfo(str(name))
        return ZoneInfo(timezone.get_default_timezone_name())


def zone_at(parent: Page) -> str | None:
    """Return the time zone of the affiliate whose sub-site `parent` is in; None on the national site."""
    home = AffiliateHomePage.objects.ancestor_of(parent, inclusive=True).select_related("affiliate").first()
    return home.affiliate.time_zone if home else None
