"""What a browser does with a page: find a form, keep its hidden fields, send it."""

import re
from html import unescape

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')


def hidden(page) -> dict[str, str]:
    """The hidden fields of an act's form on this page (not the token)."""
    found = {name: unescape(value) for name, value in HIDDEN.findall(page.content.decode())}
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def send(browser, where: str, shown=None, /, **typed):
    """Open the page (or take the one `shown`), fill the form in, and send it. Names with a dash: `verdict_1`."""
    page = shown or browser.get(where)
    data = hidden(page) | {re.sub(r"_(\d+)$", r"-\1", name): value for name, value in typed.items()}
    return browser.post(where, data)


def text(page) -> str:
    """What stands on a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def beside(page, field: str) -> str:
    """The error beside a field, or nothing."""
    found = re.search(rf'<p class="error" id="id_{field}(?:_error)?">(.*?)</p>', page.content.decode(), re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found.group(1))).split()) if found else ""
