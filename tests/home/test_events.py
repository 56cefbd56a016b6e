"""An event says when and where it takes place, on the clocks of its place, and lists put the next one first."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone, translation
from icalendar import Calendar
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import TranslationSource

from affiliates.models import Affiliate
from demo.factories import EventPageFactory
from home import event_times
from home.models import EventIndexPage, EventPage, HomePage, Status
from tests.personas import administrator, browser_of
from tests.public.seeded import ILLINOIS, page_at

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def index() -> EventIndexPage:
    """A national list of events, empty."""
    english = EventIndexPage.objects.get(locale__language_code="en", depth=3)
    Page.objects.child_of(english).update(live=False)
    return english


def event(index: EventIndexPage, starts: datetime | None = None, **fields: Any) -> EventPage:
    """Return a new event, in thirty days if nothing else is said."""
    return EventPageFactory(parent=index, **({"starts": starts} if starts else {}), **fields)


def at(text: str) -> datetime:
    """Return a moment that is written in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# What an editor may say.


def test_it_refuses_an_end_before_the_start(index):
    with pytest.raises(ValidationError) as refused:
        event(index, starts=timezone.now(), ends=timezone.now() - HOUR)
    assert list(refused.value.message_dict) == ["ends"]


@pytest.mark.parametrize("mode", ["in_person", "hybrid"])
def test_it_refuses_a_meeting_without_a_place(index, mode):
    with pytest.raises(ValidationError) as refused:
        event(index, mode=mode, place_name="", link_follows=True)
    assert list(refused.value.message_dict) == ["place_name"]


@pytest.mark.parametrize("mode", ["online", "hybrid"])
def test_it_refuses_an_online_event_without_a_link(index, mode):
    with pytest.raises(ValidationError) as refused:
        event(index, mode=mode)
    assert list(refused.value.message_dict) == ["online_link"]


@pytest.mark.parametrize("way", [{"link_follows": True}, {"online_link": "https://example.org/room"}])
def test_an_online_event_gives_its_link_or_says_that_it_follows(index, way):
    assert event(index, mode="online", **way).where == "Online"


@pytest.mark.parametrize("zone", ["Chicago", "America/Nowhere", "", "../etc/passwd"])
def test_it_refuses_an_unknown_time_zone(index, zone):
    with pytest.raises(ValidationError) as refused:
        event(index, time_zone=zone)
    assert list(refused.value.message_dict) == ["time_zone"]


@pytest.mark.parametrize("field", ["online_link", "registration_link"])
@pytest.mark.parametrize("address", ["ftp://example.org/a", "javascript:alert(1)", "mailto:a@example.org"])
def test_it_refuses_an_address_that_is_no_web_page(index, field, address):
    with pytest.raises(ValidationError) as refused:
        event(index, **{field: address})
    assert list(refused.value.message_dict) == [field]


def test_an_all_day_event_lasts_whole_days_at_its_place(index):
    page = event(
        index, at("2027-03-05 15:00"), ends=at("2027-03-06 16:00"), all_day=True, time_zone="America/Los_Angeles"
    )
    assert page.starts == at("2027-03-05 08:00")
    assert page.ends == at("2027-03-07 07:59")
    assert (page.first_day, page.last_day) == (date(2027, 3, 5), date(2027, 3, 6))


# When, in words.


@pytest.mark.parametrize(
    ("starts", "ends", "all_day", "english"),
    [
        ("2027-01-21 00:30", "2027-01-21 02:00", False, "Wednesday, Jan. 20, 2027, 6:30 p.m. – 8 p.m. CST"),
        ("2027-07-21 00:30", "2027-07-21 02:00", False, "Tuesday, July 20, 2027, 7:30 p.m. – 9 p.m. CDT"),
        (
            "2027-01-21 00:30",
            "2027-01-21 18:00",
            False,
            "Wednesday, Jan. 20, 2027, 6:30 p.m. – Thursday, Jan. 21, 2027, noon CST",
        ),
        ("2027-01-20 12:00", "2027-01-20 13:00", True, "Wednesday, Jan. 20, 2027"),
        ("2027-01-20 12:00", "2027-01-21 12:00", True, "Wednesday, Jan. 20, 2027 – Thursday, Jan. 21, 2027"),
    ],
)
def test_its_time_is_told_as_clocks_at_the_place_show_it(starts, ends, all_day, english):
    page = EventPage(starts=at(starts), ends=at(ends), all_day=all_day, time_zone="America/Chicago")
    with translation.override("en"):
        assert page.when.replace("\N{NO-BREAK SPACE}", " ") == english


def test_its_time_is_told_in_the_readers_language():
    page = EventPage(starts=at("2027-01-21 00:30"), ends=at("2027-01-21 02:00"), time_zone="America/Chicago")
    with translation.override("es"):
        assert page.when == "miércoles, 20 de enero de 2027, 18:30 – 20:00 CST"


def test_a_zone_without_a_name_is_told_by_its_distance():
    there = at("2027-01-21 00:30").astimezone(EventPage(time_zone="America/Sao_Paulo").zone)
    assert event_times.abbreviation(there) == "UTC-03"


# What a reader must know first.


@pytest.mark.parametrize(
    ("begins", "status"),
    [(timedelta(days=3), Status.UPCOMING), (-HOUR, Status.TODAY), (timedelta(days=-3), Status.PAST)],
)
def test_it_says_whether_it_is_still_to_come(index, begins, status):
    assert event(index, timezone.now() + begins).status == status


@pytest.mark.parametrize("days", [-3, 3])
def test_a_cancelled_event_says_so_before_anything_else(index, days, client: Client):
    page = event(
        index, timezone.now() + timedelta(days=days), cancelled=True, cancelled_note="The hall has burned down."
    )
    html = client.get(page.url).content.decode()
    assert page.status == Status.CANCELLED
    assert "This event does not take place." in html
    assert "The hall has burned down." in html
    assert page.meta_line.startswith("Cancelled · ")


def test_today_is_the_day_at_the_place_of_the_event(index, monkeypatch):
    # In Washington it is already the 2nd, in Honolulu still the 1st.
    monkeypatch.setattr(timezone, "now", lambda: at("2027-02-02 06:00"))
    times = {"starts": at("2027-02-02 20:00"), "ends": at("2027-02-02 21:00")}
    statuses = [EventPage(**times, time_zone=zone).status for zone in ("Pacific/Honolulu", "America/New_York")]
    assert statuses == [Status.UPCOMING, Status.TODAY]


@pytest.mark.parametrize(("closes", "is_open"), [(None, True), (-1, False), (0, True), (5, True)])
def test_people_can_register_until_the_day_that_it_names(index, closes, is_open, client: Client):
    today = timezone.now().astimezone(EventPage(time_zone="America/New_York").zone).date()
    last_day = None if closes is None else today + timedelta(days=closes)
    page = event(index, registration_link="https://example.org/register", registration_closes=last_day)
    html = client.get(page.url).content.decode()
    assert page.takes_registrations is is_open
    assert ('href="https://example.org/register"' in html) is is_open


@pytest.mark.parametrize("over", [{"cancelled": True}, {"starts": datetime(2026, 1, 5, 12, tzinfo=UTC)}])
def test_nobody_registers_for_what_does_not_take_place(index, over):
    assert not event(index, registration_link="https://example.org/register", **over).takes_registrations


@pytest.mark.parametrize(("cost", "shown"), [("", "Free"), ("$10, dinner included", "$10, dinner included")])
def test_it_is_free_unless_it_says_what_it_costs(index, cost, shown, client: Client):
    html = client.get(event(index, cost=cost).url).content.decode()
    assert re.search(rf"<dt>Cost</dt>\s*<dd>{re.escape(shown)}</dd>", html)


def test_its_card_names_day_and_place(index):
    page = event(index, at("2027-01-21 00:30"), time_zone="America/Chicago", place_name="Town hall, Elgin")
    assert page.meta_line == "Wednesday, Jan. 20, 2027 · Town hall, Elgin"


# The list.


def test_the_next_event_comes_first_and_the_last_that_was_opens_the_past(index):
    now = timezone.now()
    days = {title: timedelta(days=day) for title, day in {"A": 9, "B": 2, "C": -9, "D": -2, "E": 30}.items()}
    for title, distance in days.items():
        event(index, now + distance, title=title)
    assert [page.title for page in index.children()] == ["B", "A", "E", "D", "C"]
    assert [page.is_over for page in index.children()] == [False, False, False, True, True]


def test_an_event_under_way_is_not_past(index):
    event(index, timezone.now() - HOUR, title="Under way")
    assert not index.children().get().is_over


def test_the_past_has_a_heading_of_its_own(index, client: Client):
    event(index, timezone.now() + 24 * HOUR, title="Tomorrow’s supper")
    event(index, timezone.now() - 48 * HOUR, title="Last week’s supper")
    html = client.get(index.url).content.decode()
    order = [html.index(text) for text in ("Coming up", "Tomorrow’s supper", "Past events", "Last week’s supper")]
    assert order == sorted(order)


def test_a_list_with_nothing_to_come_says_so(index, client: Client):
    event(index, timezone.now() - 48 * HOUR)
    html = client.get(index.url).content.decode()
    assert "No events are planned at the moment." in html
    assert "Coming up" not in html


def test_an_empty_list_says_so(index, client: Client):
    assert "Nothing is published here yet." in client.get(index.url).content.decode()


def test_a_place_has_one_list_of_events():
    assert not EventIndexPage.can_create_at(HomePage.objects.get(locale__language_code="en"))


def test_an_affiliate_may_have_a_list_of_its_own():
    illinois = page_at(ILLINOIS)
    illinois.get_children().type(EventIndexPage).delete()
    assert EventIndexPage.can_create_at(page_at(ILLINOIS))


def test_drafts_are_not_listed(index):
    event(index, live=False)
    assert not index.children().exists()


# The file for calendars.


def entry_of(client: Client, page: EventPage) -> Any:
    """Return the one event of the page's calendar file."""
    response = client.get(f"/events/{page.pk}.ics")
    assert response.status_code == 200
    return Calendar.from_ical(response.content).walk("VEVENT")[0]


def test_its_page_leads_to_its_calendar_file(index, client: Client):
    page = event(index)
    assert f'href="/events/{page.pk}.ics"' in client.get(page.url).content.decode()


def test_a_calendar_knows_when_and_where_it_takes_place(index, client: Client):
    page = event(
        index, at("2027-01-21 00:30"), time_zone="America/Chicago", place_name="Town hall", address="1 Main St"
    )
    entry = entry_of(client, page)
    assert entry.decoded("dtstart") == at("2027-01-21 00:30")
    assert entry.decoded("dtend") == at("2027-01-21 02:30")
    assert str(entry["location"]) == "Town hall, 1 Main St"
    assert str(entry["summary"]) == page.title
    assert str(entry["url"]) == page.full_url


def test_a_calendar_s_all_day_event_ends_on_the_day_after_the_last(index, client: Client):
    page = event(index, at("2027-03-05 15:00"), ends=at("2027-03-06 16:00"), all_day=True)
    entry = entry_of(client, page)
    assert entry.decoded("dtstart") == date(2027, 3, 5)
    assert entry.decoded("dtend") == date(2027, 3, 7)


def test_a_calendar_finds_an_online_event_at_its_link(index, client: Client):
    page = event(index, mode="online", online_link="https://example.org/room")
    assert str(entry_of(client, page)["location"]) == "https://example.org/room"


def test_a_calendar_strikes_out_what_was_cancelled(index, client: Client):
    page = event(index, cancelled=True, cancelled_note="The hall has burned down.")
    entry = entry_of(client, page)
    assert str(entry["status"]) == "CANCELLED"
    assert str(entry["description"]).startswith("The hall has burned down.")


def test_a_calendar_has_an_event_once_however_often_it_changes_and_in_whichever_language(client: Client):
    english = EventPage.objects.filter(locale__language_code="en", depth=4).first()
    spanish = english.get_translations().get().specific
    before = str(entry_of(client, english)["uid"])
    english.title = "Another title"
    english.save_revision().publish()
    assert str(entry_of(client, english)["uid"]) == before == str(entry_of(client, spanish)["uid"])


def test_a_calendar_file_keeps_to_its_format(index, client: Client):
    page = event(
        index,
        title="Bread, soup; and a back\\slash " + "ñ" * 80,
        summary="One line.\nANOTHER:LINE\r\nBEGIN:VEVENT",
    )
    text = client.get(f"/events/{page.pk}.ics").content
    lines = text.split(b"\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    assert lines.count(b"BEGIN:VEVENT") == 1
    assert b"SUMMARY:Bread\\, soup\\; and a back\\\\slash" in text
    assert str(entry_of(client, page)["summary"]) == page.title


def test_a_calendar_file_is_kept_as_pages_are(index, client: Client):
    page = event(index)
    response = client.get(f"/events/{page.pk}.ics")
    assert response.headers["Cache-Control"] == client.get(page.url).headers["Cache-Control"]
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{page.slug}.ics"'
    assert not response.cookies


def test_an_event_that_the_public_cannot_see_has_no_calendar_file(index, client: Client):
    assert client.get(f"/events/{event(index, live=False).pk}.ics").status_code == 404


@pytest.mark.parametrize("number", [0, 999_999_999, 10**30])
def test_what_is_no_event_has_no_calendar_file(number, client: Client):
    assert client.get(f"/events/{number}.ics").status_code == 404


def test_another_page_has_no_calendar_file(client: Client):
    assert client.get(f"/events/{page_at('/press/').pk}.ics").status_code == 404


def test_a_calendar_file_is_only_read(index, client: Client):
    assert client.post(f"/events/{event(index).pk}.ics").status_code == 405


# What machines are told.


def node_of(client: Client, page: EventPage) -> dict[str, Any]:
    """Return the page's own node of its JSON-LD."""
    html = client.get(page.url).content.decode()
    data = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    return next(node for node in json.loads(data)["@graph"] if node["@type"] == "Event")


def test_machines_learn_when_where_and_how(index, client: Client):
    page = event(
        index,
        at("2027-01-21 00:30"),
        time_zone="America/Chicago",
        mode="hybrid",
        address="1 Main St",
        online_link="https://example.org/room",
    )
    node = node_of(client, page)
    assert node["startDate"] == "2027-01-20T18:30:00-06:00"
    assert node["eventStatus"] == "https://schema.org/EventScheduled"
    assert node["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in node["location"]] == ["Place", "VirtualLocation"]
    assert node["organizer"]["@id"].endswith("/#organization")
    assert node["isAccessibleForFree"] is True


def test_machines_learn_that_it_is_cancelled_or_costs_something(index, client: Client):
    node = node_of(client, event(index, cancelled=True, cost="$10", all_day=True))
    assert node["eventStatus"] == "https://schema.org/EventCancelled"
    assert "isAccessibleForFree" not in node
    assert len(node["startDate"]) == len("2027-01-20")


def test_machines_learn_which_affiliate_holds_it(client: Client):
    page = page_at(f"{ILLINOIS}events/the-long-table/")
    assert node_of(client, page)["organizer"]["name"] == "Illinois Education Association"


# In other languages, and for editors.


def test_a_changed_time_reaches_the_spanish_page():
    english = EventPage.objects.filter(locale__language_code="en", depth=4).order_by("path").first()
    english.starts, english.ends = at("2027-08-05 17:00"), at("2027-08-05 18:00")
    english.save_revision().publish()
    spanish = english.get_translations().get().specific
    source = TranslationSource.objects.get_for_instance(english)
    source.update_from_db()
    source.translations.get(target_locale=spanish.locale).save_target()
    assert EventPage.objects.get(pk=spanish.pk).starts == english.starts


def form_data(**fields: Any) -> dict[str, str]:
    """Return what the editor's form sends."""
    plain = {
        "title": "Supper",
        "slug": "supper",
        "summary": "",
        "starts": "2027-01-20 18:30",
        "ends": "2027-01-20 20:00",
        "time_zone": "America/Chicago",
        "mode": "in_person",
        "place_name": "Town hall",
        "body": streamfield([]),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    return nested_form_data(plain | fields)


@pytest.fixture
def local_index() -> EventIndexPage:
    """The list of events of Illinois."""
    return page_at(f"{ILLINOIS}events/")


def add_address(index: EventIndexPage) -> str:
    return f"/cms/pages/add/home/eventpage/{index.pk}/"


def test_an_editor_types_times_as_clocks_at_the_place_show_them(local_index):
    browser = browser_of(administrator())
    response = browser.post(add_address(local_index), form_data() | {"action-publish": "1"})
    assert response.status_code == 302
    page = EventPage.objects.get(slug="supper")
    assert page.starts == at("2027-01-21 00:30")
    html = browser.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert 'value="2027-01-20 18:30"' in html


def test_a_new_event_begins_with_the_time_zone_of_its_affiliate(local_index, index):
    Affiliate.objects.filter(slug="illinois").update(time_zone="America/Denver")
    browser = browser_of(administrator())
    assert 'value="America/Denver"' in browser.get(add_address(local_index)).content.decode()
    assert 'value="America/New_York"' in browser.get(add_address(index)).content.decode()


def test_a_draft_may_wait_for_its_place(local_index):
    browser = browser_of(administrator())
    assert browser.post(add_address(local_index), form_data(place_name="")).status_code == 302
    assert EventPage.objects.get(slug="supper").live is False


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"place_name": ""}, "Say where the event takes place."),
        ({"ends": "2027-01-19 20:00"}, "The event ends before it starts."),
        ({"time_zone": "Chicago"}, "Write a time zone such as America/Chicago."),
        ({"mode": "online"}, "Give the link to take part"),
        ({"starts": "2027-03-14 02:30", "ends": "2027-03-14 04:00"}, "couldn’t be interpreted in time zone"),
        ({"starts": "soon"}, "Enter a valid date/time."),
        ({"time_zone": ""}, "This field is required."),
    ],
)
def test_a_mistake_is_explained_beside_its_field_and_nothing_is_lost(local_index, fields, message):
    browser = browser_of(administrator())
    response = browser.post(add_address(local_index), form_data(**fields) | {"action-publish": "1"})
    assert response.status_code == 200
    html = response.content.decode()
    assert message in html
    assert 'value="Supper"' in html
    assert not EventPage.objects.filter(slug="supper").exists()
