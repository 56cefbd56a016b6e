"""What becomes of an edition whose national page is gone: one question, three answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from affiliates.edition_admin.bases import OfEdition
from affiliates.editions.questions import answer_question, answers_for
from affiliates.models import SourceQuestion

Answer = SourceQuestion.Answer


class QuestionForm(forms.Form):
    """Asks what becomes of the page."""

    answer = forms.ChoiceField(label=gettext_lazy("What becomes of your page?"), widget=forms.RadioSelect)
    redirect_page = forms.ModelChoiceField(
        label=gettext_lazy("Page that readers are led to"),
        help_text=gettext_lazy("Only for the second answer: a page of yours, or a national one that you carry."),
        queryset=Page.objects.all(),
        required=False,
        widget=AdminPageChooser,
    )

    def __init__(self, data: Any, answers: list[SourceQuestion.Answer]) -> None:
        super().__init__(data)
        self.fields["answer"].choices = [(answer.value, answer.label) for answer in answers]  # type: ignore[attr-defined]
        if Answer.REDIRECT not in answers:
            del self.fields["redirect_page"]


class QuestionView(OfEdition):
    """Says what happened to the national page, and takes the answer."""

    template_name = "affiliates/admin/editions/question.html"
    page_title = gettext_lazy("The national page is gone")
    header_icon = "help"

    @cached_property
    def question(self) -> SourceQuestion | None:
        """What waits for an answer; None where nothing does (any more)."""
        questions = SourceQuestion.objects.select_related("edition__page", "edition__source", "edition__affiliate")
        return questions.filter(edition=self.edition, answer="").first()

    def get(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Show the question; where there is none, lead to the edition."""
        if not self.may_edit:
            raise Http404
        if self.question is None:
            return self._nothing_to_answer()
        return self._show(QuestionForm(None, answers_for(self.question, self.user)))

    def post(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Do what is answered. Raises Http404 for who may not change the page."""
        if not self.may_edit:
            raise Http404
        if self.question is None:
            return self._nothing_to_answer()
        form = QuestionForm(request.POST, answers_for(self.question, self.user))
        if not form.is_valid():
            return self._show(form)
        answer, target = Answer(form.cleaned_data["answer"]), form.cleaned_data.get("redirect_page")
        try:
            answer_question(self.question, answer, user=self.user, target=target if answer == Answer.REDIRECT else None)
        except ValidationError as error:
            form.add_error(None, error)
            return self._show(form)
        messages.success(request, self._done(answer))
        return redirect(self.edition_url)

    def _done(self, answer: SourceQuestion.Answer) -> str:
        said = {
            Answer.KEEP: _("“%(title)s” is a page of your own now."),
            Answer.REDIRECT: _("“%(title)s” is taken down, and readers are led to the page that you chose."),
            Answer.TAKE_DOWN: _("“%(title)s” is taken down. Readers are led to the page above it."),
        }
        return said[answer] % {"title": self.edition.page.title}

    def _nothing_to_answer(self) -> HttpResponse:
        messages.info(self.request, _("There is nothing to answer (any more) about this page."))
        return redirect(self.edition_url)

    def _show(self, form: QuestionForm) -> HttpResponse:
        context = self.get_context_data(form=form, question=self.question, media=form.media)
        return self.render_to_response(context, status=422 if form.errors else 200)
