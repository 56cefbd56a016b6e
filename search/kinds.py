"""What a reader can narrow a search to: page types under the names that readers use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from affiliates.models import AffiliateHomePage
from case_studies.models import CaseStudyPage, QuotePage
from home.models import EventPage
from press.models import PressReleasePage
from programs.models import FrameworkPage, LevelPage, ProgramPage, TrainingPage
from resources.models import FAQPage, PublicationPage, ResourcePage, TopicHubPage


@dataclass(frozen=True)
class Kind:
    """A name for some types of page; `models` empty stands for all that have no name of their own."""

    value: str
    label: Any
    models: tuple[type, ...]


KINDS = (
    Kind("program", _("Programs"), (ProgramPage,)),
    Kind("training", _("Trainings"), (TrainingPage,)),
    Kind("framework", _("Framework and levels"), (FrameworkPage, LevelPage)),
    Kind("resource", _("Resources"), (ResourcePage, FAQPage, PublicationPage, TopicHubPage)),
    Kind("case-study", _("Case studies"), (CaseStudyPage,)),
    Kind("quote", _("Quotes"), (QuotePage,)),
    Kind("press", _("Press releases"), (PressReleasePage,)),
    Kind("event", _("Events"), (EventPage,)),
    Kind("affiliate", _("Affiliates"), (AffiliateHomePage,)),
    Kind("page", _("Other pages"), ()),
)


def find_kind(value: str) -> Kind | None:
    """Return the kind with that value."""
    return next((kind for kind in KINDS if kind.value == value), None)


def kinds_by_type() -> dict[int, Kind]:
    """Return the kind of each content type that has one of its own."""
    kinds = {model: kind for kind in KINDS for model in kind.models}
    types = ContentType.objects.get_for_models(*kinds)
    return {content_type.pk: kinds[model] for model, content_type in types.items()}


def count_by_kind(counts: Mapping[int, int]) -> dict[Kind, int]:
    """Turn numbers of pages by content type into numbers by kind."""
    kinds = kinds_by_type()
    found = dict.fromkeys(KINDS, 0)
    for content_type_id, count in counts.items():
        found[kinds.get(content_type_id, KINDS[-1])] += count
    return found
