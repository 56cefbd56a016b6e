"""Invites people to an affiliate's team by mail, and lets them accept.

Nothing that a manager sees depends on whether an address has an account: the invitation and its mail are the same, and
what the account decides is decided when its owner opens the link.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from affiliates.activity import record
from affiliates.models import Activity, ActivityEntry, Affiliate, AffiliateGroup, FormerMember, TeamInvitation
from affiliates.team import (
    IS_NATIONAL,
    TeamError,
    former_members_of,
    give_role,
    lock_team,
    may_be_switched_on,
    people_of,
    roles_in,
    switch_on,
)
from users.addresses import confirm_address
from users.models import User

logger = logging.getLogger(__name__)

# Mails that one affiliate may cause in an hour: enough for a whole team on its first day.
MAILS_PER_HOUR = 30
# How long an address stays in the list after its link has stopped working, so that it can be sent again.
KEPT_AFTER_END = timedelta(days=30)
COUNTED = (Activity.INVITED, Activity.INVITATION_SENT_AGAIN)


class InvitationGoneError(Exception):
    """The link is wrong, too old, used, or withdrawn; which of these is nobody's business."""


class AddressTakenError(TeamError):
    """Somebody made an account for the address while the form for a new one was open."""


class NewAccount(NamedTuple):
    """What somebody without an account says of themself."""

    first_name: str
    last_name: str
    password: str


@transaction.atomic
def invite(affiliate: Affiliate, email: str, role: str, *, by: User) -> tuple[TeamInvitation, str]:
    """Make an invitation. Returns it with the secret of its link, which is kept nowhere.

    Raises TeamError for somebody who is or was on the team or is invited already, for a role that the sub-site
    lacks, and after too many in an hour.
    """
    lock_team(affiliate, by)
    _keep_within_limit(affiliate)
    if role not in dict(roles_in(affiliate)):
        raise TeamError(_("This role does not exist in the sub-site yet."), "role")
    if people_of(affiliate).filter(email=email).exists():
        raise TeamError(_("This person is on the team already."), "email")
    if former_members_of(affiliate).filter(user__email=email).exists():
        raise TeamError(_("This person was on the team. Use “Reactivate” in the list."), "email")
    if TeamInvitation.objects.pending().filter(affiliate=affiliate, email=email).exists():
        raise TeamError(_("This address is invited already. Use “Send again” in the list."), "email")
    invitation = TeamInvitation(affiliate=affiliate, email=email, role=role, invited_by=by)
    token = invitation.renew()
    invitation.save()
    _record(invitation, Activity.INVITED, by)
    return invitation, token


@transaction.atomic
def renew(invitation: TeamInvitation, *, by: User) -> str:
    """Give a pending invitation a new link and another seven days. Returns the secret of the link.

    Raises TeamError when it is not pending any more, and after too many mails in an hour.
    """
    lock_team(invitation.affiliate, by)
    _keep_within_limit(invitation.affiliate)
    _lock(invitation)
    token = invitation.renew()
    invitation.save(update_fields=["token_hash", "expires_at"])
    _record(invitation, Activity.INVITATION_SENT_AGAIN, by)
    return token


@transaction.atomic
def withdraw(invitation: TeamInvitation, *, by: User) -> None:
    """Make the link useless and forget the address. Raises TeamError when the invitation is not pending any more."""
    lock_team(invitation.affiliate, by)
    _lock(invitation)
    invitation.withdrawn_at, invitation.email = timezone.now(), ""
    invitation.save(update_fields=["withdrawn_at", "email"])
    _record(invitation, Activity.INVITATION_WITHDRAWN, by)


def forget_unanswered() -> int:
    """Withdraw what nobody accepted and nobody sent again, and erase the addresses. Returns how many there were."""
    now = timezone.now()
    old = TeamInvitation.objects.pending().filter(expires_at__lt=now - KEPT_AFTER_END)
    return old.update(withdrawn_at=now, email="")


def send_team_invitation(request: HttpRequest, invitation: TeamInvitation, token: str) -> bool:
    """Mail the link. Returns False when the mail server does not take it; it can then be sent again."""
    link = request.build_absolute_uri(reverse("team_accept", args=[token]))
    context = {"link": link, "affiliate": invitation.affiliate, "role": invitation.get_role_display()}
    try:
        get_adapter(request).send_mail("affiliates/email/team_invitation", invitation.email, context)
    except (SMTPException, OSError):
        logger.exception("The mail of team invitation %s could not be sent.", invitation.pk)
        return False
    return True


def find_invitation(token: str) -> TeamInvitation:
    """Return the invitation whose link carries `token`. Raises InvitationGoneError when the link does not work."""
    invitation = TeamInvitation.objects.by_token(token).select_related("affiliate").first()
    if invitation is None:
        raise InvitationGoneError
    return invitation


@transaction.atomic
def accept_with_new_account(token: str, account: NewAccount) -> User:
    """Make an account for the invited address, which the link proves is read, and give it the role.

    Raises InvitationGoneError, AddressTakenError when the address has an account by now, and TeamError for a role
    that the sub-site lacks.
    """
    invitation = _take(token)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                invitation.email, account.password, first_name=account.first_name, last_name=account.last_name
            )
    except IntegrityError as error:
        raise AddressTakenError(_("Somebody already has an account with this e-mail address.")) from error
    confirm_address(user)
    _join(invitation, user)
    return user


@transaction.atomic
def accept(token: str, user: User) -> None:
    """Give the role to `user`, who has shown to be the one invited.

    Signing in shows it. Where the account was switched off with its last role, reading the mail does: signing in with
    password and second factor is then still to come.

    Raises InvitationGoneError, and TeamError for an account that cannot be an affiliate's.
    """
    invitation = _take(token)
    person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if person.email != invitation.email:
        raise TeamError(_("This invitation is for another e-mail address."))
    if User.objects.filter(IS_NATIONAL, pk=person.pk).exists():
        raise TeamError(_("Your account belongs to the national office, so it cannot join an affiliate’s team."))
    if not may_be_switched_on(person):
        raise TeamError(_("The account with this address was switched off. Ask the national office."))
    if not person.is_active:
        switch_on(person)
    _join(invitation, person)


def _take(token: str) -> TeamInvitation:
    # The lock comes with the row as it is then: of two who accept at once, the second finds nothing.
    invitation = TeamInvitation.objects.by_token(token).select_for_update(no_key=True).first()
    if invitation is None:
        raise InvitationGoneError
    return invitation


def _join(invitation: TeamInvitation, user: User) -> None:
    affiliate = invitation.affiliate
    # Somebody put on the team meanwhile keeps that role, or the only manager might be demoted here.
    if not AffiliateGroup.objects.filter(affiliate=affiliate, group__user=user).exists():
        give_role(affiliate, user, invitation.role)
    FormerMember.objects.filter(affiliate=affiliate, user=user).delete()
    invitation.accepted_at, invitation.email = timezone.now(), ""
    invitation.save(update_fields=["accepted_at", "email"])
    record(affiliate, Activity.JOINED, user=user, person=user, details={"role": invitation.role})


def _lock(invitation: TeamInvitation) -> None:
    row = TeamInvitation.objects.pending().filter(pk=invitation.pk).select_for_update(no_key=True).first()
    if row is None:
        raise TeamError(_("The invitation has been accepted or withdrawn."))


def _keep_within_limit(affiliate: Affiliate) -> None:
    """Raise TeamError after too many mails; the affiliate's log is the counter, its locked row makes it exact."""
    since = timezone.now() - timedelta(hours=1)
    if ActivityEntry.objects.filter(affiliate=affiliate, action__in=COUNTED, at__gt=since).count() >= MAILS_PER_HOUR:
        raise TeamError(_("That was many invitations in one hour. Wait a while before you send the next one."))


def _record(invitation: TeamInvitation, action: str, by: User) -> None:
    record(invitation.affiliate, action, user=by, details={"role": invitation.role, "invitation": invitation.pk})
