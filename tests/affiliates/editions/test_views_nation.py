"""The nation's screens about the editions of a page: the dry run, publishing from it, progress, corrections."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from affiliates.edition_overview.dry_run_views import CHECK
from affiliates.editions.updating import note_failure, work
from affiliates.models import Affiliate, Correction, EditionRun
from tests import personas
from tests.affiliates.editions.changing import (
    FIRST,
    SECOND,
    national_page,
    publish,
    published_edition,
    save,
    text,
)
from tests.public.seeded import page_at

pytestmark = pytest.mark.django_db

NAMES = ("edition_dry_run", "edition_progress", "edition_rewrites", "edition_correction")


@pytest.fixture
def nation() -> Client:
    return personas.browser_of(personas.national_editor())


def address(name: str, page: Any) -> str:
    return reverse(name, args=[page.pk])


def body(first: str) -> list[dict[str, Any]]:
    return [text(f"<p>{first}</p>", FIRST), text("<p>Call the office.</p>", SECOND)]


def conflicting() -> Any:
    """Return a national page with a draft that conflicts with what Illinois says."""
    source = national_page()
    publish(published_edition(source).page, body=body("One two three nine."))
    save(source, body=body("One two three five."))
    return Page.objects.get(pk=source.pk)


def posted(source: Any, action: str, **values: str) -> dict[str, Any]:
    """Return what the editor sends for the page."""
    blocks = streamfield([("rich_text", rich_text("<p>One two three five.</p>"))])
    form = {"title": source.title, "slug": source.slug, "summary": "All of it.", "body": blocks}
    form["comments"] = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    data: dict[str, Any] = nested_form_data(form | values)
    return data | {"action-publish": action}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["illinois_manager", "illinois_read_only", "california_editor", "translator"])
def test_only_the_nations_editors_see_them(name: str, who: str):
    client = personas.browser_of(getattr(personas, who)())
    assert client.get(address(name, national_page())).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_they_are_about_national_pages_only(nation: Client, name: str):
    for path in ("/", "/affiliates/", "/affiliates/illinois/", "/affiliates/illinois/events/"):
        assert nation.get(address(name, page_at(path))).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_they_open_for_a_page_without_editions(nation: Client, name: str):
    assert nation.get(address(name, national_page())).status_code == 200


# The dry run.


def test_the_dry_run_names_who_conflicts_with_samples(nation: Client):
    html = nation.get(address("edition_dry_run", conflicting())).content.decode()
    assert Affiliate.objects.get(slug="illinois").name in html
    assert "nine" in html
    assert "five" in html
    assert "Publish now" not in html


def test_the_editor_offers_it_with_the_number_of_editions(nation: Client):
    source = conflicting()
    html = nation.get(reverse("wagtailadmin_pages:edit", args=[source.pk])).content.decode()
    assert "Local editions (1)" in html
    assert "Check local editions, then publish" in html


def test_a_page_without_editions_offers_nothing(nation: Client):
    html = nation.get(reverse("wagtailadmin_pages:edit", args=[national_page().pk])).content.decode()
    assert "Check local editions" not in html
    assert "dry-run" not in html


def checked(nation: Client, source: Any) -> str:
    """Ask for the dry run instead of publishing, and return where that leads."""
    edit = reverse("wagtailadmin_pages:edit", args=[source.pk])
    response = nation.post(edit, posted(source, CHECK))
    assert response.status_code == 302
    return str(response.headers["Location"])


def test_asking_for_it_saves_and_publishes_nothing(nation: Client):
    source = conflicting()
    before = source.live_revision_id
    target = checked(nation, source)
    assert target.startswith(address("edition_dry_run", source))
    assert Page.objects.get(pk=source.pk).live_revision_id == before
    assert "Publish now" in nation.get(target).content.decode()


def test_what_was_looked_at_is_published_from_there(nation: Client):
    source = conflicting()
    token = checked(nation, source).partition("checked=")[2]
    response = nation.post(address("edition_dry_run", source), {"checked": token})
    assert response.headers["Location"] == address("edition_progress", source)
    fresh = Page.objects.get(pk=source.pk)
    assert fresh.live_revision_id == fresh.latest_revision_id != source.live_revision_id


def test_a_draft_that_changed_since_is_not_published(nation: Client):
    source = conflicting()
    token = checked(nation, source).partition("checked=")[2]
    save(source, title="Somebody else was here")
    nation.post(address("edition_dry_run", source), {"checked": token})
    assert Page.objects.get(pk=source.pk).title == "What we do"


@pytest.mark.parametrize("token", ["", "forged", "1:abc:def"])
def test_what_nobody_validated_is_not_published(nation: Client, token: str):
    source = conflicting()
    assert nation.post(address("edition_dry_run", source), {"checked": token}).status_code == 302
    assert Page.objects.get(pk=source.pk).live_revision_id == source.live_revision_id


def test_publishing_in_the_editor_leads_to_the_progress(nation: Client):
    source = conflicting()
    edit = reverse("wagtailadmin_pages:edit", args=[source.pk])
    html = nation.post(edit, posted(source, "action-publish"), follow=True).content.decode()
    assert address("edition_progress", source) in html


def test_the_dry_run_takes_as_many_queries_for_three_editions_as_for_one(nation: Client):
    source = conflicting()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            nation.get(address("edition_dry_run", source))
        return len(captured)

    queries()
    before = queries()
    for slug in ("california", "indiana"):
        edition = published_edition(source, Affiliate.objects.get(slug=slug))
        publish(edition.page, body=body(f"One two three {slug}."))
    assert queries() <= before


# Progress.


def test_it_counts_what_is_done_and_what_is_to_come(nation: Client):
    source = conflicting()
    source.get_latest_revision().publish()
    html = nation.get(address("edition_progress", source)).content.decode()
    assert "0 of 1 are done." in html
    assert "data-unfinished" in html
    work()
    html = nation.get(address("edition_progress", source)).content.decode()
    assert "1 of 1 are done." in html
    assert "data-unfinished" not in html
    assert str(EditionRun.Outcome.CONFLICT.label) in html


def test_a_failure_is_shown_with_its_message_and_tried_again_on_request(nation: Client):
    source = conflicting()
    edition = source.editions.get()
    source.get_latest_revision().publish()
    note_failure(edition, RuntimeError("The disk is full"))
    assert "The disk is full" in nation.get(address("edition_progress", source)).content.decode()
    assert work() == 0
    assert nation.post(address("edition_retry", source)).status_code == 302
    assert work() == 1


def test_the_progress_takes_as_many_queries_for_three_editions_as_for_one(nation: Client):
    source = conflicting()

    def queries() -> int:
        work()
        with CaptureQueriesContext(connection) as captured:
            nation.get(address("edition_progress", source))
        return len(captured)

    source.get_latest_revision().publish()
    queries()
    before = queries()
    for slug in ("california", "indiana"):
        published_edition(source, Affiliate.objects.get(slug=slug))
    publish(source, title="Newer")
    assert queries() <= before


# Corrections.


def moment(**away: int) -> str:
    return (timezone.localtime() + timedelta(**away)).strftime("%Y-%m-%dT%H:%M")


def test_a_correction_is_required_with_date_and_reason(nation: Client):
    source = conflicting()
    given = {"must_apply_by": moment(days=3), "reason": "The law has changed."}
    assert nation.post(address("edition_correction", source), given).status_code == 302
    correction = Correction.objects.get()
    assert (correction.source_id, correction.source_revision_id) == (source.pk, source.live_revision_id)
    assert "The law has changed." in nation.get(address("edition_correction", source)).content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"must_apply_by": "", "reason": "Because."},
        {"must_apply_by": "tomorrow", "reason": "Because."},
        {"must_apply_by": "2020-01-01T10:00", "reason": "Because."},
        {"must_apply_by": "2030-01-01T10:00", "reason": ""},
        {"must_apply_by": "2030-01-01T10:00", "reason": "x" * 1001},
    ],
)
def test_bad_answers_come_back_with_an_error_and_nothing_lost(nation: Client, given: dict[str, str]):
    response = nation.post(address("edition_correction", conflicting()), given)
    assert response.status_code == 422
    assert given["reason"] in response.content.decode()
    assert not Correction.objects.exists()


def test_a_page_that_is_not_published_takes_no_correction(nation: Client):
    source = conflicting()
    source.specific.unpublish()
    given = {"must_apply_by": moment(days=3), "reason": "Because."}
    assert nation.post(address("edition_correction", source), given).status_code == 422
