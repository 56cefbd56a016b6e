"""Readers find pages in their language, with PostgreSQL and with Elasticsearch."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import elastic_transport
import elasticsearch
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.search.backends import get_search_backend

from affiliates.place import place_of
from core.place import reading_at
from demo.factories import ResourcePageFactory
from search.queries import RESTING_KEY, words_of
from tests.public.seeded import TRAINING, in_spanish, page_at

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def elasticsearch_index(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The seeded pages in the Elasticsearch of ELASTICSEARCH_URL; without one the test is skipped."""
    if not settings.ELASTICSEARCH_URL:
        pytest.skip("ELASTICSEARCH_URL names no Elasticsearch")
    with django_db_blocker.unblock():
        call_command("wagtail_update_index", backend_name="public", verbosity=0)


@pytest.fixture(params=["postgresql", "elasticsearch"])
def engine(request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    """Each engine in turn; Elasticsearch forgets afterwards what the test published, as the database does."""
    if request.param == "postgresql":
        settings.ELASTICSEARCH_URL = []
        settings.WAGTAILSEARCH_BACKENDS = {"default": settings.WAGTAILSEARCH_BACKENDS["default"]}
        yield request.param
        return
    request.getfixturevalue("elasticsearch_index")
    newest_seeded = Page.objects.latest("pk").pk
    yield request.param
    public = get_search_backend("public")
    public.es.delete_by_query(
        index=public.get_index_for_model(Page).name,
        query={"range": {"id_filter": {"gt": newest_seeded}}},
        refresh=True,
    )


@pytest.fixture(autouse=True)
def _awake() -> Iterator[None]:
    cache.delete(RESTING_KEY)
    yield
    cache.delete(RESTING_KEY)


def search(client: Client, query: str, address: str = "/search/", **parameters: Any) -> SimpleNamespace:
    response = client.get(address, {"q": query, **parameters})
    assert response.status_code == 200
    context = response.context
    results = list(context["results"])
    with reading_at(place_of(response.wsgi_request)):
        urls = [result.page.url for result in results]
    return SimpleNamespace(
        response=response,
        results=results,
        urls=urls,
        total=context["total"],
        kinds={kind.value: kind for kind in context["kinds"]},
        notice=context["notice"],
    )


def publish(title: str, body: str = "") -> Any:
    page = ResourcePageFactory(parent=page_at("/resources/"), title=title, body=[("rich_text", body)])
    page.save_revision().publish()
    if settings.ELASTICSEARCH_URL:
        get_search_backend("public").refresh_indexes()
    return page


def test_it_finds_a_page_by_its_title(client: Client, engine: str):
    assert TRAINING in search(client, "social justice training").urls


def test_a_title_counts_more_than_the_text(client: Client, engine: str):
    text = publish("Another thing", "<p>A word about kaleidoscopes.</p>")
    title = publish("Kaleidoscopes")
    assert search(client, "kaleidoscopes").urls == [title.url, text.url]


def test_it_finds_words_of_the_text_in_any_form(client: Client, engine: str):
    page = publish("Another thing", "<p>Three kaleidoscopes were turning.</p>")
    assert search(client, "kaleidoscope turns").urls == [page.url]


def test_it_finds_a_page_by_its_topic(client: Client, engine: str):
    page = page_at(TRAINING)
    topic = page.topics.first()
    assert topic is not None
    assert search(client, topic.name).total > 0


def test_a_page_is_found_by_a_topic_that_was_just_chosen(client: Client, engine: str):
    page = publish("Another thing")
    topic = page_at(TRAINING).topics.first()
    page.topics = [topic]
    page.save_revision().publish()
    if settings.ELASTICSEARCH_URL:
        get_search_backend("public").refresh_indexes()
    assert page.url in search(client, f"another thing {topic.name}").urls


def test_it_finds_accented_words_without_accents(client: Client, engine: str):
    spanish = in_spanish(page_at(TRAINING))
    assert spanish.url in search(client, "formacion en justicia social", "/es/search/").urls


def test_it_finds_words_without_accents_when_they_are_typed_with_them(client: Client, engine: str):
    page = publish("A resume of the year")
    assert page.url in search(client, "résumé").urls


def test_it_finds_spanish_words_in_any_form(client: Client, engine: str):
    assert search(client, "formaciones", "/es/search/").total == search(client, "formación", "/es/search/").total > 0


def test_it_finds_only_pages_in_the_language_of_the_address(client: Client, engine: str):
    languages = {result.page.locale.language_code for result in search(client, "justicia", "/es/search/").results}
    assert languages == {"es"}
    assert search(client, "formación").total == 0


def test_every_word_must_be_there(client: Client, engine: str):
    assert search(client, "training kaleidoscope").total == 0


def test_drafts_and_private_pages_are_not_found(client: Client, engine: str):
    draft, private = publish("First kaleidoscope"), publish("Second kaleidoscope")
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    if settings.ELASTICSEARCH_URL:
        get_search_backend("public").refresh_indexes()
    assert search(client, "kaleidoscope").total == 0


def test_a_copy_that_nobody_has_translated_is_not_found(client: Client, engine: str):
    page = publish("Kaleidoscope")
    page.copy_for_translation(Locale.objects.get(language_code="es"), alias=True)
    if settings.ELASTICSEARCH_URL:
        get_search_backend("public").refresh_indexes()
    assert search(client, "kaleidoscope", "/es/search/").total == 0


def test_it_counts_what_was_found_of_each_kind(client: Client, engine: str):
    found = search(client, "training")
    assert found.kinds[""].count == found.total == sum(kind.count for value, kind in found.kinds.items() if value)
    assert found.kinds["training"].count >= 5


def test_a_kind_narrows_the_results_and_keeps_the_counts(client: Client, engine: str):
    everything, trainings = search(client, "training"), search(client, "training", kind="training")
    assert {result.page.specific_class.__name__ for result in trainings.results} == {"TrainingPage"}
    assert trainings.total == everything.kinds["training"].count
    assert trainings.kinds[""].count == everything.total
    assert trainings.kinds["training"].current


def test_a_kind_without_results_can_be_left_again(client: Client, engine: str):
    found = search(client, "kaleidoscope", kind="press")
    assert (found.total, found.kinds["press"].current) == (0, True)
    assert found.kinds[""].url == "/search/?q=kaleidoscope"


def test_pages_of_results_do_not_overlap(client: Client, engine: str):
    first, second = search(client, "training"), search(client, "training", page=2)
    assert len(first.urls) == 10
    assert not set(first.urls) & set(second.urls)


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 30])
def test_there_is_no_page_of_results_beyond_the_last(client: Client, engine: str, page: str):
    assert client.get("/search/", {"q": "training", "page": page}).status_code == 404


def test_there_is_no_unknown_kind(client: Client):
    assert client.get("/search/", {"q": "training", "kind": "user"}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "'",
        '"',
        "\\",
        "-",
        "--",
        "& | !",
        "(",
        ":*",
        "school:*",
        "a'b",
        "*",
        "%",
        "_",
        "<b>",
        "🙂",
        "\u200b",
        "ﬁ",
        "x" * 5000,
    ]
    + ["and or not", "a b " * 500, "school -bus", "title:school", "/.*/", "{}", "[1 TO 2]"],
)
def test_any_text_is_a_question(client: Client, engine: str, query: str):
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    assert b"<b>" not in response.content.split(b"<h1>")[1].split(b"</h1>")[0]


def test_an_empty_question_finds_nothing_and_offers_no_filter(client: Client):
    found = search(client, "  ")
    assert (found.total, found.results, found.kinds) == (0, [], {})


def test_found_words_are_marked_as_they_were_written(client: Client, engine: str):
    page = publish("Ámbito & escuela <nueva>", "<p>Una visión del ÁMBITO escolar.</p>")
    result = next(result for result in search(client, "ambito").results if result.page.pk == page.pk)
    assert result.title_html == "<mark>Ámbito</mark> &amp; escuela &lt;nueva&gt;"
    assert "<mark>ÁMBITO</mark> escolar" in result.snippet_html


def test_a_search_costs_the_same_queries_for_any_number_of_results(client: Client, engine: str):
    for number in range(2):
        publish(f"Kaleidoscope {number}")
    search(client, "kaleidoscope")
    with CaptureQueriesContext(connection) as before:
        search(client, "kaleidoscope")
    for number in range(2, 9):
        publish(f"Kaleidoscope {number}")
    with CaptureQueriesContext(connection) as after:
        assert search(client, "kaleidoscope").total == 9
    assert len(before) == len(after) <= 12


def test_there_is_no_search_in_a_language_without_a_home_page(client: Client):
    assert client.get("/ar/search/").status_code == 404


ERRORS = [
    elastic_transport.ConnectionError("refused"),
    elastic_transport.ConnectionTimeout("too late"),
    elasticsearch.ApiError("broken", SimpleNamespace(status=503), {}),  # type: ignore[arg-type]
    elasticsearch.NotFoundError("no such index", SimpleNamespace(status=404), {}),  # type: ignore[arg-type]
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_postgresql_answers_with_a_notice_when_elasticsearch_fails(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch, error: Exception
):
    asked = fail_elasticsearch(settings, monkeypatch, error)
    found = search(client, "training")
    assert TRAINING in search(client, "social justice training").urls
    assert found.notice
    assert found.response.headers["Cache-Control"] == "no-store"
    assert asked == ["public"]


def test_elasticsearch_is_asked_again_after_a_while(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch):
    asked = fail_elasticsearch(settings, monkeypatch, elastic_transport.ConnectionError("refused"))
    search(client, "training")
    cache.delete(RESTING_KEY)
    search(client, "training")
    assert asked == ["public", "public"]


def fail_elasticsearch(settings: Any, monkeypatch: pytest.MonkeyPatch, error: Exception) -> list[str]:
    """Let Elasticsearch fail with `error`; return the list of the times that it was asked."""
    asked: list[str] = []

    def backend(engine: str, language: str) -> Any:
        if engine == "public":
            asked.append(engine)
            raise error
        return get_search_backend(engine, LANGUAGE=language)

    settings.ELASTICSEARCH_URL = ["http://search.example.org:9200"]
    monkeypatch.setattr("search.queries.backend", backend)
    return asked


def test_only_words_are_looked_for_and_not_too_many():
    assert words_of("School's  “safety”, 24/7!") == ["School", "s", "safety", "24", "7"]
    assert len(words_of("word " * 500)) == 16
