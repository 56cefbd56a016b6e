"""The team of an affiliate in the back office: who is on it, is invited and was on it.

Whoever does not manage the affiliate, and every id that is not of its team, gets the answer of an id that nobody has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, StatusTagColumn, Table
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from affiliates import team
from affiliates.authority import managed_affiliates
from affiliates.models import Affiliate, FormerMember, Role, TeamInvitation

if TYPE_CHECKING:
    from affiliates.team import Member
    from users.models import User


def choose_team(request: HttpRequest) -> HttpResponse:
    """Lead on to the only team that there is to manage, or offer several. Raises Http404 where there is none."""
    affiliates = list(managed_affiliates(request.user))
    if not affiliates:
        raise Http404
    if len(affiliates) == 1:
        return redirect("team_index", affiliates[0].pk)
    context = {
        "header_title": _("Team"),
        "page_title": _("Team"),
        "header_icon": "group",
        "links": [(affiliate, reverse("team_index", args=[affiliate.pk])) for affiliate in affiliates],
    }
    return render(request, "affiliates/admin/choose_affiliate.html", context)


class ActionsColumn(Column):
    """Links to what can be done with the person or invitation of the row."""

    cell_template_name = "affiliates/admin/team_actions_cell.html"


class OfTeam(WagtailAdminTemplateMixin, View):
    """Answers about the team of one affiliate, to those who manage it; for others there is none."""

    page_title = gettext_lazy("Team")
    header_icon = "group"

    @cached_property
    def affiliate(self) -> Affiliate:
        """The affiliate that the address names. Raises Http404 when this person does not manage it."""
        return get_object_or_404(managed_affiliates(self.request.user), pk=self.kwargs["affiliate_id"])

    @property
    def manager(self) -> User:
        """Who asks; the gate of the back office lets nobody through who is not signed in."""
        return cast("User", self.request.user)

    @property
    def team_url(self) -> str:
        """The address of the list."""
        return reverse("team_index", args=[self.affiliate.pk])


class TeamView(OfTeam):
    """Lists who is on the team, who is invited and who was on it."""

    template_name = "affiliates/admin/team.html"

    def get(self, request: HttpRequest, affiliate_id: int) -> HttpResponse:
        """Show the lists."""
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to the list."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title, "sublabel": self.affiliate.name}]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to invite somebody."""
        url = reverse("team_invite", args=[self.affiliate.pk])
        return [HeaderButton(_("Invite somebody"), url=url, icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the three lists."""
        pending = TeamInvitation.objects.pending().filter(affiliate=self.affiliate).select_related("invited_by")
        return super().get_context_data(
            affiliate=self.affiliate,
            people=Table(self._people_columns(), list(team.people_of(self.affiliate)), caption=_("People on the team")),
            invitations=Table(self._invitation_columns(), list(pending), caption=_("Pending invitations")),
            former=Table(
                self._former_columns(), list(team.former_members_of(self.affiliate)), caption=_("Deactivated people")
            ),
            **kwargs,
        )

    def _people_columns(self) -> list[Column]:
        return [
            Column("name", label=_("Name"), accessor=lambda person: person.get_full_name() or person.email),
            Column("email", label=_("E-mail")),
            Column("role", label=_("Role"), accessor=lambda person: Role(person.role).label),
            BooleanColumn("has_second_factor", label=_("Second factor set up")),
            DateColumn("last_login", label=_("Last sign-in")),
            StatusTagColumn("status", label=_("Status"), accessor=_status, primary=lambda person: person.is_active),
            ActionsColumn("actions", label=_("Actions"), accessor=self._person_actions),
        ]

    def _invitation_columns(self) -> list[Column]:
        return [
            Column("email", label=_("E-mail")),
            Column("role", label=_("Role"), accessor="get_role_display"),
            Column("invited_by", label=_("Invited by")),
            # Wagtail's column for dates tells how long ago something was.
            Column(
                "expires_at",
                label=_("Works until"),
                accessor=lambda row: date_format(timezone.localtime(row.expires_at), "DATE_FORMAT"),
            ),
            StatusTagColumn(
                "status",
                label=_("Status"),
                accessor=lambda row: _("Too old") if row.is_expired else _("Pending"),
                primary=lambda row: not row.is_expired,
            ),
            ActionsColumn("actions", label=_("Actions"), accessor=self._invitation_actions),
        ]

    def _former_columns(self) -> list[Column]:
        return [
            Column("name", label=_("Name"), accessor="user"),
            Column("role", label=_("Role before"), accessor="get_role_display"),
            DateColumn("left_at", label=_("Deactivated")),
            ActionsColumn("actions", label=_("Actions"), accessor=self._former_actions),
        ]

    def _person_actions(self, person: Member) -> list[dict[str, str]]:
        about = person.get_full_name() or person.email
        actions = [("team_role", _("Change role"))]
        if person.pk != self.request.user.pk and person.has_second_factor:
            actions.append(("team_reset_second_factor", _("Reset second factor")))
        return self._actions([*actions, ("team_deactivate", _("Deactivate"))], person.pk, about)

    def _invitation_actions(self, invitation: TeamInvitation) -> list[dict[str, str]]:
        actions = [("team_resend", _("Send again")), ("team_withdraw", _("Withdraw"))]
        return self._actions(actions, invitation.pk, invitation.email)

    def _former_actions(self, former: FormerMember) -> list[dict[str, str]]:
        return self._actions([("team_reactivate", _("Reactivate"))], former.user_id, str(former.user))

    def _actions(self, actions: list[tuple[str, str]], pk: int, about: str) -> list[dict[str, str]]:
        return [
            {"url": reverse(name, args=[self.affiliate.pk, pk]), "label": label, "about": about}
            for name, label in actions
        ]


def _status(person: Member) -> str:
    return _("Active") if person.is_active else _("Switched off by the national office")
