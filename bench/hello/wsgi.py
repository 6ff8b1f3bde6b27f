"""The plain Django as a web application, with fifty rows in its database."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.hello.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()


def fill() -> None:
    """Make the table and its rows; done once, before the server starts."""
    from django.db import connection

    from bench.hello.models import Row

    with connection.schema_editor() as editor:
        editor.create_model(Row)
    now = datetime.now(UTC)
    Row.objects.bulk_create(
        Row(title=f"A website, stage {n}", state="agreed", minor=n * 1000, moved_at=now - timedelta(minutes=n)) for n in range(200)
    )


if __name__ == "__main__" and not Path(os.environ["HELLO_DATABASE"]).exists():
    fill()
