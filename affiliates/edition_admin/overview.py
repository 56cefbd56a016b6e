"""The screen of one edition: what differs and why, what made way, how updates come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import PageLogEntry

from affiliates.edition_admin.bases import OfEdition
from affiliates.edition_admin.listings import state_of
from affiliates.edition_admin.notices import notices
from affiliates.edition_admin.values import KINDS, Reading, compared_change, national_of, words_in
from affiliates.editions.content import label_of_part, part_of, schema_of
from affiliates.editions.overrides import overrides_of, use_national, working_version
from affiliates.editions.places import counterparts_of
from affiliates.merge import ChangeKind, overrides
from affiliates.models import DisplacedText, Edition, OverrideNote, UpdateMode

REASON_LENGTH = 500
RUNS = 5
DISPLACED = 50


class OverrideNoteForm(forms.Form):
    """Asks why a part differs, and when somebody should look again."""

    part = forms.CharField(widget=forms.HiddenInput, max_length=255)
    reason = forms.CharField(
        label=gettext_lazy("Why it differs"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    review_on = forms.DateField(
        label=gettext_lazy("Look again on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_review_on(self) -> Any:
        """Refuse a day that is over; the one that was kept may stay."""
        day = self.cleaned_data["review_on"]
        if day and day < timezone.localdate() and "review_on" in self.changed_data:
            raise ValidationError(_("Choose a day that is still to come."))
        return day


class ModeForm(forms.Form):
    """Asks how clean updates come into this edition."""

    mode = forms.ChoiceField(
        label=gettext_lazy("When a national change conflicts with nothing of yours"),
        required=False,
        choices=[("", gettext_lazy("As your preferences say")), *UpdateMode.choices],
    )


@dataclass(frozen=True)
class ShownOverride:
    """One part that differs, on the screen; `since` and `who` say when and by whom it was published so."""

    number: int
    part: str
    label: str
    kind: str
    national: SafeString
    ours: SafeString
    since: datetime | None
    who: str
    note: OverrideNote | None
    form: OverrideNoteForm

    @property
    def is_due(self) -> bool:
        """Whether somebody wanted to look again by now."""
        day = self.note.review_on if self.note else None
        return day is not None and day <= timezone.localdate()


def shown_overrides(edition: Edition, refused: OverrideNoteForm | None = None) -> list[ShownOverride]:
    """Return what differs in the version that people work on, with the national text beside; five queries."""
    reading, authors = Reading(), Authors(edition)
    version = working_version(edition)
    model = type(version.page)
    notes = {note.part: note for note in edition.override_notes.select_related("by")}
    changes = overrides(version.base, version.content, schema_of(model), counterpart=counterparts_of(edition.affiliate))
    found = []
    for number, change in enumerate(changes, start=1):
        part = part_of(change)
        note = notes.get(part)
        was_sent = refused is not None and refused.data.get("part") == part
        since = note.first_seen if note else None
        found.append(
            ShownOverride(
                number,
                part,
                label_of_part(model, version.base if change.kind is ChangeKind.REMOVED else version.content, change),
                str(KINDS[change.kind]),
                national_of(reading, model, change),
                compared_change(reading, model, change),
                since,
                authors.of(since),
                note,
                refused if refused is not None and was_sent else note_form(part, note, number),
            )
        )
    return found


class Authors:
    """Who published an edition, and when; one query, and another for who works on its draft."""

    # Between Wagtail's note of a publish and ours of what differs.
    SLACK = timedelta(seconds=30)

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @cached_property
    def _published(self) -> list[PageLogEntry]:
        entries = PageLogEntry.objects.filter(page=self.edition.page_id, action="wagtail.publish")
        return list(entries.exclude(user=None).select_related("user").order_by("-timestamp"))

    @cached_property
    def _drafted(self) -> str:
        revision = self.edition.page.latest_revision
        return name_of(revision.user) if revision and revision.user else ""

    def of(self, since: datetime | None) -> str:
        """Return the name of who published what differs since then; for what is a draft yet, of who saved it last."""
        if since is None:
            return self._drafted
        entries = (entry for entry in self._published if entry.timestamp <= since + self.SLACK)
        entry = next(entries, None)
        return name_of(entry.user) if entry else ""


def name_of(user: Any) -> str:
    """Return how people know somebody."""
    return str(user.get_full_name() or user.email)


def note_form(part: str, note: OverrideNote | None, number: int) -> OverrideNoteForm:
    """Return the form for the note on a part that differs."""
    initial = {"part": part, "reason": note.reason if note else "", "review_on": note.review_on if note else None}
    return OverrideNoteForm(initial=initial, auto_id=f"override-{number}-%s")


def is_compared(edition: Edition) -> bool:
    """Whether there is a national page to compare with."""
    return edition.detached_at is None and edition.source_id is not None


@dataclass(frozen=True)
class Displaced:
    """A text of the affiliate's that made way, and what it made way for."""

    row: DisplacedText
    ours: str
    national: str


def displaced(edition: Edition) -> list[Displaced]:
    """Return the texts that made way, the newest first."""
    rows = edition.displaced.order_by("-at", "-pk")[:DISPLACED]
    return [Displaced(row, words_in(row.ours), words_in(row.replaced_by)) for row in rows]


class EditionView(OfEdition):
    """Shows an edition: how it stands, what differs, what made way, how updates come in."""

    template_name = "affiliates/admin/editions/edition.html"

    def get(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Show it."""
        return self.show()

    def get_page_title(self) -> str:
        """Return the title of the page."""
        return str(self.edition.page.get_admin_display_title())

    def breadcrumbs_below(self) -> list[dict[str, Any]]:
        """Return the edition, where the way ends."""
        return [{"url": "", "label": self.get_page_title()}]

    def show(self, refused: OverrideNoteForm | None = None) -> HttpResponse:
        """Return the screen, with a form that was refused in the place of the one that was sent."""
        edition = self.edition
        context = self.get_context_data(
            state=state_of(edition),
            notices=notices(edition),
            overrides=shown_overrides(edition, refused) if is_compared(edition) else [],
            displaced=displaced(edition),
            runs=edition.runs.order_by("-at")[:RUNS],
            mode_form=ModeForm(initial={"mode": edition.mode}),
        )
        return self.render_to_response(context, status=422 if refused else 200)

    def refuse_strangers(self) -> None:
        """Raise Http404 for who may not change the page."""
        if not self.may_edit:
            raise Http404

    def back(self) -> HttpResponse:
        """Go back to where the form was, which is here or in the editor."""
        address = self.request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
        return redirect(address if is_ours else f"{self.edition_url}#overrides")


class CompareView(EditionView):
    """Shows side by side what the national page says and what the edition says, nothing else."""

    template_name = "affiliates/admin/editions/compare.html"

    def get_page_title(self) -> str:
        """Return what it is."""
        return _("Compare with the national page")

    def breadcrumbs_below(self) -> list[dict[str, Any]]:
        """Return the edition, and this."""
        return [
            {"url": self.edition_url, "label": self.edition.page.title},
            {"url": "", "label": self.get_page_title()},
        ]


class NoteView(EditionView):
    """Keeps why a part differs and when to look again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Keep it, or show beside the field what is wrong. Raises Http404 for a part that does not differ."""
        self.refuse_strangers()
        shown = next((each for each in shown_overrides(self.edition) if each.part == request.POST.get("part")), None)
        if shown is None:
            raise Http404
        form = OverrideNoteForm(request.POST, initial=shown.form.initial, auto_id=shown.form.auto_id)
        if not form.is_valid():
            return self.show(form)
        said = {name: form.cleaned_data[name] for name in ("reason", "review_on")} | {"by": self.user}
        OverrideNote.objects.update_or_create(
            edition=self.edition,
            part=shown.part,
            defaults=said,
            create_defaults=said | {"first_seen": shown.since or timezone.now()},
        )
        messages.success(request, _("It is noted."))
        return self.back()


class ModeView(EditionView):
    """Keeps how clean updates come into this edition."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Keep it; anything else than the choices counts as the preferences."""
        self.refuse_strangers()
        form = ModeForm(request.POST)
        self.edition.mode = form.cleaned_data["mode"] if form.is_valid() else ""
        self.edition.save(update_fields=["mode"])
        messages.success(request, _("It counts from the next national change on."))
        return redirect(self.edition_url)


class UseNationalView(EditionView):
    """Gives up what differs in one part."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Put the national text into the draft, and go back."""
        self.refuse_strangers()
        part = request.POST.get("part", "")
        try:
            if part not in {override.part for override in overrides_of(self.edition)}:
                raise ValidationError(_("That part does not differ (any more)."))
            use_national(self.edition, part, user=self.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request,
                _(
                    "That part says what the national page says, in your draft. Publish it when you are ready. "
                    "Your own text stays in the page’s history."
                ),
            )
        return self.back()
