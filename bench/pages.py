"""Pages with few and with many contracts, by turns; the CPU of a page of rows against the plain Django's."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from bench import machine, plain
from bench.browser import Browser
from bench.installing import Installation
from bench.playing import percentile

FEW = 1_000
COUNTED = 50  # requests whose CPU is added up: the system counts it in hundredths of a second
WARM = 3  # so many requests are not counted


def addresses(told: dict[str, Any]) -> dict[str, str]:
    """What is opened: the desk, its filters, a search, the middle of the list, a contract, its history."""
    middle = told["middle"].replace("+", "%2B")
    return {
        "desk": "/",
        "under way": "/?state=live",
        "not agreed": "/?state=ended",
        "search": "/?search=website",
        "middle": f"/?after={middle}",
        "contract": f"/contracts/{told['code']}",
        "history": f"/contracts/{told['code']}/history",
    }


def measure(
    few: Installation, many: Installation, contracts: int, rounds: int, project: plain.Plain, cpu: Callable[[], float]
) -> dict[str, Any]:
    """Each page's median with few and with many contracts, and the CPU of the desk and a contract against a plain page's."""
    told = {"few": few.do("grow", contracts=FEW), "many": many.do("grow", contracts=contracts)}
    with ExitStack() as opened:
        served = {"few": opened.enter_context(few.serving()), "many": opened.enter_context(many.serving())}
        browsers = {name: Browser(each.port, told[name]["pair"]["freelancer"]["session"]) for name, each in served.items()}
        found: dict[str, Any] = {page: _by_turns(browsers, told, page, rounds) for page in addresses(told["few"])}
        hello = opened.enter_context(plain.serving(project))
        used = {
            "many": lambda: machine.cpu_seconds(served["many"].pid) + cpu(),
            "hello": lambda: machine.cpu_seconds(hello.pid),
        }
        paths = addresses(told["many"])
        found["cpu"] = {page: cpu_ms(browsers["many"], paths[page], COUNTED, used["many"]) for page in ("desk", "contract")}
        found["cpu"]["plain"] = cpu_ms(Browser(hello.port, project.session), "/rows", COUNTED * 2, used["hello"])
    return found | {"told": told["many"]}


def _by_turns(browsers: dict[str, Browser], told: dict[str, Any], page: str, rounds: int) -> dict[str, float]:
    """The same page with few and with many contracts, by turns: medians in milliseconds and their ratio."""
    times: dict[str, list[float]] = {name: [] for name in browsers}
    for turn in range(rounds + WARM):
        for name, browser in browsers.items():
            answer = browser.get(addresses(told[name])[page])
            if answer.status != 200:
                raise RuntimeError(f"{page}: {answer.status}")
            if turn >= WARM:
                times[name].append(answer.seconds)
    medians = {name: percentile(each, 0.5) for name, each in times.items()}
    return {**medians, "ratio": medians["many"] / medians["few"]}


def cpu_ms(browser: Browser, path: str, times: int, cpu: Callable[[], float]) -> float:
    """CPU milliseconds of server and database for one such page."""
    for _ in range(WARM):
        browser.get(path)
    before = cpu()
    for _ in range(times):
        browser.get(path)
    return (cpu() - before) * 1000 / times
