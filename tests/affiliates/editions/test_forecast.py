"""The dry run: what publishing a national page would do, held against what it does."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.admin.models import EditingSession

from affiliates.editions.content import content_of, draft_content
from affiliates.editions.forecast import Forecast, forecast
from affiliates.editions.localizing import localize
from affiliates.editions.updating import work
from affiliates.models import Affiliate, Edition, EditionRun, UpdateMode, UpdatePreference
from core.models import Topic
from tests import personas
from tests.affiliates.editions.changing import (
    FIRST,
    NEW,
    SECOND,
    fresh,
    national_page,
    publish,
    published_edition,
    save,
    text,
)
from tests.affiliates.ohio import provisioned
from tests.public.seeded import TRAINING, page_at

pytestmark = pytest.mark.django_db

Outcome = EditionRun.Outcome
PLACES = ["Ohio", "Iowa", "Utah", "Maine", "Idaho", "Texas", "Nevada"]
CALL = "<p>Call the office.</p>"


def national_draft(source: Any) -> Any:
    """Write a draft that changes the first text and adds a third."""
    return save(source, body=nations_words())


def nations_words() -> list[dict[str, Any]]:
    return [text("<p>One two three five.</p>", FIRST), text(CALL, SECOND), text("<p>New.</p>", NEW)]


def dry_run(source: Any) -> Forecast:
    page = type(source).objects.get(pk=source.pk)
    return forecast(page, draft_content(page) or content_of(page))


def go_live(source: Any) -> None:
    type(source).objects.get(pk=source.pk).get_latest_revision().publish()


def happened(source: Any) -> Counter[str]:
    live = type(source).objects.get(pk=source.pk).live_revision_id
    runs = EditionRun.objects.filter(edition__source=source, source_revision_id=live)
    return Counter(runs.values_list("outcome", flat=True))


def affiliates(number: int) -> list[Affiliate]:
    """Return the seeded affiliates and as many new ones as are missing."""
    found = list(Affiliate.objects.order_by("pk"))
    for place in PLACES[: number - len(found)]:
        slug = place.lower()
        found.append(
            provisioned(name=f"{place} Association", short_name=place, slug=slug, place=place, languages=["en"])
        )
    return found[:number]


def edit_now(edition: Edition) -> None:
    """Have somebody open the page in the editor."""
    page = edition.page.specific
    EditingSession.objects.create(
        user=personas.administrator(),
        content_type=ContentType.objects.get_for_model(page),
        object_id=str(page.pk),
        last_seen_at=timezone.now(),
    )


def first(words: str) -> list[dict[str, Any]]:
    return [text(words, FIRST), text(CALL, SECOND)]


def mixed(source: Any) -> dict[str, Edition]:
    """Make editions of every kind."""
    rows = iter(affiliates(10))
    found = {}
    for name in ("same", "disjoint", "conflict", "review", "draft only", "draft on top", "detached", "edited"):
        found[name] = published_edition(source, next(rows))
    publish(found["disjoint"].page, title="Ours")
    publish(found["conflict"].page, body=first("<p>One two three nine.</p>"))
    UpdatePreference.objects.create(affiliate=found["review"].affiliate, mode=UpdateMode.REVIEW)
    save(found["draft on top"].page, body=first("<p>One two three nine.</p>"))
    save(found["draft only"].page, title="Not yet")
    Edition.objects.filter(pk=found["detached"].pk).update(detached_at=timezone.now())
    edit_now(found["edited"])
    found["never published"] = localize(source, next(rows), user=None)
    found["says it already"] = published_edition(source, next(rows))
    publish(
        found["says it already"].page,
        body=[text("<p>One two three five.</p>", FIRST), text(CALL, SECOND), text("<p>New.</p>", NEW)],
    )
    return found


def test_what_it_says_is_what_happens_over_editions_of_every_kind():
    source = national_page()
    mixed(source)
    national_draft(source)
    found = dry_run(source)
    go_live(source)
    work()
    assert found.counts == happened(source)
    assert set(found.counts) == {Outcome.APPLIED, Outcome.CONFLICT, Outcome.REVIEW, Outcome.DRAFT, Outcome.UNCHANGED}


def test_it_says_it_of_each_edition():
    source = national_page()
    editions = mixed(source)
    national_draft(source)
    found = {line.edition_id: line.outcome for line in dry_run(source).lines if not line.is_edited}
    go_live(source)
    work()
    assert found == dict(EditionRun.objects.filter(edition__source=source).values_list("edition_id", "outcome"))
    assert editions["edited"].pk not in found


def test_it_holds_for_a_second_publish_while_updates_wait():
    source = national_page()
    mixed(source)
    national_draft(source)
    go_live(source)
    work()
    save(source, title="Newer", body=[text("<p>One six three five.</p>", FIRST), text(CALL, SECOND)])
    found = dry_run(source)
    go_live(source)
    work()
    assert found.counts == happened(source)


def test_it_holds_for_editions_that_are_behind():
    source = national_page()
    mixed(source)
    publish(source, title="Published, not carried yet")
    national_draft(source)
    found = dry_run(source)
    go_live(source)
    work()
    assert found.counts == happened(source)


def test_it_holds_for_a_page_with_topics_pictures_and_an_edition_with_a_draft_of_them():
    source = page_at(TRAINING)
    edition = published_edition(source)
    topics = list(Topic.objects.filter(locale=source.locale).values_list("pk", flat=True))
    save(edition.page, topics=topics[:1], title="Ours")
    save(source, topics=topics[-1:], cover=None, summary="Another summary.")
    found = dry_run(source)
    go_live(source)
    work()
    assert sum(found.counts.values()) == 1
    assert found.counts == happened(source)


def test_a_text_that_becomes_too_long_waits_for_a_look():
    title = "Alpha beta gamma. Delta epsilon zeta."
    source = publish(national_page(), seo_title=title)
    edition = published_edition(source)
    publish(edition.page, seo_title="Our own words come first. " * 5 + title)
    save(source, seo_title=title + " The nation adds a sentence." * 5)
    found = dry_run(source)
    go_live(source)
    work()
    assert found.counts == happened(source) == {Outcome.REVIEW: 1}


def test_it_names_what_the_affiliate_will_not_see():
    source = national_page()
    edition = published_edition(source)
    publish(edition.page, body=first("<p>One two three nine.</p>"))
    national_draft(source)
    (line,) = dry_run(source).lines
    assert [change.block for change in line.unseen] == [FIRST]
    assert len(line.conflicts) == 1


def test_what_arrives_in_the_words_of_both_is_seen():
    source = national_page()
    edition = published_edition(source)
    publish(edition.page, body=first("<p>Zero two three four.</p>"))
    national_draft(source)
    (line,) = dry_run(source).lines
    assert (line.outcome, line.unseen) == (Outcome.APPLIED, ())


def test_a_block_that_the_affiliate_took_out_is_not_seen():
    source = national_page()
    edition = published_edition(source)
    publish(edition.page, body=[text(CALL, SECOND)])
    save(source, body=[text("<p>One two three five.</p>", FIRST), text(CALL, SECOND)])
    (line,) = dry_run(source).lines
    assert [change.block for change in line.unseen] == [FIRST]


def test_nothing_is_written():
    source = national_page()
    edition = published_edition(source)
    national_draft(source)
    before = content_of(edition.page.specific), fresh(edition).synced_revision_id
    dry_run(source)
    assert (content_of(edition.page.specific), fresh(edition).synced_revision_id) == before
    assert not EditionRun.objects.exists()


def test_it_takes_as_many_queries_for_one_edition_as_for_five():
    source = page_at(TRAINING)
    topics = list(Topic.objects.filter(locale=source.locale).values_list("pk", flat=True))

    def make(affiliate: Affiliate) -> None:
        edition = published_edition(source, affiliate)
        publish(edition.page, title="Ours", topics=topics[:2])
        save(edition.page, topics=topics[1:3], summary="Not yet.")

    def queries() -> int:
        page = page_at(TRAINING)
        content = draft_content(page) or content_of(page)
        with CaptureQueriesContext(connection) as captured:
            forecast(page, content)
        return len(captured)

    rows = affiliates(5)
    make(rows[0])
    save(source, summary="The nation's.")
    queries()
    before = queries()
    for affiliate in rows[1:]:
        make(affiliate)
    assert queries() <= before
    assert before <= 25
