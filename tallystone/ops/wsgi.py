"""The web application; with TALLYSTONE_WORKER_INSIDE (the default on SQLite) the worker runs beside it in a thread."""

import os
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystone.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

if settings.WORKER_INSIDE:
    from tallystone.acting.door import SIGNALS
    from tallystone.ops import worker

    SIGNALS.append(worker.wake.set)
    threading.Thread(target=worker.run, args=(threading.Event(),), daemon=True, name="worker").start()
