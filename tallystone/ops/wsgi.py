"""The web application; with TALLYSTONE_WORKER_INSIDE (the default on SQLite) the worker runs beside it in a thread."""

import os
from multiprocessing.util import Finalize

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystone.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

if settings.WORKER_INSIDE:
    from tallystone.acting.door import SIGNALS
    from tallystone.ops import worker

    SIGNALS.append(worker.wake.set)
    Finalize(None, worker.beside(), exitpriority=10)  # atexit would not be heard in a forked process
