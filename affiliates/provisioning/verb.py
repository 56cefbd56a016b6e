"""The verb that the admin, the command, the demonstration and the tests call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from enum import Enum
from typing import Any, Literal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import LogContext
from wagtail.models import Collection

from affiliates.activity import record
from affiliates.models import Affiliate, AffiliateIndexPage, Role
from affiliates.provisioning.contacts import ContactDetails, ensure_contacts
from affiliates.provisioning.groups import ensure_groups
from affiliates.provisioning.hosts import ensure_site
from affiliates.provisioning.lock import lock_provisioning
from affiliates.provisioning.nation import Nation, ensure_nation
from affiliates.provisioning.pages import SubSiteBuilder
from affiliates.provisioning.report import ProvisioningReport
from affiliates.provisioning.service import apply_service
from affiliates.provisioning.validation import validate_affiliate, validate_contacts, validate_languages
from affiliates.provisioning.workflow import ensure_workflow
from users.models import User


class Keep(Enum):
    """Says that a host is to stay as it is, since None says that there is to be none."""

    HOST = "host"


def provision_affiliate(
    affiliate: Affiliate,
    *,
    languages: Iterable[str] = (),
    host: str | Literal[Keep.HOST] | None = Keep.HOST,
    contacts: Sequence[ContactDetails] = (),
    user: User | None = None,
) -> ProvisioningReport:
    """Give an affiliate all that its sub-site needs, or what is missing of it, all or nothing.

    `affiliate` is a saved row, whose saved fields count, or a new one built from data. `languages` are added to those
    that it has; `host` becomes its own host name, None takes it away. `contacts` are made for roles that nobody has.
    For every language there is a home page with the sections; beside them groups, permissions, collection, workflow,
    contacts and the site of the host. What is there already stays as it is: a run on a whole sub-site writes nothing.
    Runs wait for each other. What was made is noted in the affiliate's log as done by `user`.

    Raises ValidationError with messages by field, before anything is written.
    """
    with transaction.atomic(), LogContext(user=user):
        lock_provisioning()
        row = _row_of(affiliate)
        before = (row.pk, list(row.languages), row.host, row.collection_id, row.workflow_id)
        added = [code for code in dict.fromkeys(languages) if code not in _languages_of(row)]
        row.languages = [*_languages_of(row), *added]
        if host is not Keep.HOST:
            row.host = host
        directories = _validated(row, contacts)
        is_new = row._state.adding or not row.home_pages.exists()
        report = ProvisioningReport(row, is_new=is_new, languages_added=added)
        if row._state.adding:
            row.save()
            report.add(Affiliate._meta.verbose_name, row.name)
        _complete(row, directories, contacts, report, user)
        if before != (row.pk, list(row.languages), row.host, row.collection_id, row.workflow_id):
            row.save(update_fields=["languages", "host", "collection", "workflow"])
        if report.has_changes:
            details = {"made": [str(made) for made in report.made]}
            record(row, report.action, user=user, subject=", ".join(added), details=details)
    return report


def _row_of(affiliate: Affiliate) -> Affiliate:
    """Return the saved row as it is now, or a copy of the new one: a run that fails leaves the caller's as it was."""
    if affiliate._state.adding:
        return copy(affiliate)
    # The outer joins of nullable relations cannot be locked.
    return (
        Affiliate.objects.select_for_update(of=("self",)).select_related("collection", "workflow").get(pk=affiliate.pk)
    )


def _languages_of(row: Affiliate) -> list[str]:
    """Return the languages of the affiliate; where its row names none, those that it has home pages in."""
    if row.languages or row._state.adding:
        return list(row.languages)
    return list(row.home_pages.order_by("path").values_list("locale__language_code", flat=True))


def _validated(row: Affiliate, contacts: Sequence[ContactDetails]) -> Mapping[str, AffiliateIndexPage]:
    """Return the directories by language, the site's default language first. Raises ValidationError for bad input."""
    errors: dict[str, Any] = {}
    directories: dict[str, AffiliateIndexPage] = {}
    ordered = sorted(row.languages, key=lambda code: code != settings.LANGUAGE_CODE)
    try:
        directories = validate_languages(ordered)
    except ValidationError as error:
        errors |= error.message_dict
    try:
        validate_affiliate(row)
    except ValidationError as error:
        errors = error.message_dict | errors
    try:
        validate_contacts(contacts)
    except ValidationError as error:
        errors |= error.message_dict
    if errors:
        raise ValidationError(errors)
    return directories


def _complete(
    row: Affiliate,
    directories: Mapping[str, AffiliateIndexPage],
    contacts: Sequence[ContactDetails],
    report: ProvisioningReport,
    user: User | None,
) -> None:
    """Make what is missing, in an order in which each part finds what it needs."""
    nation = ensure_nation()
    homes = SubSiteBuilder(row, directories, report, user).build()
    row.collection = row.collection or _collection(row, nation, report)
    groups = ensure_groups(row, homes.values(), row.collection, nation, report)
    row.workflow = ensure_workflow(row, homes.values(), groups[Role.MANAGER], nation, report)
    ensure_contacts(row, [directory.locale for directory in directories.values()], contacts, report)
    ensure_site(row, homes, report)
    for change in apply_service(row, user=user):
        report.add(*change)


def _collection(row: Affiliate, nation: Nation, report: ProvisioningReport) -> Collection:
    report.add(Collection._meta.verbose_name, row.place)
    return nation.affiliates_collection.add_child(name=row.place)
