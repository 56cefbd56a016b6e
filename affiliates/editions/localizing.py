"""Makes the edition of a national page: a draft in the affiliate's tree at the same path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from affiliates.activity import record
from affiliates.editions.content import Content, content_of, with_content
from affiliates.editions.overrides import note_overrides
from affiliates.editions.places import edition_of, family_key, own_page_for, refusal_of, subsite_for
from affiliates.models import Activity, Affiliate, Edition
from affiliates.subsite import NATIONAL_DEPTH, Subsite

if TYPE_CHECKING:
    from users.models import User


@transaction.atomic
def localize(source: Page, affiliate: Affiliate, *, user: User | None) -> Edition:
    """Make the affiliate's edition of the national page `source` and return it; where there is one, return that.

    It is a draft at the same path, with drafts of the pages above that are missing. An own page at the path becomes the
    edition instead, and what it says differently counts as the affiliate's. Two people at once end with one edition.
    Raises ValidationError for a page that cannot be adapted, saying why.
    """
    Affiliate.objects.select_for_update().get(pk=affiliate.pk)  # one after the other
    existing = edition_of(source, affiliate)
    if existing is not None:
        return existing
    source = Page.objects.get(pk=source.pk).specific
    subsite = subsite_for(source, affiliate)
    if subsite is None:
        raise ValidationError(_("The affiliate has no sub-site in the language of this page."))
    if refusal := refusal_of(source, subsite):
        raise ValidationError(refusal)
    own = own_page_for(source, subsite)
    edition = tie(own, source, affiliate, user=user) if own else _copy_with_missing_above(source, subsite, user)
    record(affiliate, Activity.EDITION_MADE, user=user, subject=edition.page.title, page=edition.page)
    return edition


def tie(page: Page, source: Page, affiliate: Affiliate, *, user: User | None) -> Edition:
    """Make the affiliate's own `page` its edition of the specific `source`, as it stands.

    Raises ValidationError where it is of another type, or the edition of another page.
    """
    if page.specific_class is not type(source):
        raise ValidationError(
            _("You have a page of another type at this address: “%(title)s”. Move it or change its slug first.")
            % {"title": page.title}
        )
    known = Edition.objects.filter(page=page).first()
    if known is not None and known.detached_at is None:
        raise ValidationError(
            _("Your page at this address, “%(title)s”, is an edition of another page.") % {"title": page.title}
        )
    if known is not None and known.source_id == source.pk:
        known.detached_at = None
        known.synced_revision_id = None  # the worker brings it up to date
        known.save(update_fields=["detached_at", "synced_revision_id"])
        return known
    if known is not None:
        known.delete()
    edition = _edition(page, source, affiliate, content_of(source), user)
    note_overrides(edition)
    return edition


def _copy_with_missing_above(source: Page, subsite: Subsite, user: User | None) -> Edition:
    return _copy(source, parent_for(source, subsite, user=user), subsite.affiliate, user)


def parent_for(source: Page, subsite: Subsite, *, user: User | None) -> Page:
    """Return the affiliate's page that the edition of `source` belongs below; what is missing is made as drafts.

    A page above whose edition the affiliate has moved elsewhere gets a copy that is tied to nothing.
    """
    parent: Page = subsite.home
    steps = source.get_ancestors().filter(depth__gt=NATIONAL_DEPTH).specific()
    for step in steps:
        own = own_page_for(step, subsite)
        if own is None and edition_of(step, subsite.affiliate) is not None:
            own = place(type(step), content_of(step), parent, step.slug, None, user)
        parent = own or _copy(step, parent, subsite.affiliate, user).page
    return parent


def _copy(source: Page, parent: Page, affiliate: Affiliate, user: User | None) -> Edition:
    content = content_of(source)
    page = place(type(source), content, parent, source.slug, family_key(source, affiliate), user)
    return _edition(page, source, affiliate, content, user)


def place(
    model: type[Page], content: Content, parent: Page, slug: str, translation_key: object, user: User | None
) -> Page:
    """Put a new draft with this content below `parent` and return it. Raises ValidationError for what is not valid."""
    page = with_content(model(slug=slug, locale_id=parent.locale_id, owner=user, live=False), content)
    page.draft_title = page.title
    page.has_unpublished_changes = True
    if translation_key is not None:
        page.translation_key = translation_key
    # Fresh, for what stands below it may have changed since it was read.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    log(instance=page, action="wagtail.create", user=user)
    page.save_revision(user=user, clean=False)
    return page


def _edition(page: Page, source: Page, affiliate: Affiliate, base: Content, user: User | None) -> Edition:
    return Edition.objects.create(
        page=page,
        source=source,
        affiliate=affiliate,
        base=base,
        synced_revision_id=source.live_revision_id,
        synced_at=timezone.now(),
        made_by=user,
    )
