"""Each request gets an id and one log line without personal text; each reader gets their locale and time zone."""

import logging
import re
import time
import uuid

from django.http import Http404
from django.utils import timezone
from django.utils.cache import patch_cache_control

from tallystone import reader
from tallystone.logs import request_id, without_secrets
from tallystone.people.reach import roles_of, seen_by

log = logging.getLogger(__name__)
PROBED = {"/healthz", "/readyz"}  # asked by balancers, by whatever address they have
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class Requests:
    """Request ids (taken over from a proxy where well-formed) and one structured line a request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        request.id = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        within = request_id.set(request.id)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(within)
        if not request.path.startswith("/static/"):
            path = without_secrets(request.path)
            took = round((time.perf_counter() - began) * 1000, 1)
            told = {"id": request.id, "method": request.method, "path": path, "status": response.status_code, "ms": took}
            log.info("request", extra=told)
        response["X-Request-ID"] = request.id
        return response


class Reader:
    """Numbers, dates and times as this person's locale and time zone write them; pages are nobody else's to keep."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path:
            raise Http404  # no name of ours has it, and PostgreSQL refuses to look for it
        if request.path not in PROBED:
            request.get_host()  # refuses a host that is not ours: else another name could be made to point here and read
        who = reader.of(request)
        with reader.reading(who), timezone.override(who.zone):
            if roles := roles_of(request.user).values():
                reader.become(seen_by(*roles))
            response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response
