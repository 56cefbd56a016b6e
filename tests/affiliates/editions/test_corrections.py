"""Required corrections, until the deadline and at it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from affiliates.editions.corrections import apply_due, require_correction
from affiliates.editions.localizing import localize
from affiliates.editions.resolving import merged_of, resolve_update
from affiliates.editions.rounds import one_round
from affiliates.editions.updating import work
from affiliates.merge import OURS
from affiliates.models import (
    Activity,
    ActivityEntry,
    Affiliate,
    Correction,
    DisplacedText,
    Edition,
    EditionRun,
    PendingUpdate,
    UpdateMode,
)
from tests import personas
from tests.affiliates.editions.changing import (
    FIRST,
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

COUNTED = text("<p>One two three four.</p>", FIRST)
OURS_COUNTED = text("<p>One two three five.</p>", FIRST)
THEIRS_COUNTED = text("<p>One two three six.</p>", FIRST)
OFFICE = text("<p>Call the office.</p>", SECOND)
SPRINGFIELD = text("<p>Call Springfield.</p>", SECOND)
WASHINGTON = text("<p>Call Washington.</p>", SECOND)


@pytest.fixture
def source() -> Page:
    return national_page()


@pytest.fixture
def edition(source: Page) -> Edition:
    """Return an edition that says another office, which the nation corrects after another change."""
    edition = published_edition(source)
    publish(edition.page, body=[OURS_COUNTED, SPRINGFIELD])
    publish(source, body=[THEIRS_COUNTED, OFFICE])
    work()
    publish(source, body=[THEIRS_COUNTED, WASHINGTON])
    work()
    return fresh(edition)


def required(source: Page) -> Correction:
    soon = timezone.now() + timedelta(days=7)
    return require_correction(source, soon, "The number was wrong.", user=personas.national_editor())


def let_time_pass() -> None:
    Correction.objects.update(must_apply_by=timezone.now() - timedelta(seconds=1))


def test_the_managers_of_every_affiliate_with_an_edition_are_told(
    source: Page, edition: Edition, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        required(source)
    assert [message.to for message in mail.outbox] == [[personas.illinois_manager().email]]
    assert "The number was wrong." in mail.outbox[0].body
    assert ActivityEntry.objects.filter(action=Activity.CORRECTION_ANNOUNCED).count() == 1


def test_until_the_deadline_nothing_is_applied(source: Page, edition: Edition):
    required(source)
    assert apply_due() == 0
    assert body(live(edition))[1] == "<p>Call Springfield.</p>"


def test_at_the_deadline_the_national_text_stands_and_ours_is_kept_beside_it(source: Page, edition: Edition):
    required(source)
    let_time_pass()
    assert apply_due() == 1
    assert body(live(edition))[1] == "<p>Call Washington.</p>"
    kept = DisplacedText.objects.get(edition=edition)
    assert (kept.ours, kept.replaced_by) == ("<p>Call Springfield.</p>", "<p>Call Washington.</p>")
    assert kept.reason == "The number was wrong."
    assert EditionRun.objects.filter(edition=edition).latest("pk").outcome == EditionRun.Outcome.CORRECTED


def test_only_what_the_correction_changed_is_applied(source: Page, edition: Edition):
    required(source)
    let_time_pass()
    one_round()
    assert body(live(edition))[0] == "<p>One two three five.</p>"
    pending = PendingUpdate.objects.get(edition=edition)
    assert [note.local for note in merged_of(pending).notes] == ["<p>One two three five.</p>"]
    assert body(draft(edition)) == ["<p>One two three five.</p>", "<p>Call Washington.</p>"]


def test_it_is_applied_once(source: Page, edition: Edition):
    required(source)
    let_time_pass()
    apply_due()
    revisions = edition.page.revisions.count()
    one_round()
    one_round()
    assert edition.page.revisions.count() <= revisions + 1
    assert Correction.objects.get().applied_at is not None
    assert EditionRun.objects.filter(edition=edition, outcome=EditionRun.Outcome.CORRECTED).count() == 1


def test_who_adapted_in_time_keeps_what_they_wrote(source: Page, edition: Edition):
    required(source)
    pending = PendingUpdate.objects.get(edition=edition)
    choices = dict.fromkeys((note.key for note in merged_of(pending).notes), OURS)
    resolve_update(pending, choices, user=personas.illinois_editor(), publish=True)
    let_time_pass()
    assert apply_due() == 0
    assert body(live(edition))[1] == "<p>Call Springfield.</p>"
    assert Correction.objects.get().applied_at is not None


def test_an_affiliate_that_wants_to_look_first_gets_it_at_the_deadline(source: Page):
    edition = published_edition(source)
    Edition.objects.filter(pk=edition.pk).update(mode=UpdateMode.REVIEW)
    publish(source, body=[COUNTED, WASHINGTON])
    work()
    required(source)
    let_time_pass()
    one_round()
    assert body(live(edition))[1] == "<p>Call Washington.</p>"
    assert not PendingUpdate.objects.exists()


def test_a_draft_gets_it_and_stays_a_draft(source: Page):
    edition = localize(source, illinois(), user=None)
    save(edition.page, body=[COUNTED, SPRINGFIELD])
    publish(source, body=[COUNTED, WASHINGTON])
    required(source)
    let_time_pass()
    one_round()
    assert not live(edition).live
    assert body(draft(edition))[1] == "<p>Call Washington.</p>"
    assert DisplacedText.objects.get().ours == "<p>Call Springfield.</p>"


def test_an_edition_that_has_it_already_is_left_alone(source: Page):
    edition = published_edition(source, Affiliate.objects.get(slug="california"))
    publish(source, body=[COUNTED, WASHINGTON])
    work()
    required(source)
    let_time_pass()
    assert apply_due() == 0
    assert body(live(edition))[1] == "<p>Call Washington.</p>"


def test_it_needs_a_published_page_a_moment_to_come_and_a_reason(source: Page):
    soon = timezone.now() + timedelta(days=1)
    for moment, reason in ((timezone.now(), "Why"), (soon, " ")):
        with pytest.raises(ValidationError):
            require_correction(source, moment, reason, user=None)
    source.unpublish()
    with pytest.raises(ValidationError, match="Publish"):
        require_correction(source, soon, "Why", user=None)
