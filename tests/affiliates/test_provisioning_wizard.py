"""National administrators set up sub-sites in steps, complete them, and take them out of service."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from affiliates.models import Affiliate, TeamInvitation
from affiliates.provisioning import take_out_of_service
from tests import personas
from tests.affiliates.ohio import all_rows, home_of, provisioned

pytestmark = pytest.mark.django_db

ANSWERS: dict[str, dict[str, Any]] = {
    "organization": {"name": "Ohio Education Association", "short_name": "OEA", "website": "https://oea.example.org"},
    "places": {
        "place": "Ohio",
        "states": ["OH"],
        "languages": ["en", "es"],
        "time_zone": "America/New_York",
        "nomination_quota": "5",
    },
    "address": {"slug": "ohio", "host": "oh.example.org", "active_from": "", "active_until": ""},
    "people": {
        "president_name": "Pat Example",
        "president_email": "pat@example.org",
        "president_phone": "",
        "manager_email": "manager@example.org",
    },
}
PEOPLE_WITHOUT_IT = [personas.national_editor, personas.illinois_manager, personas.illinois_editor, personas.translator]


@pytest.fixture
def office() -> Client:
    """The browser of the national administrator."""
    return personas.browser_of(personas.administrator())


def step(name: str) -> str:
    return reverse("set_up_step", args=[name])


def answer(office: Client, **changes: dict) -> None:
    """Answer every step, some of them differently."""
    office.get(reverse("set_up"))
    for name, values in ANSWERS.items():
        office.post(step(name), values | changes.get(name, {}))


def finish(office: Client):
    return office.post(reverse("set_up_check"))


# The steps


def test_adding_an_affiliate_leads_to_the_steps(office):
    response = office.get(reverse("wagtailsnippets_affiliates_affiliate:add"), follow=True)
    assert response.redirect_chain[-1][0] == step("organization")


def test_the_list_of_affiliates_names_the_steps(office):
    text = office.get(reverse("wagtailsnippets_affiliates_affiliate:list")).text
    assert "Set up a sub-site" in text


@pytest.mark.parametrize(
    ("name", "following"), [("organization", "places"), ("places", "address"), ("address", "people")]
)
def test_a_good_answer_leads_to_the_next_step(office, name, following):
    office.get(reverse("set_up"))
    for earlier in list(ANSWERS)[: list(ANSWERS).index(name)]:
        office.post(step(earlier), ANSWERS[earlier])
    assert office.post(step(name), ANSWERS[name]).url == step(following)


def test_the_last_good_answer_leads_to_all_of_them(office):
    answer(office)
    assert office.post(step("people"), ANSWERS["people"]).url == reverse("set_up_check")


def test_the_answers_are_shown_before_they_are_used(office):
    answer(office)
    text = office.get(reverse("set_up_check")).text
    for shown in ("Ohio Education Association", "English, español", "oh.example.org", "Pat Example", "Eastern"):
        assert shown in text


def test_asking_makes_nothing(office):
    before = set(Affiliate.objects.values_list("pk", flat=True))
    answer(office)
    office.get(reverse("set_up_check"))
    assert set(Affiliate.objects.values_list("pk", flat=True)) == before


def test_one_says_where_one_is(office):
    office.get(reverse("set_up"))
    office.post(step("organization"), ANSWERS["organization"])
    text = office.get(step("places")).text
    assert text.count('aria-current="step"') == 1
    assert f'href="{step("organization")}"' in text


def test_going_back_shows_the_answers(office):
    answer(office)
    assert 'value="Ohio Education Association"' in office.get(step("organization")).text


def test_the_address_is_proposed(office):
    office.get(reverse("set_up"))
    office.post(step("organization"), ANSWERS["organization"])
    office.post(step("places"), ANSWERS["places"])
    assert 'value="ohio"' in office.get(step("address")).text


def test_jumping_ahead_leads_back_to_what_is_missing(office):
    office.get(reverse("set_up"))
    assert office.get(reverse("set_up_check")).url == step("organization")
    assert finish(office).url == step("organization")


def test_beginning_anew_forgets_the_answers(office):
    answer(office)
    office.get(reverse("set_up"))
    assert 'value="Ohio' not in office.get(step("organization")).text


def test_an_unknown_step_is_not_there(office):
    assert office.get(step("nonsense")).status_code == 404


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("organization", {"name": ""}, "This field is required."),
        ("organization", {"name": "Illinois Education Association"}, "Affiliate with this Name already exists."),
        ("organization", {"website": "no address"}, "Enter a valid URL."),
        ("places", {"languages": []}, "This field is required."),
        ("places", {"languages": ["xx"]}, "Select a valid choice."),
        ("places", {"states": ["ZZ"]}, "Select a valid choice."),
        ("places", {"states": []}, "This field is required."),
        ("address", {"slug": "illinois"}, "already"),
        ("address", {"host": "http://oh.example.org"}, "Write a host name"),
        ("address", {"host": "oh.example.org:8000"}, "Write a host name"),
        ("address", {"active_from": "2027-02-01", "active_until": "2027-01-01"}, "The last day is before the first."),
        ("address", {"active_from": "tomorrow"}, "Enter a valid date."),
        ("people", {"president_email": ""}, "Give a phone number or an e-mail address."),
        ("people", {"president_name": ""}, "Say whose address or number it is."),
        ("people", {"president_email": "pat"}, "Enter a valid email address."),
        ("people", {"manager_email": "nobody"}, "Enter a valid email address."),
    ],
)
def test_a_bad_answer_is_told_beside_the_field_and_kept(office, name, values, message):
    office.get(reverse("set_up"))
    response = office.post(step(name), ANSWERS[name] | values)
    assert response.status_code == 200
    assert message in response.text.replace("&#x27;", "'")
    kept = next((value for value in values.values() if isinstance(value, str) and value), None)
    assert kept is None or kept in response.text


@pytest.mark.parametrize("name", list(ANSWERS))
def test_garbage_is_answered_and_not_a_crash(office, name):
    garbage = {field: ["\x00", "x" * 5000] for field in ANSWERS[name]}
    assert office.post(step(name), garbage).status_code in {200, 400}


# Done


def test_it_makes_the_sub_site(office):
    answer(office)
    response = finish(office)
    affiliate = Affiliate.objects.get(slug="ohio")
    assert response.url == reverse("set_up_done", args=[affiliate.pk])
    assert (affiliate.host, affiliate.states, affiliate.languages) == ("oh.example.org", ["OH"], ["en", "es"])
    assert {home.locale.language_code for home in affiliate.home_pages.all()} == {"en", "es"}
    assert affiliate.contacts.filter(name="Pat Example").count() == 2


def test_it_leads_on_to_the_sub_site(office):
    answer(office)
    text = office.get(finish(office).url).text
    affiliate = Affiliate.objects.get(slug="ohio")
    for language in ("en", "es"):
        home = home_of(affiliate, language)
        assert f'href="{home.full_url}"' in text
        assert reverse("wagtailadmin_explore", args=[home.pk]) in text
    assert reverse("team_index", args=[affiliate.pk]) in text


def test_the_first_manager_is_invited(office):
    answer(office)
    finish(office)
    assert TeamInvitation.objects.get(affiliate__slug="ohio").role == "manager"
    assert [message.to for message in mail.outbox] == [["manager@example.org"]]


def test_nobody_need_be_named(office):
    answer(office, people=dict.fromkeys(ANSWERS["people"], ""))
    finish(office)
    affiliate = Affiliate.objects.get(slug="ohio")
    assert not affiliate.contacts.exists()
    assert not mail.outbox


def test_sending_the_last_step_twice_makes_one(office):
    answer(office)
    first, second = finish(office), finish(office)
    assert first.url == second.url
    assert Affiliate.objects.filter(slug="ohio").count() == 1


def test_what_somebody_else_took_meanwhile_is_told_and_nothing_is_lost(office):
    answer(office)
    provisioned(name="Another", host=None)
    response = finish(office)
    assert response.status_code in {200, 302}
    assert Affiliate.objects.filter(slug="ohio").count() == 1
    assert 'value="Ohio Education Association"' in office.get(step("organization")).text


def test_the_affiliate_s_log_says_who_set_it_up(office):
    answer(office)
    finish(office)
    entry = Affiliate.objects.get(slug="ohio").activity.get(action="affiliate.provisioned")
    assert entry.user == personas.administrator()


# Others


@pytest.mark.parametrize("person", PEOPLE_WITHOUT_IT)
@pytest.mark.parametrize("name", ["set_up", "set_up_check"])
def test_nobody_else_sets_up_a_sub_site(person, name):
    office = personas.browser_of(person())
    assert office.get(reverse(name)).status_code == 404
    assert office.post(reverse(name)).status_code in {404, 405}


@pytest.mark.parametrize("person", PEOPLE_WITHOUT_IT)
@pytest.mark.parametrize("name", ["set_up_done", "sub_site_complete", "sub_site_out_of_service", "sub_site_return"])
def test_nobody_else_changes_whether_it_is_there(person, name):
    illinois = Affiliate.objects.get(slug="illinois")
    office = personas.browser_of(person())
    before = all_rows()
    assert office.post(reverse(name, args=[illinois.pk]), {"reason": "x"}).status_code in {404, 405}
    after = all_rows()
    assert {table for table in after if after[table] != before[table]} <= {"django_session", "users_user"}


@pytest.mark.parametrize("name", ["set_up_done", "sub_site_complete", "sub_site_out_of_service", "sub_site_return"])
def test_an_affiliate_that_is_not_there_is_not_there(office, name):
    assert office.get(reverse(name, args=[10**6])).status_code == 404


# A sub-site that is there


def complete(affiliate: Affiliate) -> str:
    return reverse("sub_site_complete", args=[affiliate.pk])


def test_the_form_of_an_affiliate_leads_to_what_can_be_done(office):
    affiliate = provisioned()
    text = office.get(reverse("wagtailsnippets_affiliates_affiliate:edit", args=[affiliate.pk])).text
    assert complete(affiliate) in text
    assert reverse("sub_site_out_of_service", args=[affiliate.pk]) in text


def test_a_language_is_added(office):
    affiliate = provisioned(languages=["en"])
    office.post(complete(affiliate), {"languages": ["es"], "host": ""})
    assert home_of(affiliate, "es").live


def test_what_is_missing_is_made_and_told(office):
    affiliate = provisioned()
    home_of(affiliate, "es").delete()
    response = office.post(complete(affiliate), {"host": ""}, follow=True)
    assert "This was missing and is there now" in response.text
    assert home_of(affiliate, "es").live


def test_where_nothing_is_missing_that_is_told(office):
    assert "Nothing was missing" in office.post(complete(provisioned()), {"host": ""}, follow=True).text


def test_a_refused_host_is_told_beside_the_field(office):
    provisioned(host="oh.example.org")
    illinois = Affiliate.objects.get(slug="illinois")
    response = office.post(complete(illinois), {"host": "oh.example.org"})
    assert response.status_code == 200
    assert 'value="oh.example.org"' in response.text
    illinois.refresh_from_db()
    assert illinois.host is None


def test_it_says_what_readers_will_see_before_it_takes_it_away(office):
    affiliate = provisioned()
    text = office.get(reverse("sub_site_out_of_service", args=[affiliate.pk])).text
    assert "Nothing is deleted" in text
    affiliate.refresh_from_db()
    assert affiliate.is_in_service


def test_taking_it_out_of_service_asks_for_a_reason(office):
    affiliate = provisioned()
    response = office.post(reverse("sub_site_out_of_service", args=[affiliate.pk]), {"reason": ""})
    assert "This field is required." in response.text
    affiliate.refresh_from_db()
    assert affiliate.is_in_service


def test_it_takes_it_out_of_service_and_returns_it(office):
    affiliate = provisioned()
    office.post(reverse("sub_site_out_of_service", args=[affiliate.pk]), {"reason": "The office moves."})
    affiliate.refresh_from_db()
    assert not affiliate.is_in_service
    office.post(reverse("sub_site_return", args=[affiliate.pk]))
    affiliate.refresh_from_db()
    assert affiliate.is_in_service


def test_one_out_of_service_is_offered_its_return(office):
    affiliate = take_out_of_service(provisioned(), user=None)
    text = office.get(reverse("wagtailsnippets_affiliates_affiliate:edit", args=[affiliate.pk])).text
    assert reverse("sub_site_return", args=[affiliate.pk]) in text


def test_a_changed_period_holds_at_once(office):
    affiliate = provisioned()
    address = reverse("wagtailsnippets_affiliates_affiliate:edit", args=[affiliate.pk])
    form = office.get(address).context["form"]
    values = {name: value for name, value in form.initial.items() if value is not None and name in form.fields}
    response = office.post(address, values | {"active_until": "2020-01-01"})
    assert response.status_code == 302, response.context["form"].errors
    assert affiliate.service_restrictions.exists()
