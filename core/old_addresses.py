"""What a page leaves at an address that it had: a redirect to where it is now, or to the page that it stood below.

Stands in for the automatic redirects of wagtail.contrib.redirects: those write the path that a page has on its own
host under the other hosts above it too, so a page of an affiliate would lead readers of the national site away.
One row for each page and address, for the one address that the page had; whoever answers a wrong address knows which
other addresses mean the same (affiliates.redirects).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from core import place

if TYPE_CHECKING:
    from core.models import BasePage

# An unpublished page may come back, and its old addresses with it; what readers never saw leaves nothing.
WAS_PUBLIC = Q(live=True) | Q(first_published_at__isnull=False)
LONGEST = 255
BATCH = 1000


@transaction.atomic
def leave_redirects(page: Page, url_path_before: str) -> None:
    """Lead readers from the addresses that `page` and the pages below it had to where they are, for good.

    `url_path_before` is the `url_path` that the page had; the rows below say themselves where they are. Running it
    again changes nothing. What people wrote into the list of redirects stays as it is.
    """
    now = Page.objects.filter(pk=page.pk).values_list("path", "url_path").first()
    if now is None or now[1] == url_path_before:
        return
    path, url_path = now
    pages = Page.objects.filter(WAS_PUBLIC, path__startswith=path).values_list("pk", "url_path")
    _write(
        Redirect(site_id=site, old_path=old, redirect_page_id=pk, automatically_created=True)
        for pk, current in pages.iterator()
        for site, old in _addresses(url_path_before + current[len(url_path) :])
    )


def before_deleting(page: Page) -> list[Redirect]:
    """Return what is to be written once `page` is gone with all below it: redirects to the page above it.

    These are the addresses that readers knew, and the redirects that led to them, which go with the pages.
    """
    parent = page.get_parent()
    if parent is None or parent.is_root():
        return []
    pages = Page.objects.filter(path__startswith=page.path)
    public = pages.filter(WAS_PUBLIC).values_list("url_path", flat=True)
    led_there = Redirect.objects.filter(redirect_page__in=pages).order_by("pk")
    return [
        Redirect(
            site_id=row.site_id,
            old_path=row.old_path,
            redirect_page=parent,
            is_permanent=row.is_permanent,
            automatically_created=row.automatically_created,
        )
        for row in led_there
    ] + [
        Redirect(site_id=site, old_path=old, redirect_page=parent, automatically_created=True)
        for url_path in public
        for site, old in _addresses(url_path)
    ]


def after_deleting(redirects: list[Redirect]) -> None:
    """Write what `before_deleting` returned."""
    _write(redirects)


def lead_from(page: Page, target: Page) -> None:
    """Lead readers from the address of `page`, which they will not find any more, to `target` for good."""
    _write(
        Redirect(site_id=site, old_path=old, redirect_page_id=target.pk, automatically_created=True)
        for site, old in _addresses(page.url_path)
    )


def follow_move(instance: BasePage, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    """Receive that a page was moved."""
    if url_path_before != url_path_after:
        leave_redirects(instance, url_path_before)


def follow_slug(instance: BasePage, instance_before: BasePage, **kwargs: Any) -> None:
    """Receive that a page got another slug."""
    leave_redirects(instance, instance_before.url_path)


def _addresses(url_path: str) -> list[tuple[int, str]]:
    """Return site and path of the address that a page at `url_path` has; nothing for one that belongs to no site."""
    parts = place.current().url_parts(Page(url_path=url_path))
    if parts is None:
        return []
    path = Redirect.normalise_path(parts[2])
    return [(parts[0], path)] if len(path) <= LONGEST else []


def _write(redirects: Iterable[Redirect]) -> None:
    """Write the rows; of several for one address the last counts, and the automatic ones of before make way."""
    rows = list({(row.site_id, row.old_path): row for row in redirects}.values())
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        addresses = {row.old_path for row in part}
        clashing = Redirect.objects.filter(automatically_created=True, old_path__in=addresses)
        clashing.filter(site_id__in={row.site_id for row in part}).delete()
        Redirect.objects.bulk_create(part, ignore_conflicts=True)
