"""What the nation says of a page in the sub-sites, and what an affiliate hides and brings back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Page

from affiliates.activity import record
from affiliates.models import Activity, AffiliateHomePage, AffiliateIndexPage, HiddenPage, SharingRule
from affiliates.subsite import NATIONAL_DEPTH, Subsite, sharing_of_types, subsite_of
from core.models.pages import Sharing

if TYPE_CHECKING:
    from users.models import User

LOG_ACTION = "affiliates.sharing"


@transaction.atomic
def hide_page(subsite: Subsite, page: Page, *, user: User) -> None:
    """Take a national page, and all below it, out of the sub-site in every language; again changes nothing.

    Raises ValidationError for a page that is required, that the sub-site does not carry, or that an own page replaces.
    """
    mark = subsite.marks.nearest(page.path)
    if mark is not None and mark.is_hidden_away:
        return
    if mark is not None and mark.sharing == Sharing.REQUIRED:
        raise ValidationError(_("The national office requires this page, so it cannot be hidden."))
    if not subsite.carries(page):
        raise ValidationError(_("This page is not in the sub-site."))
    HiddenPage.objects.get_or_create(
        affiliate=subsite.affiliate, translation_key=page.translation_key, defaults={"hidden_by": user}
    )
    record(subsite.affiliate, Activity.PAGE_HIDDEN, user=user, subject=page.title)


@transaction.atomic
def bring_back_page(subsite: Subsite, page: Page, *, user: User) -> None:
    """Show a hidden page again; one that is not hidden stays as it is.

    Raises ValidationError for a page that is hidden because a page above it is.
    """
    deleted, _rows = HiddenPage.objects.filter(
        affiliate=subsite.affiliate, translation_key=page.translation_key
    ).delete()
    if deleted:
        record(subsite.affiliate, Activity.PAGE_BROUGHT_BACK, user=user, subject=page.title)
    elif above := hidden_above(subsite, page):
        raise ValidationError(
            _("This page is hidden together with “%(title)s”. Bring that page back.") % {"title": above.title}
        )


def hidden_above(subsite: Subsite, page: Page) -> Page | None:
    """Return the hidden page above `page` that hides it too, None where there is none."""
    if not subsite.marks.hides(page.path):
        return None
    keys = HiddenPage.objects.filter(affiliate=subsite.affiliate).values("translation_key")
    steps = [page.path[:end] for end in range(Page.steplen, len(page.path), Page.steplen)]
    return Page.objects.filter(path__in=steps, translation_key__in=keys).order_by("-depth").first()


def is_shareable(page: Page) -> bool:
    """Whether there is something to say of the page: it is national, no home page and not the directory."""
    affiliates = (AffiliateIndexPage, AffiliateHomePage)
    return page.depth > NATIONAL_DEPTH and page.specific_class not in affiliates and subsite_of(page) is None


def sharing_without_rule(page: Page) -> tuple[Sharing, Page | None]:
    """Return how `page` is shared when nothing is said of it, and the page above that says so (None: its type)."""
    defaults = sharing_of_types()
    if page.specific_class in defaults:
        return defaults[page.specific_class], None
    above = list(page.get_ancestors().filter(depth__gt=NATIONAL_DEPTH).order_by("-depth"))
    keys = [step.translation_key for step in above]
    rules = dict(SharingRule.objects.filter(translation_key__in=keys).values_list("translation_key", "sharing"))
    for step in above:
        if step.translation_key in rules:
            return Sharing(rules[step.translation_key]), step
        if step.specific_class in defaults:
            return defaults[step.specific_class], step
    return Sharing.OFFERED, None


@transaction.atomic
def set_sharing(page: Page, sharing: Sharing | None, *, user: User) -> None:
    """Say how a national page and all below it is shared, in every language; None leaves it to what is above it.

    What affiliates hid stays noted: it counts again as soon as the page is offered again.
    """
    if sharing is None:
        SharingRule.objects.filter(translation_key=page.translation_key).delete()
    else:
        SharingRule.objects.update_or_create(
            translation_key=page.translation_key, defaults={"sharing": sharing, "set_by": user}
        )
    log(instance=page.specific, action=LOG_ACTION, user=user, data={"sharing": sharing or ""})


class SharingFormatter(LogFormatter):
    """Writes the line of the page's history."""

    label = gettext_lazy("Change sharing with affiliates")

    def format_message(self, log_entry: Any) -> str:
        """Say what was said of the page."""
        said = log_entry.data.get("sharing", "")
        sharing = Sharing(said).label if said in Sharing.values else _("nothing of its own")
        return _("Sharing with affiliates: %(sharing)s") % {"sharing": sharing}


def register_sharing_log_action(actions: Any) -> None:
    """Give the page's history a name for what the nation says of it."""
    actions.register_action(LOG_ACTION)(SharingFormatter)
