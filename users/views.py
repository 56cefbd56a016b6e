"""The door of the back office, the page that leads to a second factor, and private documents."""

from __future__ import annotations

import re

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from wagtail.documents.views.serve import serve

from users.middleware import NEXT_SESSION_KEY
from users.second_factor import Assurance, assurance

PUBLIC_DOCUMENT = re.compile(r"^/documents/(?P<id>\d+)/(?P<name>[^/?#]+)$")


def safe_next(request: HttpRequest, wanted: str | None) -> str:
    """Return the address of the back office that `wanted` names, else that of its start page.

    A private document has its address for signed-in users there.
    """
    home = reverse("wagtailadmin_home")
    if not wanted or not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return home
    if document := PUBLIC_DOCUMENT.match(wanted):
        return reverse("private_document", args=[document["id"], document["name"]])
    return wanted if wanted.startswith(settings.BACK_OFFICE_PATH) else home


@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """Stand where Wagtail's sign-in form was: lead on those who may enter, tell those who may not."""
    target = safe_next(request, request.GET.get("next"))
    if not request.user.is_authenticated:
        return redirect_to_login(target, reverse("account_login"))
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return render(request, "users/no_access.html", status=403)
    return redirect(target)


@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Lead the session on to whatever its second factor still needs."""
    reached = assurance(request)
    target = safe_next(request, request.session.get(NEXT_SESSION_KEY))
    if reached is Assurance.PROVEN:
        request.session.pop(NEXT_SESSION_KEY, None)
        return redirect(target)
    if reached is Assurance.UNPROVEN:
        methods = get_adapter().get_reauthentication_methods(request.user)
        return redirect_to_login(target, methods[0]["url"])
    return render(request, "users/second_factor.html", {"required": settings.SECOND_FACTOR_REQUIRED})


@never_cache
def private_document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponse:
    """Serve a document to a signed-in user; readers' addresses never see the session."""
    return serve(request, document_id, document_filename)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form is out of date, with a way on; only the back office has such forms."""
    return render(request, "users/form_expired.html", status=403)
