"""Settings of a production server: what it must be told, it refuses to start without."""

from config import env
from config.settings.base import *  # noqa: F403 - settings modules extend the base

SECRET_KEY = env.text("SECRET_KEY")
NATIONAL_HOSTS = env.words("ALLOWED_HOSTS")
BASE_URL = env.text("BASE_URL")
WAGTAILADMIN_BASE_URL = BASE_URL
# A connection is kept for a minute, since making one costs more than most pages ask of it.
DATABASES = {"default": env.database("DATABASE_URL") | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# Over https only, for a year; subdomains that are not this site's only when they are ready for it.
SECURE_HSTS_SECONDS = env.integer("SECURE_HSTS_SECONDS", default=365 * 24 * 60 * 60, least=0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.boolean("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("TRUSTED_PROXY_COUNT", default=1, least=0)
