"""Managers manage their own affiliate's people, and nobody else."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import StringIO
from smtplib import SMTPException
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from affiliates import invitations, team
from affiliates.models import Activity, ActivityEntry, Affiliate, AffiliateGroup, FormerMember, Role, TeamInvitation
from affiliates.team import TeamError
from tests.affiliates import teams
from tests.affiliates.teams import member, roles
from tests.database import Database
from tests.personas import browser_of
from tests.sign_in import PASSWORD, give_app, link_in_mail, make_user
from users.models import User

WORDS = "six blue lamps beside a river"
NEWCOMER = {"first_name": "Sam", "last_name": "Newcomer", "password1": WORDS, "password2": WORDS}


@pytest.fixture
def ours(db: None) -> Affiliate:
    return teams.affiliate("ours")


@pytest.fixture
def theirs(db: None) -> Affiliate:
    return teams.affiliate("theirs")


@pytest.fixture
def manager(ours: Affiliate) -> User:
    return member(ours, Role.MANAGER)


@pytest.fixture
def editor(ours: Affiliate) -> User:
    return member(ours, Role.EDITOR)


@pytest.fixture
def desk(manager: User) -> Client:
    return browser_of(manager)


def url(name: str, affiliate: Affiliate, thing: User | TeamInvitation | int | None = None) -> str:
    ids = [] if thing is None else [thing if isinstance(thing, int) else thing.pk]
    return reverse(name, args=[affiliate.pk, *ids])


def invite(desk: Client, affiliate: Affiliate, email: str = "sam@new.example", role: str = Role.EDITOR) -> Any:
    return desk.post(url("team_invite", affiliate), {"email": email, "role": role}, follow=True)


def logged(affiliate: Affiliate) -> list[str]:
    return list(ActivityEntry.objects.filter(affiliate=affiliate).order_by("pk").values_list("action", flat=True))


# The list


def test_a_manager_sees_the_team_with_what_a_manager_must_know(desk, ours, editor):
    give_app(editor)
    page = desk.get(reverse("team_index"), follow=True).content.decode()
    for words in (editor.email, "Editor Ours", "Second factor set up", "Last sign-in", "Active"):
        assert words in page


def test_the_list_costs_the_same_for_a_larger_team(desk, ours, django_assert_max_num_queries):
    desk.get(url("team_index", ours))
    for number in range(12):
        member(ours, Role.EDITOR, f"editor-{number}@ours.example")
    with django_assert_max_num_queries(25):
        desk.get(url("team_index", ours))


def test_a_manager_does_not_see_people_of_the_nation_or_of_another_affiliate(desk, ours, theirs):
    stranger = member(theirs, Role.EDITOR)
    national = make_user("national@office.example")
    member(ours, Role.EDITOR, user=national)
    page = desk.get(url("team_index", ours)).content.decode()
    assert stranger.email not in page
    assert national.email not in page


def test_a_national_administrator_chooses_among_the_teams(ours, theirs, db):
    desk = browser_of(make_user("chief@office.example"))
    page = desk.get(reverse("team_index")).content.decode()
    assert url("team_index", ours) in page
    assert desk.get(url("team_index", theirs)).status_code == 200


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_nobody_but_managers_finds_the_team(ours, role):
    desk = browser_of(member(ours, role))
    assert desk.get(reverse("team_index")).status_code == 404
    assert desk.get(url("team_index", ours)).status_code == 404
    assert reverse("team_index") not in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_the_menu_leads_a_manager_to_team_and_activity(desk):
    page = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("team_index") in page
    assert reverse("activity") in page


# Walls

PERSON_ROUTES = ["team_role", "team_deactivate", "team_reactivate", "team_reset_second_factor"]
UNKNOWN = 987_654_321


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", PERSON_ROUTES)
def test_foreign_and_unknown_people_get_the_same_answer(desk, ours, theirs, name, method):
    stranger = member(theirs, Role.EDITOR)
    national = make_user("national@office.example")
    answers = {
        getattr(desk, method)(url(name, ours, person), {"role": Role.VIEWER}).content.decode()
        for person in (stranger, national, UNKNOWN)
    }
    assert len(answers) == 1
    assert getattr(desk, method)(url(name, ours, stranger)).status_code == 404
    assert roles(stranger, theirs) == {Role.EDITOR}
    assert not roles(stranger, ours)


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_numbers_that_no_row_can_have_are_unknown(desk, ours, number):
    for address in (url("team_role", ours, number), url("team_withdraw", ours, number), f"/cms/team/{number}/"):
        assert desk.get(address).status_code == 404


@pytest.mark.parametrize("name", [*PERSON_ROUTES, "team_index", "team_invite"])
def test_another_affiliates_team_does_not_exist(desk, theirs, name):
    stranger = member(theirs, Role.EDITOR)
    person = stranger if name in PERSON_ROUTES else None
    for method in (desk.get, desk.post):
        assert method(url(name, theirs, person), {"role": Role.VIEWER, "email": "a@b.example"}).status_code == 404
    assert roles(stranger, theirs) == {Role.EDITOR}
    assert not mail.outbox


@pytest.mark.parametrize("name", ["team_resend", "team_withdraw"])
def test_another_affiliates_invitation_does_not_exist(desk, ours, theirs, name):
    chief = member(theirs, Role.MANAGER)
    invitation, _token = invitations.invite(theirs, "sam@new.example", Role.EDITOR, by=chief)
    for affiliate in (ours, theirs):
        assert desk.post(url(name, affiliate, invitation)).status_code == 404
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None
    assert not mail.outbox


@pytest.mark.parametrize("role", ["superuser", "Moderators", "", "1", "manager "])
def test_nothing_but_the_three_roles_can_be_given(desk, ours, editor, role):
    response = desk.post(url("team_role", ours, editor), {"role": role})
    assert response.status_code == 200
    assert "error" in response.content.decode()
    assert roles(editor, ours) == {Role.EDITOR}
    invite(desk, ours, role=role)
    assert not TeamInvitation.objects.exists()


def test_a_role_that_the_sub_site_lacks_is_not_offered(desk, ours, editor):
    AffiliateGroup.objects.get(affiliate=ours, role=Role.VIEWER).group.delete()
    desk.post(url("team_role", ours, editor), {"role": Role.VIEWER})
    assert roles(editor, ours) == {Role.EDITOR}


def test_a_person_with_rights_of_the_nations_is_out_of_a_managers_reach(desk, ours, editor):
    editor.user_permissions.add(Permission.objects.get(codename="add_group"))
    assert desk.post(url("team_deactivate", ours, editor)).status_code == 404


# Roles


def test_a_manager_changes_a_role(desk, ours, editor, manager):
    desk.post(url("team_role", ours, editor), {"role": Role.MANAGER})
    assert roles(editor, ours) == {Role.MANAGER}
    entry = ActivityEntry.objects.get(affiliate=ours, action=Activity.ROLE_CHANGED)
    assert (entry.user, entry.person, entry.what) == (manager, editor, "Manager")


def test_the_roles_in_another_affiliate_stay(desk, ours, theirs, editor):
    member(theirs, Role.MANAGER, user=editor)
    desk.post(url("team_role", ours, editor), {"role": Role.VIEWER})
    assert roles(editor, theirs) == {Role.MANAGER}


@pytest.mark.parametrize("name", ["team_role", "team_deactivate"])
def test_the_only_manager_cannot_leave(desk, ours, manager, name):
    page = desk.post(url(name, ours, manager), {"role": Role.EDITOR}).content.decode()
    assert "only manager" in page
    assert roles(manager, ours) == {Role.MANAGER}


def test_a_manager_can_leave_when_there_is_another(desk, ours, manager):
    member(ours, Role.MANAGER, "second@ours.example")
    desk.post(url("team_deactivate", ours, manager))
    assert not roles(manager, ours)


def test_a_manager_who_is_switched_off_does_not_count(desk, ours, manager):
    User.objects.filter(pk=member(ours, Role.MANAGER, "second@ours.example").pk).update(is_active=False)
    desk.post(url("team_deactivate", ours, manager))
    assert roles(manager, ours) == {Role.MANAGER}


def test_whoever_has_just_lost_the_role_changes_nothing_more(ours, manager, editor):
    second = member(ours, Role.MANAGER, "second@ours.example")
    team.change_role(ours, second, Role.VIEWER, by=manager)
    with pytest.raises(TeamError, match="do not manage"):
        team.deactivate(ours, editor, by=second)


# Deactivating


def test_deactivating_ends_sessions_and_the_account(desk, ours, editor):
    theirs = browser_of(editor)
    assert theirs.get(reverse("wagtailadmin_home")).status_code == 200
    desk.post(url("team_deactivate", ours, editor))
    editor.refresh_from_db()
    assert not editor.is_active
    assert not roles(editor, ours)
    assert "/account/login/" in theirs.get(reverse("wagtailadmin_home"))["Location"]


def test_deactivating_somebody_with_another_affiliate_takes_only_this_role(desk, ours, theirs, editor):
    member(theirs, Role.EDITOR, user=editor)
    session = browser_of(editor)
    desk.post(url("team_deactivate", ours, editor))
    editor.refresh_from_db()
    assert editor.is_active
    assert roles(editor, theirs) == {Role.EDITOR}
    assert "/account/login/" in session.get(reverse("wagtailadmin_home"))["Location"]


def test_the_page_says_what_deactivating_does(desk, ours, editor):
    assert "only when it has no other role" in desk.get(url("team_deactivate", ours, editor)).content.decode()


def test_reactivating_gives_role_and_account_back(desk, ours, editor):
    desk.post(url("team_deactivate", ours, editor))
    assert "Reactivate" in desk.get(url("team_index", ours)).content.decode()
    desk.post(url("team_reactivate", ours, editor))
    editor.refresh_from_db()
    assert editor.is_active
    assert roles(editor, ours) == {Role.EDITOR}
    assert logged(ours) == [Activity.DEACTIVATED, Activity.REACTIVATED]


def test_an_account_that_the_nation_switched_off_stays_off(desk, ours, editor):
    desk.post(url("team_deactivate", ours, editor))
    for active in (True, False):  # the nation's last word
        editor.is_active = active
        editor.save()
    page = desk.post(url("team_reactivate", ours, editor)).content.decode()
    assert "national office has switched this account off" in page
    editor.refresh_from_db()
    assert not editor.is_active


def test_a_former_member_who_joined_the_nation_is_gone_from_the_list(desk, ours, editor):
    desk.post(url("team_deactivate", ours, editor))
    editor.groups.add(Group.objects.create(name="Office staff"))
    desk.get(url("team_index", ours))  # which shows the messages
    assert str(editor) not in desk.get(url("team_index", ours)).content.decode()
    assert desk.post(url("team_reactivate", ours, editor)).status_code == 404


# The second factor


def test_resetting_removes_the_factor_ends_sessions_and_tells_the_person(desk, ours, editor):
    session = browser_of(editor)
    page = desk.post(url("team_reset_second_factor", ours, editor), follow=True).content.decode()
    assert "The second factor was reset" in page
    assert not Authenticator.objects.filter(user=editor).exists()
    assert "/account/login/" in session.get(reverse("wagtailadmin_home"))["Location"]
    (message,) = mail.outbox
    assert message.to == [editor.email]
    assert logged(ours) == [Activity.SECOND_FACTOR_RESET]


def test_nobody_resets_their_own_factor_here(desk, ours, manager):
    page = desk.post(url("team_reset_second_factor", ours, manager)).content.decode()
    assert "you cannot" in page
    assert Authenticator.objects.filter(user=manager).exists()


def test_resetting_asks_for_a_fresh_confirmation(desk, ours, editor):
    session = desk.session
    key = "account_authentication_methods"
    session[key] = [method | {"at": 0} for method in session[key]]
    session.save()
    give_app(editor)
    response = desk.post(url("team_reset_second_factor", ours, editor))
    assert response.status_code == 302
    assert "reauthenticate" in response.url
    assert Authenticator.objects.filter(user=editor).exists()


# Inviting


def test_somebody_new_accepts_with_a_name_and_a_password(desk, ours):
    invite(desk, ours)
    (message,) = mail.outbox
    assert message.to == ["sam@new.example"]
    visitor = Client()
    link = link_in_mail()
    assert visitor.get(link).status_code == 200
    visitor.post(link, NEWCOMER)
    sam = User.objects.get(email="sam@new.example")
    assert roles(sam, ours) == {Role.EDITOR}
    assert (sam.is_superuser, sam.is_staff, sam.groups.count()) == (False, False, 1)
    visitor.post("/cms/account/login/", {"login": sam.email, "password": WORDS})
    assert visitor.get(reverse("wagtailadmin_home"))["Location"] == reverse("second_factor")
    assert logged(ours) == [Activity.INVITED, Activity.JOINED]


def test_the_link_works_once(desk, ours):
    invite(desk, ours)
    link = link_in_mail()
    Client().post(link, NEWCOMER)
    response = Client().post(link, NEWCOMER | {"first_name": "Other"})
    assert response.status_code == 404
    assert "no longer works" in response.content.decode()


@pytest.mark.parametrize("fault", ["unknown", "withdrawn", "old"])
def test_links_that_do_not_work_all_look_alike(desk, ours, fault):
    invite(desk, ours)
    link = link_in_mail()
    if fault == "withdrawn":
        desk.post(url("team_withdraw", ours, TeamInvitation.objects.get()))
    elif fault == "old":
        TeamInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        link = reverse("team_accept", args=["x" * 43])
    answer = Client().get(link)
    assert answer.status_code == 404
    assert "no longer works" in answer.content.decode()
    assert "ours" not in answer.content.decode()


@pytest.mark.parametrize(
    "faults",
    [
        {"password2": "another"},
        {"password1": "short", "password2": "short"},
        {"password1": "sam@new.example", "password2": "sam@new.example"},
        {"first_name": ""},
        {"first_name": "S\x00m"},
        {"first_name": "x" * 151},
    ],
)
def test_a_bad_answer_is_said_beside_the_field_and_nothing_is_lost(desk, ours, faults):
    invite(desk, ours)
    answer = Client().post(link_in_mail(), NEWCOMER | faults)
    assert answer.status_code == 422
    assert 'value="Newcomer"' in answer.content.decode()
    assert not User.objects.filter(email="sam@new.example").exists()


def test_an_existing_account_accepts_by_signing_in(desk, ours, theirs):
    sam = member(theirs, Role.EDITOR, "sam@new.example")
    invite(desk, ours)
    link = link_in_mail()
    visitor = Client()
    assert visitor.post(link, NEWCOMER).status_code == 200
    assert not roles(sam, ours)
    assert "/account/login/" in visitor.post(f"{link}join/")["Location"]
    session = browser_of(sam)
    session.post(f"{link}join/")
    assert roles(sam, ours) == {Role.EDITOR}
    assert roles(sam, theirs) == {Role.EDITOR}


def test_an_account_without_a_second_factor_sets_one_up_before_it_accepts(desk, ours):
    sam = make_user("sam@new.example", superuser=False)
    invite(desk, ours)
    visitor = Client()
    visitor.post("/cms/account/login/", {"login": sam.email, "password": PASSWORD})
    assert visitor.post(f"{link_in_mail()}join/")["Location"] == reverse("second_factor")
    assert not roles(sam, ours)


def test_somebody_else_who_is_signed_in_cannot_accept(desk, ours, theirs):
    invite(desk, ours)
    other = member(theirs, Role.EDITOR)
    link = link_in_mail()
    for address in (link, f"{link}join/"):
        assert "You are signed in as" in browser_of(other).post(address).content.decode()
    assert not roles(other, ours)


def test_an_account_of_the_nation_cannot_become_an_affiliates(desk, ours):
    chief = make_user("sam@new.example")
    invite(desk, ours)
    page = browser_of(chief).post(f"{link_in_mail()}join/").content.decode()
    assert "national office" in page
    assert not roles(chief, ours)
    assert TeamInvitation.objects.pending().count() == 1


def test_an_account_that_left_its_last_team_comes_back_through_the_mail(desk, ours, theirs):
    sam = member(theirs, Role.EDITOR, "sam@new.example")
    team.deactivate(theirs, sam, by=member(theirs, Role.MANAGER))
    invite(desk, ours)
    Client().post(link_in_mail())
    sam.refresh_from_db()
    assert sam.is_active
    assert (roles(sam, ours), roles(sam, theirs)) == ({Role.EDITOR}, set())


def test_an_account_that_the_nation_switched_off_does_not_come_back_through_the_mail(desk, ours):
    sam = make_user("sam@new.example", superuser=False)
    User.objects.filter(pk=sam.pk).update(is_active=False)
    invite(desk, ours)
    assert "switched off" in Client().post(link_in_mail()).content.decode()
    sam.refresh_from_db()
    assert not sam.is_active


def test_the_answer_says_nothing_about_accounts_elsewhere(desk, ours, theirs):
    known = {"theirs@a.example": member(theirs, Role.EDITOR, "theirs@a.example")}
    known["chief@a.example"] = make_user("chief@a.example")
    known["off@a.example"] = make_user("off@a.example", superuser=False)
    User.objects.filter(email="off@a.example").update(is_active=False)
    answers = set()
    for email in [*known, "new@a.example"]:
        mail.outbox.clear()
        invite(desk, ours, email)
        (message,) = mail.outbox
        token = link_in_mail().rstrip("/").rsplit("/", 1)[1]
        page = desk.get(url("team_index", ours)).content.decode()
        invitation = TeamInvitation.objects.get(email=email)
        row = re.search(rf"<tr[^>]*>\s*<td[^>]*>\s*{email}.*?</tr>", page, re.DOTALL)
        assert row
        answer = (message.subject, message.body.replace(token, "token"), row[0].replace(email, "@"))
        answers.add(tuple(part.replace(f"invitations/{invitation.pk}/", "") for part in answer))
    assert len(answers) == 1


def test_the_log_never_holds_an_invited_address(desk, ours):
    invite(desk, ours)
    desk.post(url("team_resend", ours, TeamInvitation.objects.get()))
    desk.post(url("team_withdraw", ours, TeamInvitation.objects.get()))
    for entry in ActivityEntry.objects.filter(affiliate=ours):
        assert "sam" not in f"{entry.subject}{entry.details}"


def test_the_address_is_forgotten_with_the_invitation(desk, ours):
    invite(desk, ours)
    desk.post(url("team_withdraw", ours, TeamInvitation.objects.get()))
    assert TeamInvitation.objects.get().email == ""


def test_addresses_that_never_answered_are_erased_in_the_end(desk, ours):
    for number, days in enumerate((0, 29, 31)):
        invite(desk, ours, f"sam-{number}@new.example")
        end = timezone.now() - timedelta(days=days)
        TeamInvitation.objects.filter(email=f"sam-{number}@new.example").update(expires_at=end)
    call_command("forget_old_invitations", stdout=StringIO())
    kept = {(row.email, row.withdrawn_at is None) for row in TeamInvitation.objects.all()}
    assert kept == {("sam-0@new.example", True), ("sam-1@new.example", True), ("", False)}


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("", "This field is required"),
        ("nobody", "Enter a valid email address"),
        ("Editor@Ours.example", "on the team already"),
        ("sam@new.example\nBcc: all@new.example", "Enter a valid email address"),
        ("s\x00am@new.example", "Enter a valid email address"),
    ],
)
def test_an_address_that_cannot_be_invited_is_said_beside_the_field(desk, ours, editor, email, words):
    response = invite(desk, ours, email)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not mail.outbox


def test_an_address_is_invited_once(desk, ours):
    invite(desk, ours)
    assert "invited already" in invite(desk, ours, "SAM@new.example").content.decode()
    assert len(mail.outbox) == 1


def test_sending_again_makes_the_link_before_useless(desk, ours):
    invite(desk, ours)
    first = link_in_mail()
    TeamInvitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    desk.post(url("team_resend", ours, TeamInvitation.objects.get()))
    assert Client().get(first).status_code == 404
    assert Client().get(link_in_mail()).status_code == 200


def test_the_link_is_not_kept(desk, ours):
    invite(desk, ours)
    token = link_in_mail().rstrip("/").rsplit("/", 1)[1]
    kept = TeamInvitation.objects.values().get()
    assert token not in str(kept)


def test_an_affiliate_invites_only_so_many_in_an_hour(desk, ours, monkeypatch):
    monkeypatch.setattr(invitations, "MAILS_PER_HOUR", 2)
    for number in range(2):
        invite(desk, ours, f"sam-{number}@new.example")
    page = invite(desk, ours, "sam-3@new.example").content.decode()
    assert "many invitations" in page
    assert "sam-3@new.example" in page
    desk.post(url("team_resend", ours, TeamInvitation.objects.first()))
    assert len(mail.outbox) == 2


def test_whoever_was_on_the_team_is_reactivated_rather_than_invited(desk, ours, editor):
    desk.post(url("team_deactivate", ours, editor))
    assert "Reactivate" in invite(desk, ours, editor.email).content.decode()
    assert not mail.outbox


def test_somebody_put_on_the_team_meanwhile_keeps_that_role(desk, ours, manager):
    invite(desk, ours, role=Role.VIEWER)
    sam = member(ours, Role.EDITOR, "sam@new.example")
    browser_of(sam).post(f"{link_in_mail()}join/")
    assert roles(sam, ours) == {Role.EDITOR}


# A mail server that is down


def test_an_invitation_is_kept_when_the_mail_server_refuses(desk, ours, monkeypatch):
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise SMTPException("no")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    assert "could not be sent" in invite(desk, ours).content.decode()
    monkeypatch.undo()
    desk.post(url("team_resend", ours, TeamInvitation.objects.get()))
    assert Client().get(link_in_mail()).status_code == 200


@override_settings(
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1, EMAIL_TIMEOUT=1
)
def test_nothing_is_lost_when_the_mail_server_is_away(desk, ours, editor):
    give_app(editor)
    assert "could not be sent" in invite(desk, ours).content.decode()
    assert TeamInvitation.objects.pending().count() == 1
    answer = desk.post(url("team_reset_second_factor", ours, editor), follow=True)
    assert "could not be sent" in answer.content.decode()
    assert not Authenticator.objects.filter(user=editor).exists()


# At the same time


def at_once(*changes: Callable[[], None]) -> list[str]:
    """Do the changes in threads that start together; return the refusals."""
    barrier, refusals = threading.Barrier(len(changes)), []

    def run(change: Callable[[], None]) -> None:
        barrier.wait()
        try:
            change()
        except TeamError as error:
            refusals.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[change]) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


def test_two_managers_who_demote_each_other_leave_one(fresh_database: Database):
    ours = teams.affiliate("ours")
    for round_number in range(10):
        first, second = (member(ours, Role.MANAGER, f"{n}-{round_number}@ours.example") for n in ("a", "b"))
        refusals = at_once(
            partial(team.change_role, ours, second, Role.EDITOR, by=first),
            partial(team.deactivate, ours, first, by=second),
        )
        left = team.people_of(ours).filter(role=Role.MANAGER, is_active=True)
        assert left.count() == 1
        assert len(refusals) == 1
        User.objects.filter(pk__in=[first.pk, second.pk]).delete()


def test_an_invitation_accepted_twice_at_once_makes_one_account(fresh_database: Database):
    ours = teams.affiliate("ours")
    chief = member(ours, Role.MANAGER)
    _invitation, token = invitations.invite(ours, "sam@new.example", Role.EDITOR, by=chief)
    account = invitations.NewAccount("Sam", "Newcomer", WORDS)
    gone: list[Exception] = []

    def accept() -> None:
        try:
            invitations.accept_with_new_account(token, account)
        except invitations.InvitationGoneError as error:
            gone.append(error)

    at_once(accept, accept)
    assert len(gone) == 1
    assert User.objects.filter(email="sam@new.example").count() == 1


def test_somebody_deactivated_by_two_affiliates_at_once_is_switched_off(fresh_database: Database):
    ours, theirs = teams.affiliate("ours"), teams.affiliate("theirs")
    chiefs = [member(affiliate, Role.MANAGER) for affiliate in (ours, theirs)]
    sam = member(ours, Role.EDITOR, "sam@new.example")
    member(theirs, Role.EDITOR, user=sam)
    at_once(
        lambda: team.deactivate(ours, sam, by=chiefs[0]),
        lambda: team.deactivate(theirs, sam, by=chiefs[1]),
    )
    sam.refresh_from_db()
    assert not sam.is_active
    assert FormerMember.objects.filter(user=sam, closed_account=True).count() == 1
