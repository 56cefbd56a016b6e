"""The addresses at which national administrators set up sub-sites and take them out of service."""

from django.urls import path

from affiliates import service_views, setup_views

urlpatterns = [
    path("sub-sites/set-up/", setup_views.StartView.as_view(), name="set_up"),
    path("sub-sites/set-up/check/", setup_views.CheckView.as_view(), name="set_up_check"),
    path("sub-sites/set-up/<slug:step>/", setup_views.StepView.as_view(), name="set_up_step"),
    path("sub-sites/<int:affiliate_id>/done/", setup_views.DoneView.as_view(), name="set_up_done"),
    path("sub-sites/<int:affiliate_id>/complete/", service_views.CompleteView.as_view(), name="sub_site_complete"),
    path(
        "sub-sites/<int:affiliate_id>/out-of-service/",
        service_views.OutOfServiceView.as_view(),
        name="sub_site_out_of_service",
    ),
    path("sub-sites/<int:affiliate_id>/return/", service_views.ReturnView.as_view(), name="sub_site_return"),
]
