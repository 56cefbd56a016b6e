"""The addresses of teams and logs in the back office."""

from django.urls import path

from affiliates import activity_views, team_change_views, team_views

PERSON = "team/<int:affiliate_id>/people/<int:user_id>/"
INVITATION = "team/<int:affiliate_id>/invitations/<int:invitation_id>/"

urlpatterns = [
    path("team/", team_views.choose_team, name="team_index"),
    path("team/<int:affiliate_id>/", team_views.TeamView.as_view(), name="team_index"),
    path("team/<int:affiliate_id>/invite/", team_change_views.InviteToTeamView.as_view(), name="team_invite"),
    path(f"{PERSON}role/", team_change_views.RoleView.as_view(), name="team_role"),
    path(f"{PERSON}deactivate/", team_change_views.DeactivateView.as_view(), name="team_deactivate"),
    path(f"{PERSON}reactivate/", team_change_views.ReactivateView.as_view(), name="team_reactivate"),
    path(
        f"{PERSON}second-factor/",
        team_change_views.ResetSecondFactorView.as_view(),
        name="team_reset_second_factor",
    ),
    path(f"{INVITATION}send/", team_change_views.SendAgainView.as_view(), name="team_resend"),
    path(f"{INVITATION}withdraw/", team_change_views.WithdrawView.as_view(), name="team_withdraw"),
    path("activity/", activity_views.choose_activity, name="activity"),
    path("activity/<int:affiliate_id>/", activity_views.ActivityView.as_view(), name="activity"),
    path("activity/<int:affiliate_id>/export/", activity_views.ActivityExportView.as_view(), name="activity_export"),
]
