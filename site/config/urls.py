"""Every address of the site: the back office under /cms/, readers' pages in every language."""

from allauth.account.views import logout
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from users.views import door, private_document

urlpatterns = [
    # Before Wagtail's own: there is one way to sign in (docs/features/sign-in.md).
    path("cms/login/", door, name="wagtailadmin_login"),
    path("cms/logout/", logout, name="wagtailadmin_logout"),
    path("cms/account/", include("users.urls")),
    path("cms/private-documents/<int:document_id>/<str:document_filename>", private_document, name="private_document"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(path("_util/login/", door), path("", include(wagtail_urls)), prefix_default_language=False),
]
