"""Whose person somebody is."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from affiliates.models import Affiliate, AffiliateGroup, Role
from affiliates.people import affiliates_of, is_affiliate_person, roles_of
from users.models import User

pytestmark = pytest.mark.django_db


def member(affiliate: Affiliate, role: Role, *, user: User | None = None) -> User:
    user = user or User.objects.create_user(f"{role}@people.example")
    group, _made = Group.objects.get_or_create(name=f"{affiliate.slug} {role} (people)")
    AffiliateGroup.objects.get_or_create(affiliate=affiliate, role=role, defaults={"group": group})
    user.groups.add(AffiliateGroup.objects.get(affiliate=affiliate, role=role).group)
    return User.objects.get(pk=user.pk)


def affiliate(slug: str) -> Affiliate:
    return Affiliate.objects.create(name=f"People of {slug}", short_name="P", slug=slug, place=slug)


def test_it_knows_the_affiliate_of_an_editor() -> None:
    ours = affiliate("people-a")
    user = member(ours, Role.EDITOR)
    assert roles_of(user) == {ours.pk: Role.EDITOR}
    assert affiliates_of(user) == {ours.pk}
    assert is_affiliate_person(user)


def test_it_takes_the_highest_role_in_each_affiliate() -> None:
    first, second = affiliate("people-a"), affiliate("people-b")
    user = member(first, Role.VIEWER)
    for where, role in ((first, Role.MANAGER), (first, Role.EDITOR), (second, Role.VIEWER)):
        user = member(where, role, user=user)
    assert roles_of(user) == {first.pk: Role.MANAGER, second.pk: Role.VIEWER}


def test_it_counts_a_superuser_as_national() -> None:
    user = member(affiliate("people-a"), Role.EDITOR)
    user.is_superuser = True
    assert not is_affiliate_person(user)


def test_it_counts_somebody_in_no_affiliates_group_as_national() -> None:
    user = User.objects.create_user("national@people.example")
    user.groups.add(Group.objects.create(name="Some national group"))
    assert affiliates_of(user) == frozenset()


def test_it_knows_nobody_who_is_not_signed_in() -> None:
    assert roles_of(AnonymousUser()) == {}


def test_it_asks_the_database_once(django_assert_num_queries: Callable[[int], AbstractContextManager[object]]) -> None:
    user = member(affiliate("people-a"), Role.EDITOR)
    with django_assert_num_queries(1):
        assert is_affiliate_person(user)
        assert affiliates_of(user)
        assert roles_of(user)
