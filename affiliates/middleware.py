"""Which hosts are answered, and where each request is read."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port, validate_host
from django.template import loader
from wagtail.models import Site

from affiliates.place import is_own_host, place_of
from core.place import reading_at

GetResponse = Callable[[HttpRequest], HttpResponse]
# Probes come with whatever host the machine has.
FOR_EVERY_HOST = ("/healthz", "/readyz")


class HostMiddleware:
    """Answer the hosts of the nation and those of affiliates, and nobody else.

    Hosts of affiliates are rows, so ALLOWED_HOSTS cannot name them; this stands in its place. The row is looked up
    for each request, so a new host is known to every process at once.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 404 with a page that names nobody for an unknown host.

        The back office lives on the national host alone.
        """
        if request.path_info in FOR_EVERY_HOST or getattr(request, "is_dummy", False):
            return self.get_response(request)
        host = split_domain_port(request.get_host())[0]
        site = Site.find_for_request(request)
        is_site_of_host = site is not None and site.hostname == host
        if not is_site_of_host and not validate_host(host, settings.NATIONAL_HOSTS):
            return HttpResponse(loader.get_template("unknown_host.html").render(), status=404)
        if request.path_info.startswith(settings.BACK_OFFICE_PATH) and is_own_host(site):
            return HttpResponseRedirect(urljoin(settings.BASE_URL, request.get_full_path()))
        return self.get_response(request)


class PlaceMiddleware:
    """Tell whoever writes addresses and lists where the request is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the place set."""
        with reading_at(place_of(request)):
            return self.get_response(request)
