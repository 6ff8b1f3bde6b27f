"""Looking at a page as a machine can: accessible, no wider than the window, still while it loads, without a complaint."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

HEIGHT = 900
# Each scheme is loaded once, at the width that comes first; axe looks at those in the second row. 720: 1440 at 200 % zoom.
VIEWS = {"light": ((390, 720, 1440), (390, 1440)), "dark": ((820,), (820,))}
WIDER = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  const out = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > most + 1);
  return [document.documentElement.scrollWidth, ...out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120))];
}"""
AXE = "axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations)"
SHIFTED = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) moved += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(moved), 0)));
})"""
STILL = 0.05
NOTHING_THERE, CONFLICT = {"/nowhere", "/in/never-was"}, 409


def look(page: Page, path: str) -> list[str]:
    """Open the page at each width, light and dark; everything that is wrong with it."""
    wrong = []
    for scheme, (widths, thorough) in VIEWS.items():
        page.emulate_media(color_scheme=scheme)
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            faults = _load(page, path) if width == widths[0] else []
            faults += _wide(page) + (_axe(page) if width in thorough else [])
            wrong += [f"{path} at {width}, {scheme}: {fault}" for fault in faults]
    return wrong


def _load(page: Page, path: str) -> list[str]:
    status = page.goto(path).status
    faults = [f"answers {status}"] if status >= 404 and path not in NOTHING_THERE and status != CONFLICT else []
    faults += _jumps(page)
    page.evaluate(AXE_SCRIPT)
    return faults


def _axe(page: Page) -> list[str]:
    found = [(each["id"], node) for each in page.evaluate(AXE) for node in each["nodes"]]
    return [f"{rule}: {node['html'][:160]} {node['failureSummary'][:300]}" for rule, node in found]


def _wide(page: Page) -> list[str]:
    wide = page.evaluate(WIDER)
    return [f"is {wide[0]} pixels wide: {wide[1:]}"] if wide else []


def _jumps(page: Page) -> list[str]:
    moved = page.evaluate(SHIFTED)
    return [f"jumps by {moved:.3f}"] if moved > STILL else []
