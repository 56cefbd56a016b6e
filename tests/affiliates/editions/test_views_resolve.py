"""Resolve: one choice for each conflict, nothing lost, and nobody decides who may not."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from affiliates.editions.updating import work
from affiliates.models import Edition, PendingUpdate
from tests import personas
from tests.affiliates.editions.adapted import (
    OURS,
    THEIRS,
    adapted,
    in_conflict,
    program,
    publish,
    with_heading,
    with_last_words,
    with_tagline,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return personas.browser_of(personas.illinois_editor())


def address(edition: Edition, name: str = "edition_resolve") -> str:
    return reverse(name, args=[edition.affiliate_id, edition.pk])


def soup(response: Any) -> Any:
    return BeautifulSoup(response.content, "html.parser")


def sent(client: Client, edition: Edition, choice: str | None = None, **more: str) -> dict[str, str]:
    """Return the form as it stands, with one choice for all conflicts."""
    found = soup(client.get(address(edition)))
    data = {"version": found.find("input", {"name": "version"})["value"]}
    if choice:
        data |= {radio["name"]: choice for radio in found.find_all("input", {"type": "radio"})}
    return data | more


def hand_of(client: Client, edition: Edition) -> str:
    return str(soup(client.get(address(edition))).find("textarea")["name"])


def heading_of(edition: Edition) -> str:
    page = Edition.objects.get(pk=edition.pk).page.specific
    return str(page.body[0].value["text"])


def test_it_shows_the_four_versions_side_by_side_with_their_differences(editor: Client):
    edition = in_conflict().edition
    found = soup(editor.get(address(edition)))
    headings = [heading.text for heading in found.select(".conflict__heading")]
    assert headings == ["National before", "National now", "Ours", "Result"]
    national, ours = found.select(".conflict__version")[1:3]
    assert "everywhere" in [each.text.strip() for each in national.find_all("ins")][-1]
    assert "in Illinois" in ours.text
    assert "added:" in ours.ins.text
    assert not found.select(".conflict__version")[0].find(["ins", "del"])


@pytest.mark.parametrize(("choice", "expected"), [("ours", OURS), ("national", THEIRS)])
def test_a_choice_is_published(editor: Client, choice: str, expected: str):
    edition = in_conflict().edition
    response = editor.post(address(edition), sent(editor, edition, choice, publish="1"))
    assert response.status_code == 302
    assert heading_of(edition) == expected
    assert not PendingUpdate.objects.exists()


def test_what_is_written_by_hand_is_published(editor: Client):
    edition = in_conflict().edition
    data = sent(editor, edition, "edited", publish="1") | {hand_of(editor, edition): "Three years, here and everywhere"}
    editor.post(address(edition), data)
    assert heading_of(edition) == "Three years, here and everywhere"


def test_rich_text_written_as_source_keeps_what_the_editor_allows_only(editor: Client):
    edition = adapted(with_last_words("first heard of in Springfield."))
    publish(program(), with_last_words("were never told of."))
    work()
    written = "<p>It begins in <b>Springfield</b>.</p><script>alert(1)</script>"
    data = sent(editor, edition, "edited", publish="1") | {hand_of(editor, edition): written}
    assert editor.post(address(edition), data).status_code == 302
    page = Edition.objects.get(pk=edition.pk).page.specific
    assert "It begins in <b>Springfield</b>." in page.introduction
    assert "<script" not in page.introduction
    assert "A student in Abbeville" in page.introduction


def test_a_missing_choice_is_said_beside_the_conflict_and_nothing_is_lost(editor: Client):
    edition = in_conflict().edition
    hand = hand_of(editor, edition)
    response = editor.post(address(edition), sent(editor, edition, publish="1") | {hand: "Half a thought"})
    found = soup(response)
    assert response.status_code == 422
    assert "Choose one of the versions." in found.select_one(".conflict__error").text
    assert found.find("input", {"type": "radio"})["aria-describedby"] == found.select_one(".conflict__error")["id"]
    assert found.find("textarea").text.strip() == "Half a thought"
    assert PendingUpdate.objects.exists()


@pytest.mark.parametrize("choice", ["sold", "", "OURS", "\x00"])
def test_an_unknown_choice_is_refused(editor: Client, choice: str):
    edition = in_conflict().edition
    data = sent(editor, edition, "ours", publish="1")
    data |= dict.fromkeys([name for name in data if name.startswith("choice-")], choice)
    assert editor.post(address(edition), data).status_code == 422
    assert PendingUpdate.objects.exists()


def test_a_text_that_does_not_fit_is_refused_beside_it(editor: Client):
    edition = in_conflict().edition
    data = sent(editor, edition, "edited", publish="1") | {hand_of(editor, edition): "x" * 200}
    response = editor.post(address(edition), data)
    assert response.status_code == 422
    assert "at most 150" in response.content.decode()


def test_a_newer_national_page_is_told_with_the_choices_kept(editor: Client):
    edition = in_conflict().edition
    data = sent(editor, edition, "ours", publish="1")
    publish(program(), with_heading("Three years, again"))
    work()
    response = editor.post(address(edition), data)
    found = soup(response)
    assert response.status_code == 422
    assert "published again while you decided" in response.content.decode()
    assert found.find("input", {"type": "radio", "value": "ours"}).has_attr("checked")
    assert editor.post(address(edition), sent(editor, edition, "national", publish="1")).status_code == 302
    assert heading_of(edition) == "Three years, again"


def test_nothing_that_waits_any_more_leads_to_the_edition(editor: Client):
    edition = in_conflict().edition
    data = sent(editor, edition, "ours", publish="1")
    editor.post(address(edition), data)
    response = editor.post(address(edition), data, follow=True)
    assert response.redirect_chain[-1][0] == address(edition, "edition")
    assert "No update waits" in response.content.decode()


def test_the_result_is_shown_in_the_frame_of_the_sub_site_before_it_is_published(editor: Client):
    edition = in_conflict().edition
    response = editor.post(address(edition, "edition_resolve_preview"), sent(editor, edition, "national"))
    html = response.content.decode()
    assert THEIRS in html
    assert edition.affiliate.name in html
    assert heading_of(edition) == OURS
    assert PendingUpdate.objects.exists()


def test_what_is_not_decided_stands_as_ours_in_the_preview(editor: Client):
    edition = in_conflict().edition
    assert OURS in editor.post(address(edition, "edition_resolve_preview"), {}).content.decode()


def test_other_national_changes_come_in_with_the_choice(editor: Client):
    edition = adapted()
    publish(program(), lambda page: (with_heading(THEIRS)(page), with_tagline("A new line")(page)))
    work()
    html = editor.get(address(edition)).content.decode()
    assert "What else comes in: 1 change" in html
    assert "A new line" in html
    editor.post(address(edition), sent(editor, edition, "ours", publish="1"))
    page = Edition.objects.get(pk=edition.pk).page.specific
    assert (page.tagline, page.body[0].value["text"]) == ("A new line", OURS)


def test_it_can_be_saved_as_a_draft(editor: Client):
    edition = in_conflict().edition
    response = editor.post(address(edition), sent(editor, edition, "national", save="1"))
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[edition.page_id])
    assert heading_of(edition) == OURS
    draft = edition.page.get_latest_revision_as_object()
    assert draft.body[0].value["text"] == THEIRS


def test_it_can_be_submitted_for_review(editor: Client):
    edition = in_conflict().edition
    assert editor.post(address(edition), sent(editor, edition, "national", submit="1")).status_code == 302
    assert Edition.objects.get(pk=edition.pk).page.specific.workflow_in_progress
    assert heading_of(edition) == OURS


def test_a_page_that_somebody_locked_is_not_resolved(editor: Client):
    edition = in_conflict().edition
    page = edition.page
    page.locked, page.locked_by = True, personas.illinois_manager()
    page.save()
    response = editor.post(address(edition), sent(editor, edition, "ours", publish="1"))
    assert response.status_code == 422
    assert "locked" in response.content.decode()
    assert PendingUpdate.objects.exists()


def test_who_only_reads_looks_and_decides_nothing():
    edition = in_conflict().edition
    reading = personas.browser_of(personas.illinois_read_only())
    found = soup(reading.get(address(edition)))
    assert found.select(".conflict")
    assert not found.find("input", {"type": "radio"})
    assert reading.post(address(edition), {"publish": "1"}).status_code == 404
    assert PendingUpdate.objects.exists()


def test_another_affiliate_s_update_is_nowhere():
    edition = in_conflict().edition
    stranger = personas.browser_of(personas.indiana_editor())
    missing = stranger.get(reverse("edition_resolve", args=[edition.affiliate_id, 987654321]))
    for name in ("edition_resolve", "edition", "edition_compare"):
        answer = stranger.get(address(edition, name))
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert stranger.post(address(edition), {"publish": "1"}).status_code == 404
