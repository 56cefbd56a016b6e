"""What a page costs in queries: within its type's budget, and the same however much there is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_save, pre_save
from django.test import Client
from django.test.utils import CaptureQueriesContext
from factory.django import mute_signals
from wagtail.models import Page

from affiliates.models import AffiliateHomePage, AffiliateIndexPage
from case_studies.models import CaseStudyIndexPage, QuoteIndexPage
from core.models import Audience, Image, Topic
from demo.factories import (
    AffiliateFactory,
    AffiliateHomePageFactory,
    AudienceFactory,
    CaseStudyPageFactory,
    ContactFactory,
    EventPageFactory,
    PressReleasePageFactory,
    ProgramPageFactory,
    QuotePageFactory,
    ResourcePageFactory,
    StandardPageFactory,
    TopicFactory,
    TrainingPageFactory,
)
from home.models import EventIndexPage, HomePage
from press.models import PressIndexPage
from programs.models import ProgramIndexPage, TrainingIndexPage, TrainingPage
from resources.models import ResourceIndexPage
from tests.architecture.project import label_of, page_types

pytestmark = pytest.mark.django_db

INDEXES = {
    ProgramIndexPage: ProgramPageFactory,
    TrainingIndexPage: TrainingPageFactory,
    CaseStudyIndexPage: CaseStudyPageFactory,
    QuoteIndexPage: QuotePageFactory,
    ResourceIndexPage: ResourcePageFactory,
    PressIndexPage: PressReleasePageFactory,
    EventIndexPage: EventPageFactory,
}


def queries_of(client: Client, page: Page) -> int:
    """Return how many queries the page costs once caches are warm."""
    client.get(page.url)
    return _count(client, page)


def _count(client: Client, page: Page) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(page.url)
    assert response.status_code == 200, page.url
    return len(captured)


@pytest.mark.parametrize("model", page_types(), ids=label_of)
def test_every_page_of_a_type_stays_within_its_budget(model, client: Client):
    costly = {}
    for page in model.objects.live().select_related("locale"):
        # What is too much at first may be the price of filling a cache.
        if _count(client, page) > model.query_budget and (count := _count(client, page)) > model.query_budget:
            costly[page.url] = count
    assert not costly, f"the budget is {model.query_budget}"


def pictures() -> list[int]:
    """Return some pictures whose sizes are made."""
    return list(
        Image.objects.filter(renditions__filter_spec__startswith="fill-800").distinct()[:7].values_list("pk", flat=True)
    )


def fill(index: Page, factory: Any, count: int) -> None:
    """Give the index `count` children more, each with its pictures."""
    chosen = pictures()
    fields = ["cover_id", "portrait_id"] if factory is QuotePageFactory else ["cover_id"]
    with mute_signals(pre_save, post_save):
        for number in range(index.numchild, index.numchild + count):
            shown = dict.fromkeys(fields, chosen[number % len(chosen)])
            factory(parent=index, title=f"Number {number}", slug=f"number-{number}", **shown)
    index.refresh_from_db()


def emptied(model: Any) -> Page:
    """Return the national index of the type without its children."""
    index = model.objects.get(locale__language_code="en", depth=3)
    Page.objects.child_of(index).update(live=False)
    return index


@pytest.mark.parametrize(("model", "factory"), INDEXES.items(), ids=[label_of(model) for model in INDEXES])
def test_an_index_costs_the_same_with_5_and_with_50_pages(model, factory, client: Client):
    index = emptied(model)
    fill(index, factory, 5)
    few = queries_of(client, index)
    fill(index, factory, 45)
    assert queries_of(client, index) == few


def test_an_index_costs_the_same_with_500_pages(client: Client):
    index = emptied(ResourceIndexPage)
    fill(index, ResourcePageFactory, 5)
    few = queries_of(client, index)
    fill(index, ResourcePageFactory, 495)
    assert queries_of(client, index) == few


def test_the_last_page_of_a_list_costs_what_the_first_does(client: Client):
    index = emptied(ResourceIndexPage)
    fill(index, ResourcePageFactory, 30)
    first = queries_of(client, index)
    client.get(index.url, {"page": "3"})
    with CaptureQueriesContext(connection) as captured:
        assert client.get(index.url, {"page": "3"}).status_code == 200
    assert len(captured) == first


@pytest.fixture(params=["front page", "directory", "an affiliate", "a training"])
def national_page(request) -> Page:
    """Pages that might have to look at every affiliate."""
    return {
        "front page": lambda: HomePage.objects.get(locale__language_code="en"),
        "directory": lambda: AffiliateIndexPage.objects.get(locale__language_code="en"),
        "an affiliate": lambda: AffiliateHomePage.objects.get(affiliate__slug="illinois", locale__language_code="en"),
        "a training": lambda: TrainingPage.objects.get(slug="social-justice-training", locale__language_code="en"),
    }[request.param]()


def test_a_page_costs_the_same_with_more_affiliates(national_page, client: Client):
    few = queries_of(client, national_page)
    directory = AffiliateIndexPage.objects.get(locale__language_code="en")
    covers = pictures()
    for number in range(20):
        affiliate = AffiliateFactory(mark_id=covers[number % len(covers)])
        ContactFactory(affiliate=affiliate)
        home = AffiliateHomePageFactory(
            parent=directory, affiliate=affiliate, title=affiliate.place, cover_id=covers[0]
        )
        StandardPageFactory(parent=home, show_in_menus=True)
    assert queries_of(client, national_page) == few


def relatives(training: TrainingPage) -> Iterable[tuple[Any, Any, dict[str, Any]]]:
    """Yield what can be related to a training: the index, the factory, and what relates it."""
    yield CaseStudyIndexPage, CaseStudyPageFactory, {"training": training}
    yield QuoteIndexPage, QuotePageFactory, {"training": training}
    yield ResourceIndexPage, ResourcePageFactory, {}
    yield TrainingIndexPage, TrainingPageFactory, {}


def test_a_page_costs_the_same_with_more_that_belongs_to_it(client: Client):
    training = TrainingPage.objects.get(slug="social-justice-training", locale__language_code="en")
    few = queries_of(client, training)
    covers = pictures()
    for model, factory, relation in relatives(training):
        index = model.objects.get(locale__language_code="en", depth=3)
        for number in range(10):
            page = factory(parent=index, title=f"Related {number}", cover_id=covers[number % len(covers)], **relation)
            page.topics.add(*training.topics.all())
            page.save()
    assert queries_of(client, training) <= few


def test_a_page_costs_the_same_with_more_topics_and_audiences(client: Client):
    training = TrainingPage.objects.get(slug="social-justice-training", locale__language_code="en")
    few = queries_of(client, training)
    training.topics.add(*[TopicFactory() for _number in range(10)])
    training.audiences.add(*[AudienceFactory() for _number in range(10)])
    training.save()
    assert (Topic.objects.count(), Audience.objects.count()) > (10, 10)
    assert queries_of(client, training) == few


def test_cards_cost_the_same_for_2_and_for_12_pages(client: Client):
    trainings = list(TrainingPage.objects.filter(locale__language_code="en")[:6])
    home = HomePage.objects.get(locale__language_code="en")
    counts = []
    for chosen in (trainings[:2], trainings * 2):
        cards = {"heading": "", "introduction": "", "layout": "grid", "pages": [page.pk for page in chosen]}
        page = StandardPageFactory(parent=home, title=f"{len(chosen)} cards", body=[{"type": "cards", "value": cards}])
        counts.append(queries_of(client, page))
    assert counts[0] == counts[1]


def test_depth_costs_nothing(client: Client):
    page = StandardPageFactory(parent=HomePage.objects.get(locale__language_code="en"), title="Depth 3")
    counts = []
    for depth in range(4, 7):
        page = StandardPageFactory(parent=page, title=f"Depth {depth}")
        counts.append(queries_of(client, page))
    # One query finds a page by its whole path.
    assert {deeper - shallower for shallower, deeper in pairwise(counts)} == {0}
