"""What affiliates propose to the nation: proposing it, the nation's list, and the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from affiliates.edition_admin.bases import OfEdition
from affiliates.edition_admin.values import ShownChange, shown_changes, words_in
from affiliates.edition_overview.bases import OfNation
from affiliates.edition_overview.reading import BulkReading
from affiliates.editions.content import part_of
from affiliates.editions.overrides import Version, working_version
from affiliates.editions.suggestions import (
    AnsweredError,
    ChangedMeanwhileError,
    Comparison,
    accept,
    comparison_of,
    decline,
    proposable_parts,
    suggest,
)
from affiliates.models import Suggestion

PER_PAGE = 50
LONGEST = 1000


class SuggestForm(forms.Form):
    """Asks which part, and why."""

    part = forms.ChoiceField(label=gettext_lazy("What you propose"), widget=forms.RadioSelect)
    message = forms.CharField(
        label=gettext_lazy("Why the national page should say this"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
    )

    def __init__(self, data: Any, parts: list[tuple[str, Any]], chosen: str = "") -> None:
        super().__init__(data, initial={"part": chosen or (parts[0][0] if parts else "")})
        self.fields["part"].choices = parts  # type: ignore[attr-defined]


class SuggestView(OfEdition):
    """Proposes a part of an edition to the nation."""

    template_name = "affiliates/admin/editions_overview/suggestion_new.html"
    page_title = gettext_lazy("Suggest to the national office")

    def get(self, request: HttpRequest, affiliate_id: int, edition_id: int) -> HttpResponse:
        """Show the form, with `part` in the query chosen."""
        return self._show(SuggestForm(None, self.parts, request.GET.get("part", "")))

    def post(self, request: HttpRequest, affiliate_id: int, edition_id: int) -> HttpResponse:
        """Send the proposal; where that cannot be, say why with everything kept."""
        if not self.may_edit:
            raise Http404
        form = SuggestForm(request.POST, self.parts)
        if form.is_valid():
            try:
                suggest(self.edition, form.cleaned_data["part"], form.cleaned_data["message"], user=self.user)
            except ValidationError as error:
                form.add_error("part", error)
            else:
                messages.success(request, _("The national office has your suggestion; you get a mail with its answer."))
                return redirect("suggestion_new", self.affiliate.pk, self.edition.pk)
        return self._show(form)

    @cached_property
    def version(self) -> Version:
        """What the affiliate's people work on."""
        return working_version(self.edition)

    @cached_property
    def changes(self) -> dict[str, ShownChange]:
        """The parts that can be proposed, as people read them."""
        changes = proposable_parts(self.edition, self.version)
        model, reading = type(self.version.page), BulkReading()
        shown = reading.ahead(lambda: shown_changes(reading, model, self.version.content, changes))
        return {part_of(change): each for change, each in zip(changes, shown, strict=True)}

    @cached_property
    def parts(self) -> list[tuple[str, Any]]:
        """The same as choices, without what is proposed already."""
        asked = set(self.edition.suggestions.filter(state=Suggestion.State.OPEN).values_list("part", flat=True))
        return [(part, shown.label) for part, shown in self.changes.items() if part not in asked]

    def _show(self, form: SuggestForm) -> HttpResponse:
        if not self.may_edit:
            raise Http404
        earlier = self.edition.suggestions.order_by("-made_at")[:20]
        context = self.get_context_data(form=form, changes=self.changes.values(), earlier=earlier)
        return self.render_to_response(context, status=422 if form.errors else 200)


class SuggestionsView(OfNation):
    """Lists what affiliates propose, the open ones first."""

    template_name = "affiliates/admin/editions_overview/suggestions.html"
    page_title = gettext_lazy("Suggestions of affiliates")
    header_icon = "comment"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one part of the list."""
        state = request.GET.get("state", Suggestion.State.OPEN)
        rows = Suggestion.objects.select_related("edition__affiliate", "edition__source__locale", "edition__page")
        if state in Suggestion.State.values:
            rows = rows.filter(state=state)
        rows = rows.defer("edition__base", "edition__draft_base", "value", "national").order_by("-made_at")
        part = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        return self.render_to_response(
            self.get_context_data(
                rows=part.object_list,
                page_obj=part,
                elided_page_range=part.paginator.get_elided_page_range(part.number),
                index_url=reverse("edition_suggestions"),
                states=[*Suggestion.State.choices, ("all", _("All"))],
                state=state,
            )
        )


class AnswerForm(forms.Form):
    """Takes the nation's answer."""

    answer = forms.CharField(
        label=gettext_lazy("Answer to the affiliate"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )

    def require_answer(self) -> None:
        """Add an error where there is no answer: who declines says why."""
        if self.is_valid() and not self.cleaned_data["answer"].strip():
            self.add_error("answer", _("Say why; the affiliate gets your answer by mail."))


class SuggestionView(OfNation):
    """Compares a suggestion with the national page, and takes the answer."""

    template_name = "affiliates/admin/editions_overview/suggestion.html"
    page_title = gettext_lazy("Suggestion")
    header_icon = "comment"

    @cached_property
    def suggestion(self) -> Suggestion:
        """The suggestion that the address names. Raises Http404 for none, and PermissionDenied where no right is."""
        rows = Suggestion.objects.select_related("edition__affiliate", "edition__source", "edition__page", "made_by")
        found = get_object_or_404(rows, pk=self.kwargs["suggestion_id"])
        source = found.edition.source
        if source is not None and not source.permissions_for_user(self.user).can_edit():
            raise PermissionDenied
        return found

    def get(self, request: HttpRequest, suggestion_id: int) -> HttpResponse:
        """Show both."""
        return self._show(AnswerForm())

    def post(self, request: HttpRequest, suggestion_id: int) -> HttpResponse:
        """Accept or decline it; where it cannot be accepted, show what has changed, with the answer kept."""
        accepts = request.POST.get("decision") == "accept"
        form = AnswerForm(request.POST)
        if not accepts:
            form.require_answer()
        if not form.is_valid():
            return self._show(form)
        answer = form.cleaned_data["answer"]
        try:
            return self._accept(answer) if accepts else self._decline(answer)
        except AnsweredError:
            messages.error(request, _("Somebody has answered this suggestion already."))
            return redirect("edition_suggestion", suggestion_id)
        except ChangedMeanwhileError:
            form.add_error(None, _("The national page has changed here since. Compare both versions below."))
        except PermissionError:
            form.add_error(None, _("The national page is locked, or you may not edit it."))
        except ValidationError as error:
            form.add_error(None, error)
        return self._show(form)

    def _accept(self, answer: str) -> HttpResponse:
        page = accept(self.suggestion, answer, user=self.user)
        messages.success(self.request, _("It is in the draft of the national page. Publish it when you are ready."))
        return redirect("wagtailadmin_pages:edit", page.pk)

    def _decline(self, answer: str) -> HttpResponse:
        decline(self.suggestion, answer, user=self.user)
        messages.success(self.request, _("The affiliate has your answer."))
        return redirect("edition_suggestions")

    def get_page_subtitle(self) -> str:
        """Return who proposes it."""
        return self.suggestion.edition.affiliate.name

    def _show(self, form: AnswerForm) -> HttpResponse:
        found = self._comparison()
        words = words_in(self.suggestion.value) or _("Without this block.")
        context = self.get_context_data(
            suggestion=self.suggestion, form=form, comparison=found, words=words, **self._changes(found)
        )
        return self.render_to_response(context, status=422 if form.errors else 200)

    def _comparison(self) -> Comparison | None:
        try:
            return comparison_of(self.suggestion)
        except ValidationError:
            return None

    def _changes(self, found: Comparison | None) -> dict[str, list[ShownChange]]:
        if found is None or self.suggestion.edition.source is None:
            return {"proposed": [], "meanwhile": []}
        model, reading = self.suggestion.edition.source.specific_class, BulkReading()
        return reading.ahead(
            lambda: {
                "proposed": shown_changes(reading, model, found.draft, found.proposed),
                "meanwhile": shown_changes(reading, model, found.draft, found.meanwhile),
            }
        )
