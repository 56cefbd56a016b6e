"""Where the link in an invitation to a team leads."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from affiliates.invitations import (
    AddressTakenError,
    InvitationGoneError,
    accept,
    accept_with_new_account,
    find_invitation,
)
from affiliates.models import TeamInvitation
from affiliates.team import TeamError
from affiliates.team_forms import NewAccountForm
from users.models import User

PAGE = "affiliates/invitation.html"


@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody new make an account; lead somebody who has one to signing in.

    Whoever has the link reads the mailbox, so nothing about the account of that address is a secret here.
    """
    try:
        invitation = find_invitation(token)
        account = User.objects.filter(email=invitation.email).first()
        if request.user.is_authenticated and request.user != account:
            return _page(request, invitation, token, state="other")
        if account is None:
            return _new_account(request, invitation, token)
        if account.is_active:
            return _page(request, invitation, token, state="sign_in")
        return _come_back(request, invitation, token, account)
    except InvitationGoneError:
        return _gone(request)


@never_cache
def join_team(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody who has signed in accept; the gate of the back office has asked for the second factor."""
    try:
        user = cast("User", request.user)
        invitation = find_invitation(token)
        if user.email != invitation.email:
            return _page(request, invitation, token, state="other")
        if request.method != "POST":
            return _page(request, invitation, token, state="join")
        accept(token, user)
    except InvitationGoneError:
        return _gone(request)
    except TeamError as error:
        return _page(request, invitation, token, state="refused", reason=str(error))
    messages.success(request, _("You are on the team of %(affiliate)s.") % {"affiliate": invitation.affiliate})
    return redirect("wagtailadmin_home")


def _new_account(request: HttpRequest, invitation: TeamInvitation, token: str) -> HttpResponse:
    form = NewAccountForm(request.POST if request.method == "POST" else None, email=invitation.email)
    if not form.is_valid():
        return _page(request, invitation, token, state="new", form=form)
    try:
        accept_with_new_account(token, form.account())
    except AddressTakenError:  # the page leads to signing in by now
        return redirect("team_accept", token)
    except TeamError as error:
        return _page(request, invitation, token, state="refused", reason=str(error))
    messages.success(request, _("Your account is ready. Sign in with your e-mail address and password."))
    return redirect("wagtailadmin_home")


def _come_back(request: HttpRequest, invitation: TeamInvitation, token: str, account: User) -> HttpResponse:
    if request.method != "POST":
        return _page(request, invitation, token, state="back")
    try:
        accept(token, account)
    except TeamError as error:
        return _page(request, invitation, token, state="refused", reason=str(error))
    messages.success(request, _("Your account works again. Sign in with the password of before."))
    return redirect("wagtailadmin_home")


def _page(
    request: HttpRequest,
    invitation: TeamInvitation,
    token: str,
    *,
    state: str,
    form: NewAccountForm | None = None,
    reason: str = "",
) -> HttpResponse:
    context = {"invitation": invitation, "token": token, "state": state, "form": form, "reason": reason}
    return render(request, PAGE, context, status=422 if form is not None and form.errors else 200)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, PAGE, {"state": "gone"}, status=404)
