"""What a national administrator is asked to set up a sub-site, in steps, and to add to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from affiliates.models import Affiliate
from affiliates.models.contact import ContactRole
from affiliates.provisioning import ContactDetails, validate_affiliate, validate_contacts, validate_languages

# Those of the states and territories; a place with another one gets it on the affiliate's own form.
TIME_ZONES = [
    ("America/New_York", _("Eastern")),
    ("America/Indiana/Indianapolis", _("Eastern, Indiana")),
    ("America/Chicago", _("Central")),
    ("America/Denver", _("Mountain")),
    ("America/Phoenix", _("Mountain, Arizona")),
    ("America/Los_Angeles", _("Pacific")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
    ("America/Puerto_Rico", _("Atlantic, Puerto Rico")),
    ("Pacific/Guam", _("Chamorro, Guam")),
    ("Pacific/Pago_Pago", _("Samoa")),
]


class AffiliatePartForm(forms.ModelForm):
    """Some fields of a new affiliate, checked as the verb will check them."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        try:
            validate_affiliate(self.instance, [name for name in self.fields if name not in self.errors])
        except ValidationError as error:
            self.add_error(None, error)


class OrganisationForm(AffiliatePartForm):
    """Who the affiliate is."""

    website = forms.URLField(
        label=_("Own website"),
        required=False,
        assume_scheme="https",
        help_text=_("Where the organization is on the web already, if anywhere."),
    )

    class Meta:
        model = Affiliate
        fields = ("name", "short_name", "website")
        help_texts = {"name": _("In full, such as Ohio Education Association.")}


class PlacesForm(AffiliatePartForm):
    """What it covers, and in which languages it speaks."""

    languages = forms.MultipleChoiceField(
        label=_("Languages of the sub-site"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Every page that the sub-site begins with is made in each of them. More can be added later."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=TIME_ZONES, help_text=_("Dates are shown in it."))

    class Meta:
        model = Affiliate
        fields = ("place", "states", "languages", "time_zone", "nomination_quota")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["states"].required = True

    def clean_languages(self) -> list[str]:
        """Refuse a language without a directory."""
        languages: list[str] = self.cleaned_data["languages"]
        try:
            validate_languages(languages)
        except ValidationError as error:
            raise ValidationError(error.message_dict["languages"]) from error
        return languages


class AddressForm(AffiliatePartForm):
    """Where readers find it, and from when to when."""

    class Meta:
        model = Affiliate
        fields = ("slug", "host", "active_from", "active_until")
        labels = {"slug": _("Address under the directory"), "host": _("Own host name")}
        help_texts = {
            "slug": _("The last part of the address on the national site, such as ohio."),
            "host": _(
                "Such as oh.example.org, if the name leads to this server already. "
                "Empty: the sub-site lives under the address of the national site."
            ),
            "active_from": _("Empty: from now on."),
            "active_until": _("Empty: without an end."),
        }
        widgets = {"active_from": AdminDateInput, "active_until": AdminDateInput}


class PeopleForm(forms.Form):
    """Whom readers reach, and who will run the sub-site."""

    president_name = forms.CharField(
        label=_("Name of the president or of the president’s office"),
        max_length=150,
        required=False,
        help_text=_("Readers see it. Empty: they are led to the national office."),
    )
    president_email = forms.EmailField(label=_("E-mail address of the president’s office"), required=False)
    president_phone = forms.CharField(label=_("Phone of the president’s office"), max_length=40, required=False)
    manager_email = forms.EmailField(
        label=_("E-mail address of the first manager"),
        max_length=254,
        required=False,
        help_text=_("Gets an invitation once the sub-site is there, and invites everybody else."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a president who cannot be reached, and a way to reach one who has no name."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        reachable = data.get("president_email") or data.get("president_phone")
        if reachable and not data.get("president_name"):
            self.add_error("president_name", _("Say whose address or number it is."))
        elif data.get("president_name") and not reachable and "president_email" not in self.errors:
            self.add_error("president_email", _("Give a phone number or an e-mail address."))
        elif not self.errors:
            validate_contacts(self.contacts())
        return data

    def contacts(self) -> list[ContactDetails]:
        """Return the president, where one was named."""
        data = self.cleaned_data
        if not data.get("president_name"):
            return []
        return [
            ContactDetails(
                name=data["president_name"],
                role=ContactRole.PRESIDENT,
                email=data["president_email"],
                phone=data["president_phone"],
            )
        ]


@dataclass(frozen=True)
class Step:
    """One page of questions."""

    slug: str
    title: Any
    form: type[forms.Form] | type[AffiliatePartForm]

    def bound(self, answers: Mapping[str, list[str]] | None, initial: dict[str, Any] | None = None) -> Any:
        """Return the form with what was sent for it, or an empty one that proposes `initial`."""
        data = None
        if answers is not None:
            data = QueryDict(mutable=True)
            for name, values in answers.items():
                data.setlist(name, values)
        return self.form(data, initial=initial)


STEPS = (
    Step("organization", _("Organization"), OrganisationForm),
    Step("places", _("Places and languages"), PlacesForm),
    Step("address", _("Address"), AddressForm),
    Step("people", _("People"), PeopleForm),
)


def proposals(step: Step, known: Mapping[str, Mapping[str, list[str]]]) -> dict[str, Any]:
    """Return what `step` proposes, judging by the answers so far."""
    if step.form is PlacesForm:
        return {"languages": [settings.LANGUAGE_CODE]}
    if step.form is AddressForm:
        return {"slug": slugify(known.get("places", {}).get("place", [""])[0])[:50]}
    return {}


class CompleteForm(forms.Form):
    """What is added to a sub-site while what it lacks is made."""

    languages = forms.MultipleChoiceField(
        label=_("Languages to add"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The pages that every sub-site has are made in each of them. A language cannot be taken away here."
        ),
    )
    host = forms.CharField(
        label=_("Own host name"),
        required=False,
        max_length=253,
        help_text=_(
            "Such as oh.example.org, if the name leads to this server already. "
            "Empty: the sub-site lives under the address of the national site."
        ),
    )

    def __init__(self, data: Any, affiliate: Affiliate) -> None:
        super().__init__(data, initial={"host": affiliate.host})
        choices = [(code, name) for code, name in settings.LANGUAGES if code not in affiliate.languages]
        self.fields["languages"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["languages"]

    def clean_host(self) -> str | None:
        """Return the name as the database keeps it."""
        return str(self.cleaned_data["host"]).strip().lower() or None


class ReasonForm(forms.Form):
    """Why a sub-site leaves readers' sight."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the affiliate’s log; readers do not see it."),
    )
