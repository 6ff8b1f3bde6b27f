"""Two deliveries of a milestone beside each other: the files that changed, and what differs in each."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tallystone.acting import outbox
from tallystone.core.value import value
from tallystone.files import comparing
from tallystone.files.models import Comparison
from tallystone.files.uploads import within_reach
from tallystone.pages.downloads import GUARD, Streamed
from tallystone.pages.file_rows import FileRow, file_rows
from tallystone.pages.look import lead_to, number_in
from tallystone.pages.place import Place
from tallystone.pages.rounds import Round, story
from tallystone.people.reach import contract_for
from tallystone.reviewing.pairs import MOST_COMPARED, Pair, pairs


@value
class Beside:
    """One changed file: both rows, how they are shown (PICTURE, PDF, TEXT or ""), and what the worker made of them."""

    pair: Pair
    before: FileRow
    after: FileRow
    kind: str
    large: bool
    state: str
    told: dict[str, Any]
    page: int

    @property
    def picture(self) -> dict[str, int] | None:
        return next((each for each in self.told.get("pictures", []) if each["page"] == self.page), None)

    @property
    def share(self) -> str:
        """How much of the picture differs, in per cent."""
        changed = self.picture["changed"] if self.picture else 0
        return f"{changed / 10:.1f}".removesuffix(".0")

    @property
    def text(self) -> dict[str, Any] | None:
        """The rows of a text, or of this page of a PDF; None where neither has words."""
        if self.kind == "TEXT":
            return self.told if "rows" in self.told else None
        found = self.told.get("texts", {}).get(str(self.page))
        return found if found and found["rows"] else None

    @property
    def pages(self) -> range:
        return range(1, max(len(self.before.pages), len(self.after.pages)) + 1)

    @property
    def sheets(self) -> list[Any]:
        """The previews of this page, before and after; None where one has no such page."""
        return [row.pages[self.page - 1] if self.page <= len(row.pages) else None for row in (self.before, self.after)]


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """`?from=1&to=2` two deliveries, the last two without; `&file=` one of the files. POST has the worker compare them."""
    place = Place(request, code, number)
    if not number:
        raise Http404
    rounds = [each for each in story(place, current=False).rounds if each.outcome != "retracted"]
    was, now = _chosen(request, rounds)
    every = pairs(was.manifest.files, now.manifest.files) if was and now else []
    beside = _beside(place, request, every)
    if request.method == "POST" and beside:
        ask(beside.pair.before.hash, beside.pair.after.hash)
        return lead_to(f"{request.path}?from={was.number}&to={now.number}&file={beside.pair.file}&page={beside.page}")
    context = {
        "place": place,
        "rounds": rounds,
        "was": was,
        "now": now,
        "pairs": every,
        "beside": beside,
        "most": MOST_COMPARED,
    }
    return render(request, "review/compare.html", context)


def ask(before: str, after: str) -> None:
    """Have the worker compare two files; asked twice, it is done once."""
    outbox.put("compare", f"compare:{before[:32]}:{after[:32]}", {"before": before, "after": after}, timezone.now())


def _chosen(request: HttpRequest, rounds: list[Round]) -> tuple[Round | None, Round | None]:
    """The two deliveries that are asked for; the last two where none are named; nothing where there is but one."""
    named = [request.GET.get(name, "") for name in ("from", "to")]
    if not any(named):
        return (rounds[-2], rounds[-1]) if len(rounds) > 1 else (None, None)
    by_number = {str(each.number): each for each in rounds}
    was, now = (by_number.get(each) for each in named)
    if was is None or now is None or was.number >= now.number:
        raise Http404
    return was, now


def _beside(place: Place, request: HttpRequest, every: list[Pair]) -> Beside | None:
    """The changed file that is asked for, or the first one."""
    changed = [pair for pair in every if pair.state == "changed" and pair.before and pair.after]
    asked = request.GET.get("file", "")
    pair = next((each for each in changed if each.file == asked), None if asked else next(iter(changed), None))
    if pair is None or pair.before is None or pair.after is None:
        return None
    uploads = {one.blob_id: one for one in within_reach(place.code, place.side).filter(
        milestone=place.number, blob_id__in=[pair.before.hash, pair.after.hash])}  # fmt: skip
    if len(uploads) < 2:
        return None
    old, new = uploads[pair.before.hash], uploads[pair.after.hash]
    rows = file_rows([old, new])
    row = Comparison.objects.filter(before_id=old.blob_id, after_id=new.blob_id).first()
    most = max(len(each.pages) for each in rows)
    page = number_in(request.GET.get("page", ""), most) or 1
    kind, large = comparing.kind_of_pair(old.blob, new.blob), comparing.too_large(old.blob, new.blob)
    return Beside(pair, rows[0], rows[1], kind, large, row.state if row else "", row.told if row else {}, page)


@require_safe
def picture(request: HttpRequest, code: str, before: str, after: str, page: int) -> HttpResponseBase:
    """The picture of what differs on a page of two files of this contract."""
    _, side = contract_for(request.user, code)
    reached = within_reach(code, side).filter(blob_id__in=[before, after]).values_list("blob_id", flat=True)
    row = Comparison.objects.filter(before_id=before, after_id=after).first() if len(set(reached)) == 2 else None
    if row is None or not any(each["page"] == page for each in row.told.get("pictures", [])):
        raise Http404
    try:
        file = default_storage.open(row.key(page))
    except FileNotFoundError:
        raise Http404 from None
    return Streamed(file, content_type="image/webp", headers={**GUARD, "Cache-Control": "private, max-age=3600"})
