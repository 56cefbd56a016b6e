"""The addresses of the nation's overview of local editions, and of what affiliates send it."""

from django.urls import path

from affiliates.edition_overview import (
    correction_views,
    difference_views,
    dry_run_views,
    matrix_views,
    progress_views,
    rewrites_views,
    suggestion_views,
)

EDITION = "editions/<int:affiliate_id>/<int:edition_id>/"
PAGE = "national-editions/<int:page_id>/"

urlpatterns = [
    path("national-editions/", matrix_views.MatrixView.as_view(), name="edition_matrix"),
    path("national-editions/export/", matrix_views.MatrixExportView.as_view(), name="edition_matrix_export"),
    path(f"{PAGE}dry-run/", dry_run_views.DryRunView.as_view(), name="edition_dry_run"),
    path(f"{PAGE}progress/", progress_views.ProgressView.as_view(), name="edition_progress"),
    path(f"{PAGE}progress/again/", progress_views.RetryView.as_view(), name="edition_retry"),
    path(f"{PAGE}correction/", correction_views.CorrectionView.as_view(), name="edition_correction"),
    path(f"{PAGE}rewrites/", rewrites_views.RewritesView.as_view(), name="edition_rewrites"),
    path("suggestions/", suggestion_views.SuggestionsView.as_view(), name="edition_suggestions"),
    path("suggestions/<int:suggestion_id>/", suggestion_views.SuggestionView.as_view(), name="edition_suggestion"),
    path(f"{EDITION}suggest/", suggestion_views.SuggestView.as_view(), name="suggestion_new"),
    path(f"{EDITION}languages/", difference_views.DifferencesView.as_view(), name="edition_accept_difference"),
]
