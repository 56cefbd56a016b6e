"""Pages that are listed in another language than what surrounds them."""

import pytest
from django.utils import translation

from core.templatetags.ui import language_of
from home.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def english() -> HomePage:
    """The front page in English."""
    return HomePage.objects.get(locale__language_code="en")


def test_a_page_in_another_language_says_which(english):
    with translation.override("es"):
        assert language_of(english) == ' lang="en" dir="ltr"'


def test_a_page_in_the_language_being_read_says_nothing(english):
    with translation.override("en"):
        assert language_of(english) == ""
