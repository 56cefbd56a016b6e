"""The addresses of teams, logs and national content in the back office."""

from django.urls import path

from affiliates import (
    activity_views,
    association_import_views,
    national_content_views,
    sharing_views,
    team_change_views,
    team_views,
)

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
    path("national-content/", national_content_views.choose_national_content, name="national_content"),
    path(
        "national-content/<int:affiliate_id>/",
        national_content_views.NationalContentView.as_view(),
        name="national_content",
    ),
    path(
        "national-content/<int:affiliate_id>/<int:page_id>/hide/",
        national_content_views.HideView.as_view(),
        name="national_content_hide",
    ),
    path(
        "national-content/<int:affiliate_id>/<int:page_id>/bring-back/",
        national_content_views.BringBackView.as_view(),
        name="national_content_bring_back",
    ),
    path(
        "national-content/sharing/<int:page_id>/", sharing_views.SharingView.as_view(), name="national_content_sharing"
    ),
    path("activity/", activity_views.choose_activity, name="activity"),
    path("activity/<int:affiliate_id>/", activity_views.ActivityView.as_view(), name="activity"),
    path("activity/<int:affiliate_id>/export/", activity_views.ActivityExportView.as_view(), name="activity_export"),
    path("associations/import/", association_import_views.UploadView.as_view(), name="associations_import"),
    path(
        "associations/import/<uuid:import_id>/",
        association_import_views.ReviewView.as_view(),
        name="associations_import_review",
    ),
    path(
        "associations/import/<uuid:import_id>/report.csv",
        association_import_views.ReportFileView.as_view(),
        name="associations_import_report",
    ),
]
