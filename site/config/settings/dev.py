"""Settings of `make run`: a developer's machine, never a public one."""

from config.settings.base import *  # noqa: F403 - settings modules extend the base
from config.settings.base import STORAGES

DEBUG = True
SECRET_KEY = "development-only-not-a-secret"  # noqa: S105 - never used outside a developer's machine
NATIONAL_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
INTERNAL_IPS = ["127.0.0.1"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# One sign-in form and nothing else, so that a persona of the demonstration is two fields away.
SECOND_FACTOR_REQUIRED = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
