"""What a sub-site's own people may do with its home page; apart from the other modules, since the page names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import PagePermissionTester

from affiliates.people import is_affiliate_person
from core.forms import PageForm

if TYPE_CHECKING:
    from wagtail.models import Page

    from users.models import User

KEPT_BY_THE_NATION = ("affiliate", "slug")


class HomePageForm(PageForm):
    """The form of a sub-site's home page, whose affiliate and address its own people do not change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user and is_affiliate_person(self.for_user):
            for name in KEPT_BY_THE_NATION:
                if name in self.fields:
                    self.fields[name].disabled = True


class HomePagePermissions(PagePermissionTester):
    """What may be done with a sub-site's home page: its own people edit it, the nation says where and whether it is."""

    def __init__(self, user: User, page: Page) -> None:
        super().__init__(user, page)
        self.stays = is_affiliate_person(user)

    def can_copy(self) -> bool:
        """Say whether the page may be copied."""
        return not self.stays and bool(super().can_copy())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Say whether the page may be deleted."""
        return not self.stays and bool(super().can_delete(ignore_bulk))

    def can_move(self) -> bool:
        """Say whether the page may be moved."""
        return not self.stays and bool(super().can_move())

    def can_unpublish(self) -> bool:
        """Say whether the page may be taken from readers."""
        return not self.stays and bool(super().can_unpublish())
