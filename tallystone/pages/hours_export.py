"""The hours of one contract as a CSV file to take away."""

import csv
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.views.decorators.http import require_safe

from tallystone.hours.models import Worked
from tallystone.pages.hours_contract import visible
from tallystone.pages.place import Place
from tallystone.pages.signed import Signed
from tallystone.people.models import Person


@login_required
@require_safe
def contract_csv(request: Signed, code: str) -> StreamingHttpResponse:
    """All hours of a contract that the reader sees, as CSV, oldest first; no cell can be a formula."""
    place = Place(request, code)
    numbers = visible(place)
    rows = Worked.objects.filter(code=place.code, milestone__in=numbers, gone=None).order_by("start", "key")
    if place.side == "client":
        rows = rows.exclude(seq=None)
    answer = StreamingHttpResponse(_lines(place, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="hours-{place.code}.csv"'
    return answer


class _Echo:
    def write(self, line: str) -> str:
        return line


HEADS = ("Date", "Start", "End", "Hours", "Minutes", "Milestone", "Title", "Person", "Note", "In the record")


def _lines(place: Place, rows: Any) -> Iterator[str]:
    write, zone = csv.writer(_Echo()).writerow, ZoneInfo(place.zone)
    people = dict(Person.objects.filter(pk__in=rows.order_by().values("person_id").distinct()).values_list("pk", "name"))
    yield "\ufeff" + write(HEADS)
    for entry in rows.iterator(chunk_size=2_000):
        begin, end = entry.start.astimezone(zone), entry.until.astimezone(zone)
        cells = (
            f"{begin:%Y-%m-%d}", f"{begin:%H:%M}", f"{end:%H:%M}", f"{entry.minutes / 60:.2f}", entry.minutes, entry.milestone,
            plain(place.titles.get(entry.milestone, "")), plain(people.get(entry.person_id, "")), plain(entry.note),
            entry.seq or "",
        )  # fmt: skip
        yield write(cells)


def plain(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    bare = text.lstrip()
    return f"'{text}" if bare[:1] in {"=", "+", "-", "@", "＝", "＋", "－", "＠"} or text[:1] in {"\t", "\r", "\n"} else text
