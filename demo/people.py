"""One person for each part that people play in the federation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page, Site

from affiliates.models import Affiliate
from affiliates.provisioning import provision_affiliate
from affiliates.provisioning.nation import NATIONAL_COLLECTION, NATIONAL_EDITORS
from demo.factories import UserFactory
from demo.media import collection
from users.addresses import confirm_address
from users.models import User

PASSWORD = "just-schools-demonstration"  # noqa: S105 - printed by `make run`, of the demonstration only
EDITING = ("add_page", "change_page", "publish_page")
MEDIA = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")


@dataclass(frozen=True)
class Persona:
    """Someone who signs in to the demonstration."""

    email: str
    first_name: str
    last_name: str
    part: str
    group: str = ""
    is_superuser: bool = False


PERSONAS = [
    Persona("admin@justschools.example", "Avery", "Admin", "Administrator", is_superuser=True),
    Persona("national@justschools.example", "Nadia", "National", "National editor", NATIONAL_EDITORS),
    Persona("illinois@justschools.example", "Iris", "Illinois", "Illinois editor", "Illinois editors"),
    Persona("illinois-manager@justschools.example", "Imani", "Illinois", "Illinois manager", "Illinois managers"),
    Persona("illinois-read-only@justschools.example", "Ira", "Illinois", "Illinois read only", "Illinois read only"),
    Persona("california@justschools.example", "Cal", "California", "California editor", "California editors"),
    Persona("indiana@justschools.example", "Indy", "Indiana", "Indiana editor", "Indiana editors"),
    Persona("translator@justschools.example", "Tomas", "Translator", "Translator", "Translators"),
]


def greeting() -> str:
    """Return the addresses of the site and who can sign in to it."""
    lines = [
        "",
        f"Site         {settings.BASE_URL}/   {settings.BASE_URL}/es/",
        f"Back office  {settings.BASE_URL}/cms/",
    ]
    present = set(User.objects.values_list("email", flat=True))
    people = [persona for persona in PERSONAS if persona.email in present]
    if people:
        lines += ["", f"People, all with the password “{PASSWORD}”:"]
        lines += [f"  {persona.email:<36} {persona.part}" for persona in people]
    return "\n".join(lines)


def make_people() -> None:
    """Make groups, what the sub-sites lack, and users where they are missing."""
    _national_group(NATIONAL_EDITORS, translates=True)
    _national_group("Translators", translates=True, publishes=False)
    for affiliate in Affiliate.objects.order_by("pk"):
        provision_affiliate(affiliate)
    for persona in PERSONAS:
        if User.objects.filter(email=persona.email).exists():
            continue
        user: Any = UserFactory(
            email=persona.email,
            first_name=persona.first_name,
            last_name=persona.last_name,
            is_superuser=persona.is_superuser,
            is_staff=persona.is_superuser,
            password=PASSWORD,
        )
        confirm_address(user)
        if persona.group:
            user.groups.add(Group.objects.get(name=persona.group))


def _group(name: str) -> Group:
    group = Group.objects.get_or_create(name=name)[0]
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    return group


def _allow_pages(group: Group, page: Page, codenames: tuple[str, ...]) -> None:
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    for permission in permissions:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _allow_media(group: Group, name: str, codenames: tuple[str, ...]) -> None:
    for permission in Permission.objects.filter(content_type__app_label="core", codename__in=codenames):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection(name), permission=permission)


def _national_group(name: str, *, translates: bool, publishes: bool = True) -> None:
    group = _group(name)
    front_page = Site.objects.get(is_default_site=True).root_page
    for home in front_page.get_translations(inclusive=True):
        _allow_pages(group, home, EDITING if publishes else EDITING[:2])
    _allow_media(group, NATIONAL_COLLECTION, MEDIA)
    words = Permission.objects.filter(
        content_type__app_label__in=["core", "affiliates"],
        content_type__model__in=["topic", "audience", "sitefurniture", "contact", "affiliate", "localassociation"],
        codename__regex="^(add|change)_",
    ).exclude(codename="add_affiliate")  # which is the right to set up sub-sites
    if publishes:
        group.permissions.add(*words)
    if translates:
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="wagtail_localize", codename="submit_translation")
        )
