"""The people of the demonstration sign in and can do what their part needs, and nothing else."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from affiliates.models import AffiliateHomePage
from core.models import Image
from demo.people import PASSWORD, PERSONAS
from home.models import HomePage
from tests import personas
from tests.sign_in import app_code, give_app

pytestmark = pytest.mark.django_db
every_persona = pytest.mark.parametrize("part", [persona.part for persona in PERSONAS])
editors = pytest.mark.parametrize("place", personas.PLACES)


def home_of(place: str, language: str = "en") -> Page:
    return AffiliateHomePage.objects.get(affiliate__place=place, locale__language_code=language)


def national_page(language: str = "en") -> Page:
    return HomePage.objects.get(locale__language_code=language).get_children().first()


def may(user, page: Page) -> set[str]:
    """Return what the user may do with the page."""
    tester = page.permissions_for_user(user)
    return {
        verb
        for verb, allowed in {
            "edit": tester.can_edit(),
            "publish": tester.can_publish(),
            "add below": tester.can_add_subpage(),
            "delete": tester.can_delete(),
        }.items()
        if allowed
    }


@every_persona
def test_everybody_signs_in_with_the_password_that_is_told(part, client: Client):
    user = personas.user_of(part)
    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert response.status_code == 302


@every_persona
def test_everybody_signs_in_with_a_second_factor(part, client: Client):
    user = personas.user_of(part)
    authenticator = give_app(user)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": app_code(authenticator)})
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


@every_persona
def test_everybody_is_at_home_in_the_back_office(part):
    browser = personas.browser_of(personas.user_of(part))
    assert browser.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_reader_is_not():
    assert personas.reader().get(reverse("wagtailadmin_home")).status_code == 302


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_national_editor_publishes_the_nation_s_pages(language):
    assert {"edit", "publish", "add below"} <= may(personas.national_editor(), national_page(language))


@editors
def test_an_affiliate_s_editor_publishes_their_own_pages(place):
    assert {"edit", "publish", "add below"} <= may(personas.user_of(f"{place} editor"), home_of(place))


def test_the_editor_of_illinois_publishes_in_spanish_too():
    assert {"edit", "publish"} <= may(personas.illinois_editor(), home_of("Illinois", "es"))


@editors
@pytest.mark.parametrize("language", ["en", "es"])
def test_an_affiliate_s_editor_cannot_touch_the_nation_s_pages(place, language):
    assert may(personas.user_of(f"{place} editor"), national_page(language)) == set()


@editors
def test_an_affiliate_s_editor_cannot_touch_another_s_pages(place):
    user = personas.user_of(f"{place} editor")
    assert [may(user, home_of(other)) for other in personas.PLACES if other != place] == [set(), set()]


def test_the_translator_edits_and_does_not_publish():
    assert may(personas.translator(), national_page("es")) & {"edit", "publish"} == {"edit"}


@every_persona
def test_only_the_administrator_is_one(part):
    assert personas.user_of(part).is_superuser == (part == "Administrator")


@editors
@pytest.mark.parametrize(
    "permission",
    ["users.change_user", "core.change_topic", "affiliates.change_affiliate", "core.change_sitefurniture"],
)
def test_an_affiliate_s_editor_changes_nothing_of_the_whole_federation(place, permission):
    assert not personas.user_of(f"{place} editor").has_perm(permission)


@pytest.mark.parametrize(
    "permission",
    [
        "core.change_topic",
        "affiliates.change_contact",
        "core.change_sitefurniture",
        "wagtail_localize.submit_translation",
    ],
)
def test_the_national_editor_keeps_words_contacts_and_furniture(permission):
    assert personas.national_editor().has_perm(permission)


@pytest.mark.parametrize("permission", ["users.add_user", "users.change_user", "users.delete_user"])
def test_nobody_but_the_administrator_changes_users(permission):
    allowed = [persona.part for persona in PERSONAS if personas.user_of(persona.part).has_perm(permission)]
    assert allowed == ["Administrator"]


@editors
def test_an_affiliate_s_editor_may_use_the_nation_s_pictures(place):
    browser = personas.browser_of(personas.user_of(f"{place} editor"))
    response = browser.get(reverse("wagtailimages_chooser:choose"))
    assert response.status_code == 200
    assert response.json()["html"].count("data-chooser-modal-choice") > 0


@editors
def test_an_affiliate_s_editor_cannot_change_the_nation_s_pictures(place):
    browser = personas.browser_of(personas.user_of(f"{place} editor"))
    picture = Image.objects.filter(collection__name="National").first()
    assert browser.get(reverse("wagtailimages:edit", args=[picture.pk])).status_code == 404


@editors
def test_an_affiliate_s_editor_opens_their_own_home_page(place):
    browser = personas.browser_of(personas.user_of(f"{place} editor"))
    assert browser.get(reverse("wagtailadmin_pages:edit", args=[home_of(place).pk])).status_code == 200


@editors
def test_an_affiliate_s_editor_cannot_open_the_nation_s_page(place):
    browser = personas.browser_of(personas.user_of(f"{place} editor"))
    assert browser.get(reverse("wagtailadmin_pages:edit", args=[national_page().pk])).status_code == 404
