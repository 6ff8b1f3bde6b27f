"""Settings of the plain Django: one table, no middleware but what every form needs."""

import os

SECRET_KEY = "a key for the benchmark alone, never used elsewhere"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.hello.urls"
INSTALLED_APPS = ["bench.hello"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["HELLO_DATABASE"]}}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
