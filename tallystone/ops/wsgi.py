"""The web application; with TALLYSTONE_WORKER_INSIDE (the default on SQLite) the worker runs beside it in a thread."""

import gc
import os
import sys
from multiprocessing.util import Finalize

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystone.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

SHORT = 0.0005  # seconds: a page waits so long for its turn, ten times in each act, while the worker beside it reckons
application = get_wsgi_application()
gc.freeze()  # what is loaded by now stays
gc.enable()
gc.set_threshold(20_000, 20, 50)  # a page makes some ten thousand objects; 700 is for small programs

if settings.WORKER_INSIDE:
    from tallystone.acting.door import SIGNALS
    from tallystone.ops import worker

    sys.setswitchinterval(SHORT)
    SIGNALS.append(worker.wake.set)
    Finalize(None, worker.beside(), exitpriority=10)  # atexit would not be heard in a forked process

if not settings.DEBUG:
    from tallystone.ops import warming

    warming.when_needed()
