"""The words by which content is found: topics, audiences and the four levels."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index


class Level(models.IntegerChoices):
    """The four levels of the Opportunity Coalition framework, in their logical order (content inventory, S3)."""

    SELF_EXPOSURE = 1, _("Self Exposure")
    TEAM_GROWTH = 2, _("Team Growth")
    ORGANIZATION_APPLICATION = 3, _("Organization Application")
    SYSTEM_TRANSFORMATION = 4, _("System Transformation")


class ChoicesField(ArrayField):
    """Several of a fixed set of choices, ticked as boxes in the admin."""

    def formfield(self, **kwargs: Any) -> forms.Field:  # type: ignore[override]
        """Return a field of checkboxes instead of a comma-separated text."""
        coerce = int if isinstance(self.base_field, models.IntegerField) else str
        return forms.TypedMultipleChoiceField(
            coerce=coerce,
            choices=self.base_field.choices or (),
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
        )


class VocabularyManager(models.Manager):
    """Looks up terms whatever language they were chosen in."""

    def in_language(self, locale_id: int, keys: Collection[UUID]) -> models.QuerySet:
        """Return the terms of the locale that have one of these translation keys; without keys, ask for nothing."""
        return self.filter(locale_id=locale_id, translation_key__in=keys) if keys else self.none()


class Topic(TranslatableMixin, index.Indexed, models.Model):
    """What a page is about."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100)
    description = models.TextField(_("description"), blank=True, help_text=_("One or two sentences for readers."))

    objects = VocabularyManager()

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("name",)
        unique_together = (("translation_key", "locale"), ("locale", "slug"))

    def __str__(self) -> str:
        return self.name


class Audience(TranslatableMixin, index.Indexed, models.Model):
    """Whom a page is for."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100)

    objects = VocabularyManager()

    panels = [FieldPanel("name"), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ("name",)
        unique_together = (("translation_key", "locale"), ("locale", "slug"))

    def __str__(self) -> str:
        return self.name
