"""Editions whose source is unpublished, deleted or published again: what the affiliate is asked and answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from affiliates.editions.localizing import localize
from affiliates.editions.questions import answer_question, ask_about_sources
from affiliates.editions.updating import work
from affiliates.editions.verbs import attach, detach
from affiliates.models import Activity, ActivityEntry, Affiliate, Edition, SourceQuestion
from demo.factories import StandardPageFactory, TrainingPageFactory
from tests import personas
from tests.affiliates.editions.test_following import OURS, SECTION, fresh, published, shows_ours
from tests.affiliates.reading import PLACES, Readers
from tests.public.seeded import TRAINING, page_at

pytestmark = pytest.mark.django_db

Answer, Event = SourceQuestion.Answer, SourceQuestion.Event


@pytest.fixture(params=PLACES, ids="-".join)
def readers(request: pytest.FixtureRequest) -> Readers:
    return Readers(*request.param)


@pytest.fixture
def english() -> Readers:
    return Readers("path", "en")


@pytest.fixture
def edition(readers: Readers) -> Edition:
    return published(readers.national(TRAINING), readers)


@pytest.fixture
def asked(english: Readers) -> SourceQuestion:
    """The question about an edition whose source was unpublished."""
    published(english.national(TRAINING), english)
    page_at(TRAINING).unpublish()
    ask_about_sources()
    return SourceQuestion.objects.get()


def answered(edition: Edition, answer: SourceQuestion.Answer, target: Page | None = None) -> None:
    answer_question(edition.question, answer, user=personas.illinois_manager(), target=target)
    edition.refresh_from_db()


def path_of_source(readers: Readers) -> str:
    return readers.path_of(readers.national(TRAINING))


# What happens to the source.


def test_unpublishing_the_source_asks_and_the_text_stays_up(readers: Readers, edition: Edition):
    fresh(edition.source).unpublish()
    assert ask_about_sources() == 1
    assert SourceQuestion.objects.get(edition=edition).event == Event.UNPUBLISHED
    assert shows_ours(readers, readers.path_of(edition.page))
    work()
    assert shows_ours(readers, readers.path_of(edition.page))


def test_deleting_the_source_asks_and_the_text_stays_up(readers: Readers, edition: Edition):
    fresh(edition.source).delete()
    assert ask_about_sources() == 1
    edition = Edition.objects.get(pk=edition.pk)
    assert (edition.source, edition.question.event) == (None, Event.DELETED)
    work()
    assert shows_ours(readers, readers.path_of(edition.page))


def test_publishing_the_source_again_withdraws_the_question(readers: Readers, edition: Edition):
    source = fresh(edition.source)
    source.unpublish()
    ask_about_sources()
    fresh(source).save_revision().publish()
    assert ask_about_sources() == 1
    assert not SourceQuestion.objects.exists()
    assert ActivityEntry.objects.filter(action=Activity.SOURCE_BACK, page=edition.page_id).count() == 1
    work()
    assert shows_ours(readers, readers.path_of(edition.page))


def test_nobody_is_asked_where_the_source_is_back_before_the_next_round(english: Readers):
    source = fresh(published(english.national(TRAINING), english).source)
    source.unpublish()
    fresh(source).save_revision().publish()
    assert ask_about_sources() == 0


def test_asking_again_changes_nothing(asked: SourceQuestion):
    assert ask_about_sources() == 0
    assert SourceQuestion.objects.get().pk == asked.pk


def test_a_source_that_is_unpublished_and_then_deleted_is_one_question(asked: SourceQuestion):
    page_at(TRAINING).delete()
    ask_about_sources()
    assert SourceQuestion.objects.get().event == Event.DELETED


def test_deleting_a_section_asks_about_everything_below(english: Readers):
    published(english.national(SECTION), english)
    published(english.national(TRAINING), english)
    page_at(SECTION).delete()
    assert ask_about_sources() == 2


def test_a_draft_that_readers_do_not_see_is_asked_about_once_it_is_published(english: Readers):
    edition = localize(page_at(TRAINING), english.affiliate, user=None)
    page_at(TRAINING).unpublish()
    assert ask_about_sources() == 0
    fresh(edition.page).save_revision().publish()
    assert ask_about_sources() == 1


def test_nobody_is_asked_about_a_detached_page(english: Readers):
    edition = published(page_at(TRAINING), english)
    detach(edition, user=None)
    page_at(TRAINING).delete()
    assert ask_about_sources() == 0
    assert shows_ours(english, english.path_of(edition.page))


def test_detaching_answers_the_question(asked: SourceQuestion):
    detach(asked.edition, user=None)
    ask_about_sources()
    assert not SourceQuestion.objects.exists()


def test_attaching_again_while_the_source_is_gone_asks_again(asked: SourceQuestion):
    edition = asked.edition
    answered(edition, Answer.KEEP)
    assert ask_about_sources() == 0
    attach(edition, user=None)
    assert ask_about_sources() == 1


def test_unpublishing_costs_the_same_however_many_editions_there_are(english: Readers):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            fresh(training).unpublish()
        fresh(training).save_revision().publish()
        return len(queries)

    training = page_at(TRAINING)
    cost()
    without = cost()
    for affiliate in Affiliate.objects.filter(slug__in=["illinois", "indiana", "california"]):
        localize(training, affiliate, user=None)
    assert cost() == without


# The answers.


@pytest.mark.parametrize("deleted", [False, True], ids=["unpublished", "deleted"])
def test_kept_it_is_a_page_of_its_own(readers: Readers, edition: Edition, deleted: bool):
    lose(edition, deleted)
    answered(edition, Answer.KEEP)
    assert edition.detached_at is not None
    assert shows_ours(readers, readers.path_of(edition.page))
    assert ask_about_sources() == 0


@pytest.mark.parametrize("deleted", [False, True], ids=["unpublished", "deleted"])
def test_taken_down_its_readers_come_to_the_page_above(readers: Readers, edition: Edition, deleted: bool):
    path = readers.path_of(edition.page)
    lose(edition, deleted)
    answered(edition, Answer.TAKE_DOWN)
    assert readers.hop(path)[1] == readers.path_of(readers.national(SECTION))
    assert fresh(edition.page).title == OURS
    assert ask_about_sources() == 0


@pytest.mark.parametrize("deleted", [False, True], ids=["unpublished", "deleted"])
def test_its_readers_come_to_the_page_that_was_chosen(readers: Readers, edition: Edition, deleted: bool):
    path = readers.path_of(edition.page)
    target = StandardPageFactory(parent=readers.subsite.home, slug="instead", locale=edition.page.locale)
    lose(edition, deleted)
    answered(edition, Answer.REDIRECT, target)
    assert readers.hop(path) == (301, readers.path_of(target))


def test_a_national_page_may_be_chosen(readers: Readers, edition: Edition):
    path, target = readers.path_of(edition.page), readers.national(SECTION)
    lose(edition, deleted=True)
    answered(edition, Answer.REDIRECT, target)
    assert readers.hop(path) == (301, readers.path_of(target))


def test_taken_down_the_inherited_page_appears_when_it_is_published_again(readers: Readers, edition: Edition):
    path = readers.path_of(edition.page)
    lose(edition, deleted=False)
    answered(edition, Answer.REDIRECT, readers.national(SECTION))
    fresh(edition.source).save_revision().publish()
    ask_about_sources()
    assert not shows_ours(readers, path)
    assert not SourceQuestion.objects.exists()


def lose(edition: Edition, deleted: bool) -> None:
    source = fresh(edition.source)
    source.delete() if deleted else source.unpublish()
    ask_about_sources()
    edition.refresh_from_db()


def test_a_second_answer_is_refused(asked: SourceQuestion):
    manager = personas.illinois_manager()
    answer_question(asked, Answer.KEEP, user=manager)
    with pytest.raises(ValidationError):
        answer_question(asked, Answer.TAKE_DOWN, user=manager)
    assert fresh(asked.edition.page).live


def test_an_answer_after_the_source_came_back_is_refused(asked: SourceQuestion):
    fresh(asked.edition.source).save_revision().publish()
    with pytest.raises(ValidationError):
        answer_question(asked, Answer.TAKE_DOWN, user=personas.illinois_manager())
    assert fresh(asked.edition.page).live


def test_who_may_not_unpublish_may_only_keep(asked: SourceQuestion):
    with pytest.raises(PermissionDenied):
        answer_question(asked, Answer.TAKE_DOWN, user=personas.california_editor())


def test_the_answer_is_in_the_log(asked: SourceQuestion):
    answer_question(asked, Answer.TAKE_DOWN, user=personas.illinois_manager())
    entry = ActivityEntry.objects.get(action=Activity.SOURCE_ANSWERED)
    assert (entry.user, entry.details) == (personas.illinois_manager(), {"answer": "take_down"})
    asked.refresh_from_db()
    assert asked.answered_by == personas.illinois_manager()
    assert asked.answered_at is not None


# Telling the affiliate.


def test_its_managers_get_one_mail_about_all_pages(english: Readers, mailoutbox, django_capture_on_commit_callbacks):
    published(page_at(SECTION), english)
    other = TrainingPageFactory(parent=page_at(SECTION), slug="other", title="Other")
    localized = published(fresh(other), english)
    fresh(other).unpublish()
    page_at(TRAINING).unpublish()
    page_at(SECTION).unpublish()
    for _round in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            ask_about_sources()
    mine = [mail for mail in mailoutbox if mail.to == [personas.illinois_manager().email]]
    assert len(mine) == 1
    assert mine[0].body.count(f"- {OURS}") == 2
    assert reverse("editions", args=[localized.affiliate_id]) in mine[0].body
    assert "Illinois" in mine[0].subject
    assert not [mail for mail in mailoutbox if mail.to == [personas.california_editor().email]]


def test_a_question_that_was_withdrawn_before_the_mail_tells_nobody(
    english: Readers, mailoutbox, django_capture_on_commit_callbacks
):
    published(page_at(TRAINING), english)
    with django_capture_on_commit_callbacks(execute=True):
        page_at(TRAINING).unpublish()
        fresh(page_at(TRAINING)).save_revision().publish()
        ask_about_sources()
    assert not mailoutbox


# The form.


def address(question: SourceQuestion) -> str:
    return reverse("edition_question", args=[question.edition.affiliate_id, question.edition_id])


@pytest.fixture
def manager() -> Client:
    return personas.browser_of(personas.illinois_manager())


def test_the_form_says_what_happened_and_offers_three_answers(asked: SourceQuestion, manager: Client):
    html = manager.get(address(asked)).content.decode()
    assert "has unpublished the page" in html
    assert [html.count(f'value="{answer}"') for answer in Answer.values] == [1, 1, 1]


def test_the_form_keeps_the_page(asked: SourceQuestion, manager: Client):
    response = manager.post(address(asked), {"answer": "keep"})
    assert response.status_code == 302
    asked.edition.refresh_from_db()
    assert asked.edition.detached_at is not None


def test_the_form_takes_the_page_down_with_a_redirect(asked: SourceQuestion, manager: Client, english: Readers):
    path = english.path_of(asked.edition.page)
    target = StandardPageFactory(parent=english.subsite.home, slug="instead")
    response = manager.post(address(asked), {"answer": "redirect", "redirect_page": target.pk})
    assert response.status_code == 302
    assert english.hop(path) == (301, english.path_of(target))


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "This field is required."),
        ({"answer": "nonsense"}, "Select a valid choice."),
        ({"answer": "redirect"}, "Choose the page that readers are led to."),
        ({"answer": "redirect", "redirect_page": "999999"}, "Select a valid choice."),
        ({"answer": "redirect", "redirect_page": "x"}, "Select a valid choice."),
    ],
)
def test_bad_answers_are_refused_beside_the_field(
    asked: SourceQuestion, manager: Client, sent: dict[str, Any], message: str
):
    response = manager.post(address(asked), sent)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert fresh(asked.edition.page).live


def test_a_page_that_readers_do_not_find_is_refused(asked: SourceQuestion, manager: Client, english: Readers):
    draft = StandardPageFactory(parent=english.subsite.home, slug="instead", live=False)
    for target in (draft.pk, asked.edition.page_id):
        response = manager.post(address(asked), {"answer": "redirect", "redirect_page": target})
        assert response.status_code == 422
    assert fresh(asked.edition.page).live


def test_a_page_of_another_affiliate_is_as_missing_as_one_that_is_not_there(asked: SourceQuestion, manager: Client):
    foreign = StandardPageFactory(parent=page_at("/affiliates/indiana/"), title="Only in Indiana")
    response = manager.post(address(asked), {"answer": "redirect", "redirect_page": foreign.pk})
    assert response.status_code == 422
    assert "Only in Indiana" not in response.content.decode()


def test_who_has_no_part_in_it_finds_nothing(asked: SourceQuestion):
    for user in (personas.california_editor(), personas.illinois_read_only()):
        browser = personas.browser_of(user)
        assert browser.get(address(asked)).status_code == 404
        assert browser.post(address(asked), {"answer": "take_down"}).status_code == 404
    assert fresh(asked.edition.page).live


def test_where_nothing_is_asked_the_form_leads_to_the_edition(asked: SourceQuestion, manager: Client):
    answer_question(asked, Answer.KEEP, user=personas.illinois_manager())
    for response in (manager.get(address(asked)), manager.post(address(asked), {"answer": "take_down"})):
        there = reverse("edition", args=[asked.edition.affiliate_id, asked.edition_id])
        assert urlsplit(response.headers["Location"]).path == there


def test_the_question_is_in_the_affiliate_s_list(asked: SourceQuestion, manager: Client):
    listed = manager.get(reverse("editions", args=[asked.edition.affiliate_id]), {"list": "questions"})
    assert listed.status_code == 200
    edition = manager.get(reverse("edition", args=[asked.edition.affiliate_id, asked.edition_id]))
    assert address(asked) in edition.content.decode()
