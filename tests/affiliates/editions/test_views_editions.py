"""What an affiliate's people see and do with their editions, outside of resolving."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from affiliates.edition_admin.listings import Listing, to_do
from affiliates.editions.localizing import localize
from affiliates.editions.updating import work
from affiliates.models import Edition, OverrideNote, RemovedEdition, UpdateMode, UpdatePreference
from demo.factories import StandardPageFactory
from tests import personas
from tests.affiliates.editions.adapted import (
    OURS,
    adapted,
    illinois,
    in_conflict,
    program,
    publish,
    with_heading,
    with_last_words,
    with_tagline,
)
from tests.public.seeded import ILLINOIS, in_spanish, page_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return personas.browser_of(personas.illinois_editor())


@pytest.fixture
def reading() -> Client:
    return personas.browser_of(personas.illinois_read_only())


def of(edition: Edition, name: str = "edition") -> str:
    return reverse(name, args=[edition.affiliate_id, edition.pk])


def here(name: str, *ids: int) -> str:
    return reverse(name, args=[illinois().pk, *ids])


def soup(response: Any) -> Any:
    return BeautifulSoup(response.content, "html.parser")


def row(client: Client, title: str) -> Any:
    found = soup(client.get(here("national_content"), {"q": title}))
    return next(each for each in found.select("tbody tr") if title in each.text)


# Making one.


def test_the_list_of_national_pages_makes_an_edition_and_opens_the_editor(editor: Client):
    title = program().title
    form = row(editor, title).find("form", action=here("edition_make", program().pk))
    assert form
    response = editor.post(form["action"])
    edition = Edition.objects.get(source=program())
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[edition.page_id])
    assert "Draft of yours" in row(editor, title).text


def test_it_says_first_what_making_one_does(editor: Client):
    found = soup(editor.get(here("edition_make", program().pk)))
    assert found.select(".edition-consequences li")
    assert not Edition.objects.exists()


def test_who_has_one_already_is_led_to_it(editor: Client):
    edition = adapted()
    response = editor.get(here("edition_make", program().pk))
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[edition.page_id])


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/programs/leaders-for-just-schools/",
        "https://www.example.org/affiliates/illinois/programs/leaders-for-just-schools/?utm=1#top",
        "/programs/leaders-for-just-schools/",
    ],
)
def test_a_page_is_found_by_the_address_that_a_reader_sees(editor: Client, address: str):
    found = soup(editor.get(here("national_content"), {"q": address}))
    titles = [each.text for each in found.select(".national-content__title")]
    assert titles == [program().title]


def test_a_page_is_found_by_its_spanish_address(editor: Client):
    page = in_spanish(program())
    found = soup(editor.get(here("national_content"), {"q": page.full_url, "language": "es"}))
    assert [each.text for each in found.select(".national-content__title")] == [page.title]


def test_an_adapted_page_has_its_actions(editor: Client):
    edition = adapted()
    found = row(editor, program().title)
    for name in ("edition_compare", "edition_detach", "edition_reset", "edition_delete", "edition"):
        assert found.find("a", href=of(edition, name))
    assert found.find("a", href=reverse("wagtailadmin_pages:edit", args=[edition.page_id]))
    assert "Adapted" in found.text


def test_who_only_reads_finds_the_edition_and_no_way_to_change_it(reading: Client):
    edition = adapted()
    found = row(reading, program().title)
    assert found.find("a", href=of(edition))
    assert not found.find("form")
    assert not found.find("a", href=of(edition, "edition_detach"))


# Letting go, and bringing back.


@pytest.mark.parametrize("name", ["edition_detach", "edition_reset", "edition_delete"])
def test_each_says_first_what_will_happen(editor: Client, name: str):
    edition = adapted()
    found = soup(editor.get(of(edition, name)))
    assert found.select(".edition-consequences li")
    assert found.find("form", method="post").find("button", type="submit")
    assert Edition.objects.filter(pk=edition.pk, detached_at=None).exists()


def test_a_detached_edition_is_attached_again(editor: Client):
    edition = adapted()
    editor.post(of(edition, "edition_detach"))
    assert "detached" in row(editor, program().title).text
    assert row(editor, program().title).find("a", href=of(edition, "edition_attach"))
    editor.post(of(edition, "edition_attach"))
    assert Edition.objects.get(source=program()).detached_at is None


def test_a_deleted_edition_is_brought_back_from_the_list(editor: Client):
    edition = adapted()
    editor.post(of(edition, "edition_delete"))
    removed = RemovedEdition.objects.get()
    assert "Inherited" in row(editor, program().title).text
    found = soup(editor.get(here("editions"), {"show": "removed"}))
    assert found.find("a", href=here("edition_restore", removed.pk))
    assert editor.post(here("edition_restore", removed.pk)).status_code == 302
    assert Edition.objects.get(source=program()).page.specific.body[0].value["text"] == OURS


def test_what_was_removed_long_ago_is_in_no_list(editor: Client):
    editor.post(of(adapted(), "edition_delete"))
    RemovedEdition.objects.update(removed_at=timezone.now() - timedelta(days=31))
    assert "Nothing is in this list." in editor.get(here("editions"), {"show": "removed"}).content.decode()


@pytest.mark.parametrize(
    "name", ["edition_detach", "edition_attach", "edition_reset", "edition_delete", "edition_note", "edition_mode"]
)
def test_who_only_reads_changes_nothing(reading: Client, name: str):
    edition = adapted()
    assert reading.post(of(edition, name), {"mode": "review"}).status_code == 404
    assert Edition.objects.get(pk=edition.pk).detached_at is None


# What differs.


def test_the_screen_of_an_edition_shows_the_national_text_beside_ours(editor: Client):
    edition = adapted()
    found = soup(editor.get(of(edition)))
    national, ours = found.select("#overrides .conflict__version")
    assert "How the three years unfold" in national.text
    assert "in Illinois" in ours.find_all("ins")[-1].text
    assert "Iris Illinois" in found.select_one("#overrides").text


def test_a_part_becomes_national_again(editor: Client):
    edition = adapted()
    part = soup(editor.get(of(edition))).find("input", {"name": "part"})["value"]
    response = editor.post(of(edition, "edition_use_national"), {"part": part})
    assert response.status_code == 302
    draft = Edition.objects.get(pk=edition.pk).page.get_latest_revision_as_object()
    assert draft.body[0].value["text"] == program().body[0].value["text"]
    assert Edition.objects.get(pk=edition.pk).page.specific.body[0].value["text"] == OURS


@pytest.mark.parametrize("part", ["", "nothing", "x:y/z", ":body", "a" * 5000])
def test_a_part_that_is_not_there_is_answered(editor: Client, part: str):
    edition = adapted()
    for name in ("edition_use_national", "edition_note"):
        assert editor.post(of(edition, name), {"part": part}).status_code in {302, 404, 422}


def test_the_way_back_leads_to_our_own_pages_only(editor: Client):
    edition = adapted()
    for address in ("https://evil.example.org/", "//evil.example.org/"):
        response = editor.post(of(edition, "edition_use_national"), {"part": "x:", "next": address})
        assert response.headers["Location"].startswith(of(edition))


def test_a_reason_and_a_day_to_look_again_are_kept(editor: Client):
    edition = adapted()
    part = soup(editor.get(of(edition))).find("input", {"name": "part"})["value"]
    day = timezone.localdate() + timedelta(days=90)
    data = {"part": part, "reason": "Our cohort starts in June.", "review_on": day.isoformat()}
    editor.post(of(edition, "edition_note"), data)
    note = OverrideNote.objects.get(edition=edition, part=part)
    assert (note.reason, note.review_on, note.by) == ("Our cohort starts in June.", day, personas.illinois_editor())
    assert "Our cohort starts in June." in editor.get(of(edition)).content.decode()


def test_a_day_that_is_over_is_refused_beside_the_field(editor: Client):
    edition = adapted()
    part = soup(editor.get(of(edition))).find("input", {"name": "part"})["value"]
    data = {"part": part, "reason": "We wait.", "review_on": "2020-01-01"}
    response = editor.post(of(edition, "edition_note"), data)
    assert response.status_code == 422
    assert "still to come" in response.content.decode()
    assert "We wait." in response.content.decode()


def test_how_updates_come_in_can_be_said_for_one_page(editor: Client):
    edition = adapted()
    editor.post(of(edition, "edition_mode"), {"mode": "review"})
    assert Edition.objects.get(pk=edition.pk).mode == UpdateMode.REVIEW
    publish(program(), with_tagline("A new line"))
    work()
    assert "Updates to look at" in soup(editor.get(here("editions"))).select_one("[aria-current=page]").text


# In the page editor.


def marks(client: Client, edition: Edition) -> Any:
    found = soup(client.get(reverse("wagtailadmin_pages:edit", args=[edition.page_id])))
    return json.loads(found.find("script", id="edition-marks").string)


def test_the_page_editor_marks_what_is_ours(editor: Client):
    edition = adapted()
    block = program().body[0].id
    found = marks(editor, edition)
    assert found["parts"][f"{block}:text"]["mark"] == "ours"
    assert "How the three years unfold" in found["parts"][f"{block}:text"]["national"]
    assert ":introduction" not in found["parts"]
    assert block in found["blocks"]


def test_the_page_editor_marks_what_both_changed(editor: Client):
    pending = in_conflict()
    block = program().body[0].id
    assert marks(editor, pending.edition)["parts"][f"{block}:text"]["mark"] in {"both", "ours"}
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[pending.edition.page_id])).content.decode()
    assert of(pending.edition, "edition_resolve") in html


def test_the_editor_of_any_other_page_is_wagtail_s(editor: Client):
    page = StandardPageFactory(parent=page_at(ILLINOIS), title="Our own")
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "edition-marks" not in html
    assert "edition-banner" not in html


def test_a_newer_national_page_is_told_in_the_page_editor(editor: Client):
    edition = adapted()
    publish(program(), with_tagline("A new line"))
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[edition.page_id])).content.decode()
    assert "The national page is newer" in html


# The lists.


@pytest.mark.parametrize("listing", Listing)
def test_each_list_is_there(editor: Client, listing: Listing):
    in_conflict()
    assert editor.get(here("editions"), {"show": listing.value}).status_code == 200


def test_hostile_filters_are_answered(editor: Client):
    for query in (
        {"show": "gone"},
        {"q": "x" * 5000},
        {"language": "xx"},
        {"p": "-1"},
        {"p": "zz"},
        {"q": "%_'\""},
    ):
        assert editor.get(here("editions"), query).status_code == 200


def test_what_is_due_comes_first(editor: Client):
    edition = adapted(lambda page: (with_heading(OURS)(page), with_last_words("heard of in Springfield.")(page)))
    heading, sentence = f"{program().body[0].id}:text", ":introduction"
    OverrideNote.objects.filter(part=heading).update(first_seen=timezone.now() - timedelta(days=300), reason="Old")
    OverrideNote.objects.filter(part=sentence).update(review_on=timezone.localdate(), reason="Due")
    found = soup(editor.get(here("editions"), {"show": "overrides"}))
    assert "Due" in found.select_one("tbody tr").text
    assert to_do([edition.affiliate_id]) == 1


def test_a_line_costs_nothing(editor: Client):
    def queries() -> int:
        editor.get(here("editions"), {"show": "editions"})
        with CaptureQueriesContext(connection) as captured:
            editor.get(here("editions"), {"show": "editions"})
        return len(captured)

    adapted()
    few = queries()
    for training in page_at("/trainings/").get_children().live():
        localize(training, illinois(), user=None)
    assert Edition.objects.count() > 2
    assert queries() == few


def test_the_menu_counts_what_waits(editor: Client):
    in_conflict()
    assert "Local editions (1)" in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_preferences_are_kept_for_all_pages_and_for_a_type(editor: Client):
    editor.post(here("edition_preferences"), {"all": "review", "programs.programpage": "apply"})
    kept = UpdatePreference.objects.filter(affiliate=illinois()).values_list("page_type", "mode")
    assert set(kept) == {("", "review"), ("programs.programpage", "apply")}
    editor.post(here("edition_preferences"), {"all": "apply", "programs.programpage": ""})
    assert list(UpdatePreference.objects.values_list("page_type", "mode")) == [("", "apply")]


def test_an_unknown_preference_is_refused_beside_the_question(editor: Client):
    response = editor.post(here("edition_preferences"), {"all": "sold"})
    assert response.status_code == 422
    assert "Select a valid choice" in response.content.decode()


def test_who_only_reads_sees_the_preferences(reading: Client):
    found = soup(reading.get(here("edition_preferences")))
    assert not found.select("main form button")
    assert reading.post(here("edition_preferences"), {"all": "review"}).status_code == 404
