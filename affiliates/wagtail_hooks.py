"""Registers what affiliates shows in the admin, and how sub-sites are served."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from affiliates import admin_urls, setup_urls
from affiliates.edition_admin import urls as edition_urls
from affiliates.edition_admin.buttons import edition_buttons
from affiliates.edition_overview import urls as overview_urls
from affiliates.edition_overview.buttons import look_first_item, matrix_menu_item, overview_buttons
from affiliates.edition_overview.dry_run_views import look_first
from affiliates.edition_overview.progress_views import tell_of_progress
from affiliates.isolation.listings import limit_documents, limit_images, limit_pages
from affiliates.isolation.menus import leave_out_closed
from affiliates.isolation.summary import count_own_pages
from affiliates.isolation.views import SubSitePageViewSet
from affiliates.menu import activity_menu_item, editions_menu_item, national_content_menu_item, team_menu_item
from affiliates.routing import close_out_of_service, send_to_right_host
from affiliates.service_views import follow_period, sub_site_buttons
from affiliates.sharing import register_sharing_log_action
from affiliates.sharing_views import sharing_buttons
from affiliates.snippets import FederationViewSetGroup

register_snippet(FederationViewSetGroup)

hooks.register("construct_main_menu", leave_out_closed)
hooks.register("construct_reports_menu", leave_out_closed)
hooks.register("construct_settings_menu", leave_out_closed)
# After Wagtail has put its own there.
hooks.register("construct_homepage_summary_items", count_own_pages, order=100)
hooks.register("construct_page_chooser_queryset", limit_pages)
hooks.register("construct_image_chooser_queryset", limit_images)
hooks.register("construct_document_chooser_queryset", limit_documents)
hooks.register("register_admin_viewset", SubSitePageViewSet)

# Before Wagtail asks whether the reader may see the page.
hooks.register("before_serve_page", close_out_of_service, order=-20)
hooks.register("before_serve_page", send_to_right_host, order=-10)

hooks.register("register_admin_urls", lambda: admin_urls.urlpatterns)
hooks.register("register_admin_urls", lambda: setup_urls.urlpatterns)
hooks.register("register_admin_urls", lambda: edition_urls.urlpatterns)
hooks.register("register_admin_urls", lambda: overview_urls.urlpatterns)
hooks.register("register_snippet_listing_buttons", sub_site_buttons)
hooks.register("after_edit_snippet", follow_period)
hooks.register("register_admin_menu_item", team_menu_item)
hooks.register("register_admin_menu_item", activity_menu_item)
hooks.register("register_admin_menu_item", national_content_menu_item)
hooks.register("register_admin_menu_item", editions_menu_item)

hooks.register("register_page_header_buttons", sharing_buttons)
hooks.register("register_page_header_buttons", edition_buttons)
hooks.register("register_log_actions", register_sharing_log_action)

# What a national publish does to local editions: before it, and while it happens.
hooks.register("register_page_header_buttons", overview_buttons)
hooks.register("register_page_action_menu_item", look_first_item)
hooks.register("before_publish_page", look_first)
hooks.register("after_publish_page", tell_of_progress)
hooks.register("register_admin_menu_item", matrix_menu_item)
