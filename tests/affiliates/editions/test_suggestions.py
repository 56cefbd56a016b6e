"""What affiliates propose to the nation, and what becomes of it."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from affiliates.editions.content import content_of, draft_content
from affiliates.editions.overrides import overrides_of
from affiliates.editions.suggestions import (
    AnsweredError,
    ChangedMeanwhileError,
    accept,
    comparison_of,
    decline,
    suggest,
)
from affiliates.editions.updating import work
from affiliates.models import Activity, ActivityEntry, Affiliate, Edition, Suggestion
from core.models import Image
from demo.factories import ImageFactory
from tests import personas
from tests.affiliates.editions.changing import (
    FIRST,
    NEW,
    SECOND,
    body,
    fresh,
    illinois,
    live,
    national_page,
    publish,
    published_edition,
    save,
    text,
)

pytestmark = pytest.mark.django_db

CALL = "<p>Call the office.</p>"
WORDS = "<p>One two three, and a better word.</p>"
PART = f"{FIRST}:"


def words(first: str = "<p>One two three four.</p>", second: str = CALL, *more: dict[str, Any]) -> list[dict[str, Any]]:
    return [text(first, FIRST), text(second, SECOND), *more]


def adapted(source: Page, affiliate: Affiliate | None = None, **values: Any) -> Edition:
    edition = published_edition(source, affiliate)
    publish(edition.page, **values or {"body": words(WORDS)})
    return fresh(edition)


def proposed(edition: Edition, part: str = PART) -> Suggestion:
    return suggest(edition, part, "It reads better.", user=personas.illinois_editor())


def national(source: Page) -> Any:
    page = Page.objects.get(pk=source.pk).specific
    return draft_content(page) or content_of(page)


# Proposing.


def test_it_keeps_what_both_say_and_who_proposed_it():
    edition = adapted(national_page())
    found = proposed(edition)
    said: list[Any] = [found.value, found.national]
    assert [block["value"] for block in said] == [WORDS, "<p>One two three four.</p>"]
    assert (found.state, found.made_by) == (Suggestion.State.OPEN, personas.illinois_editor())
    assert ActivityEntry.objects.filter(action=Activity.SUGGESTED, page=edition.page).exists()


def test_the_nations_editors_are_told(django_capture_on_commit_callbacks: Any):
    edition = adapted(national_page())
    with django_capture_on_commit_callbacks(execute=True):
        found = proposed(edition)
    told = {address for message in mail.outbox for address in message.to}
    assert personas.national_editor().email in told
    others = (personas.california_editor(), personas.illinois_editor(), personas.translator())
    assert not told & {user.email for user in others}
    assert reverse("edition_suggestion", args=[found.pk]) in str(mail.outbox[0].body)


def test_what_is_said_already_cannot_be_proposed():
    with pytest.raises(ValidationError, match="what the national page says"):
        proposed(published_edition(national_page()))


def test_nothing_is_proposed_twice_at_a_time():
    edition = adapted(national_page())
    proposed(edition)
    with pytest.raises(ValidationError, match="already"):
        proposed(edition)


def test_a_mere_change_of_order_cannot_be_proposed():
    edition = adapted(national_page(), body=list(reversed(words())))
    parts = [override.part for override in overrides_of(edition)]
    with pytest.raises(ValidationError, match="place"):
        proposed(edition, parts[0])


def test_a_detached_page_proposes_nothing():
    edition = adapted(national_page())
    Edition.objects.filter(pk=edition.pk).update(detached_at=timezone.now())
    with pytest.raises(ValidationError):
        proposed(fresh(edition))


def test_a_picture_that_only_the_affiliate_has_cannot_be_proposed():
    own: Image = ImageFactory(collection=illinois().collection)
    edition = adapted(national_page(), cover=own.pk)
    with pytest.raises(ValidationError, match="only your affiliate has"):
        proposed(edition, ":cover")


def test_a_link_to_an_edition_leads_to_its_source():
    other = national_page(slug="another")
    target = published_edition(other)
    link = f'<p>One <a id="{target.page_id}" linktype="page">two</a> three four.</p>'
    found = proposed(adapted(national_page(), body=words(link)))
    assert f'id="{other.pk}"' in str(found.value)


# Answers.


def test_accepted_it_is_in_the_draft_and_nothing_else_is_changed():
    source = national_page()
    edition = adapted(source, title="Ours", body=words(WORDS))
    save(source, summary="The nation is writing this.", body=words(second="<p>Write to the office.</p>"))
    accept(proposed(edition), "Thank you.", user=personas.national_editor())
    draft = national(source)
    assert [block["value"] for block in draft["body"]] == [WORDS, "<p>Write to the office.</p>"]
    assert (draft["title"], draft["summary"]) == ("What we do", "The nation is writing this.")
    assert body(Page.objects.get(pk=source.pk).specific) == ["<p>One two three four.</p>", CALL]


def test_a_new_block_goes_to_its_place():
    source = national_page()
    edition = published_edition(source)
    first, second = words()
    publish(edition.page, body=[first, text("<p>New.</p>", NEW), second])
    accept(proposed(fresh(edition), f"{NEW}:"), "", user=personas.national_editor())
    assert [block["id"] for block in national(source)["body"]] == [FIRST, NEW, SECOND]


def test_a_block_that_the_affiliate_took_out_goes():
    source = national_page()
    edition = published_edition(source)
    publish(edition.page, body=[text(CALL, SECOND)])
    accept(proposed(fresh(edition)), "", user=personas.national_editor())
    assert [block["id"] for block in national(source)["body"]] == [SECOND]


def test_a_field_of_the_page_is_taken_over():
    source = national_page()
    accept(proposed(adapted(source, title="Better"), ":title"), "", user=personas.national_editor())
    assert national(source)["title"] == "Better"


def test_two_suggestions_for_one_page_are_both_in_the_draft():
    source = national_page()
    edition = adapted(source, title="Better", body=words(WORDS))
    for part in (":title", PART):
        accept(proposed(edition, part), "", user=personas.national_editor())
    assert (national(source)["title"], national(source)["body"][0]["value"]) == ("Better", WORDS)


def test_it_is_refused_with_nothing_changed_when_the_nation_has_changed_the_part_since():
    source = national_page()
    found = proposed(adapted(source))
    save(source, body=words("<p>One two three, as the nation says.</p>"))
    before = national(source)
    with pytest.raises(ChangedMeanwhileError):
        accept(found, "", user=personas.national_editor())
    assert national(source) == before
    assert Suggestion.objects.get(pk=found.pk).state == Suggestion.State.OPEN
    both = comparison_of(found)
    assert both.meanwhile
    assert both.proposed


def test_a_change_of_another_part_does_not_matter():
    source = national_page()
    found = proposed(adapted(source))
    save(source, body=words(second="<p>Write to us.</p>"))
    assert comparison_of(found).fits


def test_formatting_noise_is_no_change():
    source = national_page()
    found = proposed(adapted(source))
    save(source, body=words('<p data-block-key="abcde">One two three four.</p>'))
    assert comparison_of(found).fits


def test_it_is_answered_once():
    found = proposed(adapted(national_page()))
    decline(found, "Not everywhere.", user=personas.national_editor())
    with pytest.raises(AnsweredError):
        accept(found, "", user=personas.national_editor())


def test_the_person_who_proposed_it_gets_the_answer(django_capture_on_commit_callbacks: Any):
    edition = adapted(national_page())
    found = proposed(edition)
    with django_capture_on_commit_callbacks(execute=True):
        decline(found, "Only true in Illinois.", user=personas.national_editor())
    (message,) = mail.outbox
    assert message.to == [personas.illinois_editor().email]
    assert "Only true in Illinois." in str(message.body)
    assert ActivityEntry.objects.filter(action=Activity.SUGGESTION_DECLINED, page=edition.page).exists()


def test_who_may_not_edit_the_page_accepts_nothing():
    found = proposed(adapted(national_page()))
    with pytest.raises(PermissionError):
        accept(found, "", user=personas.illinois_editor())


def test_once_published_editions_that_say_it_are_inherited_again_in_that_part():
    source = national_page()
    edition = adapted(source, title="Ours", body=words(WORDS))
    same = adapted(source, Affiliate.objects.get(slug="california"), body=words(WORDS))
    accept(proposed(edition), "", user=personas.national_editor())
    Page.objects.get(pk=source.pk).specific.get_latest_revision().publish()
    work()
    assert [override.part for override in overrides_of(fresh(edition))] == [":title"]
    assert overrides_of(fresh(same)) == []
    assert body(live(same)) == [WORDS, CALL]
    publish(source, body=words("<p>One two three, once more.</p>"))
    work()
    assert body(live(same))[0] == "<p>One two three, once more.</p>"


# Screens.


def test_an_editor_proposes_on_the_screen():
    edition = adapted(national_page())
    client = personas.browser_of(personas.illinois_editor())
    address = reverse("suggestion_new", args=[edition.affiliate_id, edition.pk])
    assert "a better word" in client.get(address).content.decode()
    assert client.post(address, {"part": PART, "message": ""}).status_code == 422
    assert client.post(address, {"part": PART, "message": "It reads better."}).status_code == 302
    assert Suggestion.objects.get().part == PART


def test_another_affiliate_and_who_only_reads_cannot_propose():
    edition = adapted(national_page())
    address = reverse("suggestion_new", args=[edition.affiliate_id, edition.pk])
    for user in (personas.california_editor(), personas.illinois_read_only()):
        assert personas.browser_of(user).get(address).status_code == 404


def test_the_nation_lists_compares_and_accepts():
    source = national_page()
    found = proposed(adapted(source))
    client = personas.browser_of(personas.national_editor())
    assert "Illinois" in client.get(reverse("edition_suggestions")).content.decode()
    address = reverse("edition_suggestion", args=[found.pk])
    assert "a better word" in client.get(address).content.decode()
    response = client.post(address, {"decision": "accept", "answer": ""})
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[source.pk])
    assert client.get(address).status_code == 200


def test_declining_needs_a_reason():
    found = proposed(adapted(national_page()))
    client = personas.browser_of(personas.national_editor())
    address = reverse("edition_suggestion", args=[found.pk])
    assert client.post(address, {"decision": "decline", "answer": " "}).status_code == 422
    assert client.post(address, {"decision": "decline", "answer": "Only true in Illinois."}).status_code == 302


def test_the_screen_shows_both_when_the_nation_changed_the_part():
    source = national_page()
    found = proposed(adapted(source))
    save(source, body=words("<p>One two three, as the nation says.</p>"))
    client = personas.browser_of(personas.national_editor())
    response = client.post(reverse("edition_suggestion", args=[found.pk]), {"decision": "accept", "answer": "Yes"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "has changed here since" in html
    assert "as the nation says" in html
    assert "a better word" in html
    assert "Yes</textarea>" in html


def test_a_suggestion_whose_page_is_gone_can_be_declined():
    source = national_page()
    found = proposed(adapted(source))
    Edition.objects.update(source=None)
    client = personas.browser_of(personas.national_editor())
    address = reverse("edition_suggestion", args=[found.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"decision": "accept", "answer": ""}).status_code == 422
    assert client.post(address, {"decision": "decline", "answer": "The page is gone."}).status_code == 302


@pytest.mark.parametrize("name", ["edition_suggestions", "edition_suggestion"])
def test_affiliates_see_no_suggestions_of_others(name: str):
    found = proposed(adapted(national_page()))
    client = personas.browser_of(personas.california_editor())
    args = [found.pk] if name == "edition_suggestion" else []
    assert client.get(reverse(name, args=args)).status_code == 404
