"""Lets the national office see first what an affiliate says to the public in the federation's name.

A page type asks for it with `needs_national_review = True` and this module's mixin among its bases; the index page that
its pages are made in needs the mixin too.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.models import Page, PagePermissionTester, Revision

from affiliates.people import is_affiliate_person
from users.models import User


def asks_for_review(model: type[Page]) -> bool:
    """Whether affiliates publish pages of this type only after a review by the national office."""
    return getattr(model, "needs_national_review", False)


class ReviewedPageTester(PagePermissionTester):
    """What a user may do where the national office reviews: an affiliate's people do not publish by themselves."""

    def can_publish(self) -> bool:
        """Whether the user may publish the page without a review."""
        return bool(super().can_publish()) and not self._must_wait([self.page.specific_class])

    def can_publish_subpage(self) -> bool:
        """Whether the user may publish a new page below this one without a review."""
        return bool(super().can_publish_subpage()) and not self._must_wait(
            self.page.specific_class.creatable_subpage_models()
        )

    def _must_wait(self, models: list[type[Page]]) -> bool:
        return any(asks_for_review(model) for model in models) and is_affiliate_person(self.user)


class ReviewedMixin:
    """For page types that ask for a review, and for the index pages above them; stands before the page class."""

    def permissions_for_user(self, user: User) -> Any:
        """Return what `user` may do with this page."""
        return ReviewedPageTester(user, self)

    def publish(self, revision: Revision, **options: Any) -> Any:
        """Publish, unless somebody asks for it who has to wait for the review.

        Some views of wagtail-localize publish translations without asking for the right to. Raises PermissionDenied.
        """
        # That package needs the models, and models import this module.
        from affiliates.isolation.guard import who_asks

        user = who_asks()
        if user is not None and asks_for_review(type(self)) and is_affiliate_person(user):
            raise PermissionDenied
        return super().publish(revision, **options)  # type: ignore[misc]
