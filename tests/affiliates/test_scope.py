"""A page lists the nation's pages and its own sub-site's, never another affiliate's."""

from typing import Any

import pytest
from django.utils.translation import override
from wagtail.models import Page

from affiliates.models import AffiliateHomePage
from affiliates.scope import within_reach
from case_studies.models import CaseStudyPage
from case_studies.related import latest_case_studies, related_case_studies
from core.models import Topic
from demo.factories import (
    CaseStudyIndexPageFactory,
    CaseStudyPageFactory,
    PressIndexPageFactory,
    PressReleasePageFactory,
    ResourceIndexPageFactory,
    ResourcePageFactory,
    StandardPageFactory,
    TrainingIndexPageFactory,
    TrainingPageFactory,
)
from home.models import HomePage
from press.templatetags.press_tags import latest_press
from programs.models import TrainingPage
from programs.related import related_trainings
from resources.templatetags.resources_tags import related_resources

pytestmark = pytest.mark.django_db
PLACES = ["illinois", "indiana", "california"]


def home_of(place: str) -> Page:
    """Return the affiliate's English home page, or the national one."""
    homes = AffiliateHomePage.objects.filter(locale__language_code="en")
    return homes.get(affiliate__slug=place) if place != "nation" else HomePage.objects.get(locale__language_code="en")


@pytest.fixture
def local_pages() -> dict[str, Page]:
    """One page below each affiliate's home, and one of the nation."""
    return {
        place: StandardPageFactory(parent=home_of(place), title=f"A page of {place}") for place in ("nation", *PLACES)
    }


def seen_from(page: Page, pages: dict[str, Page]) -> set[str]:
    """Return which of `pages` are within reach of `page`."""
    candidates = Page.objects.filter(pk__in=[candidate.pk for candidate in pages.values()])
    found = set(within_reach(candidates, page).values_list("pk", flat=True))
    return {place for place, candidate in pages.items() if candidate.pk in found}


@pytest.mark.parametrize("place", PLACES)
def test_a_sub_site_sees_itself_and_the_nation(place, local_pages):
    assert seen_from(local_pages[place], local_pages) == {place, "nation"}


@pytest.mark.parametrize("place", PLACES)
def test_the_home_of_a_sub_site_sees_its_own(place, local_pages):
    assert seen_from(home_of(place), local_pages) == {place, "nation"}


def test_the_nation_sees_no_affiliate(local_pages):
    assert seen_from(home_of("nation"), local_pages) == {"nation"}


def test_another_affiliate_s_home_is_out_of_reach():
    homes = {place: home_of(place) for place in PLACES}
    assert seen_from(homes["illinois"], homes) == {"illinois"}


def test_reach_costs_no_query_of_its_own(local_pages, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(within_reach(Page.objects.all(), local_pages["illinois"]).values_list("pk"))


def test_a_sub_site_in_another_language_sees_its_own():
    home = AffiliateHomePage.objects.get(affiliate__slug="illinois", locale__language_code="es")
    own = StandardPageFactory(parent=home, title="Una página de Illinois")
    assert seen_from(own, {"own": own, "indiana": home_of("indiana")}) == {"own"}


def index_below(factory, home: Page) -> Page:
    """Return the list page of the factory's type below `home`, made if need be."""
    model = factory._meta.model
    return model.objects.child_of(home).first() or factory(parent=home, title=f"List of {home.slug}")


LISTS: dict[str, tuple[Any, Any, Any]] = {
    "case studies": (CaseStudyIndexPageFactory, CaseStudyPageFactory, related_case_studies),
    "trainings": (TrainingIndexPageFactory, TrainingPageFactory, related_trainings),
    "resources": (ResourceIndexPageFactory, ResourcePageFactory, related_resources),
}


@pytest.fixture(params=LISTS)
def listed(request) -> dict[str, set[str]]:
    """For one kind of list: a new page of each place, and what a page of each place lists, all about one topic."""
    index, factory, related = LISTS[request.param]
    topic = Topic.objects.create(name="Only here", slug="only-here", locale=home_of("nation").locale)
    pages = {}
    for place in ("nation", "illinois", "indiana"):
        page = factory(parent=index_below(index, home_of(place)), title=f"About it in {place}")
        page.topics.add(topic)
        page.save()
        pages[place] = page
    return {place: {other.title for other in related(page)} for place, page in pages.items()}


def test_a_page_of_illinois_lists_the_nation_s_and_not_indiana_s(listed):
    assert listed["illinois"] == {"About it in nation"}


def test_a_page_of_the_nation_lists_no_affiliate_s(listed):
    assert listed["nation"] == set()


def test_the_newest_case_studies_of_the_nation_are_the_nation_s():
    own = CaseStudyPageFactory(parent=index_below(CaseStudyIndexPageFactory, home_of("illinois")), title="Local")
    nation, illinois = home_of("nation"), home_of("illinois")
    assert own not in latest_case_studies("en", nation, limit=50)
    assert own in latest_case_studies("en", illinois, limit=50)
    assert own not in latest_case_studies("en", home_of("indiana"), limit=50)


def test_the_newest_press_releases_of_the_nation_are_the_nation_s():
    own = PressReleasePageFactory(parent=index_below(PressIndexPageFactory, home_of("illinois")), title="Local news")
    with override("en"):
        seen = {place: latest_press({"page": home_of(place)}, limit=50) for place in ("nation", "illinois", "indiana")}
    assert [own in releases for releases in seen.values()] == [False, True, False]


def test_the_demonstration_s_own_lists_keep_to_their_places():
    assert CaseStudyPage.objects.exists()
    homes = {home.affiliate.slug: home.path for home in AffiliateHomePage.objects.select_related("affiliate")}
    for training in TrainingPage.objects.live():
        for other in related_trainings(training):
            strangers = [slug for slug, path in homes.items() if other.path.startswith(path)]
            assert all(training.path.startswith(homes[slug]) for slug in strangers)
