"""What a national administrator does with a sub-site that is there: complete it, hide it, show it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button

from affiliates.authority import is_national_administrator
from affiliates.models import Affiliate
from affiliates.provisioning import (
    ProvisioningReport,
    describe_out_of_service,
    provision_affiliate,
    return_to_service,
    take_out_of_service,
    update_service,
)
from affiliates.setup_forms import CompleteForm, ReasonForm
from affiliates.setup_views import ForNationalAdministrators
from users.models import User


def sub_site_buttons(affiliate: Affiliate, user: User, next_url: str | None = None) -> list[Button]:
    """Return the ways to these views, for the list of affiliates and for the form of one."""
    if not isinstance(affiliate, Affiliate) or not is_national_administrator(user):
        return []
    buttons = [
        Button(
            _("Complete or add a language"),
            url=reverse("sub_site_complete", args=[affiliate.pk]),
            icon_name="plus",
            priority=50,
        )
    ]
    if affiliate.out_of_service_since is None:
        out = reverse("sub_site_out_of_service", args=[affiliate.pk])
        buttons.append(Button(_("Take out of service"), url=out, icon_name="view", priority=60))
    else:
        back = reverse("sub_site_return", args=[affiliate.pk])
        buttons.append(Button(_("Return to service"), url=back, icon_name="undo", priority=60))
    return buttons


def follow_period(request: HttpRequest, instance: object) -> None:
    """Hide or show sub-sites at once when somebody changed an affiliate, perhaps its active period."""
    if isinstance(instance, Affiliate):
        update_service()


class OfAffiliate(ForNationalAdministrators):
    """A question about one affiliate, and what is done when it is answered."""

    @cached_property
    def affiliate(self) -> Affiliate:
        """The affiliate that the address names. Raises Http404 for an id that none has."""
        return get_object_or_404(Affiliate, pk=self.kwargs["affiliate_id"])

    @property
    def edit_url(self) -> str:
        """The address of the affiliate's form."""
        return reverse("wagtailsnippets_affiliates_affiliate:edit", args=[self.affiliate.pk])

    def get_page_subtitle(self) -> str:
        """Return whom it is about."""
        return self.affiliate.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whom it is about and the way back."""
        return super().get_context_data(affiliate=self.affiliate, edit_url=self.edit_url, **kwargs)


class CompleteView(OfAffiliate):
    """Makes what a sub-site lacks, and adds languages and a host."""

    template_name = "affiliates/admin/sub_site_complete.html"
    page_title = gettext_lazy("Complete or add a language")

    def get(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Ask what is to be added."""
        return self.render_to_response(self.get_context_data(form=CompleteForm(None, self.affiliate)))

    def post(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Run the verb; what it refuses is shown beside the field."""
        form = CompleteForm(request.POST, self.affiliate)
        if form.is_valid():
            try:
                report = provision_affiliate(
                    self.affiliate,
                    languages=form.cleaned_data.get("languages", []),
                    host=form.cleaned_data["host"],
                    user=self.administrator,
                )
            except ValidationError as error:
                for name, found in error.message_dict.items():
                    form.add_error(name if name in form.fields else None, found)
            else:
                self.tell(report)
                return redirect(self.edit_url)
        return self.render_to_response(self.get_context_data(form=form))

    def tell(self, report: ProvisioningReport) -> None:
        """Say what was made."""
        if report.has_changes:
            made = "; ".join(str(made) for made in report.made)
            messages.success(self.request, _("This was missing and is there now: %(made)s.") % {"made": made})
        else:
            messages.info(self.request, _("Nothing was missing, and nothing was changed."))


class OutOfServiceView(OfAffiliate):
    """Says what readers will see, and hides the sub-site."""

    template_name = "affiliates/admin/sub_site_out_of_service.html"
    page_title = gettext_lazy("Take out of service")

    def get(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Say what will happen, and ask for the reason."""
        return self.show(ReasonForm())

    def post(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Hide it."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        take_out_of_service(self.affiliate, user=self.administrator, reason=form.cleaned_data["reason"])
        messages.success(request, _("The sub-site of %(place)s is out of service.") % {"place": self.affiliate.place})
        return redirect(self.edit_url)

    def show(self, form: ReasonForm) -> HttpResponse:
        """Show the explanation with `form`."""
        return self.render_to_response(
            self.get_context_data(form=form, consequences=describe_out_of_service(self.affiliate))
        )


class ReturnView(OfAffiliate):
    """Asks, and shows the sub-site again."""

    template_name = "affiliates/admin/sub_site_return.html"
    page_title = gettext_lazy("Return to service")

    def get(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Ask."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Show it again, and say so where its active period does not let readers see it yet."""
        affiliate = return_to_service(self.affiliate, user=self.administrator)
        if affiliate.is_in_service:
            messages.success(request, _("Readers see the sub-site of %(place)s again.") % {"place": affiliate.place})
        else:
            messages.warning(
                request,
                _("The sub-site of %(place)s is returned, but its active period does not include today.")
                % {"place": affiliate.place},
            )
        return redirect(self.edit_url)
