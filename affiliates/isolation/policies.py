"""Who may do what with pages, contacts, affiliates and associations, for Wagtail's registry of policies.

For national people Wagtail's own permissions decide. What an affiliate's people may do with rows of their affiliate
follows from their role there; no permission of Django's, given by mistake, opens the rows of another.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from affiliates.isolation.reach import reach_of
from affiliates.models import Affiliate, Contact, LocalAssociation, Role
from affiliates.people import is_affiliate_person, roles_of

if TYPE_CHECKING:
    from users.models import User

VIEW = "view"
# Wagtail asks whether somebody may explore by asking for any of these.
EXPLORING = frozenset({"add", "change", "publish", "bulk_delete", "lock", "unlock"})
WRITING = frozenset({"add", "change", "delete", "view"})
KEEPING = frozenset({"change", "view"})
ByRole = Mapping[Role, frozenset[str]]


class SubSitePagePolicy(PagePermissionPolicy):
    """Wagtail's policy on pages, by which who may look at pages (`view_page`) explores them without changing any."""

    def get_all_permissions_for_user(self, user: User) -> QuerySet[GroupPagePermission]:
        """Count, for an affiliate's people, only what they were given in their own sub-sites."""
        rows: QuerySet[GroupPagePermission] = super().get_all_permissions_for_user(user)
        reach = reach_of(user)
        return rows if reach is None else rows.filter(page__in=reach.own_pages().values("pk"))

    def user_has_any_permission(self, user: User, actions: Collection[str]) -> bool:
        """Let lookers in where Wagtail asks whether somebody may explore at all."""
        wanted = set(actions)
        if wanted >= EXPLORING:
            wanted.add(VIEW)
        return bool(super().user_has_any_permission(user, wanted))

    def instances_user_has_any_permission_for(self, user: User, actions: Collection[str]) -> QuerySet[Page]:
        """Count the pages that somebody may look at among those that may be explored."""
        wanted = set(actions)
        if wanted >= EXPLORING:
            wanted.add(VIEW)
        pages: QuerySet[Page] = super().instances_user_has_any_permission_for(user, wanted)
        return pages

    def instances_with_direct_explore_permission(self, user: User) -> Any:
        """Begin the exploration also where somebody may look."""
        pages = super().instances_with_direct_explore_permission(user)
        if user.is_superuser:
            return pages
        codename = self._get_permission_codename(VIEW)
        looked_at = self.get_cached_permissions_for_user(user)
        return [*pages, *(row.page for row in looked_at if row.permission.codename == codename)]

    def explorable_instances(self, user: User) -> QuerySet[Page]:
        """Return what somebody explores; nothing, instead of an error, for who has no page anywhere."""
        if user.is_active and not user.is_superuser and not self.get_cached_permissions_for_user(user):
            return Page.objects.none()
        pages: QuerySet[Page] = super().explorable_instances(user)
        return pages


class OwnedPolicy(ModelPermissionPolicy):
    """A policy on rows that belong to an affiliate, by the person's role in that affiliate."""

    def __init__(self, model: type[Model], owner: str, by_role: ByRole) -> None:
        super().__init__(model)
        self.owner = owner
        self.by_role = by_role

    def _owners(self, user: User, actions: Collection[str]) -> set[int]:
        wanted = frozenset(actions)
        return {pk for pk, role in roles_of(user).items() if self.by_role.get(role, frozenset()) & wanted}

    def user_has_permission(self, user: User, action: str) -> bool:
        """Say whether there is any affiliate in which the person may do this."""
        return self.user_has_any_permission(user, {action})

    def user_has_any_permission(self, user: User, actions: Collection[str]) -> bool:
        """Say whether there is any affiliate in which the person may do one of these."""
        if is_affiliate_person(user):
            return user.is_active and bool(self._owners(user, actions))
        return any(super(OwnedPolicy, self).user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        """Say whether the person may do this with a row of its affiliate."""
        return self.user_has_any_permission_for_instance(user, {action}, instance)

    def user_has_any_permission_for_instance(self, user: User, actions: Collection[str], instance: Model) -> bool:
        """Say whether the person may do one of these with a row of its affiliate."""
        if is_affiliate_person(user):
            return user.is_active and getattr(instance, self.owner) in self._owners(user, actions)
        return self.user_has_any_permission(user, actions)

    def instances_user_has_permission_for(self, user: User, action: str) -> QuerySet[Any]:
        """Return the rows with which the person may do this."""
        return self.instances_user_has_any_permission_for(user, {action})

    def instances_user_has_any_permission_for(self, user: User, actions: Collection[str]) -> QuerySet[Any]:
        """Return the rows with which the person may do one of these."""
        rows: QuerySet[Any] = self.model._default_manager.all()
        if is_affiliate_person(user):
            return rows.filter(**{f"{self.owner}__in": self._owners(user, actions) if user.is_active else ()})
        return rows if self.user_has_any_permission(user, actions) else rows.none()


def register_policies() -> None:
    """Hand the policies to Wagtail; called once, before anything asks for one."""
    register_permission_policy(Page, SubSitePagePolicy())
    writers = {Role.MANAGER: WRITING, Role.EDITOR: WRITING}
    register_permission_policy(Contact, OwnedPolicy(Contact, "affiliate_id", writers))
    register_permission_policy(LocalAssociation, OwnedPolicy(LocalAssociation, "affiliate_id", writers))
    register_permission_policy(Affiliate, OwnedPolicy(Affiliate, "pk", {Role.MANAGER: KEEPING}))
