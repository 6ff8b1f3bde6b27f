"""All settings, from the environment alone. Each is described in docs/hosting.md (a test holds it there)."""

from pathlib import Path

from tallystone import logs
from tallystone.environment import database_url, file_storage, flag, hosts_of, listed, number, secret, text

HERE = Path(__file__).resolve().parent
DATA = Path(text("TALLYSTONE_DATA", "var")).resolve()

DEMO = flag("TALLYSTONE_DEMO")
DEBUG = flag("TALLYSTONE_DEBUG")
BASE_URL = text("TALLYSTONE_URL", f"http://127.0.0.1:{text('PORT', '8000')}").rstrip("/")
SECRET_KEY = secret("TALLYSTONE_SECRET_KEY", DATA / "secret-key")
ALLOWED_HOSTS = listed("TALLYSTONE_HOSTS") or hosts_of(BASE_URL)
SECURE = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "tallystone.pages.errors.forbidden"
PROXIES = number("TALLYSTONE_PROXIES", 0)
# Only a proxy of ours knows whether the browser came by https; without one nobody's word for it counts.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE and PROXIES else None

DATABASES = {"default": database_url(text("DATABASE_URL", ""), DATA / "tallystone.sqlite3", number("TALLYSTONE_POOL", 8))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "tallystone.journal",
    "tallystone.books",
    "tallystone.acting",
    "tallystone.people",
    "tallystone.files",
    "tallystone.hours",
    "tallystone.papers",
    "tallystone.notices",
    "tallystone.drafting",
    "tallystone.plans",
    "tallystone.reviewing",
    "tallystone.showcase",
    "tallystone.pages",
    "tallystone.ops",
]
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["tallystone.people.backend.Mailed"]
LOGIN_URL = "sign-in"
SESSION_ENGINE = "tallystone.people.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

MIDDLEWARE = [
    "tallystone.pages.middleware.Requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tallystone.people.browser.Browsers",
    "tallystone.pages.middleware.Reader",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
ROOT_URLCONF = "tallystone.pages.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["tallystone.pages.context.page"],
            "builtins": ["tallystone.pages.templatetags.show"],
        },
    }
]

LANGUAGE_CODE = "en"
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS = [HERE / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = DEBUG
FILE_LIMIT = number("TALLYSTONE_FILE_LIMIT_MB", 5_120) * 1024 * 1024
PERSON_LIMIT = number("TALLYSTONE_PERSON_LIMIT_GB", 50) * 1024 * 1024 * 1024
CHROMIUM = text("TALLYSTONE_CHROMIUM", "")
GIT = text("TALLYSTONE_GIT", "")
CAPTURE_NETWORKS = listed("TALLYSTONE_CAPTURE_NETWORKS")
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "tallystone.files.bound.Bound",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
S3 = text("TALLYSTONE_S3", "")
STORAGES = {
    "default": file_storage(
        S3, text("TALLYSTONE_S3_ENDPOINT", ""), text("TALLYSTONE_S3_KEY", ""), secret("TALLYSTONE_S3_SECRET"), DATA / "files"
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SMTP = text("TALLYSTONE_SMTP_HOST", "")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = SMTP
EMAIL_PORT = number("TALLYSTONE_SMTP_PORT", 587)
EMAIL_HOST_USER = text("TALLYSTONE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = secret("TALLYSTONE_SMTP_PASSWORD")
EMAIL_USE_TLS = text("TALLYSTONE_SMTP_TLS", "starttls") == "starttls"
EMAIL_USE_SSL = text("TALLYSTONE_SMTP_TLS", "starttls") == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("TALLYSTONE_MAIL_FROM", "Tallystone <tallystone@localhost>")

INBOUND_ADDRESS = text("TALLYSTONE_INBOUND_ADDRESS", "")
OPERATORS = [address.lower() for address in listed("TALLYSTONE_OPERATORS")]

WORKER_INSIDE = flag("TALLYSTONE_WORKER_INSIDE", default=not text("DATABASE_URL", ""))
TEST_RUNNER = "django.test.runner.DiscoverRunner"
LOGGING = logs.LOGGING
