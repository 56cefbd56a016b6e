"""Every address of the site: the back office under /cms/, readers' pages in every language."""

from datetime import timedelta

from allauth.account.views import logout
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path, register_converter
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from affiliates.finder_views import find_affiliate
from affiliates.invitation_views import accept_invitation, join_team
from affiliates.views import brand_stylesheet, social_card
from case_studies.feeds import case_study_feed
from core.caching import declare_kept
from core.health import healthz, readyz
from core.sitemaps import sitemap, sitemap_index
from core.views.icons import favicon, webmanifest
from core.views.robots import robots_txt
from core.views.styleguide import styleguide
from home.views import event_calendar
from press.feeds import press_feed
from users.views import door, private_document


class VersionConverter:
    """The short hash that an address carries where its content may be kept for ever."""

    regex = "[0-9a-f]{12}"

    def to_python(self, value: str) -> str:
        """Return the hash as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the hash as it stands."""
        return value


def media(request: HttpRequest, path: str, document_root: str) -> HttpResponseBase:
    """Serve an uploaded file while developing; a new file gets a new name, so it may be kept."""
    response = serve(request, path, document_root)
    declare_kept(response, timedelta(days=30))
    return response


register_converter(VersionConverter, "version")

handler400 = "core.views.errors.bad_request"
handler403 = "core.views.errors.forbidden"
handler404 = "core.views.errors.not_found"
handler500 = "core.views.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", robots_txt, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:language>-<slug:app>-<slug:model>.xml", sitemap, name="sitemap"),
    path("favicon.ico", favicon, name="favicon"),
    path("site.webmanifest", webmanifest, name="webmanifest"),
    path("brand/<slug:slug>.<version:version>.css", brand_stylesheet, name="brand-stylesheet"),
    path("events/<int:page_id>.ics", event_calendar, name="event-calendar"),
    path("cards/<int:page_id>-<version:version>.png", social_card, name="social-card"),
    # Before Wagtail's own: there is one way to sign in (docs/features/sign-in.md).
    path("cms/login/", door, name="wagtailadmin_login"),
    path("cms/logout/", logout, name="wagtailadmin_logout"),
    path("cms/account/", include("users.urls")),
    path("cms/account/invitation/<str:token>/", accept_invitation, name="team_accept"),
    path("cms/account/invitation/<str:token>/join/", join_team, name="team_join"),
    path("cms/private-documents/<int:document_id>/<str:document_filename>", private_document, name="private_document"),
    *([path("styleguide/", styleguide, name="styleguide")] if settings.DEBUG else []),
    # Before Wagtail's own as well: views that look everywhere (docs/features/isolation.md).
    path("cms/", include("affiliates.isolation.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *static(settings.MEDIA_URL, view=media, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(
        path("search/", include("search.urls")),
        path("find-affiliate/", find_affiliate, name="find-affiliate"),
        path("feeds/press/", press_feed, name="feed-press"),
        path("feeds/case-studies/", case_study_feed, name="feed-case-studies"),
        path("_util/login/", door),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
