"""The addresses of accounts, below /cms/account/: django-allauth's without managing outside accounts."""

from allauth.socialaccount import views as socialaccount_views
from django.urls import include, path

from users import views

urlpatterns = [
    path("second-factor/", views.second_factor, name="second_factor"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("sso/cancelled/", socialaccount_views.login_cancelled, name="socialaccount_login_cancelled"),
    path("sso/error/", socialaccount_views.login_error, name="socialaccount_login_error"),
]
