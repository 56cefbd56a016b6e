"""Settings shared by every environment; safe for production as they stand.

`dev`, `test` and `production` only adjust them. Every environment variable is listed in README.md.
"""

from pathlib import Path
from zoneinfo import available_timezones

from django.conf.locale import LANG_INFO

from config import devdb, env, sign_in

PROJECT_DIR = Path(__file__).resolve().parents[3]
LOCAL_DIR = PROJECT_DIR / ".local"

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY", default="")
# Keys of before, newest first: what they signed or encrypted (authenticator apps among it) stays readable.
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", default=[])
# Hosts of affiliates are rows; affiliates.middleware.HostMiddleware lets these in, and the national ones.
ALLOWED_HOSTS = ["*"]
NATIONAL_HOSTS = env.words("ALLOWED_HOSTS", default=[])
BASE_URL = env.text("BASE_URL", default="http://localhost:8000")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "users.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "config",
    "demo",
    "home",
    "search",
    "case_studies",
    "press",
    "resources",
    "programs",
    "affiliates",
    "core",
    "users",
    "wagtail_localize",
    "wagtail.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "users.apps.PeopleConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "core.middleware.CachingMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.security_headers.SecurityHeadersMiddleware",
    "core.csp.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "affiliates.middleware.HostMiddleware",
    "core.middleware.LanguageFromPathMiddleware",
    "core.middleware.BadInputMiddleware",
    "affiliates.middleware.PlaceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "users.middleware.BackOfficeLanguageMiddleware",
    "users.middleware.SecondFactorMiddleware",
    "affiliates.isolation.guard.IsolationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "affiliates.redirects.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "affiliates.frame.context",
            ],
        },
    },
]

# PostgreSQL everywhere: DATABASE_URL, else the project's own server (design decision 10).
DATABASES = {"default": env.database("DATABASE_URL") if env.present("DATABASE_URL") else devdb.database_settings()}

# Signing in (docs/features/sign-in.md): only django-allauth, and the second factor for all of the back office.
BACK_OFFICE_PATH = "/cms/"
ACCOUNT_PATH = "/cms/account/"
SECOND_FACTOR_REQUIRED = True
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/cms/login/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "users.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
# How many proxies in front add to X-Forwarded-For; the rate limits count by the reader's address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("TRUSTED_PROXY_COUNT", default=0, least=0)
MFA_ADAPTER = "users.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "activate_totp": "users.code_forms.SetUpAppForm",
    "add_webauthn": "users.key_forms.AddKeyForm",
    "authenticate": "users.code_forms.SingleUseAuthenticateForm",
    "reauthenticate": "users.code_forms.SingleUseReauthenticateForm",
}
SOCIALACCOUNT_ADAPTER = "users.adapters.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_PROVIDERS = sign_in.openid_connect_providers()
SIGN_IN_PROVIDER_ORIGINS = sign_in.provider_origins(SOCIALACCOUNT_PROVIDERS)

# Readers' addresses never get a cookie, so neither their pages nor a shared cache can depend on one.
SESSION_COOKIE_PATH = BACK_OFFICE_PATH
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_PATH = BACK_OFFICE_PATH
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "users.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Headers (core/csp.py, core/security_headers.py).
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
VIDEO_EMBED_ORIGINS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]

# Languages: English without a prefix, others with one; the address alone decides (design, section 3).
LANGUAGE_CODE = "en"
LANGUAGES = [(code, LANG_INFO[code]["name_local"]) for code in env.words("CONTENT_LANGUAGES", default=["en", "es"])]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PROJECT_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/New_York"

STATIC_URL = "/static/"
STATIC_ROOT = env.text("STATIC_ROOT", default=str(PROJECT_DIR / "staticfiles"))
STATICFILES_DIRS = [PROJECT_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.text("MEDIA_ROOT", default=str(LOCAL_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What one process learns of hosts and counts of sign-ins holds for all of them at once (docs/decisions/0005). What is
# only a shortcut to a row stays in the process.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"},
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
}

WAGTAIL_SITE_NAME = "Just Schools"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "core.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "core.Document"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# Chosen by eye on flat artwork and photographs; half the bytes of Wagtail's defaults.
WAGTAILIMAGES_AVIF_QUALITY = 60
WAGTAILIMAGES_WEBP_QUALITY = 76
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "docx",
    "key",
    "mp3",
    "mp4",
    "odt",
    "pdf",
    "pptx",
    "rtf",
    "txt",
    "vtt",
    "webm",
    "xlsx",
    "zip",
]
# A document is served by Wagtail's view, so that a private collection stays private.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# core.old_addresses leaves them: for the one address that a page has, whatever hosts stand above it.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# A link to an address becomes a link to a page only when it is exactly that page's: Wagtail's question before any
# other conversion names the page, whoever may see it.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "exact"
# Without the names that only some machines know, such as "localtime", which browsers refuse.
WAGTAIL_USER_TIME_ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
# Address, password and second factor are django-allauth's business alone; the session is not known at readers'
# addresses, so a password for pages or documents could not work there.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILEMBEDS_RESPONSIVE_HTML = False
TAGGIT_CASE_INSENSITIVE = True

# The admin searches PostgreSQL; readers search Elasticsearch where there is one (design decision 11).
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "search.backends.postgresql"},
}
ELASTICSEARCH_URL = env.words("ELASTICSEARCH_URL", default=[])
if ELASTICSEARCH_URL:
    WAGTAILSEARCH_BACKENDS["public"] = {
        "BACKEND": "search.backends.elasticsearch",
        "URLS": ELASTICSEARCH_URL,
        "INDEX_PREFIX": env.text("ELASTICSEARCH_PREFIX", default="justschools_"),
        "TIMEOUT": 5,
        "ATOMIC_REBUILD": True,
    }

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.integer("EMAIL_PORT", default=25, least=1)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", default="Just Schools <no-reply@example.org>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", default="INFO")},
    # Otherwise a line for every request to Elasticsearch and a traceback for every attempt; search says itself when
    # it fails.
    "loggers": {"elastic_transport": {"level": "ERROR"}},
}
