"""Settings of `make run`: a developer's machine, never a public one."""

from config.settings.base import *  # noqa: F403 - settings modules extend the base
from config.settings.base import STORAGES

DEBUG = True
SECRET_KEY = "development-only-not-a-secret"  # noqa: S105 - never used outside a developer's machine
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
INTERNAL_IPS = ["127.0.0.1"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
