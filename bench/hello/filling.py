"""Makes the tables of the plain Django and fifty rows and more; prints the key of a session that is signed in."""

import os
import sys
from datetime import UTC, datetime, timedelta


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.hello.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from bench.hello.models import Row

    if settings.PROJECT:
        call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    now = datetime.now(UTC)
    Row.objects.bulk_create(
        Row(title=f"A website, stage {n}", state="agreed", minor=n * 1000, moved_at=now - timedelta(minutes=n))
        for n in range(200)
    )
    sys.stdout.write(_session() if settings.PROJECT else "")


def _session() -> str:
    from django.contrib.auth.models import User
    from django.test import Client

    browser = Client()
    browser.force_login(User.objects.create_user("jonas"))
    return browser.cookies["sessionid"].value


if __name__ == "__main__":
    main()
