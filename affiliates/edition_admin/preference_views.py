"""How an affiliate takes national changes that conflict with nothing of its own."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from affiliates.edition_admin.bases import OfEditions
from affiliates.models import AffiliateHomePage, UpdateMode, UpdatePreference
from core.models.pages import Sharing


@cache
def adaptable_types() -> dict[str, type[Page]]:
    """Return the page types that a sub-site can have editions of, by their labels, in the order of the sub-site."""
    found: dict[type[Page], None] = {}
    left = list(AffiliateHomePage.allowed_subpage_models())
    while left:
        model = left.pop(0)
        if model not in found and getattr(model, "sharing", Sharing.OFFERED) != Sharing.NATIONAL:
            found[model] = None
            left += model.allowed_subpage_models()
    return {model._meta.label_lower: model for model in found}


class PreferencesForm(forms.Form):
    """Asks how clean updates come in: for all pages, and for each type that says something else."""

    def __init__(self, data: Any, chosen: dict[str, str]) -> None:
        super().__init__(data)
        self.fields["all"] = forms.ChoiceField(
            label=_("When a national change conflicts with nothing of yours"),
            choices=UpdateMode.choices,
            widget=forms.RadioSelect,
            initial=chosen.get("", UpdateMode.APPLY),
        )
        for label, model in adaptable_types().items():
            self.fields[label] = forms.ChoiceField(
                label=capfirst(str(model._meta.verbose_name)),
                choices=[("", _("As for all pages")), *UpdateMode.choices],
                required=False,
                initial=chosen.get(label, ""),
            )

    def answers(self) -> dict[str, str]:
        """Return what was chosen by the label of the type; for all under the empty label."""
        given = {"" if name == "all" else name: value for name, value in self.cleaned_data.items()}
        return {label: mode for label, mode in given.items() if mode}


class PreferencesView(OfEditions):
    """Shows and takes how the affiliate wants clean updates."""

    template_name = "affiliates/admin/editions/preferences.html"
    page_title = gettext_lazy("How updates come in")

    def get(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Show what holds."""
        rows = UpdatePreference.objects.filter(affiliate=self.affiliate)
        return self._show(PreferencesForm(None, dict(rows.values_list("page_type", "mode"))))

    def post(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Keep the answers."""
        if not self.may_change:
            raise Http404
        form = PreferencesForm(request.POST, {})
        if not form.is_valid():
            return self._show(form, status=422)
        self._keep(form.answers())
        messages.success(request, _("It counts from the next national change on."))
        return redirect(self.editions_url)

    @transaction.atomic
    def _keep(self, answers: dict[str, str]) -> None:
        self.affiliate.update_preferences.exclude(page_type__in=answers).delete()
        for label, mode in answers.items():
            self.affiliate.update_preferences.update_or_create(page_type=label, defaults={"mode": mode})

    def _show(self, form: PreferencesForm, status: int = 200) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)
