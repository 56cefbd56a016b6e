"""Pages of the demonstration that these tests look at."""

import pytest
from wagtail.models import Page

from home.models import HomePage, StandardPage


@pytest.fixture
def english_home(db) -> HomePage:
    """The national front page."""
    return HomePage.objects.get(locale__language_code="en")


@pytest.fixture
def spanish_home(db) -> HomePage:
    """The national front page in Spanish."""
    return HomePage.objects.get(locale__language_code="es")


@pytest.fixture
def about(english_home) -> StandardPage:
    """A page that has a Spanish translation."""
    return StandardPage.objects.child_of(english_home).get(slug="about")


@pytest.fixture
def sobre(about) -> Page:
    """Its Spanish translation."""
    return about.get_translations().get(locale__language_code="es").specific


@pytest.fixture
def only_english(english_home) -> StandardPage:
    """A page without a translation."""
    page = StandardPage(title="Only in English", slug="only-in-english")
    return english_home.add_child(instance=page)
