"""What a reader can narrow a search to: page types under the names that readers use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """A name for some types of page, by their labels; `models` empty stands for all that have no name of their own."""

    value: str
    label: Any
    models: tuple[str, ...]


KINDS = (
    Kind("program", _("Programs"), ("programs.ProgramPage",)),
    Kind("training", _("Trainings"), ("programs.TrainingPage",)),
    Kind("framework", _("Framework and levels"), ("programs.FrameworkPage", "programs.LevelPage")),
    Kind(
        "resource",
        _("Resources"),
        ("resources.ResourcePage", "resources.FAQPage", "resources.PublicationPage", "resources.TopicHubPage"),
    ),
    Kind("case-study", _("Case studies"), ("case_studies.CaseStudyPage",)),
    Kind("quote", _("Quotes"), ("case_studies.QuotePage",)),
    Kind("press", _("Press releases"), ("press.PressReleasePage",)),
    Kind("event", _("Events"), ("home.EventPage",)),
    Kind("affiliate", _("Affiliates"), ("affiliates.AffiliateHomePage",)),
    Kind("page", _("Other pages"), ()),
)


def find_kind(value: str) -> Kind | None:
    """Return the kind with that value."""
    return next((kind for kind in KINDS if kind.value == value), None)


def kinds_by_type() -> dict[int, Kind]:
    """Return the kind of each content type that has one of its own."""
    kinds = {apps.get_model(label): kind for kind in KINDS for label in kind.models}
    types = ContentType.objects.get_for_models(*kinds)
    return {content_type.pk: kinds[model] for model, content_type in types.items()}


def count_by_kind(counts: Mapping[int, int]) -> dict[Kind, int]:
    """Turn numbers of pages by content type into numbers by kind."""
    kinds = kinds_by_type()
    found = dict.fromkeys(KINDS, 0)
    for content_type_id, count in counts.items():
        found[kinds.get(content_type_id, KINDS[-1])] += count
    return found
