"""Importing local associations in the back office: choose a file, see what it would do, confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from affiliates.association_files import COLUMNS, MOST_BYTES, REQUIRED, UnreadableFileError, read_file
from affiliates.associations import Report, import_associations
from affiliates.models import AssociationImport, LocalAssociation, Role
from affiliates.people import is_affiliate_person, roles_of

if TYPE_CHECKING:
    from affiliates.people import Person
    from users.models import User

# Refused lines that the page shows; the file has all of them.
SHOWN = 200


def importable_affiliates(user: Person) -> frozenset[int] | None:
    """Return the ids of the affiliates that `user` imports for: managers their own; None for all of them."""
    if not is_affiliate_person(user):
        return None
    return frozenset(pk for pk, role in roles_of(user).items() if role is Role.MANAGER)


def may_import(user: Person) -> bool:
    """Say whether `user` imports at all: managers of affiliates, and national people who may add and change."""
    if not is_affiliate_person(user):
        policy = policy_registry.get_by_type(LocalAssociation)
        return all(policy.user_has_permission(user, action) for action in ("add", "change"))
    return user.is_active and bool(importable_affiliates(user))


class UploadForm(forms.Form):
    """A file that can be read; the reasons why another cannot stand beside the field."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        allow_empty_file=True,
        help_text=gettext_lazy("Saved by a spreadsheet as “CSV UTF-8”, up to 10 MB and 50,000 lines."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )

    def clean_file(self) -> Any:
        """Read the file. Raises ValidationError with what to do about one that cannot be read."""
        file = self.cleaned_data["file"]
        # One byte more than is allowed tells that there are more.
        self.content = file.read(MOST_BYTES + 1)
        try:
            self.rows = read_file(self.content)
        except UnreadableFileError as error:
            raise forms.ValidationError(str(error)) from error
        return file


class ImportingView(WagtailAdminTemplateMixin, View):
    """Something of the import; PermissionDenied for whoever imports nothing."""

    page_title = gettext_lazy("Import local associations")
    header_icon = "upload"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer those who may import."""
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> User:
        """Who imports; the gate of the back office lets nobody through who is not signed in."""
        return cast("User", self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the list."""
        listed = {"url": reverse("wagtailsnippets_affiliates_localassociation:list"), "label": _("Local associations")}
        return [*self.breadcrumbs_items, listed, {"url": "", "label": self.page_title}]


class UploadView(ImportingView):
    """Takes the file and keeps it for the next step."""

    template_name = "affiliates/admin/import_upload.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        AssociationImport.objects.expired().delete()
        return self._form(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Find out what the file would do, and go on to the page that shows it."""
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._form(form, status=422)
        AssociationImport.objects.expired().delete()
        report = import_associations(form.rows, dry_run=True, only=importable_affiliates(self.person))
        kept = AssociationImport.objects.create(
            user=self.person,
            file_name=form.cleaned_data["file"].name[:255],
            content=form.content,
            report=report.as_data(),
        )
        return redirect("associations_import_review", kept.pk)

    def _form(self, form: UploadForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, columns=COLUMNS, required=", ".join(REQUIRED))
        return self.render_to_response(context, status=status)


class KeptImportView(ImportingView):
    """Something of one uploaded file; for whom it is not, and after an hour, there is none."""

    @cached_property
    def kept(self) -> AssociationImport:
        """The file that the address names. Raises Http404."""
        rows = AssociationImport.objects.of(self.person).defer("content")
        return get_object_or_404(rows, pk=self.kwargs["import_id"])


class ReviewView(KeptImportView):
    """Shows what a file would do, and does it when the person confirms."""

    template_name = "affiliates/admin/import_review.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the report of the dry run, afterwards of the import."""
        report = Report.from_data(self.kept.report)
        context = self.get_context_data(
            kept=self.kept,
            report=report,
            refused=report.refused[:SHOWN],
            notes=report.notes[:SHOWN],
            left_out=max(0, len(report.refused) - SHOWN),
        )
        return self.render_to_response(context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Import the file that was looked at, once however often the button is pressed."""
        try:
            with transaction.atomic():
                kept = AssociationImport.objects.select_for_update().get(pk=self.kept.pk)
                if kept.finished_at is None:
                    self._import(kept)
        except AssociationImport.DoesNotExist:
            messages.error(request, _("The file is kept no longer. Upload it again."))
            return redirect("associations_import")
        except DatabaseError:
            messages.error(request, _("The database failed. Nothing of the file was imported; try again."))
        return redirect("associations_import_review", self.kept.pk)

    def _import(self, kept: AssociationImport) -> None:
        only = importable_affiliates(self.person)
        report = import_associations(read_file(bytes(kept.content)), dry_run=False, only=only, user=self.person)
        kept.report, kept.content, kept.finished_at = report.as_data(), b"", timezone.now()
        kept.save()


class ReportFileView(KeptImportView):
    """Every refused line with its number and reason, as a file."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Hand out the file; the mark at its beginning tells spreadsheets that it is UTF-8."""
        text = Report.from_data(self.kept.report).as_csv()
        response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="local-associations-report.csv"'
        return response
