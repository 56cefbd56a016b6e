"""The search page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page as PaginatorPage
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from affiliates.frame import frame_of
from core.caching import declare_public
from core.index_pages import paginate
from core.seo import ViewDescription, describe_view
from search.kinds import Kind, find_kind
from search.queries import (
    ELASTICSEARCH,
    ENGINE_ERRORS,
    LONGEST_QUERY,
    POSTGRESQL,
    Scope,
    Search,
    preferred_engine,
    rest_elasticsearch,
    words_of,
)

RESULTS_ON_A_PAGE = 10


@dataclass(frozen=True)
class KindChoice:
    """One choice of the filter, with the number of pages behind it."""

    value: str
    label: str
    count: int
    current: bool
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found in the reader's language.

    Raises Http404 for a kind or a page of results that does not exist, and in a language without a home page.
    """
    scope = _scope(request)
    query = " ".join(request.GET.get("q", "").split())[:LONGEST_QUERY]
    kind = _kind(request)
    describe_view(request, ViewDescription(title=_title(query), path=reverse("search")))
    found, results = _answer(request, words_of(query), scope, kind)
    is_fallback = bool(settings.ELASTICSEARCH_URL) and found.engine == POSTGRESQL
    context = {
        "query": query,
        "kinds": _choices(found, query, kind),
        "results": results,
        "total": found.count(),
        "query_prefix": _parameters(query, kind.value if kind else "") + "&",
        "notice": _("Search is running in a simpler form at the moment.") if is_fallback else "",
    }
    response = TemplateResponse(request, "search/search.html", context)
    if not is_fallback:
        declare_public(response)
    return response


def _scope(request: HttpRequest) -> Scope:
    frame = frame_of(request)
    home = frame.lineage.home_in(translation.get_language() or "")
    if home is None:
        raise Http404("nothing is published here in this language")
    return Scope(home, frame.affiliate_home)


def _kind(request: HttpRequest) -> Kind | None:
    value = request.GET.get("kind", "")
    kind = find_kind(value)
    if value and kind is None:
        raise Http404("no such kind of page")
    return kind


def _title(query: str) -> str:
    return _("Search: %(query)s") % {"query": query} if query else _("Search")


def _answer(request: HttpRequest, words: list[str], scope: Scope, kind: Kind | None) -> tuple[Search, PaginatorPage]:
    """Search with the preferred engine; where Elasticsearch fails, with PostgreSQL."""
    if preferred_engine() == ELASTICSEARCH:
        found = Search(words, scope, kind, ELASTICSEARCH)
        try:
            return found, paginate(found, request, RESULTS_ON_A_PAGE)
        except ENGINE_ERRORS as error:
            rest_elasticsearch(error)
    found = Search(words, scope, kind, POSTGRESQL)
    return found, paginate(found, request, RESULTS_ON_A_PAGE)


def _choices(found: Search, query: str, current: Kind | None) -> list[KindChoice]:
    """Return "everything" and each kind that was found; the one being read stays even when it is empty."""
    everything = KindChoice("", _("Everything"), sum(found.counts.values()), current is None, _url(query, ""))
    kinds = [
        KindChoice(kind.value, str(kind.label), count, kind == current, _url(query, kind.value))
        for kind, count in found.counts.items()
        if count or kind == current
    ]
    return [everything, *kinds] if query else []


def _url(query: str, kind: str) -> str:
    return f"{reverse('search')}?{_parameters(query, kind)}"


def _parameters(query: str, kind: str) -> str:
    return urlencode({"q": query} | ({"kind": kind} if kind else {}))
