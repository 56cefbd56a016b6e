"""Views of Wagtail's that look everywhere, kept to what exists for whoever asks."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from taggit.models import Tag, TaggedItem
from wagtail.admin.views.chooser import BrowseView, ExternalLinkView, page_models_from_string
from wagtail.admin.views.pages.preview import ViewDraftView
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from affiliates.isolation.policies import VIEW
from affiliates.isolation.reach import reach_of
from core.models import Document, Image


def autocomplete_tags(request: HttpRequest, app_name: str = "", model_name: str = "") -> JsonResponse:
    """Suggest tags of files that the person may choose; raises Http404 for a model that is not the one of tags."""
    if (app_name, model_name) not in {("", ""), ("taggit", "tag")}:
        raise Http404
    term = request.GET.get("term", "")
    if not term:
        return JsonResponse([], safe=False)
    used = TaggedItem.objects.none()
    for model in (Image, Document):
        files = policy_registry.get_by_type(model).instances_user_has_any_permission_for(
            request.user, ("add", "change", "delete", "choose")
        )
        reach = reach_of(request.user)
        if reach is not None:
            files = reach.images() if model is Image else reach.documents()
        content_type = ContentType.objects.get_for_model(model)
        used |= TaggedItem.objects.filter(content_type=content_type, object_id__in=files.values("pk"))
    tags = Tag.objects.filter(pk__in=used.values("tag_id"), name__istartswith=term).order_by("name")
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


class SubSitePageViewSet(PageViewSet):
    """Wagtail's views of pages, with drafts for who may only look."""

    model = Page
    view_draft_view_class = LookAtDraftView
