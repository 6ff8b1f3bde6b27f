"""A contract's thousandth act against its tenth: one report after the other on a long and on a short contract, by turns."""

from statistics import median
from typing import Any

from bench.browser import Browser, hidden
from bench.installing import Installation
from bench.lives import LONG_REPORT

LONG = 985  # entries of the long one when the measure begins


def measure(installation: Installation, acts: int) -> dict[str, Any]:
    """Medians in milliseconds; `cold` is the first act of the long contract after a start, which reads its whole history."""
    told = installation.do("deepen", reports=LONG)
    short, long = told["contracts"]
    times: dict[str, list[float]] = {short["code"]: [], long["code"]: []}
    with installation.serving() as served:
        browser = Browser(served.port, told["pair"]["freelancer"]["session"])
        browser.sign(f"/contracts/{short['code']}/milestones/1/report")
        for n in range(acts):
            for contract in (short, long):
                form = {"percent": str(n % 100), "note": LONG_REPORT, "next_on": told["next_on"]}
                path = f"/contracts/{contract['code']}/milestones/1/report"
                answer = browser.post(path, {**hidden(contract["seen"], {}), **form})
                if answer.status != 303:
                    raise RuntimeError(f"report: {answer.status} {answer.body[:500]!r}")
                contract["seen"] += 1
                times[contract["code"]].append(answer.seconds * 1000)
    warm = {name: median(times[contract["code"]][6:]) for name, contract in (("tenth", short), ("thousandth", long))}
    return {**warm, "cold": times[long["code"]][0], "ratio": warm["thousandth"] / warm["tenth"]}
