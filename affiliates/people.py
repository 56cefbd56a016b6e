"""Who is an affiliate's person, and which part they play in which affiliate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiliates.models.people import AffiliateGroup, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from users.models import User

    Person = User | AnonymousUser

CACHE_ATTRIBUTE = "_affiliate_roles"
# From the least to the most; who has several roles in an affiliate has the last of them.
RANK = (Role.VIEWER, Role.EDITOR, Role.MANAGER)


def roles_of(user: Person) -> dict[int, Role]:
    """Return the user's highest role in each affiliate, by the affiliate's id.

    One query, remembered on the user object: ask again of a newly loaded user after changing the groups. Empty for
    national people, that is, superusers and whoever is in no affiliate's group, and for nobody who is signed in.
    """
    if not user.is_authenticated or user.is_superuser:
        return {}
    roles: dict[int, Role] | None = getattr(user, CACHE_ATTRIBUTE, None)
    if roles is None:
        rows = AffiliateGroup.objects.filter(group__user=user.pk).values_list("affiliate_id", "role")
        ranked = sorted(((affiliate, Role(role)) for affiliate, role in rows), key=lambda row: RANK.index(row[1]))
        roles = dict(ranked)
        setattr(user, CACHE_ATTRIBUTE, roles)
    return roles


def affiliates_of(user: Person) -> frozenset[int]:
    """Return the ids of the affiliates whose person the user is; none for national people."""
    return frozenset(roles_of(user))


def is_affiliate_person(user: Person) -> bool:
    """Say whether nothing exists for the user beyond some affiliates and what the nation shares."""
    return bool(roles_of(user))
