"""Resolve: a waiting update on one screen, one choice for each conflict, and what comes of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, WorkflowState

from affiliates.edition_admin.bases import OfEdition
from affiliates.edition_admin.conflicts import ResolveForm, shown_conflicts
from affiliates.edition_admin.values import Reading, shown_changes
from affiliates.editions.content import Content, content_of, label_of_part, schema_of, with_content
from affiliates.editions.overrides import working_version
from affiliates.editions.resolving import decided, merged_of, resolve_update
from affiliates.merge import OURS, ChoiceError, Merged, compare
from affiliates.models import PendingUpdate

PUBLISH, SUBMIT, SAVE = "publish", "submit", "save"


class OfPending(OfEdition):
    """Answers about the update that waits in an edition."""

    @cached_property
    def pending(self) -> PendingUpdate | None:
        """The update; None where nothing waits (any more)."""
        return PendingUpdate.objects.filter(edition=self.edition).first()

    @cached_property
    def merged(self) -> Merged:
        """The three versions merged. Raises Http404 where nothing waits."""
        if self.pending is None:
            raise Http404
        return merged_of(self.pending)

    @cached_property
    def page(self) -> Page:
        """The latest draft of the edition."""
        return self.edition.page.get_latest_revision_as_object()

    def form(self, data: Any = None) -> ResolveForm:
        """Return the form with the choices."""
        return ResolveForm(self.merged, type(self.page), data)

    @property
    def version(self) -> str:
        """What tells this update from one that the nation replaces it with."""
        return f"{self.pending.pk}-{self.pending.source_revision_id}" if self.pending else ""


class ResolveView(OfPending):
    """Shows national before, national now, ours and the result for each conflict, and takes the choices."""

    template_name = "affiliates/admin/editions/resolve.html"
    page_title = gettext_lazy("Resolve")

    def get(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Show the choices; where nothing waits, lead to the edition."""
        if self.pending is None:
            messages.info(request, _("No update waits in this edition."))
            return redirect(self.edition_url)
        return self._show(self.form())

    def post(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Take the choices, and publish, submit or save what comes of them."""
        if not self.may_edit:
            raise Http404
        if self.pending is None:
            messages.info(request, _("No update waits in this edition any more; nothing was changed."))
            return redirect(self.edition_url)
        form = self.form(request.POST)
        is_stale = request.POST.get("version") != self.version
        refusal = self._refusal()
        if is_stale or refusal or not form.is_valid():
            return self._show(form, is_stale=is_stale, refusal=refusal)
        try:
            return self._resolve(form)
        except (ChoiceError, ValidationError) as error:
            return self._show(form, refusal=" ".join(getattr(error, "messages", [str(error)])))

    def _refusal(self) -> str:
        """Return why the person cannot do what they ask for; empty where they can."""
        lock = self.page.get_lock()
        if lock is not None and lock.for_user(self.user):
            return str(lock.get_message(self.user))
        allowed = self.actions()
        if self._action not in allowed:
            return _("You may not do that with this page. Choose one of the buttons below.")
        return ""

    @property
    def _action(self) -> str:
        return next((name for name in (PUBLISH, SUBMIT) if name in self.request.POST), SAVE)

    def actions(self) -> dict[str, str]:
        """Return what this person may do with the result, with the words of the buttons."""
        if not self.may_edit:
            return {}
        may = self.page.permissions_for_user(self.user)
        offered = {}
        if may.can_publish():
            offered[PUBLISH] = _("Publish the result")
        if may.can_submit_for_moderation():
            offered[SUBMIT] = _("Submit the result for review")
        return offered | {SAVE: _("Save the result as a draft")}

    def _resolve(self, form: ResolveForm) -> HttpResponse:
        action = self._action
        assert self.pending is not None  # noqa: S101 - post has asked
        resolve_update(self.pending, form.choices(), user=self.user, publish=action == PUBLISH)
        title = {"title": self.page.title}
        if action == SUBMIT:
            self._submit()
            messages.success(self.request, _("“%(title)s” is with those who review it.") % title)
            return redirect(self.edition_url)
        if action == PUBLISH:
            messages.success(self.request, _("“%(title)s” is published with your choices.") % title)
            return redirect(self.edition_url)
        messages.success(self.request, _("“%(title)s” is saved as a draft with your choices.") % title)
        return redirect(self.edit_url)

    def _submit(self) -> None:
        page = self.edition.page.get_latest_revision_as_object()
        state = page.current_workflow_state
        if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.resume(self.user)
        elif state is None:
            page.get_workflow().start(page, self.user)

    def _before_and_after(self) -> tuple[Content, Content]:
        """Return what the list of other changes compares.

        Beside conflicts, what comes in with them; without any, what readers see now and will see.
        """
        assert self.pending is not None  # noqa: S101 - get and post have asked
        page = self.edition.page.specific
        if self.merged.notes or not page.live:
            return self.pending.local, self.merged.content
        return content_of(page), content_of(self.page)

    def _show(self, form: ResolveForm, *, is_stale: bool = False, refusal: str = "") -> HttpResponse:
        assert self.pending is not None  # noqa: S101 - get and post have asked
        model = type(self.page)
        labels = [label_of_part(model, self.merged.content, note) for note in self.merged.notes]
        reading = Reading()
        others = compare(*self._before_and_after(), schema_of(model))
        context = self.get_context_data(
            form=form,
            media=form.media,
            pending=self.pending,
            version=self.version,
            conflicts=shown_conflicts(form, labels),
            others=shown_changes(reading, model, self.merged.content, others),
            actions=list(self.actions().items()),
            preview_url=reverse("edition_resolve_preview", args=[self.affiliate.pk, self.edition.pk]),
            is_stale=is_stale,
            refusal=refusal,
        )
        return self.render_to_response(context, status=422 if is_stale or refusal or form.errors else 200)


class ResolvePreviewView(OfPending):
    """Shows the result as readers of the sub-site will see it; what is not decided yet stands as ours."""

    def post(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Show the page with the choices made so far. Raises Http404 where nothing waits."""
        merged = self.merged
        chosen = dict.fromkeys((note.key for note in merged.notes), OURS) | self.form(request.POST).choices()
        page = with_content(self.page, decided(merged, chosen, working_version(self.edition)))
        shown: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
        return shown
