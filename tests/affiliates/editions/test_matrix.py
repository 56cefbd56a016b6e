"""The matrix of page, affiliate and language."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from affiliates.editions.matrix import CHANGED, Cell, CellState, Matrix, Narrowing
from affiliates.models import Affiliate, Edition, PendingUpdate
from affiliates.national_content import State, national_pages, rows
from affiliates.sharing import hide_page, set_sharing
from affiliates.subsite import Subsite
from core.models.pages import Sharing
from tests import personas
from tests.affiliates.editions.changing import illinois, national_page, publish, published_edition
from tests.affiliates.ohio import home_of, provisioned
from tests.public.seeded import TRAINING, in_spanish, page_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation() -> Client:
    return personas.browser_of(personas.national_editor())


def cells(**narrowing: Any) -> list[Cell]:
    return list(Matrix(Narrowing(**narrowing)).cells())


def state_in(source: Page, slug: str = "illinois") -> CellState:
    (cell,) = [cell for cell in cells(page=source.pk) if cell.affiliate.slug == slug]
    return cell.state


def pending(edition: Edition, reason: str) -> None:
    PendingUpdate.objects.create(edition=edition, reason=reason, base={}, local={}, national={}, conflicts=2)


# States.


def test_a_page_that_nobody_touched_is_inherited():
    assert state_in(national_page()) == CellState.INHERITED


def test_an_edition_is_one_and_is_behind_after_a_national_publish():
    source = national_page()
    published_edition(source)
    assert state_in(source) == CellState.EDITION
    publish(source, title="Newer")
    assert state_in(source) == CellState.BEHIND


@pytest.mark.parametrize(("reason", "state"), [("conflict", CellState.CONFLICT), ("review", CellState.WAITING)])
def test_what_waits_says_for_what(reason: str, state: CellState):
    source = national_page()
    pending(published_edition(source), reason)
    assert state_in(source) == state


def test_a_detached_edition_is_detached():
    source = national_page()
    Edition.objects.filter(pk=published_edition(source).pk).update(detached_at=timezone.now())
    assert state_in(source) == CellState.DETACHED


def test_a_hidden_page_is_hidden_with_all_below_it():
    source = national_page(page_at("/trainings/").get_parent())
    hide_page(Subsite(home_of(illinois())), page_at("/trainings/"), user=personas.illinois_editor())
    assert state_in(page_at(TRAINING)) == CellState.HIDDEN
    assert state_in(in_spanish(page_at(TRAINING))) == CellState.HIDDEN
    assert state_in(source) == CellState.INHERITED


def test_required_pages_are_required_and_pages_of_the_nation_alone_are_left_out():
    source = national_page()
    set_sharing(source, Sharing.REQUIRED, user=personas.national_editor())
    assert state_in(source) == CellState.REQUIRED
    set_sharing(source, Sharing.NATIONAL, user=personas.national_editor())
    assert cells(page=source.pk) == []


def test_it_agrees_with_what_the_affiliate_sees_of_itself():
    hide_page(Subsite(home_of(illinois())), page_at("/press/"), user=personas.illinois_editor())
    published_edition(page_at(TRAINING))
    subsite = Subsite(home_of(illinois()))
    theirs = {row.page.pk: row.state for row in rows(subsite, national_pages(subsite))}
    ours = {cell.page.pk: cell.state for cell in cells(affiliate=illinois().pk, language="en")}
    assert ours.keys() == theirs.keys()
    own = {CellState.EDITION, CellState.OWN}
    for pk, state in ours.items():
        assert (state in own) == (theirs[pk] not in (State.INHERITED, State.HIDDEN, State.REQUIRED)), pk
        assert (state == CellState.HIDDEN) == (theirs[pk] == State.HIDDEN)


# Filters.


def test_it_is_narrowed_by_each_filter():
    source = national_page()
    published_edition(source)
    assert {cell.affiliate.slug for cell in cells(affiliate=illinois().pk)} == {"illinois"}
    assert {cell.language for cell in cells(language="es")} == {"es"}
    assert {cell.page.title for cell in cells(text="what we DO", language="en")} == {"What we do"}
    assert {cell.page.type_id for cell in cells(page_type=source.content_type_id)} == {source.content_type_id}
    assert {cell.state for cell in cells(state=CellState.INHERITED)} == {CellState.INHERITED}
    assert CellState.INHERITED not in {cell.state for cell in cells(state=CHANGED)}


def test_affiliates_out_of_service_are_left_out():
    Affiliate.objects.filter(slug="indiana").update(out_of_service_since=timezone.now())
    assert "indiana" not in {cell.affiliate.slug for cell in cells()}


# On the screen.


def test_the_screen_shows_what_is_not_simply_inherited(nation: Client):
    published_edition(national_page())
    html = nation.get(reverse("edition_matrix")).content.decode()
    assert "What we do" in html
    assert "Local edition" in html


def test_misunderstood_filters_narrow_nothing(nation: Client):
    response = nation.get(
        reverse("edition_matrix"), {"affiliate": "x", "state": "nonsense", "page_type": "-1", "p": "x"}
    )
    assert response.status_code == 200


def test_the_screen_takes_as_many_queries_with_more_affiliates_and_editions(nation: Client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            nation.get(reverse("edition_matrix"), {"state": ""})
        return len(captured)

    source = national_page()
    published_edition(source)
    queries()
    before = queries()
    provisioned()
    for slug in ("california", "indiana", "ohio"):
        publish(published_edition(source, Affiliate.objects.get(slug=slug)).page, title="Ours")
    assert queries() <= before


def table(response: Any) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_table_holds_every_row_that_the_filters_let_through(nation: Client):
    published_edition(national_page())
    lines = table(nation.get(reverse("edition_matrix_export"), {"state": ""}))
    assert len(lines) == 1 + len(cells())
    lines = table(nation.get(reverse("edition_matrix_export"), {"state": CellState.EDITION}))
    assert [line[0] for line in lines[1:]] == ["What we do"]


def test_no_cell_of_the_table_is_a_formula(nation: Client):
    source = publish(national_page(), title="=HYPERLINK(1)")
    published_edition(source)
    (line,) = table(nation.get(reverse("edition_matrix_export"), {"state": CellState.EDITION}))[1:]
    assert line[0] == "'=HYPERLINK(1)"
