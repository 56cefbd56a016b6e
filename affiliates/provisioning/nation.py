"""What all affiliates share: made by the first run of provision_affiliate() that misses it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.utils.translation import gettext_noop
from wagtail.models import Collection

from affiliates.models import NationalReviewTask

# Names in the database, in the language of the national office.
NATIONAL_EDITORS = "National editors"
NATIONAL_COLLECTION = "National"
AFFILIATES_COLLECTION = "Affiliates"
NATIONAL_REVIEW = gettext_noop("National review")


@dataclass(frozen=True)
class Nation:
    """The nation's part of every sub-site."""

    editors: Group
    collection: Collection
    affiliates_collection: Collection
    review: NationalReviewTask


def ensure_nation() -> Nation:
    """Return what all affiliates share, making what is missing. The caller holds the provisioning lock."""
    root = Collection.get_first_root_node()
    present = {
        row.name: row for row in root.get_children().filter(name__in=[NATIONAL_COLLECTION, AFFILIATES_COLLECTION])
    }
    editors, _made = Group.objects.get_or_create(name=NATIONAL_EDITORS)
    return Nation(
        editors=editors,
        collection=present.get(NATIONAL_COLLECTION) or root.add_child(name=NATIONAL_COLLECTION),
        affiliates_collection=present.get(AFFILIATES_COLLECTION) or root.add_child(name=AFFILIATES_COLLECTION),
        review=_review_by(editors),
    )


def _review_by(editors: Group) -> NationalReviewTask:
    review = NationalReviewTask.objects.order_by("pk").first()
    if review is None:
        review = NationalReviewTask.objects.create(name=NATIONAL_REVIEW)
        review.groups.add(editors)
    return review
