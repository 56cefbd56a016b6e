"""National pages inside sub-sites: found, framed, hidden, merged into lists."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from affiliates.models import Affiliate, AffiliateHomePage, HiddenPage, SharingRule
from affiliates.subsite import Subsite, marks_of
from core.models.pages import Sharing
from demo.factories import (
    AffiliateFactory,
    AffiliateHomePageFactory,
    PressReleasePageFactory,
    ResourcePageFactory,
    StandardPageFactory,
    TrainingIndexPageFactory,
    TrainingPageFactory,
)
from tests.public.seeded import ILLINOIS, TRAINING, in_spanish, page_at

pytestmark = pytest.mark.django_db

INHERITED = f"{ILLINOIS}{TRAINING.removeprefix('/')}"
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
LINK = re.compile(r'<a [^>]*href="([^"]*)"')


@pytest.fixture
def illinois() -> Affiliate:
    return Affiliate.objects.get(slug="illinois")


def home_of(slug: str, language: str = "en") -> AffiliateHomePage:
    return AffiliateHomePage.objects.get(affiliate__slug=slug, locale__language_code=language)


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def main_of(client: Client, address: str) -> str:
    return MAIN.search(body(client, address)).group()


def hide(affiliate: Any, page: Page) -> None:
    HiddenPage.objects.create(affiliate=affiliate, translation_key=page.translation_key)


def share(page: Page, sharing: Sharing) -> None:
    SharingRule.objects.create(translation_key=page.translation_key, sharing=sharing)


# Finding the page.


def test_a_national_page_answers_inside_a_sub_site(client: Client):
    assert page_at(TRAINING).title in main_of(client, INHERITED)


def test_it_answers_in_spanish_at_the_spanish_path(client: Client):
    spanish = in_spanish(page_at(TRAINING))
    home = home_of("illinois", "es")
    address = home.url + spanish.url.removeprefix("/es/")
    assert spanish.title in main_of(client, address)
    assert '<html lang="es"' in body(client, address)


def test_it_does_not_answer_at_the_path_of_another_language(client: Client):
    assert client.get(f"/es{INHERITED}").status_code == 404


def test_a_new_national_page_appears_at_once(client: Client):
    TrainingPageFactory(parent=page_at("/trainings/"), title="Brand new", slug="brand-new")
    assert "Brand new" in main_of(client, f"{ILLINOIS}trainings/brand-new/")
    assert "Brand new" in main_of(client, f"{ILLINOIS}trainings/")


def test_an_own_page_at_the_same_path_answers_instead(client: Client):
    index = TrainingIndexPageFactory(parent=home_of("illinois"), title="Our trainings", slug="trainings")
    TrainingPageFactory(parent=index, title="Our own version", slug="social-justice-training")
    assert "Our own version" in main_of(client, INHERITED)
    assert "Our own version" not in main_of(client, "/affiliates/indiana/trainings/social-justice-training/")


def test_a_draft_at_the_same_path_leaves_the_national_page_in_place(client: Client):
    index = TrainingIndexPageFactory(parent=home_of("illinois"), title="Our trainings", slug="trainings")
    TrainingPageFactory(parent=index, title="Not yet", slug="social-justice-training", live=False)
    assert page_at(TRAINING).title in main_of(client, INHERITED)


@pytest.mark.parametrize("path", ["nowhere/", "trainings/nowhere/", "affiliates/", "affiliates/indiana/", "illinois/"])
def test_what_is_nowhere_is_not_found(client: Client, path: str):
    assert client.get(f"{ILLINOIS}{path}").status_code == 404


def test_another_affiliate_is_not_inside(client: Client):
    page = StandardPageFactory(parent=home_of("indiana"), title="Only in Indiana")
    assert client.get(page.url).status_code == 200
    assert client.get(f"{ILLINOIS}{page.slug}/").status_code == 404
    assert client.get(f"{ILLINOIS}affiliates/indiana/{page.slug}/").status_code == 404


def test_a_list_that_is_inherited_holds_the_own_pages_below_a_draft_of_it(client: Client):
    index = TrainingIndexPageFactory(parent=home_of("illinois"), slug="trainings", live=False)
    TrainingPageFactory(parent=index, title="A training of Illinois", slug="of-illinois")
    TrainingPageFactory(parent=index, title="Not yet", slug="not-yet", live=False)
    text = main_of(client, f"{ILLINOIS}trainings/")
    assert text.index("A training of Illinois") < text.index(page_at(TRAINING).title)
    assert "Not yet" not in text


def test_it_holds_nothing_of_another_affiliate(client: Client):
    index = TrainingIndexPageFactory(parent=home_of("california"), slug="trainings", live=False)
    TrainingPageFactory(parent=index, title="A training of California")
    assert "A training of California" not in main_of(client, f"{ILLINOIS}trainings/")
    assert "A training of California" not in main_of(client, "/trainings/")


def test_a_national_draft_is_not_inside(client: Client):
    page = TrainingPageFactory(parent=page_at("/trainings/"), slug="not-yet", live=False)
    assert client.get(f"{ILLINOIS}trainings/{page.slug}/").status_code == 404


def test_a_restricted_national_page_is_closed_inside_too(client: Client):
    PageViewRestriction.objects.create(page=page_at(TRAINING), restriction_type="login")
    assert client.get(INHERITED).status_code == 302
    assert page_at(TRAINING).title not in main_of(client, f"{ILLINOIS}trainings/")


# The frame.


def test_it_stands_in_the_frame_of_the_affiliate(client: Client):
    html = body(client, INHERITED)
    assert "Illinois Education Association" in html
    assert '<link rel="stylesheet" href="/brand/illinois.' in html
    assert "From the national office" in html


def test_it_shows_the_affiliate_s_contact(client: Client):
    phone = Affiliate.objects.get(slug="illinois").contacts.filter(role="trainings").first().phone
    assert phone in main_of(client, INHERITED)
    assert phone not in main_of(client, TRAINING)


def test_its_canonical_address_is_the_national_one(client: Client):
    canonical = re.compile(r'<link rel="canonical" href="([^"]*)">')
    national = canonical.search(body(client, TRAINING)).group(1)
    assert national.endswith(TRAINING)
    assert canonical.search(body(client, INHERITED)).group(1) == national


def test_its_language_link_stays_in_the_sub_site(client: Client):
    spanish = in_spanish(page_at(TRAINING))
    address = home_of("illinois", "es").url + spanish.url.removeprefix("/es/")
    assert f'href="{address}"' in body(client, INHERITED)


def test_it_shares_the_nation_s_social_card(client: Client):
    card = re.compile(r'og:image" content="([^"]*)"')
    assert card.search(body(client, INHERITED)).group(1) == card.search(body(client, TRAINING)).group(1)


def test_its_breadcrumbs_stay_in_the_sub_site(client: Client):
    crumbs = re.search(r'<nav class="breadcrumbs.*?</nav>', body(client, INHERITED), re.DOTALL).group()
    assert LINK.findall(crumbs) == [ILLINOIS, f"{ILLINOIS}trainings/"]


def test_an_own_page_says_nothing_of_the_national_office(client: Client):
    assert "origin-note" not in body(client, ILLINOIS)


def carried_addresses() -> Iterator[str]:
    """Yield the address inside Illinois of every national page that its sub-site carries."""
    subsite = Subsite(home_of("illinois"))
    national = Page.objects.live().filter(path__startswith=subsite.national_path, depth__gt=2)
    for page in national:
        if subsite.carries(page):
            yield ILLINOIS + page.url_path.removeprefix(subsite.national_url_path)


# The strip that leads to the nation, the directory, what is no page, other languages and other parts of a list.
LEAVING = re.compile(
    r"^(#|\?|/search/|/documents/|/media/|/es/|/feeds/|/events/\d+|mailto:|tel:|https?://(?!localhost)|/$|/affiliates/$)"
)


def test_every_link_of_an_inherited_page_stays_inside_and_leads_somewhere(client: Client):
    links = {address: set(LINK.findall(body(client, address))) for address in carried_addresses()}
    assert len(links) > 30
    inside = {link for found in links.values() for link in found if link.startswith(ILLINOIS)}
    outside = {
        address: {link for link in found - inside if not LEAVING.match(link)} for address, found in links.items()
    }
    assert not {address: found for address, found in outside.items() if found}
    unseen = {link.split("#")[0].split("?")[0] for link in inside} - set(links)
    assert not {link for link in unseen if client.head(link).status_code != 200}


# What the nation says, and what the affiliate hides.


def test_a_hidden_page_is_gone_from_one_sub_site_alone(client: Client, illinois: Affiliate):
    hide(illinois, page_at(TRAINING))
    assert client.get(INHERITED).status_code == 404
    assert client.get(TRAINING).status_code == 200
    assert client.get("/affiliates/indiana/trainings/social-justice-training/").status_code == 200


def test_it_is_hidden_in_every_language(client: Client, illinois: Affiliate):
    spanish = in_spanish(page_at(TRAINING))
    hide(illinois, page_at(TRAINING))
    assert client.get(home_of("illinois", "es").url + spanish.url.removeprefix("/es/")).status_code == 404


def test_it_comes_back(client: Client, illinois: Affiliate):
    hide(illinois, page_at(TRAINING))
    HiddenPage.objects.all().delete()
    assert client.get(INHERITED).status_code == 200


def test_what_is_below_a_hidden_page_is_hidden(client: Client, illinois: Affiliate):
    hide(illinois, page_at("/trainings/"))
    assert client.get(INHERITED).status_code == 404


def test_a_hidden_page_is_in_no_menu(client: Client, illinois: Affiliate):
    hide(illinois, page_at("/trainings/"))
    masthead = re.search(r"<header class=.masthead.*?</header>", body(client, f"{ILLINOIS}case-studies/"), re.DOTALL)
    assert f"{ILLINOIS}case-studies/" in LINK.findall(masthead.group())
    assert not [link for link in LINK.findall(masthead.group()) if link.endswith("/trainings/")]


def test_a_required_page_cannot_be_hidden(client: Client, illinois: Affiliate):
    share(page_at(TRAINING), Sharing.REQUIRED)
    hide(illinois, page_at("/trainings/"))
    hide(illinois, page_at(TRAINING))
    assert client.get(INHERITED).status_code == 200
    assert client.get(f"{ILLINOIS}trainings/").status_code == 404


def test_a_page_that_is_national_only_is_in_no_sub_site(client: Client):
    share(page_at(TRAINING), Sharing.NATIONAL)
    assert client.get(INHERITED).status_code == 404
    assert page_at(TRAINING).title not in main_of(client, f"{ILLINOIS}trainings/")
    assert client.get(TRAINING).status_code == 200


def test_a_page_below_what_is_national_only_can_be_offered(client: Client):
    share(page_at("/trainings/"), Sharing.NATIONAL)
    share(page_at(TRAINING), Sharing.OFFERED)
    assert client.get(f"{ILLINOIS}trainings/").status_code == 404
    assert client.get(INHERITED).status_code == 200


def test_links_to_what_is_national_only_lead_to_the_nation(client: Client):
    assert 'href="/affiliates/"' in body(client, INHERITED)


def test_the_marks_are_one_query_however_many_rules(illinois: Affiliate, django_assert_num_queries):
    for page in Page.objects.filter(depth=4, locale__language_code="en")[:6]:
        share(page, Sharing.REQUIRED)
        hide(illinois, page)
    path = home_of("illinois").path[:8]
    marks_of(illinois, path)
    with django_assert_num_queries(1):
        marks_of(illinois, path)


# Lists.


def titles(client: Client, address: str) -> list[str]:
    return [str(entry.title) for entry in client.get(address).context["entries"]]


def test_an_own_list_holds_own_and_inherited_pages(client: Client):
    ResourcePageFactory(parent=page_at(f"{ILLINOIS}resources/"), title="Only ours", slug="only-ours")
    nation = set(titles(client, "/resources/"))
    local = titles(client, f"{ILLINOIS}resources/") + titles(client, f"{ILLINOIS}resources/?page=2")
    assert "Only ours" in local
    assert nation <= set(local)


def test_own_pages_come_first_in_a_list_in_the_order_of_the_tree(client: Client):
    own = [page.title for page in page_at(f"{ILLINOIS}resources/").get_children().live()]
    assert own
    assert titles(client, f"{ILLINOIS}resources/")[: len(own)] == own


def test_a_list_marks_whose_each_page_is(client: Client):
    html = main_of(client, f"{ILLINOIS}resources/")
    assert "From the national office" in html
    assert "From Illinois" in html


def test_the_national_list_says_nothing_of_origins(client: Client):
    assert "From the national office" not in body(client, "/resources/")


def test_an_own_page_stands_in_the_list_for_the_national_one_at_its_path(client: Client):
    national = page_at("/resources/").get_children().live().first()
    ResourcePageFactory(parent=page_at(f"{ILLINOIS}resources/"), title="Our edition of it", slug=national.slug)
    listed = titles(client, f"{ILLINOIS}resources/") + titles(client, f"{ILLINOIS}resources/?page=2")
    assert "Our edition of it" in listed
    assert national.title not in listed


def test_a_merged_list_keeps_its_order(client: Client):
    PressReleasePageFactory(parent=page_at(f"{ILLINOIS}press/"), title="Old news", slug="old-news", date="2001-01-01")
    dates = [entry.date for entry in client.get(f"{ILLINOIS}press/").context["entries"]]
    assert dates == sorted(dates, reverse=True)


def test_a_hidden_page_is_not_in_the_merged_list(client: Client, illinois: Affiliate):
    release = page_at("/press/").get_children().live().first()
    hide(illinois, release)
    assert release.title in titles(client, "/press/")
    assert release.title not in titles(client, f"{ILLINOIS}press/")


def test_a_merged_list_has_no_page_of_another_affiliate(client: Client):
    ResourcePageFactory(parent=page_at("/affiliates/california/resources/"), title="Californian", slug="californian")
    listed = titles(client, f"{ILLINOIS}resources/") + titles(client, f"{ILLINOIS}resources/?page=2")
    assert "Californian" not in listed


# What it costs.


def queries_at(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


@pytest.mark.parametrize(
    "path",
    [
        "trainings/", "trainings/social-justice-training/", "programs/leaders-for-just-schools/", "resources/",
        "press/", "opportunity-coalition/", "case-studies/", "quotes/", "just-and-equitable-schools/",
    ],
)  # fmt: skip
def test_an_inherited_page_costs_at_most_three_queries_more_than_the_national_one(client: Client, path: str):
    assert queries_at(client, ILLINOIS + path) <= queries_at(client, f"/{path}") + 3


def test_it_costs_the_same_with_more_affiliates(client: Client):
    few = queries_at(client, INHERITED)
    directory = page_at("/affiliates/")
    for number in range(15):
        affiliate = AffiliateFactory()
        home = AffiliateHomePageFactory(parent=directory, affiliate=affiliate, title=affiliate.place)
        StandardPageFactory(parent=home, title=f"Own {number}", show_in_menus=True)
        hide(affiliate, page_at(TRAINING))
    assert queries_at(client, INHERITED) == few


def test_a_preview_of_an_own_page_reads_in_its_sub_site():
    page = StandardPageFactory(
        parent=home_of("illinois"),
        title="With a link",
        body=[("rich_text", f'<p><a linktype="page" id="{page_at(TRAINING).pk}">A training</a></p>')],
    )
    assert f'href="{INHERITED}"' in page.make_preview_request().content.decode()
