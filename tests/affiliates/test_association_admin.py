"""Local associations in the back office: the list, the form, and the import in two steps."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from affiliates.models import Affiliate, AffiliateGroup, AssociationImport, LocalAssociation, Role
from affiliates.models.association_import import KEPT_FOR
from demo.factories import LocalAssociationFactory
from tests import personas
from tests.affiliates.association_lines import HEADER, as_text, file_with_faults
from tests.personas import browser_of
from tests.sign_in import make_user

pytestmark = pytest.mark.django_db

LIST = reverse("wagtailsnippets_affiliates_localassociation:list")
ADD = reverse("wagtailsnippets_affiliates_localassociation:add")
IMPORT = reverse("associations_import")
HEAD = ",".join(HEADER)
GOOD = as_text(["illinois", "Schaumburg EA", "Schaumburg", "Region 36", "60173", ""])
FOREIGN = as_text(["indiana", "Foreign EA", "Gary", "", "", ""])


@pytest.fixture(autouse=True)
def no_associations() -> None:
    LocalAssociation.objects.all().delete()
    Affiliate.objects.filter(slug="illinois").update(states=["IL"])


@pytest.fixture
def illinois() -> Affiliate:
    return Affiliate.objects.get(slug="illinois")


@pytest.fixture
def administrator() -> Client:
    return browser_of(personas.administrator())


def person_of(affiliate: Affiliate, role: Role) -> Client:
    """Return the browser of somebody new with that role."""
    user = make_user(f"{role}@example.org", superuser=False)
    group = AffiliateGroup.objects.get(affiliate=affiliate, role=role).group
    user.groups.add(group)
    return browser_of(user)


def upload(client: Client, content: str | bytes, name: str = "locals.csv") -> Any:
    data = content.encode() if isinstance(content, str) else content
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def test_a_file_is_looked_at_first_and_imported_when_confirmed(administrator: Client):
    response = upload(administrator, f"{HEAD}\n{GOOD}\nillinois,,Nameless,,,")
    page = administrator.get(response["Location"])
    assert LocalAssociation.objects.count() == 0
    assert "What the file would do" in page.content.decode()
    assert "The name is missing." in page.content.decode()
    assert administrator.post(response["Location"])["Location"] == response["Location"]
    assert [row.name for row in LocalAssociation.objects.all()] == ["Schaumburg EA"]
    assert "Imported" in administrator.get(response["Location"]).content.decode()


def test_confirming_twice_imports_once(administrator: Client):
    address = upload(administrator, f"{HEAD}\n{GOOD}")["Location"]
    administrator.post(address)
    LocalAssociation.objects.all().delete()
    administrator.post(address)
    assert LocalAssociation.objects.count() == 0


def test_all_of_fourteen_thousand_lines_go_through_the_two_steps(administrator: Client):
    content, wrong = file_with_faults()
    address = upload(administrator, content)["Location"]
    administrator.post(address)
    assert LocalAssociation.objects.count() == 13_950
    response = administrator.get(f"{address}report.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert {int(row["Line"]) for row in rows} == set(wrong)
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"affiliate,name", b"\x81\x8d"])
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(administrator: Client, content: bytes):
    response = upload(administrator, content)
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert not AssociationImport.objects.exists()


def test_without_a_file_the_form_comes_back(administrator: Client):
    assert administrator.post(IMPORT).status_code == 422


def test_nothing_of_the_file_is_in_the_public_folder_and_it_is_gone_after_the_import(administrator: Client):
    address = upload(administrator, f"{HEAD}\n{GOOD}")["Location"]
    assert not list(Path(settings.MEDIA_ROOT).rglob("locals*"))
    administrator.post(address)
    assert bytes(AssociationImport.objects.get().content) == b""


def test_a_file_is_kept_for_an_hour_only(administrator: Client):
    address = upload(administrator, f"{HEAD}\n{GOOD}")["Location"]
    AssociationImport.objects.update(created_at=timezone.now() - KEPT_FOR - timedelta(seconds=1))
    assert administrator.get(address).status_code == 404
    assert administrator.post(address).status_code == 404
    administrator.get(IMPORT)
    assert not AssociationImport.objects.exists()


def test_another_persons_file_is_answered_as_a_missing_one(administrator: Client, illinois: Affiliate):
    address = upload(administrator, f"{HEAD}\n{GOOD}")["Location"]
    other = person_of(illinois, Role.MANAGER)
    missing = reverse("associations_import_review", args=[uuid.uuid4()])
    for suffix in ("", "report.csv"):
        foreign, absent = other.get(address + suffix), other.get(missing + suffix)
        assert foreign.status_code == absent.status_code == 404
    assert other.post(address).status_code == 404


def test_a_failing_database_is_told_and_nothing_is_in(administrator: Client):
    address = upload(administrator, f"{HEAD}\n{GOOD}")["Location"]
    with patch("affiliates.associations._write", side_effect=DatabaseError("gone")):
        response = administrator.post(address, follow=True)
    assert "Nothing of the file was imported" in response.content.decode()
    assert LocalAssociation.objects.count() == 0
    administrator.post(address)
    assert LocalAssociation.objects.count() == 1


def test_a_manager_imports_for_their_own_affiliate_and_cannot_tell_others_from_unknown_ones(illinois: Affiliate):
    client = person_of(illinois, Role.MANAGER)
    address = upload(client, "\n".join([HEAD, GOOD, FOREIGN, FOREIGN.replace("indiana", "nowhere")]))["Location"]
    client.post(address)
    assert [row.affiliate for row in LocalAssociation.objects.all()] == [illinois]
    reasons = {row["reason"] for row in AssociationImport.objects.get().report["refused"]}
    assert reasons == {"There is no affiliate “indiana”.", "There is no affiliate “nowhere”."}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_editors_and_readers_do_not_import(illinois: Affiliate, role: Role):
    client = person_of(illinois, role)
    assert client.get(IMPORT).status_code in {302, 403, 404}
    assert upload(client, f"{HEAD}\n{GOOD}").status_code in {302, 403, 404}
    assert not AssociationImport.objects.exists()


def test_nobody_imports_without_signing_in():
    assert Client().get(IMPORT).status_code == 302


def test_an_editor_lists_and_finds_only_their_own(illinois: Affiliate):
    LocalAssociationFactory(affiliate=illinois, name="Own EA", city="Cairo", zip_codes=["62914"])
    LocalAssociationFactory(affiliate=Affiliate.objects.get(slug="indiana"), name="Canary EA", city="Gary")
    client = person_of(illinois, Role.EDITOR)
    for query in ("", "?q=EA", "?q=canary", "?zip_code=62914"):
        text = client.get(LIST + query).content.decode()
        assert "Canary EA" not in text
        assert ("Own EA" in text) is (query != "?q=canary")


def test_an_editor_opens_and_changes_only_their_own(illinois: Affiliate):
    own: Any = LocalAssociationFactory(affiliate=illinois, name="Own EA", city="Cairo")
    foreign: Any = LocalAssociationFactory(affiliate=Affiliate.objects.get(slug="indiana"), name="Canary EA")
    client = person_of(illinois, Role.EDITOR)
    edit = "wagtailsnippets_affiliates_localassociation:edit"
    data = {"affiliate": illinois.pk, "name": "Own EA", "city": "Cairo", "zip_codes": "62914; 62915", "website": ""}
    assert client.post(reverse(edit, args=[own.pk]), data).status_code == 302
    assert client.post(reverse(edit, args=[foreign.pk]), data).status_code == 404
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.zip_codes, foreign.name) == (["62914", "62915"], "Canary EA")


def test_an_editor_adds_for_no_other_affiliate(illinois: Affiliate):
    client = person_of(illinois, Role.EDITOR)
    data = {"affiliate": Affiliate.objects.get(slug="indiana").pk, "name": "New EA", "city": "Gary", "zip_codes": ""}
    client.post(ADD, data)
    assert not LocalAssociation.objects.exists()
    client.post(ADD, data | {"affiliate": illinois.pk})
    assert LocalAssociation.objects.get().affiliate == illinois


@pytest.mark.parametrize("codes", ["6017", "60173 abc", "٦٠١٧٣", "60173\x00"])
def test_wrong_zip_codes_are_refused_beside_the_field(administrator: Client, illinois: Affiliate, codes: str):
    data = {"affiliate": illinois.pk, "name": "New EA", "city": "Gary", "zip_codes": codes}
    response = administrator.post(ADD, data)
    assert response.status_code == 200
    assert not LocalAssociation.objects.exists()


def test_the_list_asks_the_same_queries_however_long_it_is(
    administrator: Client, illinois: Affiliate, django_assert_max_num_queries: Any
):
    for _number in range(45):
        LocalAssociationFactory(affiliate=illinois)
    administrator.get(LIST)
    with django_assert_max_num_queries(25):
        assert administrator.get(f"{LIST}?q=Education&affiliate={illinois.pk}").status_code == 200


@pytest.mark.parametrize("code", ["٦٠", "x", "60173", "\x7f", "9" * 300])
def test_the_filter_by_zip_code_takes_any_text(administrator: Client, code: str):
    assert administrator.get(LIST, {"zip_code": code}).status_code == 200
