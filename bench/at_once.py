"""Eight clients accept at once, so that eight invoices are asked of one row of numbers; and all eight accept the same."""

import threading
from collections import Counter
from typing import Any

from bench.browser import Answer, Browser, hidden
from bench.installing import Installation
from bench.lives import NO_NOTES

CLIENTS = 8


def measure(installation: Installation, rounds: int) -> dict[str, Any]:
    """Answers by status, and what went wrong: a server's error, an effect missing or there twice, a gap in the numbers."""
    told = installation.do("deliver", contracts=rounds * (CLIENTS + 1))
    with installation.serving() as served:
        browsers = [Browser(served.port, told["pair"]["client"]["session"]) for _ in range(CLIENTS)]
        for browser in browsers:
            browser.sign(f"/contracts/{told['contracts'][0]['code']}/milestones/1/accept")
        different, same = Counter[int](), Counter[int]()
        for n in range(rounds):
            mine = told["contracts"][n * (CLIENTS + 1) : (n + 1) * (CLIENTS + 1)]
            different.update(_accept(browsers, mine[:CLIENTS]))
            same.update(_accept(browsers, mine[CLIENTS:] * CLIENTS))
    errors = [f"{count} answers {status}" for status, count in (different + same).items() if status not in {303, 409}]
    if different[303] != rounds * CLIENTS or same[303] != rounds:
        errors.append("an acceptance is missing or was done twice")
    numbers = installation.do("numbers", business=told["pair"]["freelancer"]["business"])
    if numbers != list(range(1, len(numbers) + 1)):
        errors.append("the invoice numbers have a gap")
    return {"different": dict(different), "same": dict(same), "invoices": len(numbers), "errors": errors}


def _accept(browsers: list[Browser], contracts: list[dict[str, Any]]) -> list[int]:
    """Every browser accepts its contract at the same moment; the statuses of the answers."""
    gate, answers = threading.Barrier(len(browsers)), list[Answer]()

    def go(browser: Browser, contract: dict[str, Any]) -> None:
        form = {
            **hidden(contract["seen"], {"snapshot": contract["snapshot"], "notes": NO_NOTES}),
            "verdict-1": "met",
            "verdict-2": "met",
            "note": "",
        }
        gate.wait()
        answers.append(browser.post(f"/contracts/{contract['code']}/milestones/1/accept", form))

    threads = [threading.Thread(target=go, args=pair) for pair in zip(browsers, contracts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer.status for answer in answers] + [0] * (len(browsers) - len(answers))
