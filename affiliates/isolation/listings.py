"""What lists, filters, bulk actions and choosers offer: own things and the nation's."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_list_or_404
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet, WorkflowTasksReportFilterSet
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
)

from affiliates.isolation.guard import current_reach, who_asks
from affiliates.isolation.reach import Reach, reach_of
from affiliates.models import Affiliate, Contact, LocalAssociation
from core.models import Document, Image

Rows = QuerySet[Any]
HANDLING = ("add", "change", "delete", "choose")
# What takes a page away from where it is, or from readers.
REMOVING = frozenset({"delete", "move", "unpublish"})


# Choosers


def limit_pages(pages: Rows, request: HttpRequest) -> Rows:
    """Offer own pages and those that the nation shares (hook construct_page_chooser_queryset)."""
    reach = reach_of(request.user)
    return pages if reach is None else pages.filter(pk__in=reach.readable_pages().values("pk"))


def limit_images(images: Rows, request: HttpRequest) -> Rows:
    """Offer own images and the nation's (hook construct_image_chooser_queryset)."""
    reach = reach_of(request.user)
    return images if reach is None else images.filter(pk__in=reach.images().values("pk"))


def limit_documents(documents: Rows, request: HttpRequest) -> Rows:
    """Offer own documents and the nation's (hook construct_document_chooser_queryset)."""
    reach = reach_of(request.user)
    return documents if reach is None else documents.filter(pk__in=reach.documents().values("pk"))


class _WithinReach:
    model_class: type[Model]
    request: HttpRequest

    def get_object_list(self) -> Rows:
        """Offer what exists for the person."""
        rows: Rows = super().get_object_list()  # type: ignore[misc]
        reach = reach_of(self.request.user)
        choosable = reach.choosable(self.model_class) if reach else None
        return rows if choosable is None else rows.filter(pk__in=choosable.values("pk"))

    def get_objects(self, pks: Collection[str]) -> Rows:
        """Hand out what exists for the person."""
        rows: Rows = super().get_objects(pks)  # type: ignore[misc]
        reach = reach_of(self.request.user)
        choosable = reach.choosable(self.model_class) if reach else None
        return rows if choosable is None else rows.filter(pk__in=choosable.values("pk"))


class OwnedChooseView(_WithinReach, ChooseView):
    """The chooser of a snippet that belongs to an affiliate."""


class OwnedChooseResultsView(_WithinReach, ChooseResultsView):
    """What a search in that chooser finds."""


class OwnedChosenMultipleView(_WithinReach, SnippetChosenMultipleView):
    """Several that were ticked in that chooser."""


class OwnedChooserViewSet(SnippetChooserViewSet):
    """The chooser of snippets that belong to affiliates."""

    choose_view_class = OwnedChooseView
    choose_results_view_class = OwnedChooseResultsView
    chosen_multiple_view_class = OwnedChosenMultipleView


# Lists


def own_rows(model: type[Model], request: HttpRequest) -> Rows | None:
    """Return what the list of a snippet that belongs to an affiliate shows; None leaves it to Wagtail."""
    reach = reach_of(request.user)
    if reach is None:
        return None
    return _own(reach, model, "")


def _own(reach: Reach, model: type[Model], action: str) -> Rows:
    if issubclass(model, Page):
        return reach.inner_pages() if action in REMOVING else reach.own_pages()
    rows: dict[type[Model], Callable[[], Rows]] = {
        Image: reach.own_images,
        Document: reach.own_documents,
        Contact: reach.own_contacts,
        LocalAssociation: reach.associations,
        Affiliate: reach.kept_affiliates,
    }
    return rows[model]() if model in rows else model._default_manager.none()


def _handled(model: type[Model]) -> Rows:
    """Return what national people may choose for a bulk action: of files only those that they may handle at all."""
    user = who_asks()
    if user is None or model not in {Image, Document}:
        return model._default_manager.all()
    files: Rows = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, HANDLING)
    return files


# Filters


def _affiliates(request: HttpRequest | None) -> Rows:
    reach = reach_of(request.user) if request else None
    return Affiliate.objects.all() if reach is None else reach.affiliate_rows()


class ContactFilterSet(WagtailFilterSet):
    """Narrows the list of contacts by role and affiliate."""

    affiliate = django_filters.ModelChoiceFilter(queryset=_affiliates)

    class Meta:
        model = Contact
        fields = ("role", "affiliate")


def _of_people(reach: Reach) -> Rows:
    return reach.people()


def _of_sites(reach: Reach) -> Rows:
    return Site.objects.filter(root_page__in=reach.own_pages())


def _of_workflows(reach: Reach) -> Rows:
    return reach.workflows()


def _of_tasks(reach: Reach) -> Rows:
    return reach.tasks()


# Wagtail's filters offer every user, site, workflow and step there is.
FILTERS: tuple[tuple[type[WagtailFilterSet], str, Callable[[Reach], Rows]], ...] = (
    (PageFilterSet, "owner", _of_people),
    (PageFilterSet, "edited_by", _of_people),
    (PageFilterSet, "site", _of_sites),
    (LockedPagesReportFilterSet, "locked_by", _of_people),
    (WorkflowReportFilterSet, "requested_by", _of_people),
    (WorkflowReportFilterSet, "workflow", _of_workflows),
    (WorkflowTasksReportFilterSet, "workflow", _of_workflows),
    (WorkflowTasksReportFilterSet, "task", _of_tasks),
)


def _narrowed(queryset: Any, within_reach: Callable[[Reach], Rows]) -> Callable[[HttpRequest | None], Rows]:
    def rows(request: HttpRequest | None) -> Rows:
        offered: Rows = queryset(request) if callable(queryset) else queryset.all()
        reach = reach_of(request.user) if request else None
        return offered if reach is None else offered.filter(pk__in=within_reach(reach).values("pk"))

    return rows


def wall_in_lists() -> None:
    """Make Wagtail's filters and bulk actions ask what exists for the person; called once, when the app is ready."""
    for filter_set, name, within_reach in FILTERS:
        offered = filter_set.base_filters[name]
        offered.queryset = _narrowed(offered.queryset, within_reach)

    def get_queryset(cls: type[BulkAction], model: type[Model], object_ids: Collection[Any]) -> list[Any]:
        reach = current_reach()
        rows = _handled(model) if reach is None else _own(reach, model, str(cls.action_type))
        return get_list_or_404(rows, pk__in=object_ids)

    BulkAction.get_queryset = classmethod(get_queryset)
