"""The newsroom lists releases by their date, the newest first."""

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override

from core.models import Topic
from demo.factories import PressReleasePageFactory
from press.models import PressIndexPage, PressReleasePage
from press.templatetags.press_tags import latest_press

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(db) -> PressIndexPage:
    """The national newsroom."""
    return PressIndexPage.objects.get(locale__language_code="en", depth=3)


def dates(releases) -> list[date]:
    return [release.date for release in releases]


def test_the_newest_release_comes_first(newsroom):
    found = dates(newsroom.children())
    assert len(found) >= 4
    assert found == sorted(found, reverse=True)


def test_the_date_counts_and_not_when_it_was_written(newsroom):
    PressReleasePageFactory(parent=newsroom, date=date(1999, 1, 1), title="An old release, written today")
    assert dates(newsroom.children())[-1] == date(1999, 1, 1)


def test_of_two_releases_of_a_day_the_later_comes_first(newsroom):
    first, second = (PressReleasePageFactory(parent=newsroom, date=date(2030, 1, 1), title=f"No. {n}") for n in (1, 2))
    assert list(newsroom.children()[:2]) == [second, first]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_latest_are_in_the_reader_s_language(newsroom, language):
    with override(language):
        releases = latest_press({}, limit=3)
    assert len(releases) == 3
    assert {release.locale.language_code for release in releases} == {language}


def test_the_latest_are_the_newest(newsroom):
    newest = PressReleasePageFactory(parent=newsroom, date=date(2030, 1, 1), title="Tomorrow")
    with override("en"):
        assert latest_press({}, limit=1) == [newest]


def test_its_card_says_its_date_in_the_reader_s_language():
    release = PressReleasePage(date=date(2026, 3, 4))
    with override("en"):
        assert release.meta_line == "March 4, 2026"
    with override("es"):
        assert release.meta_line == "4 de marzo de 2026"


def test_a_release_shows_its_topics(newsroom, client: Client):
    release = PressReleasePageFactory(parent=newsroom)
    release.topics.add(Topic.objects.create(name="A topic of today", slug="today", locale=newsroom.locale))
    release.save()
    assert "A topic of today" in client.get(release.url).content.decode()


def test_a_release_has_today_s_date_unless_told_otherwise():
    assert PressReleasePage().date is not None
