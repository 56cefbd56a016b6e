"""Editions that say something of their own in one language and what the nation says in another."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from affiliates.editions.diamond import accept_difference, differences
from affiliates.editions.overrides import note_overrides
from affiliates.models import Activity, ActivityEntry, Affiliate, Edition, OverrideNote
from tests import personas
from tests.affiliates.editions.changing import (
    FIRST,
    NEW,
    SECOND,
    fresh,
    illinois,
    national_page,
    publish,
    published_edition,
    save,
    text,
)

pytestmark = pytest.mark.django_db

OTHER = NEW.replace("3", "5")
PART = f"{FIRST}:"


def both_languages() -> tuple[Any, Any]:
    """Return a national page and its published Spanish translation, whose blocks have the same ids."""
    english = national_page()
    spanish = english.copy_for_translation(Locale.objects.get(language_code="es"), copy_parents=True)
    return english, publish(spanish, title="Lo que hacemos", alias_of=None)


def body(first: str, *more: dict[str, Any]) -> list[dict[str, Any]]:
    return [text(first, FIRST), text("<p>Call the office.</p>", SECOND), *more]


def rewrite(edition: Edition, words: str, *more: dict[str, Any]) -> Edition:
    publish(edition.page, body=body(f"<p>{words}</p>", *more))
    return fresh(edition)


def parts(edition: Edition) -> list[str]:
    return [row.part for row in differences([edition]).get(edition.pk, []) if not row.is_accepted]


def test_a_rewritten_english_part_is_flagged_while_spanish_is_inherited():
    english, _spanish = both_languages()
    edition = rewrite(published_edition(english), "Ours")
    (row,) = differences([edition])[edition.pk]
    assert (row.part, row.language, row.other) == (PART, "español", None)


def test_and_the_reverse():
    _english, spanish = both_languages()
    assert parts(rewrite(published_edition(spanish), "Nuestro")) == [PART]


def test_it_is_flagged_while_the_spanish_edition_says_what_the_nation_says():
    english, spanish = both_languages()
    edition, other = rewrite(published_edition(english), "Ours"), published_edition(spanish)
    (row,) = differences([edition])[edition.pk]
    assert row.other == other


def test_a_draft_in_the_other_language_is_not_enough():
    english, spanish = both_languages()
    edition, other = rewrite(published_edition(english), "Ours"), published_edition(spanish)
    save(other.page, body=body("<p>Nuestro</p>"))
    assert parts(edition) == [PART]


def test_it_is_gone_once_the_other_language_is_adapted():
    english, spanish = both_languages()
    edition, other = rewrite(published_edition(english), "Ours"), rewrite(published_edition(spanish), "Nuestro")
    assert parts(edition) == parts(other) == []


def test_an_addition_is_there_when_the_other_language_has_one_in_its_place():
    english, spanish = both_languages()
    words = "One two three four."
    edition = rewrite(published_edition(english), words, text("<p>Our hours.</p>", NEW))
    assert parts(edition) == [f"{NEW}:"]
    rewrite(published_edition(spanish), words, text("<p>Nuestras horas.</p>", OTHER))
    assert parts(edition) == []


def test_what_the_national_page_lacks_in_the_other_language_is_not_asked_for():
    english, spanish = both_languages()
    publish(spanish, body=[text("<p>Call the office.</p>", SECOND)])
    assert parts(rewrite(published_edition(english), "Ours")) == []


def test_without_a_national_page_in_the_other_language_there_is_nothing_to_differ_from():
    assert parts(rewrite(published_edition(national_page()), "Ours")) == []


def test_detached_and_unpublished_editions_are_left_out():
    english, _spanish = both_languages()
    edition = rewrite(published_edition(english), "Ours")
    Edition.objects.filter(pk=edition.pk).update(detached_at=timezone.now())
    assert parts(fresh(edition)) == []
    Edition.objects.filter(pk=edition.pk).update(detached_at=None)
    edition.page.specific.unpublish()
    assert parts(fresh(edition)) == []


def test_accepting_it_is_kept_and_noted_once():
    english, _spanish = both_languages()
    edition = rewrite(published_edition(english), "Ours")
    for _time in range(2):
        accept_difference(edition, PART, user=personas.illinois_editor())
    assert parts(edition) == []
    assert OverrideNote.objects.get(edition=edition, part=PART).accepted_in_other_languages
    assert ActivityEntry.objects.filter(action=Activity.DIFFERENCE_ACCEPTED, page=edition.page).count() == 1


def test_what_does_not_differ_cannot_be_accepted():
    english, _spanish = both_languages()
    with pytest.raises(ValidationError):
        accept_difference(published_edition(english), PART, user=personas.illinois_editor())


def address(edition: Edition) -> str:
    return reverse("edition_accept_difference", args=[edition.affiliate_id, edition.pk])


def test_an_editor_accepts_it_on_the_screen():
    english, _spanish = both_languages()
    edition = rewrite(published_edition(english), "Ours")
    client = personas.browser_of(personas.illinois_editor())
    assert PART in client.get(address(edition)).content.decode()
    assert client.post(address(edition), {"part": PART}).status_code == 302
    assert parts(edition) == []


def test_who_only_reads_and_other_affiliates_cannot():
    english, _spanish = both_languages()
    edition = rewrite(published_edition(english), "Ours")
    for user in (personas.illinois_read_only(), personas.california_editor()):
        assert personas.browser_of(user).post(address(edition), {"part": PART}).status_code == 404
    assert parts(edition) == [PART]


def test_a_forged_part_changes_nothing():
    english, _spanish = both_languages()
    edition = rewrite(published_edition(english), "Ours")
    client = personas.browser_of(personas.illinois_editor())
    assert client.post(address(edition), {"part": "forged"}).status_code == 302
    assert not OverrideNote.objects.filter(accepted_in_other_languages=True).exists()


def test_the_matrix_says_that_the_languages_differ():
    english, _spanish = both_languages()
    rewrite(published_edition(english), "Ours")
    nation = personas.browser_of(personas.national_editor())
    assert "languages differ in 1 part" in nation.get(reverse("edition_matrix")).content.decode()


def test_it_takes_as_many_queries_for_six_editions_as_for_two():
    english, spanish = both_languages()

    def queries() -> int:
        editions = list(Edition.objects.all())
        with CaptureQueriesContext(connection) as captured:
            differences(editions)
        return len(captured)

    for source in (english, spanish):
        rewrite(published_edition(source, illinois()), "Ours")
    queries()
    before = queries()
    for slug in ("california", "indiana"):
        affiliate = Affiliate.objects.get(slug=slug)
        rewrite(published_edition(english, affiliate), "Ours")
    assert queries() <= before


def test_the_affiliates_list_of_what_differs_says_so():
    english, _spanish = both_languages()
    edition = rewrite(published_edition(english), "Ours")
    note_overrides(edition)
    client = personas.browser_of(personas.illinois_editor())
    response = client.get(reverse("editions", args=[edition.affiliate_id]), {"show": "overrides"})
    html = response.content.decode()
    assert "as the national page in español" in html
    assert address(edition) in html
