"""Views of Wagtail's that look everywhere, kept to what exists for whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from wagtail.admin.views.chooser import BrowseView, ExternalLinkView, page_models_from_string
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.preview import ViewDraftView
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from affiliates.edition_admin.editor import EditPageView
from affiliates.isolation.policies import VIEW
from affiliates.isolation.reach import reach_of
from affiliates.isolation.tags import FILES, tags_for

if TYPE_CHECKING:
    from users.models import User


def autocomplete_tags(request: HttpRequest, app_name: str = "", model_name: str = "") -> JsonResponse:
    """Suggest tags of files that the person may choose; raises Http404 for a model that is not the one of tags."""
    if (app_name, model_name) not in {("", ""), ("taggit", "tag")}:
        raise Http404
    term = request.GET.get("term", "")
    if not term:
        return JsonResponse([], safe=False)
    tags = tags_for(cast("User", request.user), FILES).filter(name__istartswith=term).order_by("name")
    return JsonResponse(list(tags.values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]), safe=False)


class BrowsePagesView(BrowseView):
    """The chooser of pages, which begins at the nearest page above all that may be chosen."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Show the chooser; an affiliate's people begin above the pages that exist for them."""
        reach = reach_of(request.user)
        types = request.GET.get("page_type")
        if parent_page_id is None and reach is not None and types:
            try:
                classes = page_models_from_string(types)
            except (ValueError, LookupError) as error:
                raise Http404 from error
            if classes != (Page,):
                pages: Any = reach.readable_pages()
                parent_page_id = pages.type(*classes).first_common_ancestor().pk
        response: HttpResponse = super().get(request, parent_page_id)
        return response


class OutsideLinkView(ExternalLinkView):
    """The form for a link to an address, which Wagtail turns into a link to the page at that address."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take a form without an address for one with an empty address, which the form refuses by itself."""
        form = request.POST.copy()
        form.setdefault(f"{self.form_prefix}-{self.link_url_field_name}", "")
        request.POST = form  # type: ignore[assignment]
        response: HttpResponse = super().post(request)
        return response

    def render_chosen_response(self, result: dict[str, Any]) -> HttpResponse:
        """Keep the address as it was written where its page does not exist for the person."""
        reach = reach_of(self.request.user)
        if "id" in result and reach is not None and not reach.may_choose(Page, result["id"]):
            result = self.get_result_data()
        response: HttpResponse = super().render_chosen_response(result)
        return response


class LookAtDraftView(ViewDraftView):
    """The latest draft of a page, also for who may only look at pages."""

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the draft; raises PermissionDenied for who may neither change nor look at the page."""
        policy = policy_registry.get_by_type(Page)
        page = get_object_or_404(Page, id=page_id)
        if policy.user_has_permission_for_instance(request.user, VIEW, page):
            draft = page.get_latest_revision_as_object()
            modes = dict(draft.preview_modes)
            if not modes:
                raise PermissionDenied
            mode = request.GET.get("mode", draft.default_preview_mode)
            shown: HttpResponseBase = draft.make_preview_request(request, mode)
            return shown
        response: HttpResponseBase = super().dispatch(request, page_id, *args, **kwargs)
        return response


class CopyPageView(CopyView):
    """The form for copying a page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer that nothing is there for a parent that is not, instead of failing."""
        try:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        except (Page.DoesNotExist, ValueError) as error:
            raise Http404 from error
        return response


class SubSitePageViewSet(PageViewSet):
    """Wagtail's views of pages, with drafts for who may only look, and an editor that knows local editions."""

    model = Page
    edit_view_class = EditPageView
    copy_view_class = CopyPageView
    view_draft_view_class = LookAtDraftView
