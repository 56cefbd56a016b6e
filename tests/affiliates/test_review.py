"""Managers review what is submitted, and the nation what its type says; nobody goes around it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Locale, Page, TaskState, WorkflowState
from wagtail_localize.models import Translation, TranslationSource

from affiliates.isolation.guard import asked_by
from affiliates.models import AffiliateHomePage
from demo.factories import PressReleasePageFactory, ResourcePageFactory
from press.models import PressIndexPage, PressReleasePage
from resources.models import ResourceIndexPage
from tests import personas
from users.models import User

pytestmark = pytest.mark.django_db


def index_of(model: type[Page]) -> Page:
    home = AffiliateHomePage.objects.get(affiliate__slug="illinois", locale__language_code="en")
    return model.objects.child_of(home).get()


@pytest.fixture
def release() -> PressReleasePage:
    """A draft of Illinois."""
    return drafted(PressReleasePageFactory(parent=index_of(PressIndexPage), title="A release", live=False))


@pytest.fixture
def resource() -> Page:
    """A draft of Illinois."""
    return drafted(ResourcePageFactory(parent=index_of(ResourceIndexPage), title="A resource", live=False))


def drafted(page: Page) -> Page:
    page.save_revision()
    return page


def submit(page: Page, user: User) -> WorkflowState:
    return page.get_workflow().start(page, user)


def approve(state: WorkflowState, user: User) -> WorkflowState:
    state.refresh_from_db()
    task_state = state.current_task_state
    task_state.task.specific.on_action(task_state, user=user, action_name="approve")
    state.refresh_from_db()
    return state


def test_the_managers_review_comes_first(release):
    state = submit(release, personas.illinois_editor())
    assert state.current_task_state.task.name == "Illinois: review"


def test_a_release_goes_on_to_the_nation(release):
    state = approve(submit(release, personas.illinois_editor()), personas.illinois_manager())
    assert state.current_task_state.task.name == "National review"
    release.refresh_from_db()
    assert not release.live


def test_a_release_is_published_when_the_nation_agrees(release):
    state = approve(submit(release, personas.illinois_editor()), personas.illinois_manager())
    state = approve(state, personas.national_editor())
    release.refresh_from_db()
    assert release.live
    assert state.status == WorkflowState.STATUS_APPROVED


def test_a_resource_is_published_when_the_managers_agree(resource):
    state = approve(submit(resource, personas.illinois_editor()), personas.illinois_manager())
    resource.refresh_from_db()
    assert resource.live
    assert state.status == WorkflowState.STATUS_APPROVED


def test_the_step_that_is_stepped_over_is_on_record(resource):
    state = approve(submit(resource, personas.illinois_editor()), personas.illinois_manager())
    statuses = dict(state.task_states.values_list("task__name", "status"))
    assert statuses["National review"] == TaskState.STATUS_SKIPPED


def test_nobody_is_asked_to_review_what_is_stepped_over(resource, django_capture_on_commit_callbacks):
    state = submit(resource, personas.illinois_editor())
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        approve(state, personas.illinois_manager())
    assert not [message for message in mail.outbox if personas.national_editor().email in message.to]


def test_the_nation_may_ask_for_changes(release):
    state = approve(submit(release, personas.illinois_editor()), personas.illinois_manager())
    task_state = state.current_task_state
    task_state.task.specific.on_action(task_state, user=personas.national_editor(), action_name="reject", comment="No.")
    state.refresh_from_db()
    release.refresh_from_db()
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert not release.live


@pytest.mark.parametrize("person", [personas.illinois_editor, personas.illinois_manager])
def test_an_affiliate_s_people_do_not_publish_a_release_themselves(release, person):
    assert not release.permissions_for_user(person()).can_publish()
    assert release.permissions_for_user(person()).can_edit()


@pytest.mark.parametrize("person", [personas.illinois_editor, personas.illinois_manager])
def test_an_affiliate_s_people_publish_a_resource_themselves(resource, person):
    assert resource.permissions_for_user(person()).can_publish()


@pytest.mark.parametrize("person", [personas.national_editor, personas.administrator])
def test_national_people_publish_a_release_themselves(release, person):
    assert release.permissions_for_user(person()).can_publish()


def test_a_plain_page_object_knows_it_too(release):
    assert not Page.objects.get(pk=release.pk).permissions_for_user(personas.illinois_editor()).can_publish()


def test_a_new_release_cannot_be_published_in_one_go():
    browser = personas.browser_of(personas.illinois_editor())
    index = index_of(PressIndexPage)
    address = reverse("wagtailadmin_pages:add", args=["press", "pressreleasepage", index.pk])
    assert "action-publish" not in browser.get(address).text


def test_who_may_not_publish_may_submit(release):
    browser = personas.browser_of(personas.illinois_editor())
    text = browser.get(reverse("wagtailadmin_pages:edit", args=[release.pk])).text
    assert "action-submit" in text
    assert "action-publish" not in text


def test_an_editor_publishes_a_resource_at_once(resource):
    browser = personas.browser_of(personas.illinois_editor())
    assert "action-publish" in browser.get(reverse("wagtailadmin_pages:edit", args=[resource.pk])).text


def test_publishing_several_at_once_leaves_a_release_out(release):
    browser = personas.browser_of(personas.illinois_editor())
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    browser.post(f"{address}?id={release.pk}", {"type": "", "comment": ""})
    release.refresh_from_db()
    assert not release.live


def test_publishing_translations_at_once_leaves_a_release_out(release, django_capture_on_commit_callbacks):
    source, _created = TranslationSource.get_or_create_from_instance(release)
    row = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="es"))
    row.save_target(publish=False)
    browser = personas.browser_of(personas.illinois_editor())
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    with django_capture_on_commit_callbacks() as callbacks:
        browser.post(address, {"publish_translations": "on"})
    with asked_by(personas.illinois_editor()):
        for callback in callbacks:
            with suppress(PermissionDenied):
                callback()
    assert callbacks
    assert not release.get_translations().get().live


def test_taking_a_release_offline_needs_no_review():
    release = PressReleasePage.objects.get(slug="level-one-comes-to-carbondale", locale__language_code="en")
    assert release.permissions_for_user(personas.illinois_editor()).can_unpublish()
