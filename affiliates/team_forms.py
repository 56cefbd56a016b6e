"""What managers are asked when they change their team, and what the invited are asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordMixin
from django.utils.translation import gettext_lazy as _

from affiliates.invitations import NewAccount
from affiliates.models import Affiliate, Role
from affiliates.team import roles_in
from users.models import User

MEANINGS = {
    Role.MANAGER: _("Manager: everything an editor does, and the team"),
    Role.EDITOR: _("Editor: writes and publishes"),
    Role.VIEWER: _("Read only: looks at drafts and reports, changes nothing"),
}


class RoleForm(forms.Form):
    """Asks for one of the roles that the sub-site has."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, affiliate: Affiliate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(role, MEANINGS[Role(role)]) for role, _label in roles_in(affiliate)]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]


class TeamInviteForm(RoleForm):
    """Asks whom to invite."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The person gets a link that works for seven days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "role")

    def clean_email(self) -> str:
        """Return the address as accounts keep it."""
        return str(self.cleaned_data["email"]).lower()


class NewAccountForm(SetPasswordMixin, forms.Form):
    """Asks somebody without an account for a name and a password."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    password1, password2 = SetPasswordMixin.create_password_fields(label1=_("Password"), label2=_("Password again"))

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password2"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Check the password, also against the person's name and address."""
        self.validate_passwords()
        given = super().clean() or {}
        person = User(email=self.email, first_name=given.get("first_name", ""), last_name=given.get("last_name", ""))
        self.validate_password_for_user(person, "password1")
        return given

    def account(self) -> NewAccount:
        """Return what was given, once it is valid."""
        given = self.cleaned_data
        return NewAccount(given["first_name"], given["last_name"], given["password1"])
