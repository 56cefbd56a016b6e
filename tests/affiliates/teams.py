"""Affiliates with a team, for tests about what managers do."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission

from affiliates.models import Affiliate, AffiliateGroup, Role
from tests.sign_in import PASSWORD
from users.addresses import confirm_address
from users.models import User


def affiliate(slug: str) -> Affiliate:
    """Make an affiliate without a sub-site, with the groups of its three roles."""
    made = Affiliate.objects.create(name=f"Teachers of {slug}", short_name="T", slug=slug, place=slug)
    give_groups(made)
    return made


def give_groups(made: Affiliate) -> None:
    """Make the groups of the three roles where they are missing."""
    enter = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for role in Role:
        if not AffiliateGroup.objects.filter(affiliate=made, role=role).exists():
            group = Group.objects.create(name=f"{made.slug} {role} (test)")
            group.permissions.add(enter)
            AffiliateGroup.objects.create(affiliate=made, role=role, group=group)


def member(made: Affiliate, role: Role, email: str = "", *, user: User | None = None) -> User:
    """Put somebody, by default somebody new, on the team."""
    if user is None:
        email = email or f"{role}@{made.slug}.example"
        user = User.objects.create_user(email, PASSWORD, first_name=str(role).title(), last_name=made.slug.title())
        confirm_address(user)
    user.groups.add(AffiliateGroup.objects.get(affiliate=made, role=role).group)
    return User.objects.get(pk=user.pk)


def roles(user: User, made: Affiliate) -> set[str]:
    """Return the roles that the user has in the affiliate."""
    return set(AffiliateGroup.objects.filter(affiliate=made, group__user=user).values_list("role", flat=True))
