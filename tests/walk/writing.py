"""Writing terms in the editor, as a person does: out of order, with a milestone too many, and moved into place."""

import re

from playwright.sync_api import Locator, Page, expect

from tallystone.core.shape import AFTER, Duty, Milestone, Terms
from tests.walk.somebody import Somebody

NUMBERS = {
    "review_days": "Days to review", "rounds": "Rounds of changes", "payment_days": "Days to pay",
    "notice_days": "Notice for leaving",
}  # fmt: skip


def write(who: Somebody, terms: Terms) -> None:
    """Type all of these terms into the editor that is open."""
    about = group(who.page, "What it is about")
    about.get_by_label("Title").fill(terms.title)
    about.get_by_label("Background").fill(terms.background)
    about.get_by_label("In scope").fill(terms.in_scope)
    about.get_by_label("Out of scope").fill(terms.out_of_scope)
    write_milestones(who, terms.milestones)
    for at, duty in enumerate(terms.duties):
        write_duty(who, at, duty)
    write_rules(who.page, terms)


def write_milestones(who: Somebody, milestones: tuple[Milestone, ...]) -> None:
    """The first two the wrong way round, one that nobody wants in between, then put right. No text may be lost by that."""
    first, second, *others = milestones
    unwanted = Milestone(3, "Something else", ("Nobody wants it",), ("It can be removed",), first.due, 100)
    for at, milestone in enumerate((second, first, unwanted, *others), 1):
        if at > 1:
            press_row(who, "Add a milestone")
        write_milestone(card(who.page, at), milestone)
    press_row(who, "Remove", card(who.page, 3))
    press_row(who, "Move down", card(who.page, 1))
    for at, milestone in enumerate(milestones, 1):
        expect(card(who.page, at).get_by_label("Title")).to_have_value(milestone.title)
        expect(card(who.page, at).get_by_label("Accepted when")).to_have_value("\n".join(milestone.criteria))
    expect(card(who.page, len(milestones) + 1)).to_have_count(0)


def press_row(who: Somebody, name: str, within: Locator | None = None) -> None:
    """Add, remove or move a row: at once where scripts run, else by the server, which shows the page again."""
    button = (within or who.page.locator("#editor")).get_by_role("button", name=name)
    if who.scripts:
        button.click()
    else:
        with who.page.expect_navigation():
            button.click()


def card(page: Page, number: int) -> Locator:
    return page.get_by_role("region", name=f"Milestone {number}", exact=True)


def group(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name)


def write_milestone(place: Locator, milestone: Milestone) -> None:
    place.get_by_label("Title").fill(milestone.title)
    place.get_by_label("Due date").fill(milestone.due.isoformat())
    place.get_by_label("Price before tax").fill(f"{milestone.price_minor / 100:.2f}")
    place.get_by_label("What is handed over").fill("\n".join(milestone.deliverables))
    place.get_by_label("Accepted when").fill("\n".join(milestone.criteria))


def write_duty(who: Somebody, at: int, duty: Duty) -> None:
    press_row(who, "Add a duty")
    row = group(who.page, "What the client does")
    row.get_by_label("What", exact=True).nth(at).fill(duty.text)
    if duty.due:
        row.get_by_label(re.compile("^By")).nth(at).fill(duty.due.isoformat())


def write_rules(page: Page, terms: Terms) -> None:
    rules = group(page, "Money and time")
    paid = "When it is accepted" if terms.funding == AFTER else "Before its work starts"
    rules.get_by_role("radio", name=paid).check()
    rules.get_by_label("Currency").select_option(terms.currency)
    rules.get_by_label("Tax").fill(f"{terms.tax_bp / 100:g}" if terms.tax_bp else "")
    rules.get_by_label("Time zone").select_option(terms.zone)
    for name, label in NUMBERS.items():
        rules.get_by_role("textbox", name=label).fill(str(getattr(terms, name)))


def address_to(page: Page, email: str, name: str, company: str) -> None:
    """Whom the proposal goes to."""
    client = group(page, "Your client")
    client.get_by_label("Mail address").fill(email)
    client.get_by_label("Name of the person").fill(name)
    client.get_by_label("Company").fill(company)


def send(who: Somebody, terms: Terms, button: str) -> str:
    """Read it as the other side will, with its sum, and send it; the contract's code."""
    if who.scripts:
        aside = who.page.get_by_role("complementary", name="Sums, dates")
        expect(aside).to_contain_text(f"{terms.plan().gross_minor / 100:,.2f}")
        expect(aside).to_contain_text("Complete.")
    who.press("Read it as the other side will")
    expect(who.page.get_by_role("heading", name=terms.title, exact=True)).to_be_visible()
    who.press(button)
    who.sees_it_done()
    return re.search(r"/contracts/([A-Z0-9]+)", who.page.url)[1]
