"""Editions go where their sources go: done in the background, so a national move costs the same for any number of them.

Whether an edition follows can be read from the rows, so nothing is queued: `source_url_path` is where its source was
when the edition last went with it. An edition that stands at that path goes along; one that the affiliate has moved
elsewhere stays there. One edition is one transaction that locks its row: a worker that was killed has lost nothing.

Until the worker comes, and for affiliates without an edition, the redirect of the national page answers the old
address in every sub-site (affiliates.redirects).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from wagtail.models import Page, Revision

from affiliates.activity import record
from affiliates.editions.localizing import parent_for
from affiliates.editions.places import own_page_for, subsite_for
from affiliates.editions.updating import being_edited
from affiliates.models import Activity, ActivityEntry, Affiliate, AffiliateHomePage, Edition
from affiliates.subsite import Subsite
from core.old_addresses import leave_redirects

logger = logging.getLogger(__name__)


def editions_astray() -> QuerySet[Edition]:
    """Return the attached editions whose source is not where it was when they last went with it."""
    moved = Edition.objects.filter(detached_at=None, source__isnull=False)
    return moved.exclude(source__url_path=F("source_url_path"))


def follow_sources() -> int:
    """Let every edition go where its source went, the pages above first; return how many went.

    One that fails is noted in the log of the server and tried again the next time; the others go on.
    """
    astray = editions_astray().order_by("source__depth", "pk").values_list("pk", flat=True)
    return sum(1 for pk in list(astray) if _follow_safely(pk))


def _follow_safely(pk: int) -> bool:
    try:
        return follow(Edition(pk=pk))
    except Exception:
        logger.exception("Edition %s could not follow its source.", pk)
        return False


@transaction.atomic
def follow(edition: Edition) -> bool:
    """Let one edition go where its source went; return whether it moved.

    It waits while somebody edits the page, while the page above has not gone yet, and while another page of the
    affiliate is in its place.
    """
    row = _locked(edition.pk)
    return row is not None and _go(row, frozenset())


def _locked(pk: int) -> Edition | None:
    rows = editions_astray().filter(pk=pk).exclude(Exists(being_edited(OuterRef("page_id"))))
    rows = rows.select_related("affiliate", "page", "source")
    return rows.select_for_update(skip_locked=True, of=("self", "page")).first()


def _go(edition: Edition, coming: frozenset[int]) -> bool:
    """Move the page; `coming` are the editions that wait for it to go, and so will leave their places themselves."""
    page, source = edition.page, edition.source
    subsite = subsite_for(page, edition.affiliate)
    if source is None or subsite is None or not _goes_along(edition, source, subsite):
        return _note(edition, moved=False)
    steps = list(source.get_ancestors().values_list("pk", flat=True))
    if editions_astray().filter(affiliate=edition.affiliate, source__in=steps).exclude(pk__in=coming).exists():
        return False
    there = own_page_for(source, subsite)
    if there is not None and not _makes_way(there, coming | {edition.pk}):
        _say_that_it_stays(edition, there)
        return False
    Affiliate.objects.select_for_update().get(pk=edition.affiliate_id)  # one after the other, as in localize()
    _move(page, parent_for(source, subsite, user=None), source.slug)
    details = {"from": edition.source_url_path, "to": source.url_path}
    record(
        edition.affiliate, Activity.EDITION_FOLLOWED, user=None, subject=page.title, details=details, page=edition.page
    )
    return _note(edition, moved=True)


def _goes_along(edition: Edition, source: Page, subsite: Subsite) -> bool:
    """Whether the edition stands where its source was, and the source is still a page of the nation."""
    if not subsite.holds(edition.page) or not edition.source_url_path or not _is_national(source, subsite):
        return False
    before = _below_home(edition.source_url_path)
    return edition.page.url_path[len(subsite.home.url_path) :] == before != _below_home(source.url_path)


def _is_national(source: Page, subsite: Subsite) -> bool:
    homes = AffiliateHomePage.objects.filter(path=source.path[: len(subsite.home.path)])
    return source.path.startswith(subsite.national_path) and not homes.exists()


def _below_home(url_path: str) -> str:
    """Return the path below the national home page, whose own slug readers never see."""
    return url_path.split("/", 2)[2]


def _makes_way(there: Page, coming: frozenset[int]) -> bool:
    """Whether the page in the place goes away itself: an edition whose source has moved too, perhaps in a circle."""
    known = Edition.objects.filter(page=there).values_list("pk", flat=True).first()
    if known is None:
        return False
    if known in coming:
        return True
    other = _locked(known)
    return other is not None and _go(other, coming)


def _move(page: Page, parent: Page, slug: str) -> None:
    """Move and rename the page with all below it, leaving redirects where it was."""
    before, old_slug = page.url_path, page.slug
    if page.get_parent().pk != parent.pk:
        # As one step: the address in between would get a redirect too.
        Page.objects.filter(pk=page.pk).update(slug=slug)
        Page.objects.get(pk=page.pk).specific.move(Page.objects.get(pk=parent.pk), pos="last-child")
    else:
        renamed = Page.objects.get(pk=page.pk).specific
        renamed.slug = slug
        renamed.save(clean=False)
    if slug != old_slug:
        _rename_drafts(page, old_slug, slug)
    leave_redirects(page, before)


def _rename_drafts(page: Page, old_slug: str, slug: str) -> None:
    """Give the versions that people open or that wait to be published the new slug, or they would bring the old one."""
    revisions = page.revisions.filter(pk__in=_versions(page)) | page.revisions.exclude(approved_go_live_at=None)
    for revision in revisions:
        if revision.content.get("slug") == old_slug:
            Revision.objects.filter(pk=revision.pk).update(content=revision.content | {"slug": slug})


def _versions(page: Page) -> Iterable[int]:
    return [pk for pk in (page.latest_revision_id, page.live_revision_id) if pk is not None]


def _note(edition: Edition, *, moved: bool) -> bool:
    Edition.objects.filter(pk=edition.pk).update(source_url_path=edition.source.url_path if edition.source else "")
    return moved


def _say_that_it_stays(edition: Edition, there: Page) -> None:
    """Note once for each place that a page of the affiliate is in the way."""
    details = {"to": edition.source.url_path if edition.source else "", "in_the_way": there.title}
    entries = ActivityEntry.objects.filter(affiliate=edition.affiliate, action=Activity.EDITION_STAYED)
    if not entries.filter(page=edition.page, details=details).exists():
        record(
            edition.affiliate,
            Activity.EDITION_STAYED,
            user=None,
            subject=edition.page.title,
            details=details,
            page=edition.page,
        )
