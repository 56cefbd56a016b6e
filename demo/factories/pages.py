"""Pages of every type. `parent` is required for all but the front page."""

from __future__ import annotations

from datetime import timedelta

import factory
import wagtail_factories
from django.utils import timezone
from django.utils.text import slugify

from affiliates.models import AffiliateHomePage, AffiliateIndexPage
from case_studies.models import CaseStudyIndexPage, CaseStudyPage, QuoteIndexPage, QuotePage
from demo.factories.words import AffiliateFactory
from home.models import EventIndexPage, EventPage, HomePage, StandardPage
from press.models import PressIndexPage, PressReleasePage
from programs.models import FrameworkPage, LevelPage, ProgramIndexPage, ProgramPage, TrainingIndexPage, TrainingPage
from resources.models import FAQPage, PublicationPage, ResourceIndexPage, ResourcePage, TopicHubPage


class BasePageFactory(wagtail_factories.PageFactory):
    """A live page in the language of its parent."""

    title = factory.Sequence(lambda number: f"Page {number}")
    slug = factory.LazyAttribute(lambda made: slugify(made.title))
    summary = "What a reader finds here, in a sentence."

    class Meta:
        abstract = True


class HomePageFactory(BasePageFactory):
    """A `home.HomePage`."""

    class Meta:
        model = HomePage


class StandardPageFactory(BasePageFactory):
    """A `home.StandardPage`."""

    class Meta:
        model = StandardPage


class EventIndexPageFactory(BasePageFactory):
    """A `home.EventIndexPage`."""

    class Meta:
        model = EventIndexPage


class EventPageFactory(BasePageFactory):
    """A `home.EventPage` that takes place for two hours, in thirty days."""

    starts = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    ends = factory.LazyAttribute(lambda made: made.starts + timedelta(hours=2))
    mode = "in_person"
    place_name = factory.LazyAttribute(lambda made: "" if made.mode == "online" else "Public library, Springfield")

    class Meta:
        model = EventPage


class ProgramIndexPageFactory(BasePageFactory):
    """A `programs.ProgramIndexPage`."""

    class Meta:
        model = ProgramIndexPage


class ProgramPageFactory(BasePageFactory):
    """A `programs.ProgramPage`."""

    class Meta:
        model = ProgramPage


class TrainingIndexPageFactory(BasePageFactory):
    """A `programs.TrainingIndexPage`."""

    class Meta:
        model = TrainingIndexPage


class TrainingPageFactory(BasePageFactory):
    """A `programs.TrainingPage`."""

    class Meta:
        model = TrainingPage


class FrameworkPageFactory(BasePageFactory):
    """A `programs.FrameworkPage`."""

    class Meta:
        model = FrameworkPage


class LevelPageFactory(BasePageFactory):
    """A `programs.LevelPage`."""

    number = 1

    class Meta:
        model = LevelPage


class CaseStudyIndexPageFactory(BasePageFactory):
    """A `case_studies.CaseStudyIndexPage`."""

    class Meta:
        model = CaseStudyIndexPage


class CaseStudyPageFactory(BasePageFactory):
    """A `case_studies.CaseStudyPage`."""

    result = "Fewer students were sent out of class."

    class Meta:
        model = CaseStudyPage


class QuoteIndexPageFactory(BasePageFactory):
    """A `case_studies.QuoteIndexPage`."""

    class Meta:
        model = QuoteIndexPage


class QuotePageFactory(BasePageFactory):
    """A `case_studies.QuotePage`."""

    text = "We asked the people in the room, and the answer surprised us."
    usage = factory.LazyFunction(lambda: ["website"])

    class Meta:
        model = QuotePage


class ResourceIndexPageFactory(BasePageFactory):
    """A `resources.ResourceIndexPage`."""

    class Meta:
        model = ResourceIndexPage


class ResourcePageFactory(BasePageFactory):
    """A `resources.ResourcePage`."""

    class Meta:
        model = ResourcePage


class FAQPageFactory(BasePageFactory):
    """A `resources.FAQPage`."""

    class Meta:
        model = FAQPage


class PublicationPageFactory(BasePageFactory):
    """A `resources.PublicationPage`."""

    class Meta:
        model = PublicationPage


class TopicHubPageFactory(BasePageFactory):
    """A `resources.TopicHubPage`."""

    class Meta:
        model = TopicHubPage


class PressIndexPageFactory(BasePageFactory):
    """A `press.PressIndexPage`."""

    class Meta:
        model = PressIndexPage


class PressReleasePageFactory(BasePageFactory):
    """A `press.PressReleasePage`."""

    class Meta:
        model = PressReleasePage


class AffiliateIndexPageFactory(BasePageFactory):
    """A `affiliates.AffiliateIndexPage`."""

    class Meta:
        model = AffiliateIndexPage


class AffiliateHomePageFactory(BasePageFactory):
    """A `affiliates.AffiliateHomePage`."""

    affiliate = factory.SubFactory(AffiliateFactory)

    class Meta:
        model = AffiliateHomePage


# By "app.Model", as content files name them.
PAGE_FACTORIES: dict[str, type[BasePageFactory]] = {
    "home.HomePage": HomePageFactory,
    "home.StandardPage": StandardPageFactory,
    "home.EventIndexPage": EventIndexPageFactory,
    "home.EventPage": EventPageFactory,
    "programs.ProgramIndexPage": ProgramIndexPageFactory,
    "programs.ProgramPage": ProgramPageFactory,
    "programs.TrainingIndexPage": TrainingIndexPageFactory,
    "programs.TrainingPage": TrainingPageFactory,
    "programs.FrameworkPage": FrameworkPageFactory,
    "programs.LevelPage": LevelPageFactory,
    "case_studies.CaseStudyIndexPage": CaseStudyIndexPageFactory,
    "case_studies.CaseStudyPage": CaseStudyPageFactory,
    "case_studies.QuoteIndexPage": QuoteIndexPageFactory,
    "case_studies.QuotePage": QuotePageFactory,
    "resources.ResourceIndexPage": ResourceIndexPageFactory,
    "resources.ResourcePage": ResourcePageFactory,
    "resources.FAQPage": FAQPageFactory,
    "resources.PublicationPage": PublicationPageFactory,
    "resources.TopicHubPage": TopicHubPageFactory,
    "press.PressIndexPage": PressIndexPageFactory,
    "press.PressReleasePage": PressReleasePageFactory,
    "affiliates.AffiliateIndexPage": AffiliateIndexPageFactory,
    "affiliates.AffiliateHomePage": AffiliateHomePageFactory,
}
