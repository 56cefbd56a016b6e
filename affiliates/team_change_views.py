"""What managers change in their team, each change asked for on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import app_settings as account_settings
from allauth.core.exceptions import ReauthenticationRequired
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from affiliates import invitations, team
from affiliates.models import FormerMember, TeamInvitation
from affiliates.team import TeamError
from affiliates.team_forms import RoleForm, TeamInviteForm
from affiliates.team_views import OfTeam
from users.lost_factor import tell_of_forgotten_factor
from users.second_factor import signed_in_within

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from affiliates.team import Member


class _Change(OfTeam):
    """Asks before a change, makes it, and says what came of it."""

    template_name = "affiliates/admin/team_change.html"
    # Once before the change is asked for, and on the button that makes it.
    question: StrOrPromise = ""
    explanation: StrOrPromise = ""
    button: StrOrPromise = ""
    is_serious = False

    def get(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Show the question."""
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Make the change, or show beside the field why it cannot be made."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                self.change(form)
            except TeamError as error:
                form.add_error(error.field if error.field in form.fields else None, str(error))
            else:
                return redirect(self.team_url)
        return self.render_to_response(self.get_context_data(form=form))

    def form(self, data: Any = None) -> forms.Form:
        """Return what is asked; nothing but yes, unless a subclass asks for more."""
        return forms.Form(data)

    def change(self, form: forms.Form) -> None:
        """Do it, and leave a message. Raises TeamError when it cannot be done."""
        raise NotImplementedError

    def about(self) -> str:
        """Return whom the change is about, as a manager knows them; the team itself, unless a subclass knows better."""
        return self.affiliate.name

    def get_page_title(self) -> str:
        """Return the question."""
        return str(self.question)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, by the list."""
        team_item = {"url": self.team_url, "label": _("Team"), "sublabel": self.affiliate.name}
        return [*self.breadcrumbs_items, team_item, {"url": "", "label": self.question}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        words = {"about": self.about(), "explanation": self.explanation, "button": self.button}
        return super().get_context_data(
            question=self.question, is_serious=self.is_serious, team_url=self.team_url, **words, **kwargs
        )


class InviteToTeamView(_Change):
    """Invites somebody; the answer is the same whether or not the address has an account."""

    question = gettext_lazy("Invite somebody")
    explanation = gettext_lazy(
        "The person is on the team once they have opened the link in the mail. Somebody new chooses a password there; "
        "somebody with an account signs in."
    )
    button = gettext_lazy("Send the invitation")

    def form(self, data: Any = None) -> TeamInviteForm:
        """Ask for address and role."""
        return TeamInviteForm(data, affiliate=self.affiliate)

    def change(self, form: forms.Form) -> None:
        """Invite, and send the mail once the invitation is kept."""
        email, role = form.cleaned_data["email"], form.cleaned_data["role"]
        invitation, token = invitations.invite(self.affiliate, email, role, by=self.manager)
        send(self.request, invitation, token)


def send(request: HttpRequest, invitation: TeamInvitation, token: str) -> None:
    """Mail the invitation and say how that went."""
    email = invitation.email
    if invitations.send_team_invitation(request, invitation, token):
        messages.success(request, _("An invitation went to %(email)s.") % {"email": email})
    else:
        messages.warning(
            request,
            _("The mail to %(email)s could not be sent. The invitation is kept: use “Send again” later.")
            % {"email": email},
        )


class _ChangeInvitation(_Change):
    @cached_property
    def invitation(self) -> TeamInvitation:
        """The pending invitation that the address names. Raises Http404 when the team has no such one."""
        pending = TeamInvitation.objects.pending().filter(affiliate=self.affiliate).select_related("affiliate")
        return get_object_or_404(pending, pk=self.kwargs["invitation_id"])

    def about(self) -> str:
        """Return the address that is invited."""
        return self.invitation.email


class SendAgainView(_ChangeInvitation):
    """Sends an invitation again, with a new link."""

    question = gettext_lazy("Send the invitation again")
    explanation = gettext_lazy("The new link works for seven days. The one sent before stops working.")
    button = gettext_lazy("Send again")

    def change(self, form: forms.Form) -> None:
        """Renew the link and mail it."""
        token = invitations.renew(self.invitation, by=self.manager)
        self.invitation.refresh_from_db()
        send(self.request, self.invitation, token)


class WithdrawView(_ChangeInvitation):
    """Takes an invitation back."""

    question = gettext_lazy("Withdraw the invitation")
    explanation = gettext_lazy("The link in the mail stops working. The person is not told.")
    button = gettext_lazy("Withdraw")
    is_serious = True

    def change(self, form: forms.Form) -> None:
        """Withdraw it."""
        invitations.withdraw(self.invitation, by=self.manager)
        messages.success(self.request, _("The invitation was withdrawn."))


class _ChangePerson(_Change):
    @cached_property
    def person(self) -> Member:
        """The person of the team that the address names. Raises Http404 when the team has no such person."""
        return get_object_or_404(team.people_of(self.affiliate), pk=self.kwargs["user_id"])

    def about(self) -> str:
        """Return the person's name."""
        return str(self.person)


class RoleView(_ChangePerson):
    """Gives a person another role."""

    question = gettext_lazy("Change role")
    button = gettext_lazy("Save")

    def form(self, data: Any = None) -> RoleForm:
        """Ask for the role."""
        return RoleForm(data, affiliate=self.affiliate, initial={"role": self.person.role})

    def change(self, form: forms.Form) -> None:
        """Change it."""
        team.change_role(self.affiliate, self.person, form.cleaned_data["role"], by=self.manager)
        messages.success(self.request, _("The role was changed."))


class DeactivateView(_ChangePerson):
    """Takes a person off the team."""

    question = gettext_lazy("Deactivate")
    explanation = gettext_lazy(
        "The person loses the role in this team and is signed out everywhere, at once. What they wrote stays. The "
        "account itself is switched off only when it has no other role. You can reactivate the person later."
    )
    button = gettext_lazy("Deactivate")
    is_serious = True

    def change(self, form: forms.Form) -> None:
        """Do it."""
        team.deactivate(self.affiliate, self.person, by=self.manager)
        messages.success(self.request, _("%(person)s was deactivated.") % {"person": self.person})


class ReactivateView(_Change):
    """Gives somebody the former role back."""

    question = gettext_lazy("Reactivate")
    explanation = gettext_lazy("The person gets the former role back, and signs in with the password of before.")
    button = gettext_lazy("Reactivate")

    @cached_property
    def former(self) -> FormerMember:
        """The former member that the address names. Raises Http404 when the team has no such one."""
        return get_object_or_404(team.former_members_of(self.affiliate), user_id=self.kwargs["user_id"])

    def about(self) -> str:
        """Return the person's name."""
        return str(self.former.user)

    def change(self, form: forms.Form) -> None:
        """Do it."""
        team.reactivate(self.affiliate, self.former, by=self.manager)
        messages.success(self.request, _("%(person)s is on the team again.") % {"person": self.former.user})


class ResetSecondFactorView(_ChangePerson):
    """Takes a lost second factor away, after the manager has confirmed with their own."""

    question = gettext_lazy("Reset the second factor")
    explanation = gettext_lazy(
        "Do this only when you are sure who is asking: call the person. Authenticator app, passkeys and recovery codes "
        "are removed, the person is signed out everywhere, gets a mail about it, and sets up a new second factor at "
        "the next sign-in."
    )
    button = gettext_lazy("Reset the second factor")
    is_serious = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer. Raises Http404 for a stranger, then ReauthenticationRequired where signing in is a while ago."""
        if self.person and not signed_in_within(request, account_settings.REAUTHENTICATION_TIMEOUT):
            raise ReauthenticationRequired
        return super().dispatch(request, *args, **kwargs)

    def change(self, form: forms.Form) -> None:
        """Do it, and tell the person."""
        team.reset_second_factor(self.affiliate, self.person, by=self.manager)
        if tell_of_forgotten_factor(self.request, self.person):
            messages.success(self.request, _("The second factor was reset. The person has a mail about it."))
        else:
            messages.warning(
                self.request,
                _("The second factor was reset, but the mail about it could not be sent. Tell the person."),
            )
