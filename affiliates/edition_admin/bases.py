"""What the views of local editions have in common: whose they are, and for whom they exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from affiliates.models import Edition
from affiliates.national_content_views import OfSubsite

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from users.models import User


class OfEditions(WagtailAdminTemplateMixin, OfSubsite):
    """Answers about one affiliate’s editions, to those who may look into its sub-site; others find nothing."""

    header_icon = "copy"

    @property
    def user(self) -> User:
        """Who asks."""
        return cast("User", self.request.user)

    @property
    def editions_url(self) -> str:
        """The address of the affiliate's list."""
        return reverse("editions", args=[self.affiliate.pk])

    def get_page_subtitle(self) -> str:
        """Return whose editions they are."""
        return self.affiliate.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, by the list of the affiliate."""
        above = {"url": self.editions_url, "label": _("Local editions"), "sublabel": self.affiliate.name}
        return [*self.breadcrumbs_items, above, *self.breadcrumbs_below()]

    def breadcrumbs_below(self) -> list[dict[str, Any]]:
        """Return the steps below the list."""
        return [{"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what every screen says."""
        return super().get_context_data(affiliate=self.affiliate, may_change=self.may_change, **kwargs)


class OfEdition(OfEditions):
    """Answers about one edition. Another affiliate's is as missing as one that is not there."""

    @cached_property
    def edition(self) -> Edition:
        """The edition that the address names. Raises Http404 where the affiliate has no such edition."""
        rows = Edition.objects.select_related("page", "source", "affiliate", "page__locale")
        return get_object_or_404(rows, affiliate=self.affiliate, pk=self.kwargs["edition_id"])

    @property
    def edition_url(self) -> str:
        """The address of the edition's own screen."""
        return reverse("edition", args=[self.affiliate.pk, self.edition.pk])

    @property
    def edit_url(self) -> str:
        """The address of Wagtail's editor."""
        return reverse("wagtailadmin_pages:edit", args=[self.edition.page_id])

    @cached_property
    def may_edit(self) -> bool:
        """Whether this person may change the page of the edition: by role, and by Wagtail's rights on the page."""
        return self.may_change and bool(self.edition.page.permissions_for_user(self.user).can_edit())

    def breadcrumbs_below(self) -> list[dict[str, Any]]:
        """Return the edition, and this step."""
        return [
            {"url": self.edition_url, "label": self.edition.page.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the edition."""
        addresses = {"edition_url": self.edition_url, "edit_url": self.edit_url, "may_edit": self.may_edit}
        return super().get_context_data(edition=self.edition, **addresses, **kwargs)


class Confirmation(OfEditions):
    """Says first what will happen, then does it."""

    template_name = "affiliates/admin/editions/confirm.html"
    button: StrOrPromise = ""
    is_serious = False

    def get(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Show what will happen."""
        return self._show()

    def post(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Do it and lead on; where it cannot be done say why, on the same page."""
        self._refuse_strangers()
        try:
            address = self.change()
        except ValidationError as error:
            return self._show(errors=error.messages)
        return redirect(address)

    def change(self) -> str:
        """Do it, leave a message, and return where to go. Raises ValidationError where it cannot be done."""
        raise NotImplementedError

    def about(self) -> str:
        """Return the title of the page that it is about."""
        raise NotImplementedError

    def consequences(self) -> list[str]:
        """Return what will happen, a sentence each."""
        raise NotImplementedError

    def back_url(self) -> str:
        """Return where who thinks better of it goes."""
        return self.editions_url

    def may(self) -> bool:
        """Whether this person may do it."""
        return self.may_change

    def _refuse_strangers(self) -> None:
        if not self.may():
            raise Http404

    def _show(self, errors: list[str] | None = None) -> HttpResponse:
        self._refuse_strangers()
        words = {"about": self.about(), "consequences": self.consequences(), "button": self.button}
        return self.render_to_response(
            self.get_context_data(errors=errors or [], is_serious=self.is_serious, back_url=self.back_url(), **words),
            status=422 if errors else 200,
        )

    def say(self, text: str) -> None:
        """Leave a message that it is done."""
        messages.success(self.request, text)


class NarrowingForm(forms.Form):
    """A form of filters, whose misunderstood answers narrow nothing."""

    def chosen(self) -> dict[str, Any]:
        """Return the answers that were given and understood."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self._understood() else {}

    def _understood(self) -> bool:
        self.is_valid()
        return self.is_bound
