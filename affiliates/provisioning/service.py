"""Takes sub-sites out of readers' sight and brings them back, by a person's decision or by the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.models.view_restrictions import BaseViewRestriction

from affiliates.activity import record
from affiliates.models import Activity, Affiliate, AffiliateGroup, NationalReviewTask, ServiceRestriction
from affiliates.provisioning.lock import lock_provisioning
from users.models import User

# The kind and the name of what was restricted or released.
Applied = tuple[str, str, str]


@dataclass(frozen=True)
class ServiceChange:
    """What update_service() did to an affiliate."""

    affiliate: Affiliate
    in_service: bool


def take_out_of_service(affiliate: Affiliate, *, user: User | None, reason: str = "") -> Affiliate:
    """Hide the sub-site from readers in every language until return_to_service(); returns the row as it is then.

    Its pages leave every list, search, sitemap and feed at once, and its files can no longer be downloaded by readers.
    Nothing is deleted, and its people go on working. Out of service already: nothing happens.
    """
    return _set_service(affiliate, user=user, in_service=False, reason=reason)


def return_to_service(affiliate: Affiliate, *, user: User | None, reason: str = "") -> Affiliate:
    """Undo take_out_of_service(): exactly the restrictions that it set are removed; returns the row as it is then.

    Outside its active period the affiliate stays hidden. In service already: nothing happens.
    """
    return _set_service(affiliate, user=user, in_service=True, reason=reason)


def update_service() -> list[ServiceChange]:
    """Hide the sub-sites whose active period is over or has not begun, show those whose period began.

    Run it daily; returns what changed. It leaves `out_of_service_since`, which is a person's decision, as it is.
    """
    changes = []
    with transaction.atomic():
        lock_provisioning()
        shown = set(Affiliate.objects.in_service().values_list("pk", flat=True))
        hidden = set(ServiceRestriction.objects.values_list("affiliate_id", flat=True))
        out = Affiliate.objects.exclude(pk__in=shown)
        for affiliate in Affiliate.objects.filter(Q(pk__in=hidden & shown) | Q(pk__in=out.values("pk"))):
            if list(apply_service(affiliate, user=None)):
                changes.append(ServiceChange(affiliate, affiliate.is_in_service))
                action = Activity.RETURNED_TO_SERVICE if affiliate.is_in_service else Activity.TAKEN_OUT_OF_SERVICE
                record(affiliate, action, user=None)
    return changes


def apply_service(affiliate: Affiliate, *, user: User | None) -> Iterator[Applied]:
    """Restrict or release pages and files as the affiliate is in service today; yields what was changed.

    The caller holds the provisioning lock.
    """
    if affiliate.is_in_service:
        yield from _release(affiliate, user)
    else:
        yield from _restrict(affiliate, user)


def describe_out_of_service(affiliate: Affiliate) -> list[str]:
    """Return what readers, and the affiliate's people, will see of the sub-site while it is out of service."""
    values = {"name": affiliate.name, "place": affiliate.place}
    sentences = [
        _("Its own pages answer that the sub-site of %(place)s is not available at the moment, and whom to ask."),
        _("National content under its addresses leads on to the same content on the national site, for the time."),
        _("It leaves the directory, “Find your affiliate”, lists, search, sitemaps and feeds at once."),
        _("Its files can no longer be downloaded; files of the national office can."),
        _("Its people can still sign in and work. Nothing is deleted, and everything comes back when you return it."),
    ]
    if affiliate.host:
        values["host"] = affiliate.host
        sentences.insert(2, _("The same holds for %(host)s: it stays reserved for the sub-site."))
    return [sentence % values for sentence in sentences]


def _set_service(affiliate: Affiliate, *, user: User | None, in_service: bool, reason: str) -> Affiliate:
    with transaction.atomic():
        lock_provisioning()
        row = Affiliate.objects.select_for_update().get(pk=affiliate.pk)
        if (row.out_of_service_since is None) != in_service:
            row.out_of_service_since = None if in_service else timezone.now()
            row.save(update_fields=["out_of_service_since"])
            list(apply_service(row, user=user))
            action = Activity.RETURNED_TO_SERVICE if in_service else Activity.TAKEN_OUT_OF_SERVICE
            record(row, action, user=user, details={"reason": reason} if reason else None)
    return row


def _restrict(affiliate: Affiliate, user: User | None) -> Iterator[Applied]:
    """Restrict what is open: the homes, and all below with them, and the collection."""
    groups = _insiders(affiliate)
    homes = Page.objects.filter(pk__in=affiliate.home_pages.values("pk"), view_restrictions=None)
    for home in homes.select_related("locale"):
        restriction = PageViewRestriction(page=home, restriction_type=BaseViewRestriction.GROUPS)
        restriction.save(user=user)
        restriction.groups.set(groups)
        ServiceRestriction.objects.create(affiliate=affiliate, page_restriction=restriction)
        yield (str(PageViewRestriction._meta.verbose_name), home.title, home.locale.language_code)
    collection = affiliate.collection
    if collection is not None and not CollectionViewRestriction.objects.filter(collection=collection).exists():
        closed = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=BaseViewRestriction.GROUPS
        )
        closed.groups.set(groups)
        ServiceRestriction.objects.create(affiliate=affiliate, collection_restriction=closed)
        yield (str(CollectionViewRestriction._meta.verbose_name), collection.name, "")


def _insiders(affiliate: Affiliate) -> list[int]:
    """Return the groups that may still download the affiliate's files: its own and the nation's reviewers."""
    own = AffiliateGroup.objects.filter(affiliate=affiliate).values_list("group", flat=True)
    national = NationalReviewTask.groups.through.objects.values_list("group", flat=True)
    return sorted({*own, *national})


def _release(affiliate: Affiliate, user: User | None) -> Iterator[Applied]:
    """Remove what was set by _restrict(), and nothing that anybody else set."""
    rows = ServiceRestriction.objects.filter(affiliate=affiliate)
    for row in rows.select_related("page_restriction__page__locale", "collection_restriction__collection"):
        if restriction := row.page_restriction:
            page = restriction.page
            restriction.delete(user=user)
            yield (f"− {PageViewRestriction._meta.verbose_name}", page.title, page.locale.language_code)
        elif closed := row.collection_restriction:
            collection = closed.collection
            closed.delete()
            yield (f"− {CollectionViewRestriction._meta.verbose_name}", collection.name, "")
