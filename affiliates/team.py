"""The people of an affiliate's team: who is on it, and what its managers do.

Every verb locks the affiliate's row first and the person's second, and then looks again, so that what two managers do
at the same time is done one after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from affiliates.activity import record
from affiliates.authority import managed_affiliates
from affiliates.models import Activity, Affiliate, AffiliateGroup, FormerMember, Role
from affiliates.people import RANK
from users.lost_factor import forget_second_factor
from users.models import User
from users.second_factor import has_second_factor
from users.sessions import end_sessions

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Place(TypedDict):
        """What `people_of` says of each person."""

        role: str
        has_second_factor: bool

    Member = WithAnnotations[User, Place]

NATIONAL_GROUPS = Group.objects.filter(user=OuterRef("pk"), affiliate_group=None)
OWN_PERMISSIONS = User.user_permissions.through.objects.filter(user=OuterRef("pk"))
# Accounts that no affiliate has a say in: superusers, and whoever has rights that are not an affiliate's.
IS_NATIONAL = Q(is_superuser=True) | Q(Exists(NATIONAL_GROUPS)) | Q(Exists(OWN_PERMISSIONS))


class TeamError(Exception):
    """Something that cannot be done; says why to the person who tried, and which field of the form is about it."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def people_of(affiliate: Affiliate) -> QuerySet[Member]:
    """Return who is on the team, each with `role` (the highest) and `has_second_factor`.

    Accounts of the nation are left out, though they were in a group of the affiliate.
    """
    rank = Case(*(When(role=role, then=Value(-place)) for place, role in enumerate(RANK)))
    roles = AffiliateGroup.objects.filter(affiliate=affiliate, group__user=OuterRef("pk")).order_by(rank)
    return (
        User.objects.exclude(IS_NATIONAL)
        .annotate(role=Subquery(roles.values("role")[:1]), has_second_factor=has_second_factor())
        .filter(role__isnull=False)
        .order_by("last_name", "first_name", "pk")
    )


def former_members_of(affiliate: Affiliate) -> QuerySet[FormerMember]:
    """Return who was taken off the team and has neither come back nor joined the nation's staff."""
    back = AffiliateGroup.objects.filter(affiliate=affiliate, group__user=OuterRef("user_id"))
    nation = User.objects.filter(IS_NATIONAL, pk=OuterRef("user_id"))
    rows = FormerMember.objects.filter(~Exists(back), ~Exists(nation), affiliate=affiliate)
    return rows.select_related("user").order_by("-left_at", "pk")


def roles_in(affiliate: Affiliate) -> list[tuple[str, str]]:
    """Return the roles that can be given, with their labels: those that provisioning has made a group for."""
    present = set(AffiliateGroup.objects.filter(affiliate=affiliate).values_list("role", flat=True))
    return [(role.value, str(role.label)) for role in Role if role in present]


def lock_team(affiliate: Affiliate, by: User) -> None:
    """Let one change of the team happen at a time, until the transaction ends.

    Raises TeamError when `by` does not manage the team any more.
    """
    Affiliate.objects.select_for_update(no_key=True).get(pk=affiliate.pk)
    if not managed_affiliates(User.objects.get(pk=by.pk)).filter(pk=affiliate.pk).exists():
        raise TeamError(_("You do not manage this team any more."))


def give_role(affiliate: Affiliate, person: User, role: str) -> None:
    """Put `person` into the group of `role` and out of the affiliate's other groups.

    Raises TeamError when the sub-site has no such group yet.
    """
    groups = dict(AffiliateGroup.objects.filter(affiliate=affiliate).values_list("role", "group_id"))
    if role not in groups:
        raise TeamError(_("This role does not exist in the sub-site yet."), "role")
    person.groups.remove(*(group for name, group in groups.items() if name != role))
    person.groups.add(groups[role])


@transaction.atomic
def change_role(affiliate: Affiliate, person: User, role: str, *, by: User) -> None:
    """Give `person`, who is on the team, another role in it.

    Raises TeamError for a role that the sub-site lacks, and when the team would be without a manager.
    """
    member = _lock_member(affiliate, person, by)
    if member.role == role:
        return
    _keep_a_manager(affiliate, member)
    give_role(affiliate, person, role)
    record(affiliate, Activity.ROLE_CHANGED, user=by, person=person, details={"role_before": member.role, "role": role})


@transaction.atomic
def deactivate(affiliate: Affiliate, person: User, *, by: User) -> None:
    """Take the role in this affiliate away and end the person's sessions; the account goes when no role is left.

    Raises TeamError when the team would be without a manager.
    """
    member = _lock_member(affiliate, person, by)
    _keep_a_manager(affiliate, member)
    person.groups.remove(*AffiliateGroup.objects.filter(affiliate=affiliate).values_list("group_id", flat=True))
    closes = member.is_active and not person.groups.exists()
    if closes:
        User.objects.filter(pk=person.pk).update(is_active=False)
    FormerMember.objects.update_or_create(
        affiliate=affiliate, user=person, defaults={"role": member.role, "closed_account": closes}
    )
    end_sessions(person)
    record(affiliate, Activity.DEACTIVATED, user=by, person=person, details={"role": member.role})


@transaction.atomic
def reactivate(affiliate: Affiliate, former: FormerMember, *, by: User) -> None:
    """Give the role back that `former` had, and switch the account on where leaving a team had switched it off.

    Raises TeamError when the nation has switched the account off, or somebody else was quicker.
    """
    lock_team(affiliate, by)
    person = User.objects.select_for_update(no_key=True).get(pk=former.user_id)
    if not former_members_of(affiliate).filter(pk=former.pk).exists():
        raise TeamError(_("Somebody else has just changed this person’s place in the team."))
    if not may_be_switched_on(person):
        raise TeamError(_("The national office has switched this account off. Ask them."))
    give_role(affiliate, person, former.role)
    switch_on(person)
    FormerMember.objects.filter(pk=former.pk).delete()
    record(affiliate, Activity.REACTIVATED, user=by, person=person, details={"role": former.role})


@transaction.atomic
def reset_second_factor(affiliate: Affiliate, person: User, *, by: User) -> None:
    """Take the second factor of a person of the team away, and end their sessions.

    Raises TeamError for one's own: whoever holds somebody's session could otherwise take the account over.
    """
    _lock_member(affiliate, person, by)
    if person.pk == by.pk:
        raise TeamError(_("Another manager or the national office can reset your second factor, you cannot."))
    forget_second_factor(person)
    record(affiliate, Activity.SECOND_FACTOR_RESET, user=by, person=person)


def may_be_switched_on(person: User) -> bool:
    """Say whether the account works, or stopped only because its last team let the person go."""
    return person.is_active or FormerMember.objects.filter(user=person, closed_account=True).exists()


def switch_on(person: User) -> None:
    """Let the account work again; affiliates.team_receivers takes note."""
    person.is_active = True
    person.save(update_fields=["is_active"])


def _lock_member(affiliate: Affiliate, person: User, by: User) -> Member:
    lock_team(affiliate, by)
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    member = people_of(affiliate).filter(pk=person.pk).first()
    if member is None:
        raise TeamError(_("Somebody else has just changed this person’s place in the team."))
    return member


def _keep_a_manager(affiliate: Affiliate, member: Member) -> None:
    if member.role != Role.MANAGER:
        return
    others = people_of(affiliate).filter(role=Role.MANAGER, is_active=True).exclude(pk=member.pk)
    if not others.exists():
        raise TeamError(_("This is the team’s only manager. Make somebody else a manager first."))
