"""One verb makes all that a sub-site needs, once."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageLogEntry,
    Site,
    WorkflowPage,
)
from wagtail_localize.models import StringTranslation, Translation

from affiliates.models import Activity, Affiliate, AffiliateGroup, AffiliateHomePage, AffiliateIndexPage, Contact, Role
from affiliates.provisioning import ContactDetails, provision_affiliate
from affiliates.provisioning.nation import AFFILIATES_COLLECTION, NATIONAL_COLLECTION
from tests import personas
from tests.affiliates.ohio import address_of, all_rows, home_of, ohio, provisioned, sections_of, tree_faults

pytestmark = pytest.mark.django_db
both_languages = pytest.mark.parametrize("language", ["en", "es"])
SECTIONS = {"resources.ResourceIndexPage", "home.EventIndexPage", "press.PressIndexPage"}


def permissions_on(group: Group, page: Page) -> set[str]:
    rows = GroupPagePermission.objects.filter(group=group, page=page)
    return {row.permission.codename.removesuffix("_page") for row in rows.select_related("permission")}


def group_of(affiliate: Affiliate, role: Role) -> Group:
    return AffiliateGroup.objects.get(affiliate=affiliate, role=role).group


def refusal(affiliate: Affiliate, **arguments) -> dict[str, list[str]]:
    """Return the messages with which the verb refuses, after proof that it wrote nothing."""
    before = all_rows()
    with pytest.raises(ValidationError) as refused:
        provision_affiliate(affiliate, **arguments)
    assert all_rows() == before
    return refused.value.message_dict


# Pages


@both_languages
def test_it_makes_a_live_home_page_in_each_language_under_its_directory(language):
    home = home_of(provisioned(), language)
    directory = AffiliateIndexPage.objects.get(locale__language_code=language)
    assert home.live
    assert home.get_parent().pk == directory.pk
    assert home.slug == "ohio"


def test_the_home_pages_are_translations_of_each_other():
    affiliate = provisioned()
    assert home_of(affiliate).get_translations().get().specific == home_of(affiliate, "es")


@both_languages
def test_it_makes_the_sections_live(language):
    sections = sections_of(provisioned(), language)
    assert set(sections) == SECTIONS
    assert all(page.live for page in sections.values())


@both_languages
def test_a_section_has_the_slug_of_the_nation_s_so_that_both_have_the_same_path(language):
    sections = sections_of(provisioned(), language)
    national = AffiliateIndexPage.objects.get(locale__language_code=language).get_parent().get_children()
    slugs = {page.specific_class._meta.label: page.slug for page in national}
    assert {label: page.slug for label, page in sections.items() if label in slugs} == {
        label: slug for label, slug in slugs.items() if label in SECTIONS
    }


@pytest.mark.parametrize("label", sorted(SECTIONS))
def test_the_sections_are_translations_of_each_other(label):
    affiliate = provisioned()
    english, spanish = (sections_of(affiliate, language)[label] for language in ("en", "es"))
    assert english.translation_key == spanish.translation_key


@both_languages
def test_its_first_words_are_in_the_language_of_the_page(language):
    home = home_of(provisioned(), language)
    with translation.override(language):
        assert home.headline == gettext("Just schools in %(place)s") % {"place": "Ohio"}


@both_languages
def test_a_reader_reads_it_at_once(language):
    home = home_of(provisioned(), language)
    response = Client().get(address_of(home))
    assert response.status_code == 200
    assert "Ohio Education Association" in response.text


def test_a_page_begins_with_the_revision_that_is_live():
    page = home_of(provisioned())
    assert page.live_revision_id == page.latest_revision_id
    assert not page.has_unpublished_changes


def test_wagtail_notes_who_made_the_pages():
    user = personas.administrator()
    affiliate = provision_affiliate(ohio(), user=user).affiliate
    entries = PageLogEntry.objects.filter(page=home_of(affiliate).pk)
    assert {(entry.action, entry.user) for entry in entries} == {("wagtail.create", user), ("wagtail.publish", user)}


# Translation


def test_every_text_counts_as_translated():
    affiliate = provisioned()
    keys = [home_of(affiliate).translation_key, *(page.translation_key for page in sections_of(affiliate).values())]
    translations = Translation.objects.filter(source__object_id__in=keys)
    assert [row.get_progress() for row in translations] == [
        (row.get_progress()[0], row.get_progress()[0]) for row in translations
    ]
    assert translations.count() == len(keys)


def test_a_translator_can_go_on_with_it():
    affiliate = provisioned()
    row = Translation.objects.get(source__object_id=home_of(affiliate).translation_key)
    StringTranslation.objects.filter(
        locale=row.target_locale, context__object_id=row.source.object_id, context__path="headline"
    ).update(data="Otro titular")
    row.save_target()
    assert home_of(affiliate, "es").get_latest_revision_as_object().headline == "Otro titular"


def test_going_on_changes_nothing_else():
    affiliate = provisioned()
    before = home_of(affiliate, "es")
    Translation.objects.get(source__object_id=before.translation_key).save_target()
    after = home_of(affiliate, "es").get_latest_revision_as_object()
    assert (after.title, after.slug, after.summary, after.headline) == (
        before.title,
        before.slug,
        before.summary,
        before.headline,
    )


def test_an_affiliate_may_have_only_a_language_that_is_not_the_site_s_first():
    affiliate = provisioned(languages=["es"])
    assert list(affiliate.home_pages.values_list("locale__language_code", flat=True)) == ["es"]


def test_what_an_editor_had_written_waits_for_a_translator():
    california = Affiliate.objects.get(slug="california")
    provision_affiliate(california, languages=["es"])
    done = StringTranslation.objects.filter(context__object_id=home_of(california).translation_key)
    assert set(done.values_list("context__path", flat=True)) == {"title", "slug"}


# Groups


@both_languages
def test_each_role_has_its_permissions_on_the_pages_of_every_language(language):
    affiliate = provisioned()
    home = home_of(affiliate, language)
    found = {role: permissions_on(group_of(affiliate, role), home) for role in Role}
    assert found == {
        Role.MANAGER: {"add", "change", "publish", "bulk_delete", "lock", "unlock"},
        Role.EDITOR: {"add", "change", "publish"},
        Role.VIEWER: {"view"},
    }


def test_nobody_of_it_has_a_permission_on_other_pages():
    affiliate = provisioned()
    rows = GroupPagePermission.objects.filter(group__affiliate_group__affiliate=affiliate)
    assert {row.page_id for row in rows} == {home.pk for home in affiliate.home_pages.all()}


def test_the_groups_are_called_by_the_place():
    affiliate = provisioned()
    assert [group_of(affiliate, role).name for role in Role] == ["Ohio managers", "Ohio editors", "Ohio read only"]


def test_a_group_of_that_name_which_somebody_else_made_gets_no_permission():
    foreign = Group.objects.create(name="Ohio editors")
    affiliate = provisioned()
    assert group_of(affiliate, Role.EDITOR).name == "Ohio Education Association editors"
    assert not GroupPagePermission.objects.filter(group=foreign).exists()


def test_two_affiliates_of_one_place_have_groups_of_their_own():
    provisioned()
    second = provisioned(name="Ohio Federation of Teachers", slug="ohio-federation")
    assert group_of(second, Role.EDITOR).name == "Ohio Federation of Teachers editors"


@pytest.mark.parametrize("role", [Role.MANAGER, Role.EDITOR])
def test_who_works_on_pages_works_on_its_files_and_uses_the_nation_s(role):
    affiliate = provisioned()
    rows = GroupCollectionPermission.objects.filter(group=group_of(affiliate, role))
    found = {(row.collection.name, row.permission.codename) for row in rows}
    kinds = ("image", "document")
    own = {("Ohio", f"{verb}_{kind}") for verb in ("add", "change", "choose") for kind in kinds}
    assert found == own | {(NATIONAL_COLLECTION, f"choose_{kind}") for kind in kinds}


def test_who_only_reads_opens_files_and_changes_none():
    rows = GroupCollectionPermission.objects.filter(group=group_of(provisioned(), Role.VIEWER))
    found = {(row.collection.name, row.permission.codename) for row in rows}
    assert found == {
        (name, f"choose_{kind}") for name in ("Ohio", NATIONAL_COLLECTION) for kind in ("image", "document")
    }


@pytest.mark.parametrize("role", list(Role))
def test_every_role_enters_the_back_office(role):
    group = group_of(provisioned(), role)
    assert group.permissions.filter(codename="access_admin").exists()


@pytest.mark.parametrize(("role", "may"), [(Role.MANAGER, True), (Role.EDITOR, True), (Role.VIEWER, False)])
def test_who_edits_may_ask_for_translations(role, may):
    group = group_of(provisioned(), role)
    assert group.permissions.filter(codename="submit_translation").exists() is may


# Files, contacts, host


def test_it_makes_a_collection_below_that_of_the_affiliates():
    affiliate = provisioned()
    assert affiliate.collection.get_parent().name == AFFILIATES_COLLECTION


def test_it_makes_the_given_president_in_every_language():
    affiliate = provision_affiliate(ohio(), contacts=[ContactDetails("Pat Example", email="pat@example.org")]).affiliate
    contacts = affiliate.contacts.order_by("locale__language_code")
    assert [(row.locale.language_code, row.role, row.name) for row in contacts] == [
        ("en", "president", "Pat Example"),
        ("es", "president", "Pat Example"),
    ]
    assert len({row.translation_key for row in contacts}) == 1


def test_a_reader_of_the_sub_site_reaches_its_president():
    affiliate = provision_affiliate(ohio(), contacts=[ContactDetails("Pat Example", email="pat@example.org")]).affiliate
    assert Contact.objects.for_reader(affiliate, "es")["president"].name == "Pat Example"


def test_a_contact_that_is_there_is_left_alone():
    affiliate = provision_affiliate(ohio(), contacts=[ContactDetails("Pat Example", email="pat@example.org")]).affiliate
    provision_affiliate(affiliate, contacts=[ContactDetails("Somebody Else", email="else@example.org")])
    assert {row.name for row in affiliate.contacts.all()} == {"Pat Example"}


def test_a_host_of_its_own_is_a_site_that_starts_at_its_home():
    affiliate = provisioned(host="oh.example.org")
    national = Site.objects.get(is_default_site=True)
    site = Site.objects.get(hostname="oh.example.org")
    assert site.root_page.pk == home_of(affiliate).pk
    assert (site.port, site.site_name) == (national.port, affiliate.name)
    assert not site.is_default_site


def test_an_affiliate_without_a_host_has_no_site():
    before = Site.objects.count()
    provisioned()
    assert Site.objects.count() == before


def test_a_host_can_be_given_later():
    affiliate = provisioned()
    provision_affiliate(affiliate, host="oh.example.org")
    assert Site.objects.get(hostname="oh.example.org").root_page.pk == home_of(affiliate).pk


def test_a_host_can_be_changed():
    affiliate = provisioned(host="oh.example.org")
    provision_affiliate(affiliate, host="ohio.example.org")
    assert [site.hostname for site in Site.objects.filter(is_default_site=False)] == ["ohio.example.org"]


def test_a_host_can_be_given_up():
    affiliate = provisioned(host="oh.example.org")
    affiliate = provision_affiliate(affiliate, host=None).affiliate
    affiliate.refresh_from_db()
    assert affiliate.host is None
    assert not Site.objects.filter(is_default_site=False).exists()


# The workflow's own tests are in test_review.py.


@both_languages
def test_its_workflow_is_in_force_in_every_language(language):
    affiliate = provisioned()
    assert WorkflowPage.objects.get(page=home_of(affiliate, language)).workflow == affiliate.workflow


def test_the_managers_review_first_then_the_nation():
    affiliate = provisioned()
    tasks = [task.specific for task in affiliate.workflow.tasks]
    assert [[group.name for group in task.groups.all()] for task in tasks] == [["Ohio managers"], ["National editors"]]


# Again


def test_a_second_run_writes_nothing():
    affiliate = provisioned(host="oh.example.org")
    provision_affiliate(affiliate, contacts=[ContactDetails("Pat Example", email="pat@example.org")])
    before = all_rows()
    report = provision_affiliate(affiliate, contacts=[ContactDetails("Pat Example", email="pat@example.org")])
    assert all_rows() == before
    assert not report.has_changes


@pytest.mark.parametrize("place", personas.PLACES)
def test_the_affiliates_of_the_demonstration_are_whole(place):
    before = all_rows()
    provision_affiliate(Affiliate.objects.get(place=place))
    assert all_rows() == before


def test_what_an_editor_changed_stays():
    affiliate = provisioned()
    home = home_of(affiliate)
    home.title, home.slug = "Welcome to Ohio", "buckeyes"
    home.save_revision().publish()
    provision_affiliate(affiliate)
    assert home_of(affiliate).title == "Welcome to Ohio"
    assert affiliate.home_pages.count() == 2


def test_what_an_editor_took_offline_stays_offline():
    affiliate = provisioned()
    sections_of(affiliate)["press.PressIndexPage"].unpublish()
    provision_affiliate(affiliate)
    assert not sections_of(affiliate)["press.PressIndexPage"].live


LOSSES = {
    "a home page": lambda affiliate: home_of(affiliate, "es").delete(),
    "a section": lambda affiliate: sections_of(affiliate)["press.PressIndexPage"].delete(),
    "a translated section": lambda affiliate: sections_of(affiliate, "es")["resources.ResourceIndexPage"].delete(),
    "a group": lambda affiliate: group_of(affiliate, Role.EDITOR).delete(),
    "page permissions": lambda affiliate: GroupPagePermission.objects.filter(
        group=group_of(affiliate, Role.EDITOR)
    ).delete(),
    "file permissions": lambda affiliate: GroupCollectionPermission.objects.filter(
        group=group_of(affiliate, Role.MANAGER)
    ).delete(),
    "the workflow": lambda affiliate: affiliate.workflow.delete(),
    "the managers' review": lambda affiliate: affiliate.workflow.tasks.first().specific.delete(),
    "the workflow of a page": lambda affiliate: WorkflowPage.objects.get(page=home_of(affiliate)).delete(),
    "the site": lambda affiliate: Site.objects.get(hostname="oh.example.org").delete(),
    "a contact": lambda affiliate: affiliate.contacts.get(locale__language_code="es").delete(),
}


def inventory(affiliate: Affiliate) -> dict[str, object]:
    """Return what the sub-site has, without the numbers of the rows."""
    affiliate = Affiliate.objects.get(pk=affiliate.pk)
    groups = {role: group_of(affiliate, role) for role in Role}
    homes = {language: home_of(affiliate, language) for language in ("en", "es")}
    return {
        "sections": {
            code: {label: page.url_path for label, page in sections_of(affiliate, code).items()} for code in homes
        },
        "translations": homes["en"].translation_key == homes["es"].translation_key,
        "pages": {
            (role, code): permissions_on(group, home) for role, group in groups.items() for code, home in homes.items()
        },
        "files": {
            role: GroupCollectionPermission.objects.filter(group=group).count() for role, group in groups.items()
        },
        "tasks": [task.name for task in affiliate.workflow.tasks],
        "workflow": {
            code: WorkflowPage.objects.get(page=home).workflow == affiliate.workflow for code, home in homes.items()
        },
        "sites": list(Site.objects.filter(root_page=homes["en"]).values_list("hostname", flat=True)),
        "contacts": sorted(affiliate.contacts.values_list("role", "locale__language_code", "name")),
    }


@pytest.mark.parametrize("loss", LOSSES)
def test_it_repairs_the_loss_of(loss):
    president = ContactDetails("Pat Example", email="pat@example.org")
    affiliate = provision_affiliate(ohio(host="oh.example.org"), contacts=[president]).affiliate
    whole = inventory(affiliate)
    LOSSES[loss](affiliate)
    report = provision_affiliate(affiliate)
    assert inventory(affiliate) == whole
    assert report.has_changes
    assert not tree_faults()


def test_a_row_without_anything_is_completed():
    affiliate = ohio()
    affiliate.save()
    report = provision_affiliate(affiliate)
    assert report.is_new
    assert set(sections_of(affiliate, "es")) == SECTIONS


def test_a_language_is_added_later():
    affiliate = provisioned(languages=["en"])
    report = provision_affiliate(affiliate, languages=["es"])
    assert report.languages_added == ["es"]
    assert set(sections_of(affiliate, "es")) == SECTIONS
    assert home_of(affiliate, "es").translation_key == home_of(affiliate).translation_key
    assert permissions_on(group_of(affiliate, Role.EDITOR), home_of(affiliate, "es")) == {"add", "change", "publish"}
    affiliate.refresh_from_db()
    assert affiliate.languages == ["en", "es"]


def test_the_site_s_first_language_can_be_added_last():
    affiliate = provisioned(languages=["es"])
    provision_affiliate(affiliate, languages=["en"])
    row = Translation.objects.get(source__object_id=home_of(affiliate).translation_key)
    assert (row.source.locale.language_code, row.target_locale.language_code) == ("es", "en")


# The log


def actions(affiliate: Affiliate) -> list[str]:
    rows = affiliate.activity.filter(action__in=Activity.values).order_by("pk")
    return list(rows.values_list("action", flat=True))


def test_the_affiliate_s_log_says_what_happened():
    affiliate = provisioned(languages=["en"])
    provision_affiliate(affiliate, languages=["es"])
    home_of(affiliate, "es").delete()
    provision_affiliate(affiliate)
    provision_affiliate(affiliate)
    assert actions(affiliate) == [Activity.PROVISIONED, Activity.LANGUAGE_ADDED, Activity.REPAIRED]


def test_the_affiliate_s_log_says_who_did_it():
    user = personas.administrator()
    affiliate = provision_affiliate(ohio(), user=user).affiliate
    assert affiliate.activity.get(action=Activity.PROVISIONED).user == user


# Bad input


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": ""}),
        ("name", {"name": "Illinois Education Association"}),
        ("slug", {"slug": "illinois"}),
        ("slug", {"slug": "no slug!"}),
        ("languages", {"languages": []}),
        ("languages", {"languages": ["xx"]}),
        ("states", {"states": ["ZZ"]}),
        ("host", {"host": "https://oh.example.org/"}),
        ("host", {"host": "localhost"}),
        ("time_zone", {"time_zone": "Ohio"}),
        ("short_name", {"short_name": "Far too long for initials"}),
        ("brand_primary", {"brand_primary": "green"}),
    ],
)
def test_it_refuses_before_anything_is_written(field, changes):
    assert field in refusal(ohio(**changes))


def test_it_refuses_a_slug_that_another_page_of_a_directory_has():
    directory = AffiliateIndexPage.objects.get(locale__language_code="es")
    other = AffiliateHomePage.objects.first().affiliate
    directory.add_child(
        instance=AffiliateHomePage(title="Another", slug="ohio", affiliate=other, locale=directory.locale)
    )
    assert "slug" in refusal(ohio(languages=["en"]))


def test_it_refuses_the_nation_s_host():
    Site.objects.filter(is_default_site=True).update(hostname="www.example.org")
    assert "host" in refusal(ohio(host="www.example.org"))


def test_it_refuses_the_host_of_another_affiliate():
    provisioned(host="oh.example.org")
    assert "host" in refusal(ohio(name="Another", slug="another", host="OH.example.org"))


def test_it_refuses_a_language_without_a_directory():
    AffiliateIndexPage.objects.get(locale__language_code="es").delete()
    assert "languages" in refusal(ohio())


def test_it_refuses_a_president_who_cannot_be_reached():
    assert "contacts" in refusal(ohio(), contacts=[ContactDetails("Pat Example")])


def test_it_tells_all_that_is_wrong_at_once():
    refused = refusal(ohio(name="", slug="illinois", languages=["xx"]), contacts=[ContactDetails("Pat Example")])
    assert set(refused) == {"name", "slug", "languages", "contacts"}


def test_it_refuses_an_unknown_language_for_an_affiliate_that_is_there():
    assert "languages" in refusal(provisioned(), languages=["xx"])


def test_a_refused_row_is_not_saved():
    affiliate = ohio(languages=["xx"])
    refusal(affiliate)
    assert affiliate.pk is None


def test_a_run_that_fails_half_way_leaves_nothing(monkeypatch):
    def fail(*_arguments):
        raise RuntimeError("half way")

    monkeypatch.setattr("affiliates.provisioning.verb.ensure_site", fail)
    before = all_rows()
    with pytest.raises(RuntimeError):
        provision_affiliate(ohio())
    assert all_rows() == before


# What it costs

QUERIES = 1100
QUERIES_OF_A_WHOLE_ONE = 40


def test_a_new_sub_site_in_two_languages_stays_within_its_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(QUERIES):
        provisioned()


def test_looking_at_a_whole_one_stays_within_its_queries(django_assert_max_num_queries):
    affiliate = provisioned()
    with django_assert_max_num_queries(QUERIES_OF_A_WHOLE_ONE):
        provision_affiliate(affiliate)


# What a reader finds before an editor has written anything


@both_languages
def test_a_reader_finds_ways_on_from_a_new_home_page(language):
    response = Client().get(address_of(home_of(provisioned(), language)))
    assert 'class="ways-on"' in response.text


def test_a_reader_reaches_the_president_from_the_home_page():
    affiliate = provision_affiliate(ohio(), contacts=[ContactDetails("Pat Example", email="pat@example.org")]).affiliate
    assert "pat@example.org" in Client().get(address_of(home_of(affiliate))).text
