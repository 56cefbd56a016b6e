"""The addresses of local editions in the back office."""

from django.urls import path

from affiliates.edition_admin import changes, list_views, overview, preference_views, question_views, resolving_views

LIST = "editions/<int:affiliate_id>/"
EDITION = f"{LIST}<int:edition_id>/"

urlpatterns = [
    path("editions/", list_views.choose_editions, name="editions"),
    path(LIST, list_views.EditionsView.as_view(), name="editions"),
    path(f"{LIST}preferences/", preference_views.PreferencesView.as_view(), name="edition_preferences"),
    path(f"{LIST}make/<int:page_id>/", changes.MakeView.as_view(), name="edition_make"),
    path(f"{LIST}removed/<int:removed_id>/", changes.RestoreView.as_view(), name="edition_restore"),
    path(EDITION, overview.EditionView.as_view(), name="edition"),
    path(f"{EDITION}compare/", overview.CompareView.as_view(), name="edition_compare"),
    path(f"{EDITION}note/", overview.NoteView.as_view(), name="edition_note"),
    path(f"{EDITION}updates/", overview.ModeView.as_view(), name="edition_mode"),
    path(f"{EDITION}use-national/", overview.UseNationalView.as_view(), name="edition_use_national"),
    path(f"{EDITION}attach/", changes.AttachView.as_view(), name="edition_attach"),
    path(f"{EDITION}detach/", changes.DetachView.as_view(), name="edition_detach"),
    path(f"{EDITION}reset/", changes.ResetView.as_view(), name="edition_reset"),
    path(f"{EDITION}delete/", changes.DeleteView.as_view(), name="edition_delete"),
    path(f"{EDITION}question/", question_views.QuestionView.as_view(), name="edition_question"),
    path(f"{EDITION}resolve/", resolving_views.ResolveView.as_view(), name="edition_resolve"),
    path(f"{EDITION}resolve/preview/", resolving_views.ResolvePreviewView.as_view(), name="edition_resolve_preview"),
]
