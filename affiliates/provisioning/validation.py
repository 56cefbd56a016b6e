"""What an affiliate's data must fulfil before anything is written; the wizard asks the same for each of its steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from affiliates.models import Affiliate, AffiliateHomePage, AffiliateIndexPage
from affiliates.provisioning.contacts import ContactDetails

Errors = dict[str, list[str]]


def validate_affiliate(affiliate: Affiliate, fields: Iterable[str] | None = None) -> None:
    """Check the row itself, its slug in the directories and its host; only `fields` where they are given.

    Raises ValidationError with the messages by field.
    """
    all_fields = {field.name for field in affiliate._meta.fields}
    wanted = all_fields if fields is None else set(fields)
    errors: Errors = {}
    try:
        affiliate.full_clean(exclude=all_fields - wanted)
    except ValidationError as error:
        errors |= {name: messages for name, messages in error.message_dict.items() if name in wanted}
        if not errors:
            raise
    if "slug" in wanted and "slug" not in errors and _slug_is_taken(affiliate):
        errors["slug"] = [_("Another page of the directory has this address already.")]
    if "host" in wanted and "host" not in errors and affiliate.host and _host_is_taken(affiliate):
        errors["host"] = [_("The national site or another site has this host name already.")]
    if errors:
        raise ValidationError(errors)


def validate_languages(languages: Sequence[str]) -> dict[str, AffiliateIndexPage]:
    """Return the directory of each of `languages`, in their order.

    Raises ValidationError under `languages` for none at all, for a language that the site does not have, and for one
    without a directory to put a sub-site in.
    """
    if not languages:
        raise ValidationError({"languages": [_("Choose at least one language.")]})
    known = dict(settings.LANGUAGES)
    if unknown := [code for code in languages if code not in known]:
        message = _("The site is not in the language “%(code)s”.")
        raise ValidationError({"languages": [message % {"code": code} for code in unknown]})
    directories = directories_in(languages)
    if missing := [code for code in languages if code not in directories]:
        message = _("There is no directory of affiliates in %(language)s yet. Translate it first.")
        raise ValidationError({"languages": [message % {"language": known[code]} for code in missing]})
    return {code: directories[code] for code in languages}


def validate_contacts(contacts: Iterable[ContactDetails]) -> None:
    """Raise ValidationError under `contacts` for a contact that cannot be reached or whose data is malformed."""
    errors = []
    for details in contacts:
        try:
            details.as_contact(None, Locale.get_default()).full_clean(exclude=["affiliate"])
        except ValidationError as error:
            errors += [f"{details.name}: {message}" for messages in error.message_dict.values() for message in messages]
    if errors:
        raise ValidationError({"contacts": errors})


def directories_in(languages: Iterable[str]) -> dict[str, AffiliateIndexPage]:
    """Return the directories of the national site by language, in one query."""
    rows = AffiliateIndexPage.objects.filter(locale__language_code__in=list(languages), alias_of=None)
    found: dict[str, AffiliateIndexPage] = {}
    for row in rows.select_related("locale").order_by("path"):
        found.setdefault(row.locale.language_code, row)
    return found


def _slug_is_taken(affiliate: Affiliate) -> bool:
    """Whether any directory has a page with this slug that is not the affiliate's home."""
    below = Page.objects.none()
    for directory in AffiliateIndexPage.objects.only("path", "depth"):
        below |= Page.objects.child_of(directory)
    own = AffiliateHomePage.objects.filter(affiliate=affiliate.pk) if affiliate.pk else AffiliateHomePage.objects.none()
    return below.filter(slug=affiliate.slug).exclude(pk__in=own.values("pk")).exists()


def _host_is_taken(affiliate: Affiliate) -> bool:
    """Whether the host is the nation's or that of a site which is not the affiliate's own."""
    if affiliate.host == urlsplit(settings.BASE_URL).hostname:
        return True
    sites = Site.objects.filter(hostname__iexact=affiliate.host)
    if affiliate.pk:
        sites = sites.exclude(root_page__in=AffiliateHomePage.objects.filter(affiliate=affiliate.pk).values("pk"))
    return sites.exists()
