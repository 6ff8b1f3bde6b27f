"""Matching: are the prices, papers and files that the books and the storage hold the ones that the chains bind?"""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from tallystone.books.models import Contract, Milestone, Paper
from tallystone.files.models import Blob
from tallystone.journal.models import Entry
from tallystone.journal.proving import Fault, Progress, stretches

BINDING = (
    "Proposed", "Countered", "ChangeOffered", "ChangeAccepted", "Delivered", "PaperFiled", "InvoiceIssued", "Released",
)  # fmt: skip
Facts = list[tuple[str, dict[str, Any]]]  # contract, fact as data


def check(progress: Progress | None = None) -> Iterator[Fault]:
    """Every price, paper and file that is not the one in the chain."""
    done, total = 0, Contract.objects.count()
    for codes in stretches():
        between = {"code__gte": codes[0], "code__lte": codes[-1]}
        bound = list(_bound(between))
        yield from _prices(bound, between)
        yield from _papers(bound, between)
        yield from _files(bound)
        done += len(codes)
        if progress:
            progress(done, max(done, total))


def _bound(between: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The facts that bind something outside of the chain. What cannot be read is a fault of the chain, told elsewhere."""
    kinds = Q()
    for kind in BINDING:
        kinds |= Q(text__contains=f'"fact":"{kind}"')
    for code, text in Entry.objects.filter(kinds, **between).order_by("code", "seq").values_list("code", "text").iterator():
        try:
            yield from [(code, fact) for fact in json.loads(text)["facts"] if fact["fact"] in BINDING]
        except (ValueError, KeyError, TypeError):
            continue


def _prices(bound: Facts, between: dict[str, str]) -> Iterator[Fault]:
    """The prices of the terms in force, or of the last offer where none are."""
    plans, prices = _plans(bound)
    agreed = {(code, number): price for code, of in prices.items() for number, price in of.items()}
    agreed |= _billed(bound, plans)
    rows = Milestone.objects.filter(**between).values_list("code", "number", "price_minor", "tax_minor")
    told = {(code, number): (price, tax) for code, number, price, tax in rows}
    for code, number in sorted({*agreed, *told}):
        if agreed.get((code, number)) != told.get((code, number)):
            yield Fault(f"{code} milestone {number}", "its price is not the one in the chain")
    for contract in Contract.objects.filter(**between).order_by("code"):
        plan = plans.get(contract.code, [])
        sums = (sum(m["price_minor"] for m in plan), sum(m["tax_minor"] for m in plan))
        if sums != (contract.net_minor, contract.tax_minor):
            yield Fault(f"{contract.code} books", "its sum is not the one in the chain")


def _plans(bound: Facts) -> tuple[dict[str, Any], dict[str, dict[int, tuple[int, int]]]]:
    """The milestones in force of each contract, and the last price of each that ever was: a removed one keeps its own."""
    plans: dict[str, Any] = {}
    offered: dict[str, Any] = {}
    prices: dict[str, dict[int, tuple[int, int]]] = {}
    for code, fact in bound:
        if fact["fact"] == "ChangeOffered":
            offered[code] = fact["plan"]["milestones"]
        elif "plan" in fact or fact["fact"] == "ChangeAccepted":
            before = {} if "plan" in fact else prices[code]
            plans[code] = fact["plan"]["milestones"] if "plan" in fact else offered[code]
            prices[code] = before | {m["number"]: (m["price_minor"], m["tax_minor"]) for m in plans[code]}
    return plans, prices


def _billed(bound: Facts, plans: dict[str, Any]) -> dict[tuple[str, int], tuple[int, int]]:
    """What accepted milestones by the hour came to: their final invoice, or nothing where no hour was logged."""
    hourly = {(code, m["number"]) for code, plan in plans.items() for m in plan if "rate_minor" in m}
    found = {}
    for code, fact in bound:
        place = (code, fact.get("milestone", 0))
        if place in hourly and fact["fact"] == "InvoiceIssued":
            found[place] = (fact["net_minor"], fact["tax_minor"])
        elif place in hourly and fact["fact"] == "Released":
            found[place] = (0, 0)
    return found


def _papers(bound: Facts, between: dict[str, str]) -> Iterator[Fault]:
    filed: dict[tuple[str, str, str], str] = {}
    for code, fact in bound:
        if fact["fact"] == "PaperFiled":
            filed.setdefault((code, fact["kind"], fact["about"]), fact["file"])
    rows = Paper.objects.filter(**between).values_list("code", "kind", "about", "file")
    told = {(code, kind, about): file for code, kind, about, file in rows}
    for place in sorted({*filed, *told}):
        if filed.get(place) != told.get(place):
            yield Fault(" ".join(place), "the books name another paper than the chain")


def _files(bound: Facts) -> Iterator[Fault]:
    wanted: dict[str, str] = {}
    for code, fact in bound:
        for digest in [*fact.get("files", ()), *([fact["file"]] if "file" in fact else [])]:
            wanted.setdefault(digest, code)
    known = set(Blob.objects.filter(pk__in=list(wanted)).values_list("pk", flat=True))
    for digest in sorted(wanted.keys() - known):
        yield Fault(f"file {digest}", f"it belongs to {wanted[digest]} and is missing")
