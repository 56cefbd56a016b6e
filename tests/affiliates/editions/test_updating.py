"""What becomes of a national change in an edition."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page, Workflow, WorkflowState

from affiliates.editions import updating
from affiliates.editions.content import content_of
from affiliates.editions.localizing import localize
from affiliates.editions.updating import editions_behind, editions_due, plan, update, work
from affiliates.models import Activity, ActivityEntry, Edition, EditionRun, PendingUpdate, UpdateMode, UpdatePreference
from tests import personas
from tests.affiliates.editions.changing import (
    FIRST,
    NEW,
    SECOND,
    body,
    draft,
    fresh,
    illinois,
    live,
    national_page,
    publish,
    published_edition,
    save,
    text,
)

pytestmark = pytest.mark.django_db
Outcome = EditionRun.Outcome

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


def outcome(edition: Edition) -> EditionRun.Outcome:
    run = update(edition)
    assert run is not None
    return Outcome(run.outcome)


# Clean.


def test_a_clean_change_is_published_and_the_local_one_stays(source: Page, edition: Edition):
    publish(edition.page, body=[COUNTED, SPRINGFIELD])
    publish(source, body=[text("<p>One two three five.</p>", FIRST), text("<p>New.</p>", NEW), OFFICE])
    assert outcome(edition) == Outcome.APPLIED
    assert body(live(edition)) == ["<p>One two three five.</p>", "<p>New.</p>", "<p>Call Springfield.</p>"]
    assert not live(edition).has_unpublished_changes


def test_the_edition_rests_on_the_new_national_content_then(source: Page, edition: Edition):
    source = publish(source, title="What we all do")
    update(edition)
    edition = fresh(edition)
    assert edition.base == content_of(source)
    assert edition.synced_revision_id == source.live_revision_id
    assert not editions_behind().exists()


def test_it_is_in_the_log_of_the_affiliate_and_nobody_did_it(source: Page, edition: Edition):
    publish(source, title="What we all do")
    update(edition)
    assert ActivityEntry.objects.get(action=Activity.EDITION_UPDATED).user is None


def test_doing_it_again_does_nothing(source: Page, edition: Edition):
    publish(source, title="What we all do")
    update(edition)
    revisions = edition.page.revisions.count()
    assert update(edition) is None
    assert work() == 0
    assert edition.page.revisions.count() == revisions


def test_a_publish_that_changes_nothing_writes_nothing(source: Page, edition: Edition):
    revisions = edition.page.revisions.count()
    publish(source)
    assert outcome(edition) == Outcome.UNCHANGED
    assert edition.page.revisions.count() == revisions


def test_a_draft_of_the_nation_changes_nothing(source: Page, edition: Edition):
    save(source, title="Not yet")
    assert work() == 0


def test_an_edition_that_was_never_published_is_brought_up_to_date_as_a_draft(source: Page):
    edition = localize(source, illinois(), user=None)
    save(edition.page, body=[COUNTED, SPRINGFIELD])
    publish(source, title="What we all do")
    assert outcome(edition) == Outcome.DRAFT
    assert not live(edition).live
    assert (draft(edition).title, body(draft(edition))[1]) == ("What we all do", "<p>Call Springfield.</p>")


def test_a_draft_is_merged_too_and_stays_a_draft(source: Page, edition: Edition):
    save(edition.page, body=[COUNTED, SPRINGFIELD])
    publish(source, title="What we all do")
    assert outcome(edition) == Outcome.APPLIED
    assert (live(edition).title, body(live(edition))[1]) == ("What we all do", "<p>Call the office.</p>")
    assert (draft(edition).title, body(draft(edition))[1]) == ("What we all do", "<p>Call Springfield.</p>")
    assert live(edition).has_unpublished_changes


def test_a_change_that_only_the_draft_lacks_goes_into_the_draft(source: Page, edition: Edition):
    publish(edition.page, title="What we all do")
    save(edition.page, title="What we do")
    publish(source, title="What we all do")
    assert outcome(edition) == Outcome.DRAFT
    assert draft(edition).title == "What we all do"


def test_a_draft_that_goes_live_by_itself_still_does(source: Page, edition: Edition):
    at = timezone.now() + timedelta(days=3)
    page = live(edition)
    page.title, page.go_live_at = "Soon", at
    page.save_revision(approved_go_live_at=at)
    publish(source, body=[COUNTED, WASHINGTON])
    assert outcome(edition) == Outcome.APPLIED
    assert live(edition).title == "What we do"
    assert draft(edition).latest_revision.approved_go_live_at == at
    assert body(draft(edition))[1] == "<p>Call Washington.</p>"


def test_a_review_of_the_draft_goes_on(source: Page, edition: Edition):
    page = save(edition.page, body=[COUNTED, SPRINGFIELD])
    workflow = Workflow.objects.filter(active=True).first()
    assert workflow is not None
    state = workflow.start(page, personas.illinois_editor())
    publish(source, title="What we all do")
    assert outcome(edition) == Outcome.APPLIED
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_IN_PROGRESS


# As the affiliate chose.


def test_an_affiliate_that_wants_to_look_first_gets_a_draft(source: Page, edition: Edition):
    UpdatePreference.objects.create(affiliate=illinois(), mode=UpdateMode.REVIEW)
    publish(source, title="What we all do")
    assert outcome(edition) == Outcome.REVIEW
    assert live(edition).title == "What we do"
    assert draft(edition).title == "What we all do"
    assert fresh(edition).pending.reason == PendingUpdate.Reason.REVIEW


@pytest.mark.parametrize(
    ("everything", "its_type", "page", "expected"),
    [
        ("review", "apply", "", Outcome.APPLIED),
        ("apply", "review", "", Outcome.REVIEW),
        ("apply", "review", "apply", Outcome.APPLIED),
        ("", "", "review", Outcome.REVIEW),
    ],
)
def test_the_page_says_more_than_its_type_and_that_more_than_the_affiliate(
    source: Page, edition: Edition, everything: str, its_type: str, page: str, expected: Outcome
):
    for page_type, mode in {"": everything, "home.standardpage": its_type}.items():
        if mode:
            UpdatePreference.objects.create(affiliate=illinois(), page_type=page_type, mode=mode)
    Edition.objects.filter(pk=edition.pk).update(mode=page)
    publish(source, title="What we all do")
    assert outcome(edition) == expected


def test_publishing_the_draft_by_hand_moves_the_base_on(source: Page, edition: Edition):
    Edition.objects.filter(pk=edition.pk).update(mode=UpdateMode.REVIEW)
    source = publish(source, title="What we all do")
    update(edition)
    draft(edition).latest_revision.publish()
    edition = fresh(edition)
    assert edition.base == content_of(source)
    assert edition.draft_base is None
    assert not PendingUpdate.objects.exists()
    assert not edition.override_notes.exists()


def test_publishing_an_older_revision_leaves_the_update_waiting(source: Page, edition: Edition):
    Edition.objects.filter(pk=edition.pk).update(mode=UpdateMode.REVIEW)
    save(edition.page, body=[COUNTED, SPRINGFIELD])
    older = draft(edition).latest_revision
    publish(source, title="What we all do")
    update(edition)
    older.publish()
    assert live(edition).title == "What we do"
    assert fresh(edition).base["title"] == "What we do"
    assert PendingUpdate.objects.exists()


# Conflicts.


@pytest.fixture
def conflicting(source: Page, edition: Edition) -> Edition:
    publish(edition.page, body=[COUNTED, SPRINGFIELD])
    publish(source, title="What we all do", body=[COUNTED, WASHINGTON])
    return edition


def test_a_conflict_leaves_the_published_page_as_it_is(conflicting: Edition):
    assert outcome(conflicting) == Outcome.CONFLICT
    assert (live(conflicting).title, body(live(conflicting))[1]) == ("What we do", "<p>Call Springfield.</p>")


def test_its_draft_has_what_is_clean_and_ours_where_both_changed_the_same(conflicting: Edition):
    update(conflicting)
    assert (draft(conflicting).title, body(draft(conflicting))[1]) == ("What we all do", "<p>Call Springfield.</p>")
    pending = fresh(conflicting).pending
    assert (pending.reason, pending.conflicts) == (PendingUpdate.Reason.CONFLICT, 1)


def test_a_later_national_change_joins_the_one_that_waits(source: Page, conflicting: Edition):
    update(conflicting)
    since = fresh(conflicting).pending.since
    publish(source, body=[text("<p>One two three five.</p>", FIRST), WASHINGTON])
    assert outcome(conflicting) == Outcome.CONFLICT
    pending = fresh(conflicting).pending
    assert (pending.conflicts, pending.since) == (1, since)
    assert body(draft(conflicting)) == ["<p>One two three five.</p>", "<p>Call Springfield.</p>"]


def test_what_people_write_meanwhile_is_kept(source: Page, conflicting: Edition):
    update(conflicting)
    save(conflicting.page, summary="Ours.")
    publish(source, body=[text("<p>One two three five.</p>", FIRST), WASHINGTON])
    update(conflicting)
    assert draft(conflicting).summary == "Ours."
    assert fresh(conflicting).pending.conflicts == 1


def test_a_conflict_that_the_nation_takes_back_is_none_any_more(source: Page, conflicting: Edition):
    update(conflicting)
    publish(source, body=[COUNTED, OFFICE])
    assert outcome(conflicting) == Outcome.APPLIED
    assert (live(conflicting).title, body(live(conflicting))[1]) == ("What we all do", "<p>Call Springfield.</p>")
    assert not PendingUpdate.objects.exists()
    assert not live(conflicting).has_unpublished_changes


def test_a_conflict_in_the_draft_alone_does_not_hold_the_published_page_back(source: Page, edition: Edition):
    save(edition.page, body=[COUNTED, SPRINGFIELD])
    publish(source, body=[COUNTED, WASHINGTON])
    assert outcome(edition) == Outcome.CONFLICT
    assert body(live(edition))[1] == "<p>Call Washington.</p>"
    assert body(draft(edition))[1] == "<p>Call Springfield.</p>"
    draft(edition).latest_revision.publish()
    assert not PendingUpdate.objects.exists()
    assert body(live(edition))[1] == "<p>Call Springfield.</p>"


def test_a_merge_that_cannot_be_published_waits_as_a_draft(source: Page, edition: Edition):
    source = publish(source, cover_alt="A desk.")
    update(edition)
    publish(edition.page, cover_alt="A desk." + " ours" * 30)
    publish(source, cover_alt="theirs " * 30 + "A desk.")
    run = update(edition)
    assert run is not None
    assert run.outcome == Outcome.REVIEW
    assert "255" in run.message
    assert live(edition).cover_alt == "A desk." + " ours" * 30
    assert len(draft(edition).cover_alt) > 255


def test_two_new_titles_are_a_conflict(source: Page, edition: Edition):
    publish(edition.page, title="What we do in Illinois")
    publish(source, title="Now what we do")
    assert outcome(edition) == Outcome.CONFLICT


# Waiting, failing, planning.


def open_editor(edition: Edition, seconds: int) -> None:
    EditingSession.objects.create(
        user=personas.illinois_editor(),
        content_type=ContentType.objects.get_for_model(live(edition)),
        object_id=str(edition.page_id),
        last_seen_at=timezone.now() - timedelta(seconds=seconds),
    )


def test_it_waits_while_somebody_edits_the_page(source: Page, edition: Edition):
    publish(source, title="What we all do")
    open_editor(edition, seconds=30)
    assert update(edition) is None
    assert work() == 0
    assert editions_behind().count() == 1


def test_it_goes_on_when_nobody_edits_any_more(source: Page, edition: Edition):
    publish(source, title="What we all do")
    open_editor(edition, seconds=121)
    assert work() == 1


def test_one_that_fails_does_not_stop_the_others(source: Page, edition: Edition, monkeypatch: pytest.MonkeyPatch):
    other = published_edition(national_page(slug="more"))
    real = updating.plan

    def fail_for_one(each: Edition) -> updating.Plan:
        if each.pk == edition.pk:
            raise RuntimeError("broken")
        return real(each)

    monkeypatch.setattr(updating, "plan", fail_for_one)
    publish(source, title="What we all do")
    publish(other.source, title="More")
    assert work() == 2
    assert live(other).title == "More"
    run = EditionRun.objects.get(edition=edition)
    assert (run.outcome, run.message, run.attempts) == (Outcome.FAILED, "RuntimeError: broken", 1)


def test_it_tries_again_later_and_then_waits_longer(source: Page, edition: Edition, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(updating, "plan", lambda each: 1 / 0)
    publish(source, title="What we all do")
    assert work() == 1
    assert not editions_due().exists()
    EditionRun.objects.update(at=timezone.now() - timedelta(seconds=31))
    assert work() == 1
    EditionRun.objects.update(at=timezone.now() - timedelta(seconds=31))
    assert EditionRun.objects.get().attempts == 2
    assert not editions_due().exists()
    EditionRun.objects.update(at=timezone.now() - timedelta(seconds=61))
    monkeypatch.undo()
    assert work() == 1
    assert EditionRun.objects.get().outcome == Outcome.APPLIED


def test_a_plan_says_what_will_happen_and_writes_nothing(source: Page, edition: Edition):
    national = content_of(save(source, title="What we all do"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        planned = plan(edition, national)
    assert planned.outcome == Outcome.APPLIED
    assert all(query["sql"].startswith("SELECT") for query in queries)
    assert len(queries) <= 12


def test_one_update_takes_a_bounded_number_of_queries(source: Page, edition: Edition):
    counts = []
    for blocks in (2, 40):
        many = [text(f"<p>{number}</p>", f"{number:08d}-0000-4000-8000-000000000000") for number in range(blocks)]
        publish(source, body=many)
        with CaptureQueriesContext(connection) as queries:
            update(edition)
        counts.append(len(queries))
    # Of these, saving a revision and publishing it take about 70 by themselves.
    assert counts[0] == counts[1] <= 92


def test_a_national_publish_costs_the_same_with_editions_as_with_none(source: Page):
    publish(source)
    with CaptureQueriesContext(connection) as without:
        publish(source)
    published_edition(source)
    with CaptureQueriesContext(connection) as with_one:
        publish(source)
    assert len(with_one) == len(without)
