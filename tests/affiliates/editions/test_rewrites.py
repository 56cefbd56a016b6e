"""What affiliates say in place of a national page's parts, and texts that are alike put together."""

import random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from affiliates.edition_overview.reading import BulkReading
from affiliates.editions.likeness import are_alike, group_by_likeness, words_of
from affiliates.editions.rewrites import Rewrites, rewrites_of
from affiliates.merge import ChangeKind
from affiliates.models import Affiliate
from affiliates.sharing import hide_page
from affiliates.subsite import Subsite
from core.models import Image
from tests import personas
from tests.affiliates.editions.changing import (
    FIRST,
    NEW,
    SECOND,
    national_page,
    publish,
    published_edition,
    save,
    text,
)
from tests.affiliates.ohio import home_of

CALL = "<p>Call the office.</p>"
TEXTS = ["Call our office in Springfield.", "Call our office in Sacramento.", "Nothing of that is said here at all."]


def affiliate(slug: str) -> Affiliate:
    return Affiliate.objects.get(slug=slug)


def body(first: str = "<p>One two three four.</p>", second: str = CALL) -> list[dict[str, str]]:
    return [text(first, FIRST), text(second, SECOND)]


def found(page: Page) -> Rewrites:
    return rewrites_of(page, BulkReading().text_of)


# Texts that are alike.


def test_texts_with_most_words_in_common_are_alike():
    assert are_alike(words_of(TEXTS[0]), words_of(TEXTS[1]))
    assert not are_alike(words_of(TEXTS[0]), words_of(TEXTS[2]))


def test_capitals_and_punctuation_make_no_difference():
    assert [group.text for group in group_by_likeness([(1, "Call us!"), (2, "call us"), (3, "Call us.")])] == [
        "Call us!"
    ]


def test_a_text_without_words_is_like_no_other():
    assert len(group_by_likeness([(1, ""), (2, "Call us"), (3, " ")])) == 2


def test_the_largest_group_comes_first_led_by_its_most_frequent_text():
    pairs = [(1, TEXTS[2]), (2, TEXTS[1]), (3, TEXTS[0]), (4, TEXTS[0])]
    groups = group_by_likeness(pairs)
    assert [(group.text, len(group.members)) for group in groups] == [(TEXTS[0], 3), (TEXTS[2], 1)]


def test_the_groups_do_not_depend_on_the_order():
    words = ["call", "write", "visit", "our", "office", "school", "team", "in", "the", "north", "south", "east"]
    chance = random.Random(5)  # noqa: S311 - the same texts each time
    pairs = [(number, " ".join(chance.choices(words, k=6))) for number in range(60)]
    expected = [{key for key, _text in group.members} for group in group_by_likeness(pairs)]
    for _time in range(5):
        chance.shuffle(pairs)
        assert [{key for key, _text in group.members} for group in group_by_likeness(pairs)] == expected


def test_no_text_is_lost():
    pairs = [(number, chr(97 + number % 26) * 5) for number in range(50)]
    assert sorted(member for group in group_by_likeness(pairs) for member in group.members) == sorted(pairs)


# Parts.


@pytest.mark.django_db
def test_a_part_counts_the_affiliates_that_rewrote_it():
    source = national_page()
    for slug, words in (("illinois", TEXTS[0]), ("california", TEXTS[1]), ("indiana", TEXTS[2])):
        publish(published_edition(source, affiliate(slug)).page, body=body(second=f"<p>{words}</p>"))
    (part,) = found(source).parts
    assert (part.count, found(source).carried_by) == (3, Affiliate.objects.in_service().count())
    who = [[version.affiliate.slug for version, _text in group.members] for group in part.groups]
    assert [sorted(slugs) for slugs in who] == [["california", "illinois"], ["indiana"]]


@pytest.mark.django_db
def test_the_most_often_rewritten_part_comes_first():
    source = national_page()
    publish(published_edition(source, affiliate("illinois")).page, title="Ours", body=body(second="<p>Ours.</p>"))
    publish(published_edition(source, affiliate("indiana")).page, body=body(second="<p>Mine.</p>"))
    assert [part.count for part in found(source).parts] == [2, 1]


@pytest.mark.django_db
def test_additions_in_one_place_are_one_part():
    source = national_page()
    for slug, block in (("illinois", NEW), ("indiana", NEW.replace("3", "4"))):
        publish(published_edition(source, affiliate(slug)).page, body=[*body(), text("<p>Our hours.</p>", block)])
    (part,) = found(source).parts
    assert (part.kind, part.count) == (ChangeKind.ADDED, 2)


@pytest.mark.django_db
def test_drafts_do_not_count():
    source = national_page()
    save(published_edition(source).page, title="Not said yet")
    assert found(source).parts == []


@pytest.mark.django_db
def test_who_hides_the_page_does_not_carry_it():
    source = national_page()
    hide_page(Subsite(home_of(affiliate("indiana"))), source, user=personas.indiana_editor())
    assert found(source).carried_by == Affiliate.objects.in_service().count() - 1


@pytest.mark.django_db
def test_the_screen_names_affiliates_and_shows_what_they_say():
    source = national_page()
    publish(published_edition(source).page, body=body(second="<p>Call Springfield.</p>"))
    nation = personas.browser_of(personas.national_editor())
    html = nation.get(reverse("edition_rewrites", args=[source.pk])).content.decode()
    assert "Rewritten by 1 of" in html
    assert affiliate("illinois").name in html
    assert "Springfield" in html


@pytest.mark.django_db
def test_the_screen_takes_as_many_queries_for_one_affiliate_as_for_three():
    source = national_page()
    nation = personas.browser_of(personas.national_editor())
    images = list(Image.objects.order_by("pk")[:3])

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert nation.get(reverse("edition_rewrites", args=[source.pk])).status_code == 200
        return len(captured)

    publish(published_edition(source, affiliate("illinois")).page, title="Ours", cover=images[0].pk)
    queries()
    before = queries()
    for slug, image in (("california", images[1]), ("indiana", images[2])):
        publish(published_edition(source, affiliate(slug)).page, title=f"Ours in {slug}", cover=image.pk)
    # A picture that was not shown before is cut to size once.
    queries()
    assert queries() <= before


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["edition_rewrites", "edition_matrix"])
def test_an_affiliates_people_see_nothing_of_it(name: str):
    source = national_page()
    client: Client = personas.browser_of(personas.illinois_manager())
    assert client.get(reverse(name, args=[source.pk] if name == "edition_rewrites" else [])).status_code == 404
