"""Addresses of Wagtail's that views of ours answer; they come before Wagtail's own."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from affiliates.isolation.views import BrowsePagesView, OutsideLinkView, autocomplete_tags

urlpatterns = [
    path("choose-page/", require_admin_access(BrowsePagesView.as_view()), name="wagtailadmin_choose_page"),
    path(
        "choose-external-link/",
        require_admin_access(OutsideLinkView.as_view()),
        name="wagtailadmin_choose_page_external_link",
    ),
    path("tag-autocomplete/", require_admin_access(autocomplete_tags), name="wagtailadmin_tag_autocomplete"),
    path(
        "tag-autocomplete/<slug:app_name>/<slug:model_name>/",
        require_admin_access(autocomplete_tags),
        name="wagtailadmin_tag_model_autocomplete",
    ),
]
