"""The address that the search box of the directory sends to; it changes nothing and keeps nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from affiliates.finder import find
from affiliates.models import AffiliateIndexPage
from core import place
from core.caching import NEVER
from core.seo import ViewDescription, describe_view


class SeeOther(HttpResponseRedirect):
    """What was sent is answered at another address, which is read with GET."""

    status_code = 303


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def find_affiliate(request: HttpRequest) -> HttpResponse:
    """Lead to the affiliate that the reader asks for, or show the choices; whoever only looks goes to the directory.

    No cookie, so no token either: `Origin` and `Sec-Fetch-Site` say whether the form was ours (design decision 8).
    Raises PermissionDenied for a form of another site, Http404 in a language without a directory.
    """
    directory = _directory_address()
    if request.method != "POST":
        response: HttpResponse = HttpResponseRedirect(directory)
        response.headers["Cache-Control"] = NEVER
        return response
    if not is_own_form(request):
        raise PermissionDenied("the form is not of this site")
    answer = find(request.POST.get("place", ""), translation.get_language() or "")
    if answer.destination:
        response = SeeOther(answer.destination)
    else:
        describe_view(request, ViewDescription(title=_("Find your affiliate")))
        context = {"answer": answer, "directory_url": directory}
        response = TemplateResponse(request, "affiliates/find_affiliate.html", context, status=answer.outcome.value)
    response.headers["Cache-Control"] = NEVER
    return response


def is_own_form(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of the same host, as far as the browser says."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def _directory_address() -> str:
    pages = AffiliateIndexPage.objects.visible().in_language(translation.get_language())
    page = pages.select_related("locale").order_by("path").first()
    if page is None:
        raise Http404("no directory in this language")
    return place.current().address(page)
