"""The steps in which a national administrator sets up a sub-site.

The answers wait in the session until the last step, where the one verb makes everything of them at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from affiliates import invitations
from affiliates.authority import is_national_administrator
from affiliates.models import Affiliate, Role
from affiliates.provisioning import ProvisioningReport, provision_affiliate
from affiliates.setup_forms import STEPS, PeopleForm, Step, proposals
from affiliates.team import TeamError
from affiliates.team_change_views import send

if TYPE_CHECKING:
    from users.models import User

SESSION_KEY = "set_up_sub_site"
# Not an answer, but which affiliate the answers became: sending the last step twice leads to it.
MADE_KEY = "set_up_sub_site_made"

Answers = dict[str, dict[str, list[str]]]


class ForNationalAdministrators(WagtailAdminTemplateMixin, View):
    """Answers to those who look after all affiliates; for others there is nothing."""

    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise Http404 for everybody else."""
        if not is_national_administrator(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def administrator(self) -> User:
        """Who asks; the gate of the back office lets nobody through who is not signed in."""
        return cast("User", self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, by the list of affiliates."""
        items = [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailsnippets_affiliates_affiliate:list"), "label": _("Affiliates")},
        ]
        return [*items, {"url": "", "label": self.get_page_title()}]


class SetUp(ForNationalAdministrators):
    """What all steps share: the answers so far, and where one is."""

    page_title = gettext_lazy("Set up a sub-site")

    @property
    def answers(self) -> Answers:
        """What was answered, by step and field."""
        return cast("Answers", self.request.session.get(SESSION_KEY, {}))

    @cached_property
    def forms(self) -> dict[str, Any]:
        """The form of every step with its answers; unbound where nobody has been yet."""
        return {step.slug: step.bound(self.answers.get(step.slug)) for step in STEPS}

    def first_open_step(self) -> Step | None:
        """Return the first step that is not answered well; None when all are."""
        return next((step for step in STEPS if not self.forms[step.slug].is_valid()), None)

    def progress(self, current: str) -> list[dict[str, Any]]:
        """Return the steps with their state, for the list at the top."""
        steps = [(step.slug, step.title) for step in STEPS] + [("check", _("Check your answers"))]
        return [
            {
                "title": title,
                "url": reverse("set_up_step", args=[slug]) if slug in self.answers and slug != current else "",
                "is_current": slug == current,
                "is_answered": slug in self.answers,
            }
            for slug, title in steps
        ]


class StartView(SetUp):
    """Begins anew."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Forget the answers of before and lead to the first step."""
        request.session.pop(SESSION_KEY, None)
        request.session.pop(MADE_KEY, None)
        return redirect("set_up_step", STEPS[0].slug)


class StepView(SetUp):
    """One page of questions."""

    template_name = "affiliates/admin/set_up_step.html"

    @cached_property
    def step(self) -> Step:
        """The step that the address names. Raises Http404 for an unknown one."""
        found = next((step for step in STEPS if step.slug == self.kwargs["step"]), None)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, step: str) -> HttpResponse:
        """Show the questions, with the answers of before."""
        form = self.step.bound(self.answers.get(step), proposals(self.step, self.answers))
        return self.show(form)

    def post(self, request: HttpRequest, step: str) -> HttpResponse:
        """Keep the answers, right or wrong; lead on, or show beside the fields what is wrong."""
        names = self.step.form.base_fields
        given = {name: request.POST.getlist(name) for name in names if name in request.POST}
        request.session[SESSION_KEY] = self.answers | {step: given}
        request.session.pop(MADE_KEY, None)
        form = self.step.bound(given)
        if not form.is_valid():
            return self.show(form)
        following = self.first_open_step()
        return redirect("set_up_step", following.slug) if following else redirect("set_up_check")

    def show(self, form: Any) -> HttpResponse:
        """Show the step with `form`."""
        number = STEPS.index(self.step)
        previous = reverse("set_up_step", args=[STEPS[number - 1].slug]) if number else ""
        return self.render_to_response(
            self.get_context_data(
                form=form, step=self.step, previous=previous, progress=self.progress(self.step.slug), media=form.media
            )
        )


class CheckView(SetUp):
    """Shows all answers, and makes the sub-site of them."""

    template_name = "affiliates/admin/set_up_check.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the answers; lead back to the first step that is not answered well."""
        step = self.first_open_step()
        return redirect("set_up_step", step.slug) if step else self.show({})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the sub-site, all or nothing; what the verb refuses is shown with the step that it belongs to."""
        if made := request.session.get(MADE_KEY):
            return redirect("set_up_done", made)
        if step := self.first_open_step():
            return redirect("set_up_step", step.slug)
        people: PeopleForm = self.forms["people"]
        try:
            report = provision_affiliate(self.new_affiliate(), contacts=people.contacts(), user=self.administrator)
        except ValidationError as error:
            return self.show(error.message_dict)
        request.session.pop(SESSION_KEY, None)
        request.session[MADE_KEY] = report.affiliate.pk
        if email := people.cleaned_data["manager_email"]:
            self.invite(report, email)
        return redirect("set_up_done", report.affiliate.pk)

    def new_affiliate(self) -> Affiliate:
        """Return the row that the answers describe."""
        affiliate = Affiliate()
        for slug in ("organization", "places", "address"):
            for name, value in self.forms[slug].cleaned_data.items():
                setattr(affiliate, name, value)
        return affiliate

    def invite(self, report: ProvisioningReport, email: str) -> None:
        """Invite the first manager; that this fails is no reason to take the sub-site back."""
        try:
            invitation, token = invitations.invite(report.affiliate, email.lower(), Role.MANAGER, by=self.administrator)
        except TeamError as error:
            messages.warning(self.request, str(error))
        else:
            send(self.request, invitation, token)

    def show(self, refused: dict[str, list[str]]) -> HttpResponse:
        """Show the answers, with the messages of the verb where it refused them."""
        parts = [
            {
                "title": step.title,
                "url": reverse("set_up_step", args=[step.slug]),
                "rows": [(field.label, _shown(field), refused.get(field.name, [])) for field in self.forms[step.slug]],
            }
            for step in STEPS
        ]
        return self.render_to_response(
            self.get_context_data(parts=parts, refused=bool(refused), progress=self.progress("check"))
        )


def _shown(bound: Any) -> str:
    """Return an answer as its words: the labels of choices, a dash for none."""
    value = bound.form.cleaned_data.get(bound.name)
    choices = {str(key): str(label) for key, label in getattr(bound.field, "choices", [])}
    if isinstance(value, list):
        return ", ".join(choices.get(str(item), str(item)) for item in value) or "–"
    return choices.get(str(value), str(value)) if value not in {None, ""} else "–"


class DoneView(ForNationalAdministrators):
    """Says that the sub-site is there, and where to go now."""

    template_name = "affiliates/admin/set_up_done.html"
    page_title = gettext_lazy("The sub-site is there")

    def get(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Show the ways on. Raises Http404 for an id that no affiliate has."""
        affiliate = get_object_or_404(Affiliate, pk=affiliate_id)
        homes = affiliate.home_pages.select_related("locale").order_by("path")
        return self.render_to_response(self.get_context_data(affiliate=affiliate, homes=homes))
