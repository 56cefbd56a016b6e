"""Forms refuse what is another affiliate's beside the field, keep everything else, and name nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import SegmentOverride

from affiliates.isolation.guard import asked_by
from affiliates.models import Affiliate, AffiliateHomePage, Contact
from core.models import Document, Image
from home.models import StandardPage
from tests import personas
from tests.isolation.federation import Federation

NO_SUCH_CHOICE = "That choice is not one of the available choices"
NO_SUCH_LINK = "A link or picture in this text is not available to you"


@pytest.fixture(autouse=True)
def undone(federation: Federation) -> Iterator[None]:
    """Undo what each test does."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def browser(federation: Federation) -> Client:
    """The browser of Illinois's editor."""
    return personas.browser_of(personas.illinois_editor())


def national_image() -> Image:
    return Image.objects.filter(collection__name="National").first()


def page_form(**fields: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "title": "Kept title",
        "slug": "kept-title",
        "summary": "Kept summary",
        "body": streamfield([]),
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    data: dict[str, Any] = nested_form_data(plain | fields)
    return data


def edit(browser: Client, federation: Federation, **fields: Any) -> Any:
    path = reverse("wagtailadmin_pages:edit", args=[federation.illinois.ids["other_page"]])
    return browser.post(path, page_form(**fields))


def assert_refused(response: Any, federation: Federation, reason: str) -> None:
    text = response.content.decode()
    assert response.status_code == 200
    assert reason in text
    assert "Kept summary" in text
    assert federation.indiana.canary not in text.lower()
    page = StandardPage.objects.get(pk=federation.illinois.ids["other_page"])
    assert page.title != "Kept title"
    assert page.get_latest_revision().content["title"] != "Kept title"


def test_a_page_takes_what_is_its_own_and_the_nation_s(browser: Client, federation: Federation) -> None:
    own = federation.illinois.ids
    link = f'<p><a linktype="page" id="{own["page"]}">Ours</a></p>'
    body = streamfield([
        ("rich_text", rich_text(link)),
        ("image", {"image": national_image().pk, "alt_text": "A picture", "decorative": "", "caption": ""}),
    ])  # fmt: skip
    response = edit(browser, federation, cover=own["image"], body=body)
    assert response.status_code == 302
    page = StandardPage.objects.get(pk=own["other_page"])
    assert page.title == "Kept title"
    assert page.cover_id == own["image"]
    assert f'id="{own["page"]}"' in page.body[0].value.source


def test_a_field_refuses_a_foreign_picture(browser: Client, federation: Federation) -> None:
    assert_refused(edit(browser, federation, cover=federation.indiana.ids["image"]), federation, NO_SUCH_CHOICE)


@pytest.mark.parametrize(
    ("block", "field", "kind"),
    [
        ("image", "image", "image"),
        ("document", "document", "document"),
        ("quote", "page", "page"),
        ("call_to_action", "link", "page"),
    ],
)
def test_a_block_refuses_what_is_foreign(
    browser: Client, federation: Federation, block: str, field: str, kind: str
) -> None:
    pk = federation.indiana.ids[kind]
    value: dict[str, Any] = {field: {"page": pk, "label": "", "url": ""} if field == "link" else pk}
    if block == "call_to_action":
        value = {"heading": "Kept heading", "text": "", "links": [], "link": value["link"]}
    response = edit(browser, federation, body=streamfield([(block, value)]))
    text = response.content.decode()
    assert response.status_code == 200
    assert federation.indiana.canary not in text.lower()
    assert StandardPage.objects.get(pk=federation.illinois.ids["other_page"]).title != "Kept title"


@pytest.mark.parametrize(("linktype", "kind"), [("page", "page"), ("document", "document")])
def test_a_text_refuses_a_foreign_link(browser: Client, federation: Federation, linktype: str, kind: str) -> None:
    link = f'<p><a linktype="{linktype}" id="{federation.indiana.ids[kind]}">Theirs</a></p>'
    body = streamfield([("rich_text", rich_text(link))])
    assert_refused(edit(browser, federation, body=body), federation, NO_SUCH_LINK)


def test_a_preview_shows_nothing_foreign(browser: Client, federation: Federation) -> None:
    path = reverse("wagtailadmin_pages:preview_on_edit", args=[federation.illinois.ids["other_page"]])
    link = f'<p><a linktype="page" id="{federation.indiana.ids["page"]}">Theirs</a></p>'
    form = page_form(cover=federation.indiana.ids["image"], body=streamfield([("rich_text", rich_text(link))]))
    assert browser.post(path, form).json()["is_valid"] is False
    assert federation.indiana.canary not in browser.get(path).content.decode().lower()


def test_a_page_is_not_made_below_a_foreign_one(browser: Client, federation: Federation) -> None:
    path = reverse("wagtailadmin_pages:add", args=["home", "standardpage", federation.indiana.ids["home"]])
    assert browser.post(path, page_form()).status_code == 404
    assert not Page.objects.filter(title="Kept title").exists()


@pytest.mark.parametrize("way", ["copy", "move"])
def test_a_page_goes_nowhere_foreign(browser: Client, federation: Federation, way: str) -> None:
    page = federation.illinois.ids["other_page"]
    before = Page.objects.get(pk=federation.indiana.ids["home"]).numchild
    form = {"new_parent_page": federation.indiana.ids["home"], "new_title": "Kept title", "new_slug": "kept-title"}
    response = browser.post(reverse(f"wagtailadmin_pages:{way}", args=[page]), form)
    assert response.status_code in {200, 404}
    assert Page.objects.get(pk=federation.indiana.ids["home"]).numchild == before


def test_several_at_once_are_only_those_that_exist(browser: Client, federation: Federation) -> None:
    own, foreign = federation.illinois.ids["other_page"], federation.indiana.ids["other_page"]
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    browser.post(f"{path}?id={own}&id={foreign}&next=/cms/")
    assert not Page.objects.filter(pk=own).exists()
    assert Page.objects.filter(pk=foreign).exists()


@pytest.mark.parametrize("name", ["delete", "unpublish", "move", "copy", "convert_alias"])
def test_the_home_page_of_a_sub_site_stays_where_it_is(browser: Client, federation: Federation, name: str) -> None:
    path = reverse(f"wagtailadmin_pages:{name}", args=[federation.illinois.ids["home"]])
    assert browser.get(path).status_code == 404
    assert browser.post(path, {}).status_code == 404


def test_a_home_page_keeps_its_affiliate_and_its_address(browser: Client, federation: Federation) -> None:
    home = AffiliateHomePage.objects.get(pk=federation.illinois.ids["home"])
    form = page_form(affiliate=federation.indiana.affiliate.pk, slug="indiana", title="Kept title", headline="New")
    response = browser.post(reverse("wagtailadmin_pages:edit", args=[home.pk]), form)
    assert response.status_code == 302
    after = AffiliateHomePage.objects.get(pk=home.pk)
    assert (after.affiliate_id, after.slug) == (home.affiliate_id, home.slug)
    assert after.headline == "New"


def test_a_contact_is_only_the_own_affiliate_s(browser: Client, federation: Federation) -> None:
    path = reverse("wagtailsnippets_affiliates_contact:edit", args=[federation.illinois.ids["contact"]])
    form = {"role": "media", "name": "Kept name", "email": "kept@example.org", "time_zone": "America/Chicago"}
    response = browser.post(path, form | {"affiliate": federation.indiana.affiliate.pk})
    text = response.content.decode()
    assert response.status_code == 200
    assert "Kept name" in text
    assert federation.indiana.affiliate.name not in text
    assert Contact.objects.get(pk=federation.illinois.ids["contact"]).affiliate_id == federation.illinois.affiliate.pk
    assert browser.post(path, form | {"affiliate": federation.illinois.affiliate.pk}).status_code == 302


def test_an_editor_does_not_open_a_contact_of_the_nation(browser: Client, federation: Federation) -> None:
    national = Contact.objects.filter(affiliate=None).first()
    assert national is not None
    path = reverse("wagtailsnippets_affiliates_contact:edit", args=[national.pk])
    assert browser.get(path).status_code == 404


def test_a_manager_keeps_the_brand_and_nothing_else(federation: Federation) -> None:
    browser = personas.browser_of(personas.illinois_manager())
    path = reverse("wagtailsnippets_affiliates_affiliate:edit", args=[federation.illinois.affiliate.pk])
    before = Affiliate.objects.get(pk=federation.illinois.affiliate.pk)
    form = {
        "website": "https://kept.example.org/",
        "brand_primary": "#0B3D2E",
        "brand_accent": "#F5B83D",
        "typeface": "serif",
        "slug": "forged",
        "name": "Forged",
        "host": "forged.example.org",
        "nomination_quota": "500",
        "states": ["IN"],
    }
    assert browser.post(path, form).status_code == 302
    after = Affiliate.objects.get(pk=before.pk)
    assert after.website == "https://kept.example.org/"
    kept = ("slug", "name", "host", "nomination_quota", "states", "active_from", "active_until")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]


def test_a_manager_s_brand_refuses_a_foreign_mark(federation: Federation) -> None:
    browser = personas.browser_of(personas.illinois_manager())
    path = reverse("wagtailsnippets_affiliates_affiliate:edit", args=[federation.illinois.affiliate.pk])
    form = {"brand_primary": "#0B3D2E", "brand_accent": "#F5B83D", "typeface": "serif"}
    response = browser.post(path, form | {"mark": federation.indiana.ids["image"]})
    assert NO_SUCH_CHOICE in response.content.decode()
    assert federation.indiana.canary not in response.content.decode().lower()


def test_a_translation_takes_no_foreign_picture(browser: Client, federation: Federation) -> None:
    own = federation.illinois.ids
    path = reverse("wagtail_localize:edit_override", args=[own["translation"], own["overridable_segment"]])
    form = "application/x-www-form-urlencoded"
    assert browser.put(path, f"value={federation.indiana.ids['image']}", content_type=form).status_code == 403
    assert not SegmentOverride.objects.filter(data_json__contains=str(federation.indiana.ids["image"])).exists()
    assert browser.put(path, f"value={national_image().pk}", content_type=form).status_code == 201


def test_a_link_to_an_address_is_no_way_to_a_foreign_page(browser: Client, federation: Federation) -> None:
    path = reverse("wagtailadmin_choose_page_external_link")
    for place, found in ((federation.illinois, True), (federation.indiana, False)):
        page = Page.objects.get(pk=place.ids["page"])
        form = {"external-link-chooser-url": page.full_url, "external-link-chooser-link_text": "Words"}
        result = browser.post(path, form).json()["result"]
        assert ("id" in result) is found
        assert federation.indiana.canary not in str(result.get("adminTitle", ""))


def test_files_go_into_no_foreign_collection(browser: Client, federation: Federation) -> None:
    path = reverse("wagtailimages:edit", args=[federation.illinois.ids["image"]])
    image = Image.objects.get(pk=federation.illinois.ids["image"])
    form = {"title": "Kept title", "collection": federation.indiana.ids["collection"], "licence": image.licence}
    assert browser.post(path, form).status_code == 200
    assert Image.objects.get(pk=image.pk).collection_id == federation.illinois.ids["collection"]


def test_a_document_chosen_by_a_forged_id_is_missing(federation: Federation) -> None:
    """The wall is where values are read, for every form there is or will be."""
    from wagtail.documents.widgets import AdminDocumentChooser

    widget = AdminDocumentChooser()
    own = Document.objects.get(pk=federation.illinois.ids["document"])
    foreign = Document.objects.get(pk=federation.indiana.ids["document"])
    with asked_by(personas.illinois_editor()):
        assert widget.value_from_datadict({"file": str(own.pk)}, {}, "file") == str(own.pk)
        assert widget.value_from_datadict({"file": str(foreign.pk)}, {}, "file") == "0"
        assert widget.get_value_data(foreign.pk) is None
    assert widget.value_from_datadict({"file": str(foreign.pk)}, {}, "file") == str(foreign.pk)
