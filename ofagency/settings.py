"""Settings: one file, one section per concern; every deploy-time value comes from the environment."""

from __future__ import annotations

import sys
from pathlib import Path

import environ

from ofagency.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()  # type: ignore[no-untyped-call]
environ.Env.read_env(BASE_DIR / ".env")

# --- Core ---------------------------------------------------------------------------------------
# DEBUG is on by default so that a fresh clone runs at once; the compose file and the Dockerfile
# switch it off, and without it SECRET_KEY and ALLOWED_HOSTS must be given.
DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="development-only-key-" * 3) if DEBUG else env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "ofagency.urls"
WSGI_APPLICATION = "ofagency.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TESTING = "pytest" in sys.modules

INSTALLED_APPS = [
    "agencies",
    "chats",
    "analytics",
    "integrations",
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "ofagency.apps.AgencyAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "procrastinate.contrib.django",
    "rest_framework",
    "rest_framework_api_key",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Django hides the length of what it compresses, so that tokens cannot be guessed by it.
    "django.middleware.gzip.GZipMiddleware",
    "ofagency.csp.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ofagency.logs.RequestLogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "agencies.middleware.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Last: it runs the view inside the agency's scope.
    "agencies.middleware.ActorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "ofagency" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "agencies.context_processors.actor",
                "chats.context_processors.desk",
                "analytics.context_processors.feedback",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------
# Web and worker take on BOUND_ROLE, which row-level security binds; `migrate` runs as the owner.
EMBEDDED_POSTGRES_DIR = Path(env.str("EMBEDDED_POSTGRES_DIR", default=str(BASE_DIR / "var" / "postgres")))
BOUND_ROLE = env.str("BOUND_ROLE", default="ofagency_app")
DATABASES = {
    "default": {
        **(env.db("DATABASE_URL") if env.str("DATABASE_URL", default="") else {"NAME": "ofagency"}),
        "ENGINE": "ofagency.postgres",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"]["assume_role"] = BOUND_ROLE
# The API's reads are prepared on their fifth use. Switch it off behind a pooler that cannot carry prepared statements.
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 5 if env.bool("PREPARED_STATEMENTS", default=True) else None
if not env.str("DATABASE_URL", default=""):
    DATABASES["default"]["OPTIONS"]["embedded_dir"] = str(EMBEDDED_POSTGRES_DIR)

# --- People and sessions ------------------------------------------------------------------------
AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = [
    "agencies.backends.PermissionTableBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "agencies.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
USERSESSIONS_TRACK_ACTIVITY = False
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="OF Agency Platform <noreply@localhost>")

# --- Secrets at rest: the first key seals, all open -------------------------------------------------
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", default=[]) or [SECRET_KEY]

# --- Security -----------------------------------------------------------------------------------
HTTPS = env.bool("HTTPS", default=not DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14  # seconds
CSRF_FAILURE_VIEW = "ofagency.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# Who guesses passwords is counted for all web processes together, by the address that the proxy saw.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "ofagency_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True
FORMAT_MODULE_PATH = ["ofagency.formats"]

# --- Files --------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "ofagency" / "static"]
UPLOAD_DIR = Path(env.str("UPLOAD_DIR", default=str(BASE_DIR / "var" / "uploads")))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": UPLOAD_DIR, "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_HANDLERS = ["ofagency.uploads.UploadHandler"]

# --- API ----------------------------------------------------------------------------------------
# Requests in a minute: of a key that has no limit of its own, and of an address that shows no valid key. 0: any number.
API_RATE_PER_MINUTE = env.int("API_RATE_PER_MINUTE", default=600)
API_STRANGERS_PER_MINUTE = env.int("API_STRANGERS_PER_MINUTE", default=60)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "agencies.api_defaults.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["agencies.api_defaults.TablePermission"],
    "DEFAULT_RENDERER_CLASSES": ["agencies.api_defaults.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["agencies.api_defaults.OrjsonParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "agencies.api.schema.ScopedSchema",
    "EXCEPTION_HANDLER": "agencies.api_errors.problem_details",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "OF Agency Platform",
    "DESCRIPTION": "Chats, fans and sales of one agency. Authenticate with `Authorization: Api-Key …`.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ActionEnum": "chats.models.WordRule.Action",
        "AlertKindEnum": "analytics.models.AlertRule.Kind",
        "DirectionEnum": "chats.models.chat.Direction",
        "DetectorEnum": "chats.models.GuardRule.Detector",
        "FetchKindEnum": "integrations.models.connection.SyncRun.Kind",
        "GuardActionEnum": "chats.models.GuardRule.Action",
        "GuardEventStatusEnum": "chats.models.GuardEvent.Status",
        "GuardKindEnum": "chats.models.guard.GuardKind",
        "KindEnum": "analytics.models.Transaction.Kind",
        "SalesRuleEnum": "analytics.models.SalesRules.Rule",
    },
    "SWAGGER_UI_SETTINGS": {"persistAuthorization": False},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "agencies.api.schema.add_shapes",
        "agencies.api.schema.add_problems",
        "integrations.api.webhooks.add_webhooks",
        "ofagency.api_words.describe",
    ],
}

# --- Services that are called -------------------------------------------------------------------
#: Fans of the demo who write and buy, played by a stand-in for OnlyFansAPI.com on the next port.
DEMO_LIVE = DEBUG and env.bool("DEMO_LIVE", default=False)
#: Networks of the operator's own that webhooks may be delivered to, as in 10.1.0.0/16; otherwise public addresses only.
WEBHOOKS_ALLOWED_NETWORKS = env.list("WEBHOOKS_ALLOWED_NETWORKS", default=[])
#: Whether AI providers may be on this machine or in its private network, as Ollama and vLLM are. Whoever sets up an
#: agency can then have requests sent there, so it is the operator's to say.
AI_PRIVATE_ADDRESSES = env.bool("AI_PRIVATE_ADDRESSES", default=DEBUG)
ONLYFANSAPI_URL = env.str("ONLYFANSAPI_URL", default="https://app.onlyfansapi.com")

# --- Messages on their way out: who brings them to the platform ------------------------------------
MESSAGE_COURIER = "integrations.courier.deliver"

# --- Metrics: /metrics exists only for whoever shows this token ------------------------------------
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# --- Jobs ---------------------------------------------------------------------------------------
# Jobs that wait for their time are looked for each second; all others are told to the worker at once.
# What is done is kept for a day, to look at: see `agencies.tasks`.
# A fetching of hours must not keep a reply waiting, so several jobs run side by side.
PROCRASTINATE_WORKER_DEFAULTS = {
    "wait": True,
    "concurrency": 4,
    "delete_jobs": "never",
    "fetch_job_polling_interval": 1,
}

# --- Admin --------------------------------------------------------------------------------------
from ofagency.unfold import UNFOLD  # noqa: E402, F401  (data only; last, so that it may be long)

# --- Logs ---------------------------------------------------------------------------------------
LOGGING = logging_config(level=env.str("LOG_LEVEL", default="INFO"), as_json=env.bool("LOG_JSON", default=not DEBUG))
