"""What anybody may ask: is it alive, is it ready, whom to tell of a hole, what not to crawl."""

from datetime import UTC, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

SECURITY_DAYS = 180
_applied: set[str] = set()  # of this process: migrations that were applied stay applied


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing else."""
    return _said("ok")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and every migration is applied, otherwise 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        ready = _migrated()
    except DatabaseError:
        return _said("the database does not answer", 503)
    return _said("ready") if ready else _said("migrations are waiting", 503)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What is between two parties is nothing for search engines; what a business shows to everybody is."""
    return _said("User-agent: *\nAllow: /@\nAllow: /static/\nAllow: /track-record\nDisallow: /\n")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116."""
    ends = (datetime.now(UTC) + timedelta(days=SECURITY_DAYS)).replace(microsecond=0, hour=0, minute=0, second=0)
    told = (
        f"Contact: mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
        f"Expires: {ends.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: en",
        f"Canonical: {settings.BASE_URL}{reverse('security')}",
    )
    return _said("\n".join(told) + "\n")


def _migrated() -> bool:
    if connection.alias in _applied:
        return True
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    _applied.add(connection.alias)
    return True


def _said(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
