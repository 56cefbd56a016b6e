"""Deciding about an update that waits, and what an edition says differently."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Page

from affiliates.editions.content import content_of
from affiliates.editions.overrides import marks_of, overrides_of, use_national
from affiliates.editions.resolving import merged_of, resolve_update
from affiliates.editions.updating import update, work
from affiliates.merge import NATIONAL, OURS, ChangeKind, Choice, ChoiceError, Edited, Mark
from affiliates.models import Activity, ActivityEntry, Edition, OverrideNote, PendingUpdate
from tests import personas
from tests.affiliates.editions.changing import (
    FIRST,
    NEW,
    SECOND,
    body,
    draft,
    fresh,
    live,
    national_page,
    publish,
    published_edition,
    save,
    text,
)

pytestmark = pytest.mark.django_db

COUNTED = text("<p>One two three four.</p>", FIRST)
OFFICE = text("<p>Call the office.</p>", SECOND)
SPRINGFIELD = text("<p>Call Springfield.</p>", SECOND)
WASHINGTON = text("<p>Call Washington.</p>", SECOND)


@pytest.fixture
def source() -> Page:
    return national_page()


@pytest.fixture
def edition(source: Page) -> Edition:
    return published_edition(source)


@pytest.fixture
def waiting(source: Page, edition: Edition) -> PendingUpdate:
    publish(edition.page, body=[COUNTED, SPRINGFIELD])
    publish(source, body=[COUNTED, WASHINGTON])
    update(edition)
    return PendingUpdate.objects.get(edition=edition)


def decide(pending: PendingUpdate, choice: Choice, *, publish: bool = True) -> None:
    choices = dict.fromkeys((note.key for note in merged_of(pending).notes), choice)
    resolve_update(pending, choices, user=personas.illinois_editor(), publish=publish)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (OURS, "<p>Call Springfield.</p>"),
        (NATIONAL, "<p>Call Washington.</p>"),
        (Edited("<p>Call both.</p>"), "<p>Call both.</p>"),
    ],
)
def test_a_decision_is_published_and_nothing_waits(
    source: Page, edition: Edition, waiting: PendingUpdate, choice: Choice, expected: str
):
    decide(waiting, choice)
    assert body(live(edition))[1] == expected
    assert not PendingUpdate.objects.exists()
    assert fresh(edition).base == content_of(Page.objects.get(pk=source.pk).specific)
    assert ActivityEntry.objects.filter(action=Activity.EDITION_RESOLVED).exists()


def test_a_decision_can_be_saved_first(edition: Edition, waiting: PendingUpdate):
    decide(waiting, NATIONAL, publish=False)
    assert body(live(edition))[1] == "<p>Call Springfield.</p>"
    assert body(draft(edition))[1] == "<p>Call Washington.</p>"
    waiting.refresh_from_db()
    assert (waiting.conflicts, merged_of(waiting).notes) == (0, ())
    draft(edition).latest_revision.publish()
    assert not PendingUpdate.objects.exists()


def test_what_was_decided_stays_decided_when_the_nation_goes_on(source: Page, edition: Edition, waiting: PendingUpdate):
    decide(waiting, OURS)
    publish(source, title="More", body=[COUNTED, WASHINGTON])
    work()
    assert (live(edition).title, body(live(edition))[1]) == ("More", "<p>Call Springfield.</p>")


def test_what_was_written_into_the_draft_meanwhile_is_kept(edition: Edition, waiting: PendingUpdate):
    save(edition.page, summary="Ours.")
    decide(waiting, NATIONAL)
    assert (live(edition).summary, body(live(edition))[1]) == ("Ours.", "<p>Call Washington.</p>")


def test_a_choice_is_newer_than_what_the_draft_says_in_the_same_words(edition: Edition, waiting: PendingUpdate):
    save(edition.page, body=[COUNTED, text("<p>Call Chicago.</p>", SECOND)])
    decide(waiting, NATIONAL)
    assert body(live(edition))[1] == "<p>Call Washington.</p>"


def test_a_missing_choice_is_refused_and_nothing_changes(edition: Edition, waiting: PendingUpdate):
    with pytest.raises(ChoiceError):
        resolve_update(waiting, {}, user=None, publish=True)
    assert PendingUpdate.objects.exists()


def test_who_may_not_publish_does_not_publish(edition: Edition, waiting: PendingUpdate):
    choices = dict.fromkeys((note.key for note in merged_of(waiting).notes), OURS)
    with pytest.raises(PermissionDenied):
        resolve_update(waiting, choices, user=personas.california_editor(), publish=True)
    assert live(edition).has_unpublished_changes


def test_an_update_that_a_newer_one_replaced_is_not_decided(source: Page, edition: Edition, waiting: PendingUpdate):
    publish(source, body=[COUNTED, text("<p>Call nobody.</p>", SECOND)])
    update(edition)
    with pytest.raises(ValidationError, match="any more"):
        decide(waiting, OURS)


# What differs.


def test_overrides_are_named_with_both_values(edition: Edition):
    publish(edition.page, body=[COUNTED, SPRINGFIELD])
    (override,) = overrides_of(fresh(edition))
    assert (override.label, override.kind) == ("Body › Text 2", ChangeKind.CHANGED)  # noqa: RUF001
    assert (override.base, override.local) == ("<p>Call the office.</p>", "<p>Call Springfield.</p>")


def test_they_are_kept_with_the_day_since_when_they_are_published(edition: Edition):
    save(edition.page, body=[COUNTED, SPRINGFIELD])
    assert overrides_of(fresh(edition))[0].since is None
    draft(edition).latest_revision.publish()
    first = overrides_of(fresh(edition))[0].since
    publish(edition.page, title="Ours")
    since = {override.label: override.since for override in overrides_of(fresh(edition))}
    assert since["Body › Text 2"] == first is not None  # noqa: RUF001


def test_the_note_of_what_is_said_as_the_nation_says_it_again_goes(edition: Edition):
    publish(edition.page, body=[COUNTED, SPRINGFIELD])
    assert OverrideNote.objects.filter(edition=edition).count() == 1
    publish(edition.page, body=[COUNTED, OFFICE])
    assert not OverrideNote.objects.filter(edition=edition).exists()


def test_marks_say_whose_each_part_is(source: Page, edition: Edition):
    publish(edition.page, title="Ours", body=[COUNTED, SPRINGFIELD])
    publish(source, summary="Theirs.", body=[COUNTED, WASHINGTON])
    assert marks_of(fresh(edition)) == {
        ":title": Mark.OURS,
        ":summary": Mark.NATIONAL_NEWER,
        next(iter(part for part in marks_of(fresh(edition)) if part.startswith(SECOND))): Mark.BOTH,
    }


@pytest.mark.parametrize(
    "local",
    [
        [COUNTED, SPRINGFIELD],
        [COUNTED, text("<p>New.</p>", NEW), OFFICE],
        [COUNTED],
        [OFFICE, COUNTED],
    ],
    ids=["changed", "added", "removed", "moved"],
)
def test_the_national_version_of_a_part_can_be_used(edition: Edition, local: list[dict[str, str]]):
    publish(edition.page, body=local)
    for override in overrides_of(fresh(edition)):
        use_national(fresh(edition), override.part, user=personas.illinois_editor())
    assert body(draft(edition)) == ["<p>One two three four.</p>", "<p>Call the office.</p>"]
    assert body(live(edition)) == [block["value"] for block in local]
    assert overrides_of(fresh(edition)) == []


def test_a_part_that_is_not_there_is_refused(edition: Edition):
    for part in ("nothing", ":nothing"):
        with pytest.raises(ValidationError, match="no place"):
            use_national(edition, part, user=None)
