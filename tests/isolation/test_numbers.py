"""Numbers tell of other affiliates too: the first page of the back office counts one's own things."""

import re

import pytest
from django.test import Client

from affiliates.models import AffiliateHomePage
from demo.factories import StandardPageFactory
from tests import personas

pytestmark = pytest.mark.django_db


def pages_counted(client: Client) -> int:
    html = client.get("/cms/").content.decode()
    return int(re.search(r"([\d,]+) Pages? <span", html).group(1).replace(",", ""))


def test_the_first_page_does_not_count_another_affiliate_s_pages():
    editor = personas.browser_of(personas.illinois_editor())
    before = pages_counted(editor)
    StandardPageFactory(parent=AffiliateHomePage.objects.filter(affiliate__slug="indiana").first(), title="One more")
    assert pages_counted(editor) == before
    StandardPageFactory(parent=AffiliateHomePage.objects.filter(affiliate__slug="illinois").first(), title="Our own")
    assert pages_counted(editor) == before + 1
