"""Local associations in the back office: the list, its filters, and the form of one."""

from __future__ import annotations

import re
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from affiliates.association_import_views import may_import
from affiliates.isolation.forms import OwnedForm
from affiliates.isolation.listings import OwnedChooserViewSet, own_rows
from affiliates.models import Affiliate, LocalAssociation
from affiliates.models.association import validate_zip


class ZipCodesField(SimpleArrayField):
    """ZIP codes with spaces, semicolons or commas between them, each once."""

    def to_python(self, value: Any) -> Any:
        """Return the codes in order."""
        if isinstance(value, str):
            value = ",".join(sorted({code for code in re.split(r"[\s;,]+", value) if code}))
        return super().to_python(value)


class LocalAssociationForm(OwnedForm):
    """The form of a local association."""

    zip_codes = ZipCodesField(
        forms.CharField(validators=[validate_zip]),
        label=_("ZIP codes"),
        required=False,
        help_text=_("Five digits each, with spaces, commas or semicolons between them."),
    )
    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")


def offered_affiliates(request: HttpRequest | None) -> QuerySet[Affiliate]:
    """Return the affiliates that the filter offers: to an affiliate's people their own."""
    own = own_rows(Affiliate, request) if request else None
    return Affiliate.objects.all() if own is None else own


class LocalAssociationFilterSet(WagtailFilterSet):
    """Narrows the list by affiliate and by ZIP code."""

    affiliate = django_filters.ModelChoiceFilter(label=_("Affiliate"), queryset=offered_affiliates)
    zip_code = django_filters.CharFilter(label=_("ZIP code"), method="with_zip_code")

    class Meta:
        model = LocalAssociation
        fields = ("affiliate", "zip_code")

    def with_zip_code(self, rows: QuerySet[LocalAssociation], name: str, value: str) -> QuerySet[LocalAssociation]:
        """Return those that have the ZIP code among theirs."""
        code = value.strip()
        return rows.filter(zip_codes__contains=[code]) if code.isascii() and code.isdigit() else rows.none()


class LocalAssociationIndexView(IndexView):
    """The list, with the way to the import for those who may import."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the buttons beside the heading."""
        buttons = list(super().header_buttons)
        if may_import(self.request.user):
            label = _("Import a file")
            buttons.append(HeaderButton(label, url=reverse("associations_import"), icon_name="upload"))
        return buttons


class LocalAssociationViewSet(SnippetViewSet):
    """Local associations."""

    model = LocalAssociation
    icon = "group"
    menu_label = _("Local associations")
    list_display = [
        "name",
        "city",
        "region",
        Column("affiliate", label=_("Affiliate"), accessor="affiliate.place", sort_key="affiliate__place"),
    ]
    search_fields = ["name", "city", "region"]
    search_backend_name = None
    filterset_class = LocalAssociationFilterSet
    index_view_class = LocalAssociationIndexView
    chooser_viewset_class = OwnedChooserViewSet
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("affiliate", widget=forms.Select),
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("city"), FieldPanel("region")]),
            FieldPanel("zip_codes"),
            FieldPanel("website"),
        ],
        base_form_class=LocalAssociationForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[LocalAssociation]:
        """List what exists for the person."""
        own = own_rows(LocalAssociation, request)
        rows = LocalAssociation.objects.all() if own is None else own
        return rows.select_related("affiliate")
