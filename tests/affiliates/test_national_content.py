"""The national tree in the back office: what an affiliate sees of it and does with it, and what the nation says."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from affiliates.editions.localizing import localize
from affiliates.models import Activity, ActivityEntry, Affiliate, AffiliateHomePage, HiddenPage, SharingRule
from affiliates.national_content import State, national_pages, rows
from affiliates.sharing import bring_back_page, hide_page, is_shareable, set_sharing, sharing_without_rule
from affiliates.subsite import Subsite
from core.models.pages import Sharing
from demo.factories import ResourcePageFactory, StandardPageFactory, TrainingPageFactory
from tests import personas
from tests.public.seeded import ILLINOIS, TRAINING, in_spanish, page_at

pytestmark = pytest.mark.django_db


def subsite_of(slug: str = "illinois", language: str = "en") -> Subsite:
    return Subsite(AffiliateHomePage.objects.get(affiliate__slug=slug, locale__language_code=language))


def address(name: str = "national_content", page: Page | None = None, slug: str = "illinois") -> str:
    affiliate = Affiliate.objects.get(slug=slug)
    return reverse(name, args=[affiliate.pk, *([page.pk] if page else [])])


def states(slug: str = "illinois") -> dict[str, State]:
    subsite = subsite_of(slug)
    return {row.page.title: row.state for row in rows(subsite, national_pages(subsite))}


@pytest.fixture
def editor() -> Client:
    return personas.browser_of(personas.illinois_editor())


@pytest.fixture
def nation() -> Client:
    return personas.browser_of(personas.national_editor())


# The verbs.


def test_hiding_is_noted_once_with_who_did_it():
    page = page_at(TRAINING)
    for _time in range(2):
        hide_page(subsite_of(), page, user=personas.illinois_editor())
    assert HiddenPage.objects.get(translation_key=page.translation_key).hidden_by == personas.illinois_editor()
    assert ActivityEntry.objects.filter(action=Activity.PAGE_HIDDEN, subject=page.title).count() == 1


def test_bringing_back_undoes_it_in_every_language():
    page = page_at(TRAINING)
    hide_page(subsite_of(), page, user=personas.illinois_editor())
    bring_back_page(subsite_of(language="es"), in_spanish(page), user=personas.illinois_editor())
    assert not HiddenPage.objects.exists()


def test_a_page_that_is_not_hidden_stays_as_it_is():
    bring_back_page(subsite_of(), page_at(TRAINING), user=personas.illinois_editor())
    assert not ActivityEntry.objects.filter(action=Activity.PAGE_BROUGHT_BACK).exists()


def test_a_required_page_is_not_hidden():
    set_sharing(page_at(TRAINING), Sharing.REQUIRED, user=personas.national_editor())
    with pytest.raises(ValidationError, match="requires"):
        hide_page(subsite_of(), page_at(TRAINING), user=personas.illinois_editor())


def test_what_is_not_in_the_sub_site_is_not_hidden():
    for page in (page_at("/affiliates/"), page_at("/affiliates/indiana/"), page_at("/affiliates/illinois/events/")):
        with pytest.raises(ValidationError):
            hide_page(subsite_of(), page, user=personas.illinois_editor())


def test_a_page_hidden_with_its_parent_comes_back_with_it():
    hide_page(subsite_of(), page_at("/trainings/"), user=personas.illinois_editor())
    with pytest.raises(ValidationError, match=page_at("/trainings/").title):
        bring_back_page(subsite_of(), page_at(TRAINING), user=personas.illinois_editor())


def test_only_national_pages_can_be_shared():
    assert is_shareable(page_at(TRAINING))
    for path in ("/", "/affiliates/", ILLINOIS, f"{ILLINOIS}events/"):
        assert not is_shareable(page_at(path))


def test_without_a_rule_the_page_above_decides():
    set_sharing(page_at("/trainings/"), Sharing.REQUIRED, user=personas.national_editor())
    assert sharing_without_rule(page_at(TRAINING)) == (Sharing.REQUIRED, Page.objects.get(pk=page_at("/trainings/").pk))
    assert sharing_without_rule(page_at("/press/")) == (Sharing.OFFERED, None)


# What the list says.


def test_it_holds_every_public_national_page_once():
    subsite = subsite_of()
    national = Page.objects.live().filter(path__startswith=subsite.national_path, depth__gt=2)
    expected = national.exclude(path__startswith=page_at("/affiliates/").path)
    assert list(national_pages(subsite)) == list(expected.order_by("path"))


def test_each_page_has_its_state():
    index = page_at(f"{ILLINOIS}resources/")
    adapted = page_at("/resources/").get_children().live().first()
    ResourcePageFactory(parent=index, slug=adapted.slug, title="Our version")
    hide_page(subsite_of(), page_at(TRAINING), user=personas.illinois_editor())
    set_sharing(page_at("/press/"), Sharing.REQUIRED, user=personas.national_editor())
    drafted = page_at("/case-studies/").get_children().live().first()
    localize(drafted, Affiliate.objects.get(slug="illinois"), user=personas.illinois_editor())
    found = states()
    assert found[drafted.title] == State.DRAFT
    assert found[page_at(TRAINING).title] == State.HIDDEN
    assert found[adapted.title] == State.ADAPTED
    assert found[page_at("/press/").title] == State.REQUIRED
    assert found[page_at("/trainings/").title] == State.INHERITED


def test_every_state_can_be_asked_for_and_together_they_are_all():
    test_each_page_has_its_state()
    subsite = subsite_of()
    parts = {state: set(national_pages(subsite, state=state)) for state in State}
    assert all(parts.values())
    assert sum(len(part) for part in parts.values()) == len(set.union(*parts.values())) == len(national_pages(subsite))
    for state, part in parts.items():
        assert {row.state for row in rows(subsite, part)} == {state}


def test_one_affiliate_s_choices_are_not_another_s():
    hide_page(subsite_of(), page_at(TRAINING), user=personas.illinois_editor())
    assert states("indiana")[page_at(TRAINING).title] == State.INHERITED


def test_it_leaves_out_what_the_nation_keeps_and_what_is_not_public():
    kept = TrainingPageFactory(parent=page_at("/trainings/"), title="Kept to ourselves")
    draft = TrainingPageFactory(parent=page_at("/trainings/"), title="Not yet", live=False)
    set_sharing(kept, Sharing.NATIONAL, user=personas.national_editor())
    assert not {kept.title, draft.title} & set(states())


def test_it_finds_by_words_of_the_title(editor: Client):
    html = editor.get(address(), {"q": "social justice TRAINING"}).content.decode()
    assert page_at(TRAINING).title in html
    assert page_at("/press/").title not in re.search(r"<tbody>.*</tbody>", html, re.DOTALL).group()


def test_hostile_filters_are_answered(editor: Client):
    for query in ({"q": "x" * 5000}, {"state": "gone"}, {"language": "xx"}, {"p": "-1"}, {"p": "zz"}, {"q": "%_\\'\""}):
        assert editor.get(address(), query).status_code == 200


def test_it_speaks_each_language_of_the_sub_site(editor: Client):
    html = editor.get(address(), {"language": "es"}).content.decode()
    assert in_spanish(page_at("/trainings/")).title in html


def test_a_row_costs_nothing(editor: Client):
    def queries() -> int:
        editor.get(address())
        with CaptureQueriesContext(connection) as captured:
            editor.get(address())
        return len(captured)

    few = queries()
    for number in range(12):
        TrainingPageFactory(parent=page_at("/trainings/"), title=f"Training {number}")
    assert queries() == few


# Who does what.


def test_an_editor_hides_a_page_and_brings_it_back(editor: Client):
    page = page_at(TRAINING)
    response = editor.post(address("national_content_hide", page), {"back": "q=training&p=1"}, follow=True)
    assert response.redirect_chain == [(f"{address()}?q=training&p=1", 302)]
    assert f"“{page.title}” is hidden" in response.content.decode()
    assert states()[page.title] == State.HIDDEN
    editor.post(address("national_content_bring_back", page))
    assert states()[page.title] == State.INHERITED


def test_the_way_back_leads_nowhere_else(editor: Client):
    response = editor.post(address("national_content_hide", page_at(TRAINING)), {"back": "//evil.example.org/?a=b"})
    assert response.headers["Location"].startswith(f"{address()}?")


def test_a_required_page_has_no_way_to_hide_it(editor: Client):
    set_sharing(page_at(TRAINING), Sharing.REQUIRED, user=personas.national_editor())
    assert address("national_content_hide", page_at(TRAINING)) not in editor.get(address()).content.decode()
    response = editor.post(address("national_content_hide", page_at(TRAINING)), follow=True)
    assert "requires this page" in response.content.decode()


@pytest.mark.parametrize("name", ["national_content_hide", "national_content_bring_back"])
def test_only_buttons_change_anything(editor: Client, name: str):
    assert editor.get(address(name, page_at(TRAINING))).status_code in {404, 405}


def test_another_affiliate_s_list_is_nowhere(editor: Client):
    assert editor.get(address(slug="indiana")).status_code == 404
    assert editor.post(address("national_content_hide", page_at(TRAINING), "indiana")).status_code == 404
    assert not HiddenPage.objects.exists()


def test_pages_that_are_not_in_the_list_are_nowhere(editor: Client):
    strangers = [page_at("/affiliates/indiana/"), page_at(f"{ILLINOIS}events/"), page_at("/affiliates/")]
    for page in strangers:
        assert editor.post(address("national_content_hide", page)).status_code == 404


def test_who_only_reads_sees_the_list_without_buttons():
    reading = personas.browser_of(personas.illinois_read_only())
    html = reading.get(address()).content.decode()
    assert page_at(TRAINING).title in html
    assert "national-content__title" in html
    assert "/hide/" not in html
    assert reading.post(address("national_content_hide", page_at(TRAINING))).status_code == 404


def test_a_national_editor_looks_and_does_not_touch(nation: Client):
    html = nation.get(address()).content.decode()
    assert "/hide/" not in html
    assert nation.post(address("national_content_hide", page_at(TRAINING))).status_code == 404
    assert Affiliate.objects.get(slug="indiana").name in nation.get(reverse("national_content")).content.decode()


def test_an_editor_is_led_to_the_only_list(editor: Client):
    assert editor.get(reverse("national_content")).headers["Location"] == address()


# What the nation says.


def sharing_address(page: Page) -> str:
    return reverse("national_content_sharing", args=[page.pk])


def test_a_national_editor_requires_a_page(nation: Client):
    page = page_at(TRAINING)
    hide_page(subsite_of(), page, user=personas.illinois_editor())
    assert "Illinois" in nation.get(sharing_address(page)).content.decode()
    nation.post(sharing_address(page), {"sharing": "required"})
    assert SharingRule.objects.get(translation_key=page.translation_key).set_by == personas.national_editor()
    assert states()[page.title] == State.REQUIRED


def test_saying_nothing_leaves_it_to_the_page_above(nation: Client):
    set_sharing(page_at(TRAINING), Sharing.NATIONAL, user=personas.national_editor())
    nation.post(sharing_address(page_at(TRAINING)), {"sharing": ""})
    assert not SharingRule.objects.exists()


def test_an_unknown_answer_is_refused_beside_the_question(nation: Client):
    response = nation.post(sharing_address(page_at(TRAINING)), {"sharing": "sold"})
    assert response.status_code == 200
    assert "Select a valid choice" in response.content.decode()


def test_the_page_s_history_says_it(nation: Client):
    nation.post(sharing_address(page_at(TRAINING)), {"sharing": "required"})
    history = nation.get(reverse("wagtailadmin_pages:history", args=[page_at(TRAINING).pk])).content.decode()
    assert "Sharing with affiliates: Required" in history


def test_the_editor_of_a_national_page_offers_it(nation: Client):
    edit = reverse("wagtailadmin_pages:edit", args=[page_at(TRAINING).pk])
    assert sharing_address(page_at(TRAINING)) in nation.get(edit).content.decode()


def test_pages_of_affiliates_have_no_sharing(nation: Client, editor: Client):
    own = StandardPageFactory(parent=page_at(ILLINOIS), title="Our own")
    assert nation.get(sharing_address(own)).status_code == 404
    assert editor.get(sharing_address(page_at(TRAINING))).status_code == 404


def test_a_translator_may_not_say_it():
    translating = personas.browser_of(personas.translator())
    assert translating.get(sharing_address(page_at(TRAINING))).status_code in {302, 403, 404}
    translating.post(sharing_address(page_at(TRAINING)), {"sharing": "national"})
    assert not SharingRule.objects.exists()


def test_a_required_page_answers_instead_of_an_own_one(client: Client):
    index = page_at(f"{ILLINOIS}press/")
    release = page_at("/press/").get_children().live().first()
    own = type(release.specific).objects.none().model(title="Our words", slug=release.slug, locale=index.locale)
    index.add_child(instance=own)
    assert "Our words" in client.get(own.url).content.decode()
    set_sharing(release, Sharing.REQUIRED, user=personas.national_editor())
    assert release.title in client.get(f"{ILLINOIS}press/{release.slug}/").content.decode()
    listed = [entry.title for entry in client.get(index.url).context["entries"]]
    assert release.title in listed
    assert "Our words" not in listed


def test_no_own_page_can_be_made_at_the_path_of_a_required_one(editor: Client):
    release = page_at("/press/").get_children().live().first()
    set_sharing(release, Sharing.REQUIRED, user=personas.national_editor())
    add = reverse("wagtailadmin_pages:add", args=["press", "pressreleasepage", page_at(f"{ILLINOIS}press/").pk])
    data = {"title": "Our words", "slug": release.slug, "date": "2026-11-01", "body-count": "0", "files-count": "0"}
    data |= {"notes": "null", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    html = editor.post(add, data).content.decode()
    assert "The national office requires its own page at this address" in html
    assert "Our words" in html
    assert editor.post(add, data | {"slug": "another"}).status_code == 302
