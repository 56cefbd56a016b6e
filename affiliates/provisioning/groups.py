"""Who may do what in a sub-site: a group for each role, with its permissions on pages and files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from affiliates.models import Affiliate, AffiliateGroup, Role
from affiliates.provisioning.nation import Nation
from affiliates.provisioning.report import ProvisioningReport

# Names in the database, in the language of the national office.
GROUP_NAMES = {Role.MANAGER: "managers", Role.EDITOR: "editors", Role.VIEWER: "read only"}
FILES = frozenset(f"{verb}_{kind}" for verb in ("add", "change", "choose") for kind in ("image", "document"))
CHOOSING = frozenset({"choose_image", "choose_document"})
# `view_page` is no permission of Wagtail's own; affiliates.isolation lets who has it look at pages (isolation.md).
PAGES = {
    Role.MANAGER: frozenset(
        {"add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"}
    ),
    Role.EDITOR: frozenset({"add_page", "change_page", "publish_page"}),
    Role.VIEWER: frozenset({"view_page"}),
}
# Who may choose a file may open it; everybody has the nation's to choose from.
OWN_FILES = {Role.MANAGER: FILES, Role.EDITOR: FILES, Role.VIEWER: CHOOSING}
WHOLE_SITE = {
    Role.MANAGER: frozenset({"access_admin", "submit_translation"}),
    Role.EDITOR: frozenset({"access_admin", "submit_translation"}),
    Role.VIEWER: frozenset({"access_admin"}),
}
# The apps whose permissions are named above: two models of different apps may share a codename.
APPS = ("wagtailadmin", "wagtailcore", "core", "wagtail_localize")
LONGEST_NAME = 150

Groups = dict[Role, Group]


def ensure_groups(
    affiliate: Affiliate, homes: Iterable[Page], collection: Collection, nation: Nation, report: ProvisioningReport
) -> Groups:
    """Return the group of each role, with every permission that its role has; a permission more is left alone."""
    groups = _groups(affiliate, report)
    permissions = _permissions()
    _allow_whole_site(groups, permissions, report)
    _allow(
        GroupPagePermission,
        "page",
        {(groups[role].pk, home.pk, permissions[name]) for role in Role for home in homes for name in PAGES[role]},
        report,
    )
    files = {(groups[role].pk, collection.pk, permissions[name]) for role in Role for name in OWN_FILES[role]}
    national = {(groups[role].pk, nation.collection.pk, permissions[name]) for role in Role for name in CHOOSING}
    _allow(GroupCollectionPermission, "collection", files | national, report)
    return groups


def _groups(affiliate: Affiliate, report: ProvisioningReport) -> Groups:
    rows = AffiliateGroup.objects.filter(affiliate=affiliate).select_related("group")
    groups: Groups = {Role(row.role): row.group for row in rows}
    for role in Role:
        if role not in groups:
            groups[role] = _group_for(affiliate, role)
            AffiliateGroup.objects.create(affiliate=affiliate, role=role, group=groups[role])
            report.add(AffiliateGroup._meta.verbose_name, groups[role].name)
    return groups


def _group_for(affiliate: Affiliate, role: Role) -> Group:
    """Return a new group; one of before that may do something on the affiliate's pages already becomes its own."""
    names = [_name(affiliate.place, role), _name(affiliate.name, role), _name(f"{affiliate.name} {affiliate.pk}", role)]
    taken = {group.name: group for group in Group.objects.filter(name__in=names)}
    for name in names:
        group = taken.get(name)
        if group is None:
            return Group.objects.create(name=name)
        is_free = not AffiliateGroup.objects.filter(group=group).exists()
        own_pages = GroupPagePermission.objects.filter(group=group, page__in=affiliate.home_pages.values("pk"))
        if is_free and own_pages.exists():
            return group
    raise ValueError(f"groups of the names {names} belong to others")


def _name(affiliate: str, role: Role) -> str:
    suffix = f" {GROUP_NAMES[role]}"
    return affiliate[: LONGEST_NAME - len(suffix)] + suffix


def _permissions() -> dict[str, int]:
    """Return the ids of all permissions that a role can have, by codename."""
    names = set[str]().union(*PAGES.values(), *OWN_FILES.values(), *WHOLE_SITE.values())
    rows = Permission.objects.filter(codename__in=names, content_type__app_label__in=APPS)
    return dict(rows.values_list("codename", "pk"))


def _allow_whole_site(groups: Groups, permissions: Mapping[str, int], report: ProvisioningReport) -> None:
    through = Group.permissions.through
    ids = {group.pk for group in groups.values()}
    wanted = {(groups[role].pk, permissions[name]) for role in Role for name in WHOLE_SITE[role]}
    present = set(through.objects.filter(group__in=ids).values_list("group_id", "permission_id"))
    missing = sorted(wanted - present)
    through.objects.bulk_create([through(group_id=group, permission_id=permission) for group, permission in missing])
    _note_permissions(len(missing), report)


def _allow(model: type[Model], target: str, wanted: set[tuple[int, int, int]], report: ProvisioningReport) -> None:
    """Make the rows of (group, target, permission) that are missing, in two queries."""
    columns = ("group_id", f"{target}_id", "permission_id")
    groups = {group for group, _target, _permission in wanted}
    present = set(model._default_manager.filter(group__in=groups).values_list(*columns))
    missing = sorted(wanted - present)
    model._default_manager.bulk_create([model(**dict(zip(columns, row, strict=True))) for row in missing])
    _note_permissions(len(missing), report)


def _note_permissions(number: int, report: ProvisioningReport) -> None:
    if number:
        report.add(Permission._meta.verbose_name_plural, str(number))
