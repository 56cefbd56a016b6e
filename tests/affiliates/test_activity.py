"""Everything done in an affiliate is in a log of its own."""

import csv
import io
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from wagtail.log_actions import LogContext, log
from wagtail.models import Collection, Page

from affiliates.activity import record
from affiliates.activity_views import PER_PAGE, plain
from affiliates.models import Activity, ActivityEntry, Affiliate, AffiliateHomePage, Contact, LocalAssociation, Role
from core.models import Document
from home.models import StandardPage
from tests.affiliates import teams
from tests.affiliates.teams import member
from tests.personas import browser_of, illinois_editor
from tests.sign_in import make_user
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def illinois() -> Affiliate:
    made = Affiliate.objects.get(slug="illinois")
    teams.give_groups(made)
    ActivityEntry.objects.filter(affiliate=made).delete()  # what building the demonstration did
    return made


@pytest.fixture
def indiana() -> Affiliate:
    return Affiliate.objects.get(slug="indiana")


@pytest.fixture
def editor(illinois: Affiliate) -> User:
    return member(illinois, Role.EDITOR, "log@illinois.example")


@pytest.fixture
def desk(editor: User) -> Client:
    return browser_of(editor)


def home(affiliate: Affiliate) -> AffiliateHomePage:
    return AffiliateHomePage.objects.get(affiliate=affiliate, locale__language_code="en")


def page_in(affiliate: Affiliate, title: str = "Our local page") -> Page:
    return home(affiliate).add_child(instance=StandardPage(title=title, summary="Words."))


def entries(affiliate: Affiliate) -> list[tuple[str, str]]:
    rows = ActivityEntry.objects.filter(affiliate=affiliate).order_by("pk")
    return list(rows.values_list("action", "subject"))


def listing(desk: Client, affiliate: Affiliate, **filters: Any) -> str:
    return desk.get(reverse("activity", args=[affiliate.pk]), filters).content.decode()


def exported(desk: Client, affiliate: Affiliate, **filters: Any) -> list[list[str]]:
    response: Any = desk.get(reverse("activity_export", args=[affiliate.pk]), filters)
    assert response.streaming
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


# What is in it


def test_what_is_done_to_a_page_is_noted_with_who_did_it(illinois, editor):
    page = page_in(illinois)
    page.save_revision(user=editor, log_action=True).publish(user=editor)
    page.unpublish(user=editor)
    rows = ActivityEntry.objects.filter(affiliate=illinois, page_id=page.pk).exclude(action="wagtail.create")
    assert [row.action for row in rows.order_by("pk")] == ["wagtail.edit", "wagtail.publish", "wagtail.unpublish"]
    assert {(row.user, row.subject, row.kind) for row in rows} == {(editor, "Our local page", "Page")}


def test_a_deleted_page_and_all_below_it_stay_in_the_log(desk, illinois):
    parent = page_in(illinois, "A branch")
    child = parent.add_child(instance=StandardPage(title="A leaf", summary="Words."))
    Page.objects.get(pk=parent.pk).delete()
    assert not Page.objects.filter(pk=child.pk).exists()
    assert {("wagtail.delete", "A branch"), ("wagtail.delete", "A leaf")} <= set(entries(illinois))
    assert "A leaf" in listing(desk, illinois)


def test_a_page_moved_to_another_affiliate_is_noted_by_both(illinois, indiana):
    page = page_in(illinois)
    page.move(home(indiana), pos="last-child")
    assert entries(illinois)[-1] == entries(indiana)[-1] == ("wagtail.move", "Our local page")


def test_national_pages_are_in_no_affiliates_log(illinois):
    national = Page.objects.get(depth=2, locale__language_code="en")
    national.specific.save_revision(log_action=True).publish()
    assert not ActivityEntry.objects.exclude(action__startswith="affiliate").filter(page_id=national.pk).exists()


def test_one_affiliates_pages_are_not_in_the_log_of_another(illinois, indiana):
    page = page_in(indiana, "Only theirs")
    log(instance=page, action="wagtail.edit")
    assert "Only theirs" not in str(entries(illinois))


def test_the_many_saves_of_one_sitting_are_one_line(illinois, editor):
    page = page_in(illinois)
    with LogContext(user=editor):
        for _save in range(5):
            log(instance=page, action="wagtail.edit")
    assert [action for action, _subject in entries(illinois)] == ["wagtail.create", "wagtail.edit"]
    with LogContext(user=editor):
        log(instance=page, action="wagtail.edit")
    assert len(entries(illinois)) == 3


def test_pictures_and_files_are_noted_when_they_come_and_go(illinois, editor):
    collection = illinois.collection or Collection.get_first_root_node().add_child(name="Illinois (log)")
    Affiliate.objects.filter(pk=illinois.pk).update(collection=collection)
    within = collection.add_child(name="Minutes")
    with LogContext(user=editor):
        document = Document.objects.create(
            title="Minutes", file=SimpleUploadedFile("m.txt", b"words"), collection=within
        )
        document.delete()
    assert entries(illinois) == [("wagtail.create", "Minutes"), ("wagtail.delete", "Minutes")]
    assert set(ActivityEntry.objects.filter(affiliate=illinois).values_list("user", flat=True)) == {editor.pk}


def test_what_the_back_office_does_to_files_is_noted_with_who_did_it(illinois):
    editor = illinois_editor()
    desk = browser_of(editor)
    upload = {
        "title": "Minutes",
        "files[]": SimpleUploadedFile("m.txt", b"words"),
        "collection": illinois.collection_id,
    }
    desk.post(reverse("wagtaildocs:add_multiple"), upload, headers={"x-requested-with": "XMLHttpRequest"})
    document = Document.objects.get(title="Minutes")
    changed = {"title": "Minutes of May", "collection": illinois.collection_id, "language": "en"}
    desk.post(reverse("wagtaildocs:edit", args=[document.pk]), changed)
    desk.post(reverse("wagtaildocs:delete", args=[document.pk]))
    rows = ActivityEntry.objects.filter(affiliate=illinois).order_by("pk")
    assert [(row.action, row.user) for row in rows] == [
        ("wagtail.create", editor),
        ("wagtail.edit", editor),
        ("wagtail.delete", editor),
    ]


def test_contacts_and_associations_are_noted_and_no_person_is_named(illinois):
    association = LocalAssociation.objects.create(affiliate=illinois, name="Peoria teachers", city="Peoria")
    contact = Contact.objects.filter(affiliate=illinois).first()
    assert contact
    log(instance=association, action="wagtail.create")
    log(instance=contact, action="wagtail.edit")
    log(instance=association, action="wagtail.delete", deleted=True)
    assert [action for action, _subject in entries(illinois)] == ["wagtail.create", "wagtail.edit", "wagtail.delete"]
    assert entries(illinois)[0][1] == "Peoria teachers"
    assert contact.name not in str(entries(illinois))


def test_settings_and_brand_are_noted(illinois, editor):
    log(instance=illinois, action="wagtail.edit", user=editor)
    assert entries(illinois) == [(Activity.SETTINGS_CHANGED, illinois.name)]


def test_an_unknown_action_is_refused(illinois):
    with pytest.raises(ValueError, match="knows no action"):
        record(illinois, "something.else", user=None)


def test_the_entries_of_an_erased_account_stay_without_it(illinois, editor):
    record(illinois, Activity.ROLE_CHANGED, user=editor, person=editor, details={"role": "editor"})
    editor.delete()
    entry = ActivityEntry.objects.get(affiliate=illinois)
    assert (entry.user, entry.person, entry.what) == (None, None, "Editor")


@pytest.mark.parametrize("action", Activity.values)
def test_every_action_of_ours_has_a_label(illinois, action):
    assert record(illinois, action, user=None).action_label != action


# Reading it


def test_managers_and_editors_read_their_own_log(illinois):
    record(illinois, Activity.PAGE_HIDDEN, user=None, subject="A hidden page")
    for role in (Role.MANAGER, Role.EDITOR):
        desk = browser_of(member(illinois, role))
        assert "A hidden page" in desk.get(reverse("activity"), follow=True).content.decode()


def test_nobody_else_finds_it(illinois, indiana, desk):
    reader = browser_of(member(illinois, Role.VIEWER))
    for browser, affiliate in ((reader, illinois), (desk, indiana)):
        for name in ("activity", "activity_export"):
            assert browser.get(reverse(name, args=[affiliate.pk])).status_code == 404
    assert reader.get(reverse("activity")).status_code == 404
    missing = desk.get(reverse("activity", args=[987_654_321]))
    assert missing.content == desk.get(reverse("activity", args=[indiana.pk])).content


def test_a_national_administrator_chooses_among_the_logs(illinois, indiana):
    chief = browser_of(make_user("chief@office.example"))
    page = chief.get(reverse("activity")).content.decode()
    assert reverse("activity", args=[illinois.pk]) in page
    assert chief.get(reverse("activity", args=[indiana.pk])).status_code == 200


def test_a_page_that_is_still_there_is_linked(desk, illinois):
    page = page_in(illinois)
    log(instance=page, action="wagtail.edit")
    link = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert link in listing(desk, illinois)
    Page.objects.get(pk=page.pk).delete()
    assert link not in listing(desk, illinois)


def test_it_is_narrowed_by_person_action_and_day(desk, illinois, editor):
    other = member(illinois, Role.MANAGER)
    old = timezone.now() - timedelta(days=40)
    for (user, action), at in product([(editor, Activity.PAGE_HIDDEN), (other, Activity.INVITED)], [None, old]):
        entry = record(illinois, action, user=user, subject=f"{action} {'old' if at else 'new'}")
        if at:
            ActivityEntry.objects.filter(pk=entry.pk).update(at=at)
    today = timezone.localdate()

    def found(**filters: Any) -> set[str]:
        return {line[3] for line in exported(desk, illinois, **filters)[1:]}

    hidden, invited = str(Activity.PAGE_HIDDEN), str(Activity.INVITED)
    assert found(by=editor.pk) == {f"{hidden} new", f"{hidden} old"}
    assert found(action=invited) == {f"{invited} new", f"{invited} old"}
    assert found(since=today - timedelta(days=1)) == {f"{hidden} new", f"{invited} new"}
    assert found(until=today - timedelta(days=30), by=other.pk) == {f"{invited} old"}


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"since": "yesterday"}, "Enter a valid date"),
        ({"since": "2026-02-02", "until": "2026-01-01"}, "before the first"),
        ({"by": "987654321"}, "Select a valid choice"),
        ({"by": 10**30}, "Select a valid choice"),
        ({"by": "x"}, "Select a valid choice"),
        ({"action": "team.nothing"}, "Select a valid choice"),
    ],
)
def test_a_filter_that_makes_no_sense_is_said_beside_the_field(desk, illinois, filters, words):
    record(illinois, Activity.PAGE_HIDDEN, user=None)
    page = listing(desk, illinois, **filters)
    assert words in page


def test_people_of_other_affiliates_are_not_offered_as_filters(desk, illinois, indiana):
    teams.give_groups(indiana)
    stranger = member(indiana, Role.EDITOR)
    record(indiana, Activity.PAGE_HIDDEN, user=stranger)
    record(illinois, Activity.PAGE_HIDDEN, user=None)
    assert str(stranger) not in listing(desk, illinois)


def test_a_long_log_has_pages_and_the_same_number_of_queries(desk, illinois, editor, django_assert_max_num_queries):
    make = [
        ActivityEntry(affiliate=illinois, action=Activity.PAGE_HIDDEN, subject=f"Page {n:03}", user=editor)
        for n in range(3 * PER_PAGE)
    ]
    ActivityEntry.objects.bulk_create(make)
    with django_assert_max_num_queries(24):
        first = listing(desk, illinois)
    assert "Page 149" in first
    assert "Page 000" not in first
    assert "Page 000" in listing(desk, illinois, p=3)
    assert "Page 000" in listing(desk, illinois, p=99)


# Taking it away


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_taken_for_a_formula(start):
    assert plain(f"{start}1+1") == f"'{start}1+1"
    assert plain("A page") == "A page"


def test_the_table_has_who_what_and_when(desk, illinois, editor):
    record(illinois, Activity.PAGE_HIDDEN, user=editor, subject='=HYPERLINK("x")')
    head, line = exported(desk, illinois)
    assert head == ["When", "Action", "Kind", "What", "Person concerned", "By"]
    assert line[1:] == ["National page hidden", "", '\'=HYPERLINK("x")', "", str(editor)]


def test_the_table_is_in_the_language_of_the_reader(desk, illinois, monkeypatch):
    monkeypatch.setattr(ActivityEntry, "what", property(lambda entry: get_language()))
    record(illinois, Activity.PAGE_HIDDEN, user=None)
    response = desk.get(reverse("activity_export", args=[illinois.pk]), headers={"accept-language": "es"})
    with override("en"):
        table = b"".join(response.streaming_content).decode()
    assert table.splitlines()[1].split(",")[3] == "es"
