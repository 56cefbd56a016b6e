"""The parts that people play in the back office; the table of addresses (isolation.table) is written in them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from wagtail.models import Page
from wagtail.permissions import policy_registry

from affiliates.models.people import Role
from affiliates.people import RANK, roles_of

if TYPE_CHECKING:
    from users.models import User

CACHE_ATTRIBUTE = "_back_office_part"


class Part(Enum):
    """What somebody is in the back office, as far as addresses are concerned."""

    VIEWER = "read only"
    EDITOR = "affiliate editor"
    MANAGER = "affiliate manager"
    TRANSLATOR = "translator"
    NATIONAL = "national editor"
    ADMINISTRATOR = "administrator"


Parts = frozenset[Part]

NOBODY: Parts = frozenset()
ADMINISTRATORS: Parts = frozenset({Part.ADMINISTRATOR})
NATION: Parts = ADMINISTRATORS | {Part.NATIONAL}
# Who has words and pictures of the nation under their hands, whether or not they publish.
NATIONAL_STAFF: Parts = NATION | {Part.TRANSLATOR}
MANAGERS: Parts = frozenset({Part.MANAGER})
AFFILIATE_WRITERS: Parts = MANAGERS | {Part.EDITOR}
AFFILIATE_PEOPLE: Parts = AFFILIATE_WRITERS | {Part.VIEWER}
WRITERS: Parts = NATIONAL_STAFF | AFFILIATE_WRITERS
EVERYBODY: Parts = frozenset(Part)

OF_ROLE = {Role.VIEWER: Part.VIEWER, Role.EDITOR: Part.EDITOR, Role.MANAGER: Part.MANAGER}


def part_of(user: User) -> Part:
    """Return the part of a signed-in user, remembered on the user object; two queries at most.

    Who belongs to several affiliates has the highest of their roles there as far as addresses go; what may be done
    with an object depends on its own affiliate. National people who publish no page are translators.
    """
    part: Part | None = getattr(user, CACHE_ATTRIBUTE, None)
    if part is None:
        part = _part_of(user)
        setattr(user, CACHE_ATTRIBUTE, part)
    return part


def _part_of(user: User) -> Part:
    if user.is_superuser:
        return Part.ADMINISTRATOR
    if roles := roles_of(user):
        return OF_ROLE[max(roles.values(), key=RANK.index)]
    publishes = policy_registry.get_by_type(Page).user_has_permission(user, "publish")
    return Part.NATIONAL if publishes else Part.TRANSLATOR
