"""The picture that social networks show for a page."""

import re
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from wagtail.models import PageViewRestriction

from tests.public.seeded import LOCAL_PAGE, TRAINING, page_at

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r'<meta property="og:image" content="http://localhost:8000(/cards/[^"]+)">')


def address(client: Client, page: str = TRAINING) -> str:
    found = ADDRESS.search(client.get(page).content.decode())
    assert found
    return found[1]


def test_it_is_a_picture_of_the_size_that_networks_expect(client: Client):
    response = client.get(address(client))
    picture = Image.open(BytesIO(b"".join(response)))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_it_is_kept_for_ever(client: Client):
    assert "immutable" in client.get(address(client)).headers["Cache-Control"]


def test_it_is_drawn_once(client: Client, monkeypatch: pytest.MonkeyPatch):
    path = address(client)
    client.get(path)
    assert default_storage.exists(path.lstrip("/"))
    monkeypatch.setattr("affiliates.social_cards.draw_card", lambda **content: pytest.fail("drawn again"))
    assert client.get(path).status_code == 200


def test_a_changed_title_gets_another_address_and_the_old_one_leads_there(client: Client):
    old = address(client)
    page = page_at(TRAINING)
    page.title = "Another title"
    page.save_revision().publish()
    response = client.get(old)
    assert (response.status_code, response.headers["Location"]) == (302, address(client))
    assert response.headers["Cache-Control"] == "no-store"


def test_a_sub_sites_card_names_the_affiliate(client: Client, monkeypatch: pytest.MonkeyPatch):
    drawn = {}
    monkeypatch.setattr("affiliates.social_cards.draw_card", lambda **content: drawn.update(content) or b"PNG")
    page = page_at(LOCAL_PAGE)
    page.title = "A title that nobody has drawn"
    page.save_revision().publish()
    client.get(address(client, LOCAL_PAGE))
    assert drawn["organisation"] == "California Teachers Association"
    assert drawn["primary"] == "#0F6B64"


def test_a_page_whose_cover_is_lost_still_has_a_card(client: Client, monkeypatch: pytest.MonkeyPatch):
    def lose(*args: object) -> None:
        raise OSError("no such file")

    monkeypatch.setattr("core.models.Image.open_file", lose)
    page = page_at(TRAINING)
    page.title = "A card of its own"
    page.save_revision().publish()
    assert client.get(address(client)).status_code == 200


def test_a_draft_has_none(client: Client):
    path = address(client)
    page_at(TRAINING).unpublish()
    assert client.get(path).status_code == 404


def test_a_private_page_has_none(client: Client):
    path = address(client)
    PageViewRestriction.objects.create(page=page_at(TRAINING), restriction_type=PageViewRestriction.LOGIN)
    assert client.get(path).status_code == 404
