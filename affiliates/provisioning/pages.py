"""The pages of a sub-site: a home in each language, translations of each other, with the sections below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.signals import page_published, published

from affiliates.models import Affiliate, AffiliateHomePage, AffiliateIndexPage
from affiliates.provisioning.report import ProvisioningReport
from affiliates.provisioning.sections import SECTIONS, Words, words_of_home, words_of_section
from affiliates.provisioning.translations import declare_translation
from users.models import User

Homes = dict[str, AffiliateHomePage]
# By the language and the content type.
Placed = dict[tuple[str, int], Page]


@dataclass
class SubSiteBuilder:
    """Makes what is missing of the pages of one affiliate; `directories` has its languages in their order."""

    affiliate: Affiliate
    directories: Mapping[str, AffiliateIndexPage]
    report: ProvisioningReport
    user: User | None = None
    homes: Homes = field(default_factory=dict)

    def build(self) -> Homes:
        """Return the home pages by language."""
        rows = AffiliateHomePage.objects.filter(affiliate=self.affiliate).select_related("locale").order_by("path")
        present: dict[str, Page] = {}
        for home in rows:
            present.setdefault(home.locale.language_code, home)
        self._complete(
            present,
            AffiliateHomePage,
            lambda language: self.directories[language],
            lambda language: words_of_home(self.affiliate, language),
            affiliate=self.affiliate,
        )
        self.homes = {code: home for code, home in present.items() if code in self.directories}
        self._build_sections()
        return self.homes

    def _build_sections(self) -> None:
        models = {section: apps.get_model(section.model) for section in SECTIONS}
        kinds = ContentType.objects.get_for_models(*models.values())
        sections, national = self._sections_present([kind.pk for kind in kinds.values()])
        for section, model in models.items():
            kind = kinds[model].pk
            present = {code: sections[code, kind] for code in self.homes if (code, kind) in sections}
            slugs = {code: national[code, kind].slug for code in self.homes if (code, kind) in national}
            self._complete(
                present,
                model,
                lambda language: self.homes[language],
                lambda language, section=section, slugs=slugs: words_of_section(  # type: ignore[misc]
                    section, self.affiliate, language, slugs.get(language)
                ),
            )

    def _sections_present(self, kinds: list[int]) -> tuple[Placed, Placed]:
        """Return the sections of the sub-site and those of the nation, in one query."""
        parents = {home.path: (code, True) for code, home in self.homes.items()}
        for code, directory in self.directories.items():
            parents[directory.path[: -Page.steplen]] = (code, False)
        below = Q(pk__in=[])
        for path in parents:
            depth = len(path) // Page.steplen + 1
            below |= Q(path__startswith=path, depth=depth)
        own: Placed = {}
        national: Placed = {}
        for page in Page.objects.filter(below, content_type__in=kinds).select_related("locale").order_by("path"):
            code, is_own = parents[page.path[: -Page.steplen]]
            (own if is_own else national).setdefault((code, page.content_type_id), page)
        return own, national

    def _complete(
        self,
        present: dict[str, Page],
        model: type[Page],
        parent_in: Callable[[str], Page],
        words_in: Callable[[str], Words],
        **attributes: Any,
    ) -> None:
        """Add to `present` what it lacks of one page in the languages of the sub-site, each a translation."""
        missing = [language for language in self.directories if language not in present]
        source = next((present[language] for language in self.directories if language in present), None)
        for language in missing:
            words = words_in(language)
            page = self._add(model, parent_in(language), words, source, **attributes)
            present[language] = page
            self.report.add(model._meta.verbose_name, page.title, language)
            if source is None:
                source = page
            else:
                original = source.specific
                declare_translation(original, page, _translated(original, words_in(original.locale.language_code)))

    def _add(self, model: type[Page], parent: Page, words: Words, source: Page | None, **attributes: Any) -> Page:
        """Put a live page below `parent`, with the revision that an editor starts from."""
        now = timezone.now()
        page = model(
            title=words.title,
            slug=find_available_slug(parent, words.slug),
            locale=parent.locale,
            owner=self.user,
            first_published_at=now,
            last_published_at=now,
            **words.fields,
            **attributes,
        )
        if source is not None:
            page.translation_key = source.translation_key
        parent.add_child(instance=page)
        self._declare_published(page)
        return page

    def _declare_published(self, page: Page) -> None:
        """Do what publishing a revision does beyond saving: the page is live already, so it need not be saved again."""
        revision = page.save_revision(user=self.user, changed=False, clean=False)
        Page.objects.filter(pk=page.pk).update(live_revision=revision)
        page.live_revision = revision
        page_published.send(sender=type(page), instance=page, revision=revision)
        published.send(sender=type(page), instance=page, revision=revision)
        log(instance=page, action="wagtail.publish", user=self.user, revision=revision)


def _translated(page: Page, words: Words) -> list[str]:
    """Return the fields whose first words in another language say what `page` says: those that nobody rewrote."""
    return ["title", "slug", *(name for name, text in words.fields.items() if getattr(page, name) == text)]
