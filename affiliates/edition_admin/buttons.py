"""Ways to the national pages and to local editions from Wagtail's own screens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from affiliates.models import Edition
from affiliates.people import roles_of
from affiliates.subsite import subsite_of

if TYPE_CHECKING:
    from users.models import User


def edition_buttons(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer, in the header of an affiliate's page, the screen of its edition and the national pages at its place.

    Three queries for an affiliate's people, none for the nation's.
    """
    if not roles_of(user):
        return
    subsite = subsite_of(page)
    if subsite is None or subsite.affiliate.pk not in roles_of(user):
        return
    edition = Edition.objects.filter(page=page.pk).first()
    if edition is not None:
        url = reverse("edition", args=[edition.affiliate_id, edition.pk])
        yield Button(_("Local edition"), url, icon_name="copy", priority=46)
    here = page.url_path.removeprefix(subsite.home.url_path)
    query = urlencode({"language": subsite.language} | ({"q": f"/{here}"} if here else {}))
    url = f"{reverse('national_content', args=[subsite.affiliate.pk])}?{query}"
    yield Button(_("National pages here"), url, icon_name="globe", priority=47)
