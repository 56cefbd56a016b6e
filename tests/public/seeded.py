"""Pages of the seeded federation that the tests of the public surface speak of."""

from typing import Any

from wagtail.models import Page

TRAINING = "/trainings/social-justice-training/"
LOCAL_PAGE = "/affiliates/california/training-weekends/"
ILLINOIS = "/affiliates/illinois/"
FAQ = "/resources/faqs-when-talking-about-race/"
RELEASE = "/press/nominations-open-for-summer-2027/"
CASE_STUDY = "/case-studies/striving-for-school-safety/"


def page_at(address: str) -> Any:
    """Return the English page at an address."""
    home = Page.objects.get(depth=2, locale__language_code="en")
    return Page.objects.get(url_path=home.url_path + address.lstrip("/")).specific


def in_spanish(page: Page) -> Any:
    """Return the Spanish translation of a page."""
    return Page.objects.get(translation_key=page.translation_key, locale__language_code="es").specific
