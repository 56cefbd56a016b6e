"""A document of a private collection is for signed-in users, at an address of the back office."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from core.models import Document
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(settings, tmp_path) -> Document:
    settings.MEDIA_ROOT = tmp_path
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    return Document.objects.create(title="Plan", collection=collection, file=ContentFile(b"%PDF-1.4", "plan.pdf"))


def test_readers_are_led_to_sign_in(client, document):
    response = client.get(document.url)
    assert response.status_code == 302
    assert response.url.startswith("/cms/login/?next=/documents/")


def test_a_user_with_the_second_factor_gets_it(client, editor, document):
    sign_in(client, editor)
    door = client.get(client.get(document.url, headers={"Cookie": ""}).url)
    response = client.get(door.url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"%PDF-1.4"
    assert "no-store" in response.headers["Cache-Control"]


def test_without_the_second_factor_it_stays_closed(client, document):
    response = client.get(f"/cms/private-documents/{document.pk}/{document.filename}")
    assert response.url.startswith("/cms/account/login/")
