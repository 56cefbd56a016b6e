"""Detaching, attaching, resetting, deleting and bringing back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from affiliates.editions.content import content_of
from affiliates.editions.localizing import localize
from affiliates.editions.updating import editions_behind, update, work
from affiliates.editions.verbs import attach, consequences, delete_edition, detach, purge, reset, restore
from affiliates.models import Activity, ActivityEntry, Edition, OverrideNote, PendingUpdate, RemovedEdition
from demo.factories import StandardPageFactory
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
from tests.public.seeded import TRAINING, page_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Page:
    return national_page()


@pytest.fixture
def edition(source: Page) -> Edition:
    edition = published_edition(source)
    publish(edition.page, body=[text("<p>One two three four.</p>", FIRST), text("<p>Call Springfield.</p>", SECOND)])
    return fresh(edition)


def test_a_detached_page_gets_no_national_changes(source: Page, edition: Edition):
    detach(edition, user=personas.illinois_editor())
    publish(source, title="What we all do")
    assert work() == 0
    assert live(edition).title == "What we do"


def test_an_attached_page_gets_those_that_it_missed(source: Page, edition: Edition):
    detach(edition, user=None)
    publish(source, title="What we all do")
    attach(edition, user=personas.illinois_editor())
    work()
    assert live(edition).title == "What we all do"
    assert body(live(edition))[1] == "<p>Call Springfield.</p>"


def test_detaching_drops_the_update_that_waits_and_attaching_brings_it_again(source: Page, edition: Edition):
    publish(source, body=[text("<p>One two three four.</p>", FIRST), text("<p>Call Washington.</p>", SECOND)])
    work()
    detach(edition, user=None)
    assert not PendingUpdate.objects.exists()
    attach(edition, user=None)
    work()
    assert PendingUpdate.objects.get().conflicts == 1


def test_doing_it_twice_changes_nothing(edition: Edition):
    for verb in (detach, detach, attach, attach):
        verb(edition, user=None)
    actions = [Activity.EDITION_DETACHED, Activity.EDITION_ATTACHED]
    assert ActivityEntry.objects.filter(action__in=actions).count() == 2


def test_a_page_is_not_attached_beside_another_edition(source: Page, edition: Edition):
    detach(edition, user=None)
    Page.objects.get(pk=edition.page_id).delete()
    other = localize(source, illinois(), user=None)
    detach(other, user=None)
    third = Edition.objects.create(
        page=StandardPageFactory(parent=page_at("/affiliates/illinois/")), source=source, affiliate=illinois(), base={}
    )
    assert third.detached_at is None
    with pytest.raises(ValidationError, match="another edition"):
        attach(other, user=None)


def test_a_page_whose_source_is_gone_is_not_attached(source: Page, edition: Edition):
    detach(edition, user=None)
    Edition.objects.filter(pk=edition.pk).update(source=None)
    with pytest.raises(ValidationError, match="deleted"):
        attach(edition, user=None)


def test_localizing_ties_a_detached_page_at_the_path_again(source: Page, edition: Edition):
    detach(edition, user=None)
    assert localize(source, illinois(), user=None) == edition
    assert fresh(edition).detached_at is None


def test_resetting_says_what_the_nation_says_and_keeps_the_local_text(source: Page, edition: Edition):
    kept = reset(edition, user=personas.illinois_editor())
    assert content_of(live(edition)) == content_of(source)
    assert not fresh(edition).override_notes.exists()
    assert kept.content["body"][1]["value"] == "<p>Call Springfield.</p>"


def test_resetting_by_somebody_who_may_not_publish_makes_a_draft(source: Page, edition: Edition):
    reset(edition, user=personas.illinois_read_only())
    assert body(live(edition))[1] == "<p>Call Springfield.</p>"
    assert content_of(draft(edition)) == content_of(source)


def test_what_was_reset_comes_back_with_its_draft_and_its_reasons(source: Page, edition: Edition):
    OverrideNote.objects.filter(edition=edition).update(reason="Our own office")
    save(edition.page, title="A draft")
    kept = reset(edition, user=None)
    restore(kept, user=personas.illinois_editor())
    assert body(live(edition))[1] == "<p>Call Springfield.</p>"
    assert draft(edition).title == "A draft"
    assert fresh(edition).override_notes.get().reason == "Our own office"
    work()
    assert body(live(edition))[1] == "<p>Call Springfield.</p>"


def test_deleting_takes_the_page_away(source: Page, edition: Edition):
    delete_edition(edition, user=personas.illinois_editor())
    assert not Edition.objects.exists()
    assert not Page.objects.filter(pk=edition.page_id).exists()


def test_what_was_deleted_comes_back_and_gets_the_national_changes_since_then(source: Page, edition: Edition):
    address = edition.page.url_path
    kept = delete_edition(edition, user=personas.illinois_editor())
    publish(source, title="What we all do")
    again = restore(kept, user=personas.illinois_editor())
    assert again.page.url_path == address
    assert live(again).live
    assert body(live(again))[1] == "<p>Call Springfield.</p>"
    work()
    assert live(again).title == "What we all do"
    assert body(live(again))[1] == "<p>Call Springfield.</p>"


def test_a_deleted_draft_comes_back_as_a_draft(source: Page):
    edition = localize(source, illinois(), user=None)
    save(edition.page, title="Ours")
    again = restore(delete_edition(edition, user=None), user=None)
    assert not again.page.live
    assert draft(again).title == "Ours"


def test_it_comes_back_below_pages_above_that_were_deleted_too():
    edition = localize(page_at(TRAINING), illinois(), user=None)
    above = edition.page.get_parent()
    kept = delete_edition(edition, user=None)
    Page.objects.get(pk=above.pk).delete()
    assert restore(kept, user=None).page.get_parent().slug == above.slug


def test_a_page_with_others_below_is_kept_as_a_draft_above_them(source: Page, edition: Edition):
    below = StandardPageFactory(parent=edition.page, title="Below")
    delete_edition(edition, user=None)
    assert Page.objects.get(pk=below.pk).live
    assert not live(edition).live
    assert content_of(draft(edition)) == content_of(source)
    restore(RemovedEdition.objects.get(), user=None)
    assert body(live(edition))[1] == "<p>Call Springfield.</p>"
    assert live(edition).live


def test_links_to_a_deleted_edition_lead_to_the_national_page_again(source: Page, edition: Edition):
    other = national_page(slug="more")
    publish(other, body=[text(f'<p><a linktype="page" id="{source.pk}">more</a></p>', FIRST)])
    linking = published_edition(other)
    publish(other, body=[text(f'<p>See <a linktype="page" id="{source.pk}">more</a></p>', FIRST)])
    update(linking)
    assert f'id="{edition.page_id}"' in body(live(linking))[0]
    delete_edition(edition, user=None)
    assert f'id="{source.pk}"' in body(live(linking))[0]


def test_it_comes_back_once(edition: Edition):
    kept = delete_edition(edition, user=None)
    restore(kept, user=None)
    with pytest.raises(ValidationError, match="already"):
        restore(kept, user=None)


def test_it_does_not_come_back_where_another_page_stands(edition: Edition):
    kept = delete_edition(edition, user=None)
    StandardPageFactory(parent=page_at("/affiliates/illinois/"), slug="what-we-do")
    with pytest.raises(ValidationError, match="another page"):
        restore(kept, user=None)


def test_after_30_days_it_is_gone(edition: Edition):
    kept = delete_edition(edition, user=None)
    RemovedEdition.objects.update(removed_at=timezone.now() - timedelta(days=31))
    with pytest.raises(ValidationError, match="30 days"):
        restore(kept, user=None)
    assert purge() == 1


def test_each_verb_says_first_what_will_happen(source: Page, edition: Edition):
    for verb in ("detach", "attach", "reset", "delete"):
        assert consequences(verb, edition, illinois())
    assert "draft" in consequences("localize", page_at(TRAINING), illinois())[0]
    kept = delete_edition(edition, user=None)
    assert "made again" in consequences("restore", kept, illinois())[0]
    StandardPageFactory(parent=page_at("/affiliates/illinois/"), slug="what-we-do", title="Mine")
    assert "Mine" in consequences("localize", source, illinois())[0]
    with pytest.raises(ValueError, match="Nothing"):
        consequences("sing", source, illinois())


def test_an_edition_as_it_was_made_is_not_behind(edition: Edition):
    assert not editions_behind().exists()
