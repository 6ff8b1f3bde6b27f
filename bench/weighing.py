"""What the first view of a contract's page weighs on the wire: the page, its styles and its scripts; no pictures."""

import re
from typing import Any

from bench.browser import Browser
from bench.installing import Installation

PARTS = re.compile(r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"')


def weigh(installation: Installation, told: dict[str, Any]) -> dict[str, float]:
    """Kilobytes of each part and of all, as the server sends them to a browser that takes Brotli."""
    with installation.serving() as served:
        browser = Browser(served.port, told["pair"]["client"]["session"])
        page = browser.get(f"/contracts/{told['code']}", **{"Accept-Encoding": "br, gzip"})
        plain = browser.get(f"/contracts/{told['code']}").body.decode()
        weights = {"page": len(page.body) / 1000}
        for style, script in PARTS.findall(plain):
            path = style or script
            weights[path] = len(browser.get(path, **{"Accept-Encoding": "br, gzip"}).body) / 1000
    return weights | {"all": sum(weights.values())}
