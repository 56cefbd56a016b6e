"""An affiliate's own log in the back office, to read and to take away as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import Column, DateColumn, Table
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from affiliates.authority import readable_affiliates
from affiliates.models import ActivityEntry, Affiliate
from affiliates.models.activity import label_of
from users.models import User

PER_PAGE = 50
CHUNK = 2000
# A table program takes a cell that begins like this for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class ActivityFilterForm(forms.Form):
    """Narrows the log by who, what and when."""

    by = forms.ModelChoiceField(
        queryset=User.objects.none(), label=gettext_lazy("By"), required=False, empty_label=gettext_lazy("Everybody")
    )
    action = forms.ChoiceField(label=gettext_lazy("Action"), required=False)
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any, entries: QuerySet[ActivityEntry]) -> None:
        super().__init__(data)
        self.entries = entries
        seen = entries.order_by()
        self.fields["by"].queryset = User.objects.filter(pk__in=seen.values("user_id")).order_by(  # type: ignore[attr-defined]
            "last_name", "first_name", "pk"
        )
        actions = sorted((label_of(code), code) for code in seen.values_list("action", flat=True).distinct())
        self.fields["action"].choices = [  # type: ignore[attr-defined]
            ("", _("Everything")),
            *((code, label) for label, code in actions),
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        return given

    def chosen(self) -> QuerySet[ActivityEntry]:
        """Return the entries that every filter given, and understood, lets through."""
        self.full_clean()
        given = self.cleaned_data
        lookups = {
            "user": given.get("by"),
            "action": given.get("action"),
            "at__date__gte": given.get("since"),
            "at__date__lte": given.get("until"),
        }
        return self.entries.filter(**{lookup: value for lookup, value in lookups.items() if value})


class SubjectColumn(Column):
    """What it was done to, with a link where it is a page that is still there."""

    cell_template_name = "affiliates/admin/activity_subject_cell.html"


class _OfAffiliate(View):
    """Answers about the log of one affiliate, to those who may read it; for others there is none."""

    @cached_property
    def affiliate(self) -> Affiliate:
        """The affiliate that the address names. Raises Http404 when it does not exist for this person."""
        affiliate = readable_affiliates(self.request.user).filter(pk=self.kwargs["affiliate_id"]).first()
        if affiliate is None:
            raise Http404
        return affiliate

    @cached_property
    def form(self) -> ActivityFilterForm:
        """The filters as they were chosen."""
        return ActivityFilterForm(self.request.GET or None, ActivityEntry.objects.filter(affiliate=self.affiliate))

    def entries(self) -> QuerySet[ActivityEntry]:
        """Return what the filters let through, the newest first, with the people."""
        chosen = self.form.chosen() if self.form.is_bound else self.form.entries
        return chosen.select_related("user", "person").order_by("-at", "-pk")


class ActivityView(WagtailAdminTemplateMixin, _OfAffiliate):
    """Shows the log."""

    template_name = "affiliates/admin/activity.html"
    page_title = gettext_lazy("Activity")
    header_icon = "history"

    def get(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Show one page of the log."""
        return self.render_to_response(self.get_context_data())

    def get_page_subtitle(self) -> str:
        """Return whose log it is."""
        return self.affiliate.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to the log; whoever reads several has their list before it."""
        here = {"url": "", "label": self.page_title, "sublabel": self.affiliate.name}
        return [*self.breadcrumbs_items, here]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to the same lines as a table."""
        query = self.request.GET.copy()
        query.pop("p", None)
        url = reverse("activity_export", args=[self.affiliate.pk])
        target = f"{url}?{query.urlencode()}" if query else url
        return [HeaderButton(_("Download as CSV"), url=target, icon_name="download")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add filters, one page of entries and the ways to others."""
        present = Page.objects.filter(pk=OuterRef("page_id"))
        entries = self.entries().annotate(page_exists=Exists(present))
        page = Paginator(entries, PER_PAGE).get_page(self.request.GET.get("p"))
        columns = [
            DateColumn("at", label=_("When"), width="14%"),
            Column("action_label", label=_("Action"), width="20%"),
            SubjectColumn("what", label=_("What"), width="34%"),
            Column("person", label=_("Person concerned"), width="16%"),
            Column("user", label=_("By"), width="16%"),
        ]
        return super().get_context_data(
            affiliate=self.affiliate,
            form=self.form,
            page_obj=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            table=Table(columns, page.object_list, caption=_("Activity, the newest first")),
            index_url=reverse("activity", args=[self.affiliate.pk]),
            **kwargs,
        )


class ActivityExportView(_OfAffiliate):
    """Sends the log as a table, line by line, however long it is."""

    def get(self, request: HttpRequest, affiliate_id: int) -> StreamingHttpResponse:
        """Send what the filters let through."""
        lines = _lines(self.entries(), ZoneInfo(self.affiliate.time_zone), translation.get_language())
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        name = f"activity-{slugify(self.affiliate.slug)}-{timezone.localdate():%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def choose_activity(request: HttpRequest) -> HttpResponse:
    """Lead on to the log of the only affiliate, or offer those that there are. Raises Http404 where there are none."""
    affiliates = list(readable_affiliates(request.user))
    if not affiliates:
        raise Http404
    if len(affiliates) == 1:
        return redirect("activity", affiliates[0].pk)
    context = {
        "header_title": _("Activity"),
        "page_title": _("Activity"),
        "header_icon": "history",
        "links": [(affiliate, reverse("activity", args=[affiliate.pk])) for affiliate in affiliates],
    }
    return render(request, "affiliates/admin/choose_affiliate.html", context)


class _Echo:
    def write(self, line: str) -> str:
        return line


def plain(value: object) -> str:
    """Return `value` as the text of a cell that no table program takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _lines(entries: QuerySet[ActivityEntry], zone: ZoneInfo, language: str | None) -> Iterator[str]:
    """Yield the table in pieces, in the language of the request, which is over by then."""
    writer = csv.writer(_Echo())
    with translation.override(language):
        head = writer.writerow([_("When"), _("Action"), _("Kind"), _("What"), _("Person concerned"), _("By")])
        label = cache(label_of)
    yield "\ufeff" + head
    for chunk in _chunks(entries.iterator(chunk_size=CHUNK)):
        with translation.override(language):
            piece = "".join(writer.writerow(_cells(entry, zone, label(entry.action))) for entry in chunk)
        yield piece


def _cells(entry: ActivityEntry, zone: ZoneInfo, label: str) -> list[str]:
    when = timezone.localtime(entry.at, zone).isoformat(timespec="seconds")
    return [plain(cell) for cell in (when, label, entry.kind, entry.what, entry.person, entry.user)]


def _chunks(entries: Iterable[ActivityEntry]) -> Iterator[list[ActivityEntry]]:
    rest = iter(entries)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
