"""Whom readers of a sub-site reach, in each of its languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Locale

from affiliates.models import Affiliate, Contact
from affiliates.models.contact import ContactRole
from affiliates.provisioning.report import ProvisioningReport
from affiliates.provisioning.translations import declare_translation

# In the words that a catalogue has, since the office is the same everywhere.
JOB_TITLES: dict[str, str] = {
    ContactRole.PRESIDENT: gettext_noop("President"),
    ContactRole.MEDIA: gettext_noop("Media relations"),
    ContactRole.TRAININGS: gettext_noop("Trainings"),
    ContactRole.GENERAL: gettext_noop("Member services"),
}


@dataclass(frozen=True)
class ContactDetails:
    """A contact to make where the affiliate has none for the role."""

    name: str
    role: str = ContactRole.PRESIDENT
    email: str = ""
    phone: str = ""

    def as_contact(self, affiliate: Affiliate | None, locale: Locale) -> Contact:
        """Return an unsaved row in the language of `locale`."""
        return Contact(
            affiliate=affiliate,
            locale=locale,
            role=self.role,
            name=self.name,
            email=self.email,
            phone=self.phone,
            job_title=job_title_in(self.role, locale.language_code),
            **({"time_zone": affiliate.time_zone} if affiliate else {}),
        )


def job_title_in(role: str, language: str) -> str:
    """Return what the holder of a role is called in `language`; empty for an unknown role."""
    if role not in JOB_TITLES:
        return ""
    with translation.override(language):
        return gettext(JOB_TITLES[role])


def ensure_contacts(
    affiliate: Affiliate, locales: Sequence[Locale], wanted: Iterable[ContactDetails], report: ProvisioningReport
) -> None:
    """Make the `wanted` contacts whose role nobody has yet, and every contact in the languages it lacks."""
    rows = list(Contact.objects.filter(affiliate=affiliate).select_related("locale").order_by("pk"))
    present = {row.role for row in rows}
    for details in wanted:
        if details.role not in present:
            contact = details.as_contact(affiliate, locales[0])
            contact.save()
            rows.append(contact)
            report.add(Contact._meta.verbose_name, contact.name, locales[0].language_code)
    _translate(rows, locales, report)


def _translate(rows: Iterable[Contact], locales: Sequence[Locale], report: ProvisioningReport) -> None:
    """Give every contact a row in each of `locales` in which its role has none."""
    by_role: dict[str, dict[int, Contact]] = {}
    for row in rows:
        by_role.setdefault(row.role, {}).setdefault(row.locale_id, row)
    for role, versions in by_role.items():
        source = next((versions[locale.pk] for locale in locales if locale.pk in versions), None)
        if source is None:
            continue
        for locale in locales:
            if locale.pk not in versions:
                copy = source.copy_for_translation(locale)
                language = locale.language_code
                if source.job_title == job_title_in(role, source.locale.language_code):
                    copy.job_title = job_title_in(role, language)
                copy.save()
                declare_translation(source, copy, ["name", "job_title", "email"])
                report.add(Contact._meta.verbose_name, copy.name, language)
