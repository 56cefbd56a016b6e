"""Editions whose source moves or is renamed: on path addresses and on an own host, in English and in Spanish."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from affiliates.editions.following import editions_astray, follow, follow_sources
from affiliates.editions.localizing import localize
from affiliates.editions.updating import work
from affiliates.editions.verbs import attach, delete_edition, detach, reset, restore
from affiliates.models import Activity, ActivityEntry, Affiliate, Edition, RemovedEdition
from affiliates.national_content import State, national_pages, rows
from demo.factories import StandardPageFactory, TrainingIndexPageFactory, TrainingPageFactory
from tests import personas
from tests.affiliates.reading import PLACES, Readers
from tests.public.seeded import TRAINING, page_at

pytestmark = pytest.mark.django_db

SECTION = "/trainings/"
OURS = "What we in Illinois call it"


@pytest.fixture(params=PLACES, ids="-".join)
def readers(request: pytest.FixtureRequest) -> Readers:
    return Readers(*request.param)


@pytest.fixture
def english() -> Readers:
    return Readers("path", "en")


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def rename(page: Page, slug: str) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            page = fresh(page)
            page.slug = slug
            page.save_revision().publish()
        return fresh(page)

    return rename


@pytest.fixture
def follow_all(django_capture_on_commit_callbacks):
    def follow_all() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return follow_sources()

    return follow_all


def fresh(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).specific


def move(page: Page, parent: Page) -> Any:
    fresh(page).move(Page.objects.get(pk=parent.pk), pos="last-child")
    return fresh(page)


def published(source: Page, readers: Readers) -> Edition:
    """Make the edition of a page with a title of its own, and publish it."""
    edition = localize(source, readers.affiliate, user=None)
    page = fresh(edition.page).get_latest_revision_as_object()
    page.title = OURS
    page.save_revision().publish()
    return Edition.objects.get(pk=edition.pk)


def state_of(source: Page, readers: Readers) -> tuple[State, int | None]:
    pages = national_pages(readers.subsite).filter(pk=source.pk)
    row = rows(readers.subsite, pages)[0]
    return row.state, row.own_id


def shows_ours(readers: Readers, path: str) -> bool:
    response = readers.get(path)
    assert response.status_code == 200, path
    return OURS in response.content.decode()


# The source is renamed or moved.


def test_it_follows_a_new_slug(readers: Readers, rename, follow_all):
    edition = published(readers.national(TRAINING), readers)
    old = readers.path_of(edition.page)
    source = rename(readers.national(TRAINING), "another-name")
    assert follow_all() == 1
    page = fresh(edition.page)
    assert page.slug == "another-name"
    assert shows_ours(readers, readers.path_of(source))
    assert readers.hop(old) == (301, readers.path_of(page))


def test_it_follows_a_move_and_what_is_missing_above_is_made(readers: Readers, follow_all):
    edition = published(readers.national(TRAINING), readers)
    old = readers.path_of(edition.page)
    source = move(readers.national(TRAINING), readers.national("/resources/"))
    subsite = readers.subsite
    Page.objects.filter(path__startswith=subsite.home.path, slug=source.get_parent().slug).delete()
    assert follow_all() == 1
    page = fresh(edition.page)
    assert page.url_path == subsite.own_url_path(source)
    assert not page.get_parent().live
    assert Edition.objects.get(page=page.get_parent()).source_id == source.get_parent().pk
    assert shows_ours(readers, readers.path_of(source))
    assert readers.hop(old) == (301, readers.path_of(page))


def test_until_it_has_gone_no_address_ends_in_a_404(readers: Readers, rename):
    edition = published(readers.national(TRAINING), readers)
    old = readers.path_of(edition.page)
    source = rename(readers.national(TRAINING), "another-name")
    assert shows_ours(readers, old)
    assert readers.get(readers.path_of(source)).status_code == 200


def test_it_follows_a_rename_and_a_move_in_one_round(readers: Readers, rename, follow_all):
    edition = published(readers.national(TRAINING), readers)
    old = readers.path_of(edition.page)
    rename(readers.national(TRAINING), "another-name")
    source = move(Page.objects.get(pk=edition.source_id), readers.national("/resources/"))
    assert follow_all() == 1
    assert readers.hop(old) == (301, readers.path_of(source))
    assert shows_ours(readers, readers.path_of(source))
    assert Redirect.objects.filter(redirect_page=edition.page).count() == 1


def test_an_edition_of_a_section_takes_everything_below_along(readers: Readers, rename, follow_all):
    section = published(readers.national(SECTION), readers)
    below = published(readers.national(TRAINING), readers)
    local = TrainingPageFactory(parent=fresh(section.page), slug="only-ours", locale=section.page.locale)
    old = [readers.path_of(page) for page in (section.page, below.page, local)]
    rename(readers.national(SECTION), "courses")
    assert follow_all() == 1
    assert not editions_astray().exists()
    new = [readers.path_of(fresh(page)) for page in (section.page, below.page, local)]
    assert all("/courses/" in path for path in new)
    assert [readers.hop(path) for path in old] == [(301, path) for path in new]


def test_it_follows_where_only_the_section_above_is_national(readers: Readers, rename, follow_all):
    edition = published(readers.national(TRAINING), readers)
    Edition.objects.filter(page=edition.page.get_parent()).update(detached_at=timezone.now())
    rename(readers.national(SECTION), "courses")
    assert follow_all() == 1
    source = Page.objects.get(pk=edition.source_id)
    assert fresh(edition.page).url_path == readers.subsite.own_url_path(source)


def test_following_again_changes_nothing(english: Readers, rename, follow_all):
    published(english.national(TRAINING), english)
    rename(english.national(TRAINING), "another-name")
    assert [follow_all(), follow_all()] == [1, 0]


def test_two_pages_that_change_places_take_their_editions_along(readers: Readers, rename, follow_all):
    section = readers.national(SECTION)
    other = TrainingPageFactory(parent=section, slug="other", title="Other", locale=section.locale)
    first, second = published(readers.national(TRAINING), readers), published(fresh(other), readers)
    slug = first.page.slug
    rename(first.source, "between")
    rename(second.source, slug)
    rename(first.source, "other")
    assert follow_all() >= 1
    assert not editions_astray().exists()
    assert (fresh(first.page).slug, fresh(second.page).slug) == ("other", slug)
    for edition in (first, second):
        assert readers.get(readers.path_of(fresh(edition.page))).status_code == 200


def test_drafts_get_the_new_slug_too(english: Readers, rename, follow_all):
    edition = published(english.national(TRAINING), english)
    draft = fresh(edition.page)
    draft.title = "Not yet published"
    draft.save_revision()
    rename(english.national(TRAINING), "another-name")
    follow_all()
    page = fresh(edition.page).get_latest_revision_as_object()
    assert (page.title, page.slug) == ("Not yet published", "another-name")
    page.save_revision().publish()
    assert fresh(edition.page).slug == "another-name"


def test_a_draft_edition_follows_as_well(english: Readers, rename, follow_all):
    edition = localize(english.national(TRAINING), english.affiliate, user=None)
    rename(english.national(TRAINING), "another-name")
    assert follow_all() == 1
    assert fresh(edition.page).slug == "another-name"
    assert not fresh(edition.page).live


def test_it_waits_while_somebody_edits_the_page(english: Readers, rename, follow_all):
    edition = published(english.national(TRAINING), english)
    rename(english.national(TRAINING), "another-name")
    session = EditingSession.objects.create(
        user=personas.illinois_editor(),
        content_type=ContentType.objects.get_for_model(edition.page.specific_class),
        object_id=str(edition.page_id),
        last_seen_at=timezone.now(),
    )
    assert follow_all() == 0
    session.delete()
    assert follow_all() == 1


def test_the_log_says_that_it_moved(english: Readers, rename, follow_all):
    edition = published(english.national(TRAINING), english)
    rename(english.national(TRAINING), "another-name")
    follow_all()
    entry = ActivityEntry.objects.get(action=Activity.EDITION_FOLLOWED)
    assert (entry.affiliate, entry.page_id, entry.user) == (english.affiliate, edition.page_id, None)


def test_a_national_move_costs_the_same_however_many_editions_there_are(english: Readers):
    def cost() -> int:
        here = Page.objects.get(pk=training.pk).get_parent().pk
        target = next(page for page in (section, resources) if page.pk != here)
        with CaptureQueriesContext(connection) as queries:
            move(training, target)
        return len(queries)

    training, section, resources = (page_at(path) for path in (TRAINING, SECTION, "/resources/"))
    cost()  # what is read once and remembered
    cost()
    without = cost()
    cost()
    for affiliate in Affiliate.objects.filter(slug__in=["illinois", "indiana", "california"]):
        localize(fresh(training), affiliate, user=None)
    assert cost() == without


# The affiliate moves its edition, deletes it, detaches it.


def test_one_moved_by_hand_stays_where_the_affiliate_put_it(readers: Readers, rename, follow_all):
    edition = published(readers.national(TRAINING), readers)
    old = readers.path_of(edition.page)
    page = move(edition.page, readers.subsite.home)
    assert follow_all() == 0
    assert shows_ours(readers, readers.path_of(page))
    # The inherited page is back at the path.
    assert not shows_ours(readers, old)
    assert state_of(readers.national(TRAINING), readers) == (State.INHERITED, None)
    source = rename(readers.national(TRAINING), "another-name")
    assert follow_all() == 0
    assert not editions_astray().exists()
    assert shows_ours(readers, readers.path_of(page))
    assert readers.hop(old) == (301, readers.path_of(page))
    assert readers.get(readers.path_of(source)).status_code == 200


def test_one_renamed_by_hand_stays_and_still_gets_updates(readers: Readers, rename, follow_all):
    edition = published(readers.national(TRAINING), readers)
    rename(edition.page, "ours")
    rename(readers.national(TRAINING), "another-name")
    assert follow_all() == 0
    assert fresh(edition.page).slug == "ours"
    source = fresh(edition.source)
    source.summary = "A new summary of the nation."
    source.save_revision().publish()
    work()
    assert fresh(edition.page).summary == "A new summary of the nation."


def test_one_deleted_in_the_ordinary_way_leaves_the_inherited_page_and_a_way_back(readers: Readers):
    edition = published(readers.national(TRAINING), readers)
    path, pk = readers.path_of(edition.page), edition.page_id
    fresh(edition.page).delete(user=personas.administrator())
    assert not Edition.objects.filter(source=edition.source).exists()
    assert not shows_ours(readers, path)
    kept = RemovedEdition.objects.get(page_id=pk)
    assert (kept.content["title"], kept.was_live, kept.removed_by) == (OURS, True, personas.administrator())
    restore(kept, user=None)
    assert shows_ours(readers, path)


def test_one_deleted_with_its_section_can_be_brought_back(english: Readers):
    section = published(english.national(SECTION), english)
    published(english.national(TRAINING), english)
    fresh(section.page).delete(user=personas.administrator())
    removed = RemovedEdition.objects.all()
    assert removed.count() == 2
    for kept in removed.order_by("parent_id"):
        restore(kept, user=None)
    assert Edition.objects.filter(source__in=[english.national(SECTION), english.national(TRAINING)]).count() == 2


def test_the_verb_keeps_it_once(english: Readers):
    edition = published(english.national(TRAINING), english)
    delete_edition(edition, user=personas.administrator())
    assert RemovedEdition.objects.count() == 1


def test_a_detached_one_stays_and_goes_along_once_it_is_attached_again(readers: Readers, rename, follow_all):
    edition = published(readers.national(TRAINING), readers)
    old = readers.path_of(edition.page)
    detach(edition, user=None)
    source = rename(readers.national(TRAINING), "another-name")
    assert follow_all() == 0
    assert shows_ours(readers, old)
    assert not shows_ours(readers, readers.path_of(source))
    attach(edition, user=None)
    assert follow_all() == 1
    assert shows_ours(readers, readers.path_of(source))
    assert readers.hop(old) == (301, readers.path_of(source))


def test_one_that_was_reset_goes_along(readers: Readers, rename, follow_all):
    edition = published(readers.national(TRAINING), readers)
    reset(edition, user=None)
    source = rename(readers.national(TRAINING), "another-name")
    assert follow_all() == 1
    assert fresh(edition.page).url_path == readers.subsite.own_url_path(source)
    assert not shows_ours(readers, readers.path_of(source))


def test_one_that_was_deleted_comes_back_where_its_source_is(readers: Readers, rename, follow_all):
    edition = published(readers.national(TRAINING), readers)
    old = readers.path_of(edition.page)
    kept = delete_edition(edition, user=None)
    source = rename(readers.national(TRAINING), "another-name")
    assert readers.hop(old) == (301, readers.path_of(source))
    restore(kept, user=None)
    assert shows_ours(readers, readers.path_of(source))
    assert follow_all() == 0


def test_one_that_was_deleted_with_its_source_leads_to_the_section(readers: Readers):
    edition = published(readers.national(TRAINING), readers)
    old = readers.path_of(edition.page)
    delete_edition(edition, user=None)
    readers.national(TRAINING).delete()
    assert readers.hop(old)[1] == readers.path_of(readers.national(SECTION))


# A page of the affiliate is at the path.


def test_a_page_in_the_way_stays_and_so_does_the_edition(readers: Readers, rename, follow_all):
    edition = published(readers.national(TRAINING), readers)
    local = TrainingPageFactory(
        parent=fresh(edition.page).get_parent(), slug="taken", title="Only in Illinois", locale=edition.page.locale
    )
    source = rename(readers.national(TRAINING), "taken")
    assert [follow_all(), follow_all()] == [0, 0]
    assert shows_ours(readers, readers.path_of(edition.page))
    assert "Only in Illinois" in readers.get(readers.path_of(source)).content.decode()
    assert ActivityEntry.objects.filter(action=Activity.EDITION_STAYED, page=edition.page_id).count() == 1
    rename(local, "given-up")
    assert follow_all() == 1
    assert shows_ours(readers, readers.path_of(source))


def test_a_national_page_made_where_the_affiliate_has_one_takes_nothing_away(readers: Readers):
    home = readers.subsite.home
    local = StandardPageFactory(parent=home, slug="what-we-do", title=OURS, locale=home.locale)
    nation = Page.objects.get(path=readers.subsite.national_path)
    source = StandardPageFactory(parent=nation, slug="what-we-do", title="What we do", locale=home.locale)
    assert shows_ours(readers, readers.path_of(source))
    assert state_of(source, readers) == (State.ADAPTED, local.pk)
    assert follow_sources() == 0
    edition = localize(source, readers.affiliate, user=None)
    assert edition.page_id == local.pk
    assert shows_ours(readers, readers.path_of(source))


def test_a_page_that_the_affiliate_makes_at_the_path_of_a_national_one_stands_in_for_it(readers: Readers):
    source = readers.national(SECTION)
    home = readers.subsite.home
    local = TrainingIndexPageFactory(parent=home, slug=source.slug, title=OURS, locale=home.locale)
    assert shows_ours(readers, readers.path_of(source))
    assert state_of(source, readers) == (State.ADAPTED, local.pk)
    assert readers.get(readers.path_of(readers.national(TRAINING))).status_code == 200


def test_a_source_that_becomes_an_affiliate_s_page_leaves_the_edition_alone(english: Readers, follow_all):
    edition = published(english.national(TRAINING), english)
    move(edition.source, page_at("/affiliates/indiana/"))
    assert follow_all() == 0
    assert not editions_astray().exists()
    assert shows_ours(english, english.path_of(edition.page))


def test_one_that_fails_does_not_keep_the_others(english: Readers, rename, follow_all, monkeypatch):
    first = published(english.national(TRAINING), english)
    other = published(english.national("/press/"), english)
    rename(first.source, "another-name")
    rename(other.source, "newsroom")
    fail_for = first.page_id

    def fail(page: Page, url_path_before: str) -> None:
        if page.pk == fail_for:
            raise RuntimeError

    monkeypatch.setattr("affiliates.editions.following.leave_redirects", fail)
    assert follow_all() == 1
    assert fresh(first.page).slug == first.page.slug
    monkeypatch.undo()
    assert follow(first)
