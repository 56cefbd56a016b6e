"""Settings of the tests: as production, but with fast hashing and Arabic, so that right-to-left is tested."""

from config import devdb, env
from config.settings.base import *  # noqa: F403 - settings modules extend the base
from config.settings.base import STORAGES

SECRET_KEY = "test-only-not-a-secret"  # noqa: S105 - never used outside the tests
NATIONAL_HOSTS = ["localhost", "127.0.0.1", "testserver"]
LANGUAGES = [("en", "English"), ("es", "español"), ("ar", "العربية")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
if not env.present("DATABASE_URL"):
    DATABASES = {"default": devdb.database_settings(devdb.TESTS)}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
