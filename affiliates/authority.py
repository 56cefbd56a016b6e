"""Whose team somebody manages and whose log somebody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from affiliates.models import Affiliate, Role
from affiliates.people import is_affiliate_person, roles_of

if TYPE_CHECKING:
    from affiliates.people import Person

READERS = frozenset({Role.MANAGER, Role.EDITOR})
MANAGERS = frozenset({Role.MANAGER})


def is_national_administrator(user: Person) -> bool:
    """Say whether `user` looks after all accounts, so the team of every affiliate too."""
    return not is_affiliate_person(user) and user.has_perm("users.change_user")


def managed_affiliates(user: Person) -> QuerySet[Affiliate]:
    """Return the affiliates whose team `user` manages: managers their own, national administrators all."""
    return _affiliates_as(user, MANAGERS)


def readable_affiliates(user: Person) -> QuerySet[Affiliate]:
    """Return the affiliates whose log `user` may read: managers and editors their own, national administrators all."""
    return _affiliates_as(user, READERS)


def visible_affiliates(user: Person) -> QuerySet[Affiliate]:
    """Return the affiliates whose sub-site `user` may look into: an affiliate’s people their own, the nation all."""
    if not is_affiliate_person(user):
        return Affiliate.objects.all()
    return Affiliate.objects.filter(pk__in=roles_of(user))


def editable_affiliates(user: Person) -> QuerySet[Affiliate]:
    """Return the affiliates whose sub-site `user` may change: managers and editors their own, administrators all."""
    return _affiliates_as(user, READERS)


def _affiliates_as(user: Person, roles: frozenset[Role]) -> QuerySet[Affiliate]:
    if is_national_administrator(user):
        return Affiliate.objects.all()
    return Affiliate.objects.filter(pk__in=[pk for pk, role in roles_of(user).items() if role in roles])
