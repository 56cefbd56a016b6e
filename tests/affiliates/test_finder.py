"""Readers find their affiliate by ZIP code, city, state or local association, and what they write stays private."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.models import Site

from affiliates.finder import LONGEST, MOST_ASSOCIATIONS, Outcome, clean, find
from affiliates.geography.postal import states_of_zip
from affiliates.models import Affiliate, AffiliateHomePage, LocalAssociation, State
from demo.factories import AffiliateFactory, ContactFactory, LocalAssociationFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/find-affiliate/"
ILLINOIS = "/affiliates/illinois/"


@pytest.fixture(autouse=True)
def illinois() -> Affiliate:
    """Illinois and Indiana, which cover their states, without local associations."""
    LocalAssociation.objects.all().delete()
    Affiliate.objects.filter(slug="indiana").update(states=["IN"])
    Affiliate.objects.filter(slug="illinois").update(states=["IL"])
    return Affiliate.objects.get(slug="illinois")


def ask(client: Client, place: str, address: str = ADDRESS, **headers: str) -> Any:
    return client.post(address, {"place": place}, headers=headers)


@pytest.mark.parametrize(
    "place", ["62701", "62701-1234", " 62701 ", "627011234", "٦٢٧٠١", "Illinois", "illinois", "IL", "il"]
)
def test_one_clear_match_leads_to_the_affiliate(client: Client, illinois: Affiliate, place: str):
    response = ask(client, place)
    assert (response.status_code, response["Location"]) == (303, ILLINOIS)


@pytest.mark.parametrize("place", ["Springfield, IL", "springfield il", "Springfield Illinois", "springfíeld,illinois"])
def test_a_city_is_found_however_it_is_written(client: Client, illinois: Affiliate, place: str):
    assert ask(client, place)["Location"] == ILLINOIS


def test_spanish_readers_go_to_the_spanish_pages(client: Client, illinois: Affiliate):
    response = ask(client, "62701", "/es/find-affiliate/")
    assert response["Location"].startswith("/es/")
    assert AffiliateHomePage.objects.get(affiliate=illinois, locale__language_code="es").url == response["Location"]


@pytest.mark.parametrize(
    "place", ["", "   ", "\u202e\u200b", "6217", "627011", "62 70", "12-34", "…", "🏫", "x" * (LONGEST + 1)]
)
def test_malformed_input_is_answered_beside_the_field(client: Client, place: str):
    response = ask(client, place)
    assert response.status_code == 422
    assert b'aria-invalid="true"' in response.content
    assert b'id="finder-problem"' in response.content


@pytest.mark.parametrize("place", ["00000", "00100", "Nowhereville", "Zzyzx, somewhere", "المدرسة"])
def test_what_nobody_knows_is_a_helpful_404_that_keeps_the_words(client: Client, place: str):
    response = ask(client, place)
    assert response.status_code == 404
    assert f'value="{place}"' in response.content.decode()


def test_a_zip_code_that_crosses_a_state_line_offers_the_choice(client: Client):
    AffiliateFactory(place="Kentucky", states=["KY"], website="https://kea.example.org")
    AffiliateFactory(place="Tennessee", states=["TN"], website="https://tea.example.org")
    response = ask(client, "42223")
    assert response.status_code == 200
    assert b"kea.example.org" in response.content
    assert b"tea.example.org" in response.content


def test_several_affiliates_of_a_state_are_offered(client: Client, illinois: Affiliate):
    AffiliateFactory(name="Illinois Faculty Association", place="Illinois", slug="il-2", states=["IL"])
    response = ask(client, "62701")
    assert response.status_code == 200
    assert b"Illinois Faculty Association" in response.content
    assert ILLINOIS.encode() in response.content


def test_a_merged_body_answers_for_each_of_its_states():
    merged = AffiliateFactory(name="United Dakotas", place="The Dakotas", slug="dakotas", states=["ND", "SD"])
    for code in ("58501", "57501"):
        assert [choice.affiliate for choice in find(code, "en").choices] == [merged]


@pytest.mark.parametrize(
    ("place", "states"),
    [
        ("09012", [State.AE]),
        ("APO AE 09012", [State.AE]),
        ("96201", [State.AP]),
        ("FPO AA", [State.AA]),
        ("34001", [State.AA]),
        ("00901", [State.PR]),
        ("Guam", [State.GU]),
        ("96799", [State.AS]),
        ("96950", [State.MP]),
        ("00801", [State.VI]),
    ],
)
def test_military_and_territory_codes_are_understood(place: str, states: list[State]):
    Affiliate.objects.filter(states__overlap=[state.value for state in states]).delete()
    answer = find(place, "en")
    assert (answer.outcome, answer.unserved) == (Outcome.FOUND, states)


def test_an_affiliate_may_cover_military_codes():
    overseas = AffiliateFactory(name="Federal Education Association", slug="fea", states=["AA", "AE", "AP"])
    assert [choice.affiliate for choice in find("APO", "en").choices] == [overseas]


def test_the_national_office_answers_for_a_state_without_affiliate(client: Client):
    Affiliate.objects.filter(states__contains=["OH"]).delete()
    response = ask(client, "43004")
    assert response.status_code == 200
    assert b"Ohio" in response.content
    assert b'id="national-office"' in response.content


def test_the_freely_associated_states_are_no_unknown_place():
    assert find("96960", "en").outcome is Outcome.FOUND


def test_a_local_association_wins_by_its_zip_code(client: Client, illinois: Affiliate):
    LocalAssociationFactory(affiliate=illinois, name="Schaumburg EA", city="Schaumburg", zip_codes=["60173"])
    response = ask(client, "60173")
    assert response.status_code == 200
    assert b"Schaumburg EA" in response.content
    assert ILLINOIS.encode() in response.content


def test_a_local_association_across_the_line_is_offered_beside_the_state_of_the_post_office(illinois: Affiliate):
    across: Any = LocalAssociationFactory(affiliate=illinois, name="Border EA", city="Border", zip_codes=["47591"])
    answer = find("47591", "en")
    assert [match.association for match in answer.associations] == [across]
    assert [choice.affiliate.place for choice in answer.choices] == ["Indiana"]


@pytest.mark.parametrize(
    "city", ["St. Charles", "Saint Charles", "ST CHARLES", "saint-charles, IL", "Sáint Charlés Illinois"]
)
@pytest.mark.parametrize("stored", ["St. Charles", "Saint Charles"])
def test_a_city_of_an_association_is_found_however_either_is_written(illinois: Affiliate, stored: str, city: str):
    local: Any = LocalAssociationFactory(affiliate=illinois, name="Valley EA", city=stored)
    assert [match.association for match in find(city, "en").associations] == [local]


def test_a_city_of_that_name_in_another_state_stays_a_choice(illinois: Affiliate):
    LocalAssociationFactory(affiliate=illinois, name="Peoria EA", city="Peoria")
    answer = find("peoria", "en")
    assert [match.association.name for match in answer.associations] == ["Peoria EA"]
    assert State.AZ in answer.unserved


def test_the_state_beside_a_city_decides(illinois: Affiliate):
    LocalAssociationFactory(affiliate=illinois, name="Peoria EA", city="Peoria")
    assert find("Peoria, AZ", "en").associations == []


@pytest.mark.parametrize("words", ["peoria fed", "PEORIA FEDERATION", "Federation of Peoria’s", "fédération peoria"])
def test_an_association_is_found_by_words_of_its_name(illinois: Affiliate, words: str):
    local: Any = LocalAssociationFactory(affiliate=illinois, name="Peoria Federation of Teachers", city="Peoria")
    text = words.replace("’s", "")
    assert [match.association for match in find(text, "en").associations] == [local]


def test_the_number_of_results_is_bounded(illinois: Affiliate):
    for number in range(MOST_ASSOCIATIONS + 3):
        LocalAssociationFactory(affiliate=illinois, name=f"Local {number}", city="Cairo")
    answer = find("Local", "en")
    assert len(answer.associations) == MOST_ASSOCIATIONS
    assert answer.has_more


def test_an_affiliate_without_pages_in_the_language_is_told_with_how_to_reach_it(client: Client):
    affiliate = AffiliateFactory(place="Ohio", states=["OH"], website="https://oea.example.org")
    ContactFactory(affiliate=affiliate, phone="614-555-0100", email="")
    response = ask(client, "43004", "/es/find-affiliate/")
    text = response.content.decode()
    assert response.status_code == 200
    assert "oea.example.org" in text
    assert "614-555-0100" in text


def test_an_affiliate_out_of_service_gets_no_link(client: Client, illinois: Affiliate):
    Affiliate.objects.filter(pk=illinois.pk).update(out_of_service_since=timezone.now())
    response = ask(client, "62701")
    assert response.status_code == 200
    assert f'href="{ILLINOIS}"' not in response.content.decode().split("<main", 1)[1].split("</main>")[0]
    assert illinois.website.removeprefix("https://") in response.content.decode()


def test_an_affiliate_whose_period_has_ended_gets_no_link(illinois: Affiliate):
    Affiliate.objects.filter(pk=illinois.pk).update(active_until=timezone.localdate() - timedelta(days=1))
    assert find("62701", "en").choices[0].url == ""


def test_an_affiliate_on_a_host_of_its_own_is_linked_since_forms_stay_on_our_host(client: Client, illinois: Affiliate):
    home = AffiliateHomePage.objects.get(affiliate=illinois, locale__language_code="en")
    Site.objects.create(hostname="il.example.org", port=443, root_page=home)
    response = ask(client, "62701")
    assert response.status_code == 200
    assert b'href="https://il.example.org/"' in response.content


def test_looking_at_the_address_leads_to_the_directory_and_repeats_nothing(client: Client):
    response = client.get(f"{ADDRESS}?place=62701")
    assert (response.status_code, response["Location"]) == (302, "/affiliates/")
    assert client.get("/es/find-affiliate/")["Location"].startswith("/es/")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_it_answers_to_no_other_method(client: Client, method: str):
    assert client.generic(method, ADDRESS).status_code == 405


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example.org"},
        {"origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(client: Client, headers: dict[str, str]):
    assert ask(client, "62701", **headers).status_code == 403


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}, {}])
def test_the_form_of_our_own_page_is_accepted(client: Client, headers: dict[str, str]):
    assert ask(client, "62701", **headers).status_code == 303


@pytest.mark.parametrize("place", ["62701", "60173", "00000", "6270", "42223", "Peoria, IL"])
def test_what_was_written_is_in_no_log_and_no_address_and_sets_no_cookie(
    client: Client, caplog: pytest.LogCaptureFixture, place: str
):
    with caplog.at_level(logging.DEBUG):
        caplog.handler.setLevel(logging.DEBUG)
        response = ask(client, place)
    said = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db.backends")]
    assert not [line for line in said if place in line]
    assert place not in response.headers.get("Location", "")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert place not in "".join(value for name, value in response.headers.items())


def test_the_page_never_links_to_an_address_with_what_was_written(client: Client, illinois: Affiliate):
    LocalAssociationFactory(affiliate=illinois, zip_codes=["60173"])
    html = ask(client, "60173").content.decode()
    assert html.count("60173") == 2  # the field, and the example beside it
    assert "?place" not in html


def test_the_answer_needs_a_fixed_number_of_queries(illinois: Affiliate):
    for number in range(30):
        affiliate = AffiliateFactory(states=["IL"]) if number < 10 else illinois
        LocalAssociationFactory(affiliate=affiliate, city="Springfield", name=f"Local {number}")
    find("62701", "en")
    with CaptureQueriesContext(connection) as captured:
        find("Springfield, IL", "en")
    assert len(captured) <= 6


def test_every_zip_code_is_understood_or_unknown():
    known = {code for code in (f"{number:05}" for number in range(0, 100_000, 7)) if states_of_zip(code)}
    assert len(known) > 10_000
    assert {state for code in known for state in states_of_zip(code) or ()} >= {State.IL, State.AE, State.PR}


hostile = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="0123456789- ", max_size=12),
    st.text(alphabet=st.characters(categories=["Cf", "Cc", "So", "Mn", "Nd"]), max_size=60),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=hostile)
@example(text="\x00")
@example(text="\x0062701")
@example(text="\u202e10726")
@example(text="🏫" * 30)
@example(text="%' OR 1=1 --")
@example(text="_%_%")
@example(text="\ud7ff\ufffd")
@example(text="IL," * 30)
@example(text=", IL")
def test_hostile_words_are_never_a_server_error(client: Client, text: str):
    assert ask(client, text).status_code in {200, 303, 404, 422}


@settings(max_examples=300, deadline=None)
@given(
    code=st.from_regex(r"\A[0-9]{5}\Z"),
    extra=st.from_regex(r"\A([- ]?[0-9]{4})?\Z"),
    around=st.text(alphabet=" \t\n\u00a0\u200b\u202e", max_size=5),
)
def test_a_zip_code_means_the_same_with_four_more_digits_and_invisible_characters(code: str, extra: str, around: str):
    outcome = find(f"{around}{code}{extra}{around}", "en").outcome
    assert outcome is (Outcome.UNKNOWN if states_of_zip(code) is None else Outcome.FOUND)


@given(st.text(max_size=600))
def test_cleaned_words_are_one_short_line(text: str):
    cleaned = clean(text)
    assert cleaned == " ".join(cleaned.split())
    assert clean(cleaned)[:LONGEST] == cleaned[:LONGEST]


def test_a_megabyte_is_refused_without_trouble(client: Client):
    assert ask(client, "9" * 1_000_000).status_code == 422
    assert client.post(ADDRESS, b"\xff" * 1_000_000, content_type="application/octet-stream").status_code == 422
    assert client.post(ADDRESS, b"--x", content_type="multipart/form-data; boundary=").status_code in {400, 422}
