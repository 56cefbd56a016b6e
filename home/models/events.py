"""Events: what takes place, when and where, on the clocks of its own place."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from affiliates.models import Affiliate, AffiliateHomePage
from affiliates.models.affiliate import validate_time_zone
from core import structured_data
from core.blocks import StoryBlock
from core.index_pages import IndexPage
from core.models import BasePage, Classified
from home import event_times
from home.forms import EventPageForm
from programs.models.training import MODES

IN_PERSON, ONLINE, HYBRID = "in_person", "online", "hybrid"
# The same in the words of schema.org.
ATTENDANCE = {IN_PERSON: "Offline", ONLINE: "Online", HYBRID: "Mixed"}
SCHEMA_ORG = "https://schema.org/"
FIRST_MINUTE, LAST_MINUTE = time(0, 0), time(23, 59)
web_address = URLValidator(schemes=["http", "https"])


class Status(models.TextChoices):
    """What a reader must know of an event before anything else."""

    UPCOMING = "upcoming", _("Upcoming")
    TODAY = "today", _("Today")
    PAST = "past", _("Past")
    CANCELLED = "cancelled", _("Cancelled")


class EventIndexPage(IndexPage):
    """All events: those to come, the soonest first; then those that are over, the newest first."""

    parent_page_types = ["home.HomePage", "affiliates.AffiliateHomePage"]
    subpage_types = ["home.EventPage"]
    query_budget = 24

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    def children(self) -> models.QuerySet:
        """The events with `is_over`, in the order in which readers need them."""
        now = timezone.now()
        to_come = When(ends__gte=now, then=F("starts"))
        return (
            EventPage.objects.visible()
            .below(self)
            .select_related("locale")
            .annotate(is_over=Case(When(ends__lt=now, then=Value(True)), default=Value(False)))
            .order_by("is_over", Case(to_come, default=None), "-starts", "pk")
        )


class EventPage(Classified, BasePage):
    """One event, at a place, online or both."""

    starts = models.DateTimeField(_("starts"), help_text=_("As the clocks at the place show it."))
    ends = models.DateTimeField(_("ends"), help_text=_("Afterwards the event is listed among the past ones."))
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default="America/New_York",
        validators=[validate_time_zone],
        help_text=_("Such as America/Chicago. Both times are in it, and readers see them in it."),
    )
    all_day = models.BooleanField(
        _("all day"), default=False, help_text=_("Only the days count and are shown, not the times.")
    )
    mode = models.CharField(
        _("mode"), max_length=9, choices=MODES, default=IN_PERSON, help_text=_("How people take part.")
    )
    place_name = models.CharField(
        _("place"), max_length=120, blank=True, help_text=_("Building and town, such as “Public library, Elgin”.")
    )
    address = models.CharField(
        _("street address"), max_length=200, blank=True, help_text=_("As one would write it on an envelope.")
    )
    accessibility = models.TextField(
        _("accessibility"),
        max_length=500,
        blank=True,
        help_text=_("Ways in without steps, interpreters, captions, and whom to ask for more."),
    )
    online_link = models.URLField(
        _("link to take part online"),
        max_length=500,
        blank=True,
        validators=[web_address],
        help_text=_("Everyone can see it. Leave it empty if only those who register may have it."),
    )
    link_follows = models.BooleanField(
        _("link follows"), default=False, help_text=_("The link to take part is sent to those who register.")
    )
    registration_link = models.URLField(
        _("registration"),
        max_length=500,
        blank=True,
        validators=[web_address],
        help_text=_("Address of the form where people register. Empty: nobody has to."),
    )
    registration_closes = models.DateField(
        _("registration closes"), null=True, blank=True, help_text=_("The last day on which people can register.")
    )
    cost = models.CharField(
        _("cost"), max_length=100, blank=True, help_text=_("Such as “$10, dinner included”. Empty: free.")
    )
    cancelled = models.BooleanField(
        _("cancelled"), default=False, help_text=_("The page stays, so that nobody comes in vain.")
    )
    cancelled_note = models.CharField(
        _("note on the cancellation"), max_length=200, blank=True, help_text=_("Why, and what happens instead.")
    )
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    base_form_class = EventPageForm
    parent_page_types = ["home.EventIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
                FieldRowPanel([FieldPanel("time_zone"), FieldPanel("all_day")]),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("mode"),
                FieldRowPanel([FieldPanel("place_name"), FieldPanel("address")]),
                FieldPanel("accessibility"),
                FieldRowPanel([FieldPanel("online_link"), FieldPanel("link_follows")]),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("registration_link"), FieldPanel("registration_closes")]),
                FieldPanel("cost"),
            ],
            heading=_("Taking part"),
        ),
        MultiFieldPanel([FieldPanel("cancelled"), FieldPanel("cancelled_note")], heading=_("Cancellation")),
        FieldPanel("body"),
    ]
    promote_panels = [Classified.classification_panel, *BasePage.promote_panels]
    search_fields = [
        *BasePage.search_fields,
        *Classified.classification_search_fields,
        index.SearchField("place_name"),
        index.SearchField("address"),
        index.SearchField("accessibility"),
        index.SearchField("body"),
        index.FilterField("starts"),
        index.FilterField("ends"),
    ]
    # What is a fact is the same in every language; the words around it are translated.
    override_translatable_fields = [
        *Classified.classification_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("starts", "ends", "time_zone", "all_day", "mode", "address", "link_follows", "cancelled")
        ),
        SynchronizedField("registration_closes", overridable=False),
        SynchronizedField("online_link"),
        SynchronizedField("registration_link"),
    ]
    schema_type = "Event"
    query_budget = 28
    # Whether the event is being kept as a draft, before everything about it is known.
    is_unfinished = False

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        """Let an all-day event last whole days; refuse one that ends before it starts, or that nobody can find."""
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The event ends before it starts.")})
        if self.all_day and self.starts and self.ends and not _is_unknown(self.time_zone):
            self.starts = datetime.combine(self.local_starts, FIRST_MINUTE, self.zone)
            self.ends = datetime.combine(self.local_ends, LAST_MINUTE, self.zone)
        if not self.is_unfinished:
            self._refuse_nowhere()

    def _refuse_nowhere(self) -> None:
        errors = {}
        if self.mode != ONLINE and not self.place_name:
            errors["place_name"] = _("Say where the event takes place.")
        if self.mode != IN_PERSON and not (self.online_link or self.link_follows):
            errors["online_link"] = _("Give the link to take part, or tick “link follows”.")
        if errors:
            raise ValidationError(errors)

    # When.

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the event."""
        return ZoneInfo(self.time_zone)

    @property
    def local_starts(self) -> datetime:
        """The beginning, in the time zone of the event."""
        return self.starts.astimezone(self.zone)

    @property
    def local_ends(self) -> datetime:
        """The end, in the time zone of the event."""
        return self.ends.astimezone(self.zone)

    @property
    def first_day(self) -> date:
        """The day on which the event starts, there."""
        return self.local_starts.date()

    @property
    def last_day(self) -> date:
        """The day on which the event ends, there."""
        return self.local_ends.date()

    @property
    def when(self) -> str:
        """Days and times in the reader's language, with the time zone."""
        return event_times.period(self.local_starts, self.local_ends, all_day=self.all_day)

    @property
    def starts_for_machines(self) -> str:
        """The beginning as HTML and JSON-LD write it."""
        return (self.first_day if self.all_day else self.local_starts).isoformat()

    @property
    def ends_for_machines(self) -> str:
        """The end as JSON-LD writes it."""
        return (self.last_day if self.all_day else self.local_ends).isoformat()

    @property
    def is_to_come(self) -> bool:
        """Whether it is worth a place in a calendar."""
        return self.status in {Status.UPCOMING, Status.TODAY}

    @property
    def status(self) -> Status:
        """Whether the event is to come, today, over or cancelled."""
        now = timezone.now()
        if self.cancelled:
            return Status.CANCELLED
        if self.ends < now:
            return Status.PAST
        return Status.TODAY if self.first_day <= now.astimezone(self.zone).date() else Status.UPCOMING

    # Where and how.

    @property
    def where(self) -> str:
        """The place, online, or both."""
        if self.mode == ONLINE:
            return str(self.get_mode_display())
        return gettext("%(place)s, and online") % {"place": self.place_name} if self.mode == HYBRID else self.place_name

    @property
    def takes_registrations(self) -> bool:
        """Whether people can register today."""
        if not self.registration_link or not self.is_to_come:
            return False
        today = timezone.now().astimezone(self.zone).date()
        return self.registration_closes is None or today <= self.registration_closes

    @property
    def meta_line(self) -> str:
        """Day and place, and before them that the event is cancelled."""
        facts = [event_times.day(self.local_starts), self.where]
        return " · ".join([str(Status.CANCELLED.label), *facts] if self.cancelled else facts)

    @cached_property
    def organizer(self) -> Affiliate | None:
        """The affiliate whose sub-site the event is in; None for a national event."""
        home = AffiliateHomePage.objects.ancestor_of(self).select_related("affiliate").first()
        return home.affiliate if home else None

    def structured_properties(self) -> dict[str, Any]:
        """When and where it takes place, whether it does, who holds it and what it costs."""
        affiliate = self.organizer
        organizer = {"@type": "Organization", "name": affiliate.name} if affiliate else None
        free = {"offers": [structured_data.free_offer()], "isAccessibleForFree": True} if not self.cost else {}
        return (
            {
                "startDate": self.starts_for_machines,
                "endDate": self.ends_for_machines,
                "eventStatus": f"{SCHEMA_ORG}Event{'Cancelled' if self.cancelled else 'Scheduled'}",
                "eventAttendanceMode": f"{SCHEMA_ORG}{ATTENDANCE[self.mode]}EventAttendanceMode",
                "location": [*self._places()],
            }
            | ({"organizer": organizer} if organizer else {})
            | free
        )

    def _places(self) -> list[dict[str, str]]:
        places = []
        if self.mode != ONLINE:
            place = {"@type": "Place", "name": self.place_name}
            places.append(place | ({"address": self.address} if self.address else {}))
        if self.mode != IN_PERSON and self.online_link:
            places.append({"@type": "VirtualLocation", "url": self.online_link})
        return places


def _is_unknown(time_zone: str) -> bool:
    try:
        validate_time_zone(time_zone)
    except ValidationError:
        return True
    return False
