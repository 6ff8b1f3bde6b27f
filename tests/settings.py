"""The settings of a test run: those of the product, on a database and in a folder of the run's own."""

from importlib import import_module

from tests.database import prepare

DATA = prepare()
(DATA / "static").mkdir(exist_ok=True)
product = import_module("tallystone.settings")  # only now: it reads the environment that prepare() sets
globals().update({name: value for name, value in vars(product).items() if name.isupper()})

if product.DATABASES["default"]["ENGINE"] == "tallystone.journal.sqlite":
    # A file, not memory: threads share it, with the product's own lock. Nobody pulls the plug of a test run.
    options = product.DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    product.DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
product.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
