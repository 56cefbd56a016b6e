"""The matrix in the back office: page × affiliate × language, on the screen and as a table to take away."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.widgets.button import HeaderButton
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale

from affiliates.activity_views import plain
from affiliates.edition_overview.bases import OfNation
from affiliates.editions.diamond import Difference, differences
from affiliates.editions.matrix import CHANGED, Cell, CellState, Matrix, Narrowing
from affiliates.models import Affiliate, Suggestion
from core.models import BasePage

PER_PAGE = 50
CHUNK = 500
PRIMARY = frozenset({CellState.EDITION, CellState.INHERITED, CellState.REQUIRED})


class MatrixForm(forms.Form):
    """Narrows the matrix; without an answer it shows what is not simply inherited."""

    q = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=100)
    affiliate = forms.ModelChoiceField(
        queryset=Affiliate.objects.none(),
        label=gettext_lazy("Affiliate"),
        required=False,
        empty_label=gettext_lazy("All"),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    page_type = forms.ModelChoiceField(
        queryset=ContentType.objects.none(),
        label=gettext_lazy("Type of page"),
        required=False,
        empty_label=gettext_lazy("All"),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        initial=CHANGED,
        choices=[
            (CHANGED, gettext_lazy("All but inherited")),
            ("", gettext_lazy("Everything")),
            *CellState.choices,
        ],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["affiliate"].queryset = Affiliate.objects.order_by("name")
        languages = [(locale.language_code, locale.get_display_name()) for locale in Locale.objects.all()]
        fields["language"].choices = [("", _("All")), *languages]
        types = page_types()
        fields["page_type"].queryset = ContentType.objects.filter(pk__in=types).order_by("app_label", "model")
        fields["page_type"].label_from_instance = lambda kind: types[kind.pk]

    def narrowing(self) -> Narrowing:
        """Return what the answers that were understood ask for."""
        if not self.is_bound:
            return Narrowing(state=CHANGED)
        self.full_clean()
        given = self.cleaned_data
        return Narrowing(
            affiliate=given["affiliate"].pk if given.get("affiliate") else None,
            language=given.get("language") or "",
            page_type=given["page_type"].pk if given.get("page_type") else None,
            state=given.get("state") or "",
            text=given.get("q") or "",
        )


def page_types() -> dict[int, str]:
    """Return what the types of pages are called, by the ids of their content types, which Django remembers."""
    models = [model for model in apps.get_models() if issubclass(model, BasePage)]
    kinds = ContentType.objects.get_for_models(*models)
    return {kind.pk: capfirst(str(model._meta.verbose_name)) for model, kind in kinds.items()}


@dataclass(frozen=True)
class Row:
    """A cell on the screen, with what the diamond check says of its edition."""

    cell: Cell
    kind: str
    differences: list[Difference]

    @property
    def is_primary(self) -> bool:
        """Whether all is well."""
        return self.cell.state in PRIMARY

    @property
    def language_name(self) -> str:
        """The name of the language."""
        return str(get_content_languages().get(self.cell.language, self.cell.language))

    @property
    def remarks(self) -> list[str]:
        """Return what there is to know beside the state."""
        found = []
        edition = self.cell.edition
        if self.cell.is_unpublished:
            found.append(_("not published"))
        pending = getattr(edition, "pending", None) if edition else None
        if pending is not None and pending.conflicts:
            count = pending.conflicts
            found.append(ngettext("%(number)s conflict", "%(number)s conflicts", count) % {"number": count})
        if self.differences:
            count = len(self.differences)
            text = ngettext("languages differ in %(number)s part", "languages differ in %(number)s parts", count)
            found.append(text % {"number": count})
        return found


def rows_of(cells: Iterable[Cell]) -> list[Row]:
    """Return the cells with what the diamond check says, which nobody has accepted."""
    shown = list(cells)
    found = differences(cell.edition for cell in shown if cell.edition is not None)
    types = page_types()
    return [
        Row(
            cell,
            types.get(cell.page.type_id, ""),
            [row for row in found.get(cell.edition.pk if cell.edition else 0, ()) if not row.is_accepted],
        )
        for cell in shown
    ]


class _OfMatrix(OfNation):
    page_title = gettext_lazy("Editions of affiliates")
    header_icon = "table"

    @cached_property
    def form(self) -> MatrixForm:
        """The filters."""
        return MatrixForm(self.request.GET or None)

    def cells(self) -> Iterator[Cell]:
        """Return the cells that the filters let through."""
        return Matrix(self.form.narrowing()).cells()


class MatrixView(_OfMatrix):
    """Shows the matrix."""

    template_name = "affiliates/admin/editions_overview/matrix.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one part of it."""
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to the matrix."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The ways to the same rows as a table, and to what affiliates propose."""
        query = self.request.GET.copy()
        query.pop("p", None)
        url = reverse("edition_matrix_export")
        suggested = Suggestion.objects.filter(state=Suggestion.State.OPEN).count()
        label = _("Suggestions (%(number)s)") % {"number": suggested}
        return [
            HeaderButton(
                label,
                url=reverse("edition_suggestions"),
                icon_name="comment",
            ),
            HeaderButton(
                _("Download as CSV"), url=f"{url}?{query.urlencode()}" if query else url, icon_name="download"
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add filters, counts and one part of the rows."""
        cells = list(self.cells())
        counts = Counter(cell.state for cell in cells)
        part = Paginator(cells, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            form=self.form,
            rows=rows_of(part.object_list),
            counts=[(state.label, counts[state]) for state in CellState if counts[state]],
            page_obj=part,
            elided_page_range=part.paginator.get_elided_page_range(part.number),
            index_url=reverse("edition_matrix"),
            **kwargs,
        )


class MatrixExportView(_OfMatrix):
    """Sends the matrix as a table, in pieces."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """Send what the filters let through."""
        lines = _lines(self.cells(), translation.get_language())
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        name = f"editions-{timezone.localdate():%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(cells: Iterator[Cell], language: str | None) -> Iterator[str]:
    """Yield the table in pieces, in the language of the request, which is over by then."""
    writer = csv.writer(_Echo())
    with translation.override(language):
        head = [
            _("Page"),
            _("Path"),
            _("Type"),
            _("Affiliate"),
            _("Language"),
            _("State"),
            _("Remarks"),
            _("Reconciled"),
        ]
        yield "\ufeff" + writer.writerow(head)
    while chunk := list(islice(cells, CHUNK)):
        with translation.override(language):
            piece = "".join(writer.writerow(_cells(row)) for row in rows_of(chunk))
        yield piece


def _cells(row: Row) -> list[str]:
    page, edition = row.cell.page, row.cell.edition
    synced = edition.synced_at if edition else None
    when = timezone.localtime(synced).isoformat(timespec="seconds") if synced else ""
    path = "/" + page.url_path.split("/", 2)[2]
    found = (
        page.title,
        path,
        row.kind,
        row.cell.affiliate.name,
        row.cell.language,
        row.cell.state.label,
        "; ".join(row.remarks),
        when,
    )
    return [plain(cell) for cell in found]
