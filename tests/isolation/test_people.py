"""Who is in the back office without a place there, in one affiliate to look, and in two."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Site

from affiliates.isolation.parts import Part, part_of
from affiliates.models import AffiliateGroup, Role
from tests import personas
from tests.isolation.federation import Federation
from tests.sign_in import make_user
from users.models import User


@pytest.fixture(autouse=True)
def undone(federation: Federation) -> Iterator[None]:
    """Undo what each test does."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def join(user: User, place: str, role: Role) -> None:
    user.groups.add(AffiliateGroup.objects.get(affiliate__place=place, role=role).group)


def page_address(name: str, pk: int) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[pk])


def test_parts_follow_from_groups_and_rights() -> None:
    assert part_of(personas.administrator()) is Part.ADMINISTRATOR
    assert part_of(personas.national_editor()) is Part.NATIONAL
    assert part_of(personas.translator()) is Part.TRANSLATOR
    assert part_of(personas.illinois_manager()) is Part.MANAGER
    assert part_of(personas.illinois_editor()) is Part.EDITOR
    assert part_of(personas.illinois_read_only()) is Part.VIEWER


def test_somebody_without_any_role_gets_nowhere() -> None:
    browser = personas.browser_of(make_user("nobody@example.org", superuser=False))
    for path in ("/cms/", "/cms/pages/", "/cms/images/", "/cms/nowhere/"):
        response = browser.get(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/cms/login/")


def test_somebody_who_may_enter_and_nothing_else_sees_no_page(federation: Federation) -> None:
    user = make_user("guest@example.org", superuser=False)
    group = Group.objects.create(name="Guests")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    browser = personas.browser_of(user)
    assert browser.get("/cms/").status_code == 200
    for path in ("/cms/pages/", "/cms/pages/search/?q=zq", "/cms/images/", "/cms/documents/"):
        response = browser.get(path, follow=True)
        assert response.status_code in {200, 404}
        assert federation.illinois.canary not in response.content.decode().lower()


def test_a_deactivated_person_is_out(federation: Federation) -> None:
    user = personas.illinois_editor()
    browser = personas.browser_of(user)
    assert browser.get(page_address("edit", federation.illinois.ids["page"])).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    response = browser.get(page_address("edit", federation.illinois.ids["page"]))
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_somebody_in_two_affiliates_has_both(federation: Federation) -> None:
    user = personas.illinois_editor()
    join(user, "Indiana", Role.EDITOR)
    browser = personas.browser_of(user)
    for its in (federation.illinois, federation.indiana):
        assert browser.get(page_address("edit", its.ids["page"])).status_code == 200


def test_a_manager_here_who_looks_there_changes_nothing_there(federation: Federation) -> None:
    user = personas.illinois_manager()
    join(user, "Indiana", Role.VIEWER)
    browser = personas.browser_of(user)
    assert browser.get(page_address("view_draft", federation.indiana.ids["page"])).status_code == 200
    assert browser.get(page_address("edit", federation.indiana.ids["page"])).status_code == 302
    contact = reverse("wagtailsnippets_affiliates_contact:edit", args=[federation.indiana.ids["contact"]])
    assert browser.get(contact).status_code == 404
    affiliate = reverse("wagtailsnippets_affiliates_affiliate:edit", args=[federation.indiana.affiliate.pk])
    assert browser.get(affiliate).status_code == 404


def test_a_right_given_by_mistake_does_not_open_another_affiliate(federation: Federation) -> None:
    user = personas.illinois_editor()
    front = Site.objects.get(is_default_site=True).root_page
    group = user.groups.get()
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=front, permission=change)
    group.permissions.add(*Permission.objects.filter(content_type__app_label__in=["affiliates", "users"]))
    browser = personas.browser_of(user)
    ids = federation.indiana.ids
    assert browser.get(page_address("edit", ids["page"])).status_code == 404
    contact = reverse("wagtailsnippets_affiliates_contact:edit", args=[ids["contact"]])
    assert browser.get(contact).status_code == 404
    assert browser.get(reverse("wagtailusers_users:edit", args=[ids["user"]])).status_code == 404
    search = browser.get("/cms/pages/search/?q=zqhoosier").content.decode().lower()
    assert federation.indiana.canary not in search


def test_somebody_who_only_looks_sees_pages_and_drafts(federation: Federation) -> None:
    browser = personas.browser_of(personas.illinois_read_only())
    home, page = federation.illinois.ids["home"], federation.illinois.ids["page"]
    listed = browser.get(reverse("wagtailadmin_explore", args=[home]))
    assert federation.illinois.canary in listed.content.decode().lower()
    draft = browser.get(page_address("view_draft", page))
    assert f"{federation.illinois.canary} draft" in draft.content.decode().lower()
    found = browser.get("/cms/pages/search/?q=zqprairie").content.decode().lower()
    assert federation.illinois.canary in found


def test_somebody_who_only_looks_changes_nothing(federation: Federation) -> None:
    browser = personas.browser_of(personas.illinois_read_only())
    page = federation.illinois.ids["page"]
    for name in ("edit", "delete", "copy", "unpublish", "lock"):
        assert browser.post(page_address(name, page), {"title": "Forged"}).status_code == 404
    assert Page.objects.get(pk=page).draft_title != "Forged"


def test_menus_lead_to_nothing_that_is_closed(federation: Federation) -> None:
    text = personas.browser_of(personas.illinois_editor()).get("/cms/").content.decode()
    assert reverse("wagtailadmin_reports:workflow") in text
    for name in ("wagtailadmin_reports:site_history", "wagtailadmin_reports:page_types_usage"):
        assert reverse(name) not in text
    national = personas.browser_of(personas.national_editor()).get("/cms/").content.decode()
    assert reverse("wagtailadmin_reports:site_history") in national


def test_the_home_page_of_a_sub_site_offers_no_way_to_take_it_away(federation: Federation) -> None:
    home = federation.illinois.ids["home"]
    text = personas.browser_of(personas.illinois_editor()).get(reverse("wagtailadmin_explore", args=[home]))
    assert page_address("edit", home) in text.content.decode()
    for name in ("delete", "move", "copy", "unpublish"):
        assert page_address(name, home) not in text.content.decode()
