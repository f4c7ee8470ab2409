"""A team runs tiered: a limit of 15 minutes, a queue, and the escalation that happens by itself."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.tables import Due
from swarm.tiers.queues.moving import open_stay
from swarm.tiers.queues.tables import QueueClock
from tests.browser.conftest import Browsers, Desk
from tests.browser.touches import correct_a_touch

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PRODUCT = "Tiered product"


def run_tiered(desk: Desk) -> None:
    """Tickets of one product run through tiers, 15 minutes at L1; all others are swarmed."""
    policy = {
        "rules": [{"product": PRODUCT, "process": "tier"}],
        "start_tier": "L1",
        "limits": [{"tier": "L1", "minutes": 15, "to": "L2"}],
    }
    desk.call("manager", "PUT", "/process-policy", policy)


def a_tiered_ticket(desk: Desk) -> int:
    """A new ticket of that product, in its first queue."""
    run_tiered(desk)
    return desk.ticket(owner=None, product=PRODUCT)


def pass_days(desk: Desk, number: int, days: int) -> None:
    """As if the ticket had come to its queue days before: enough working time at any hour."""
    earlier = timedelta(days=days)

    def move(session: Session) -> None:
        stay = open_stay(session, number)
        assert stay is not None
        clock = session.get_one(QueueClock, stay.id)
        stay.started_at -= earlier
        assert clock.due_at is not None
        clock.due_at -= earlier

    desk.change(move)


def until(what: str, seen: Callable[[], bool]) -> None:
    """Wait for something that the desk does by itself, however long a busy machine takes."""
    for _ in range(600):
        if seen():
            return
        time.sleep(0.2)
    raise AssertionError(f"{what} did not happen")


def until_all_listened(desk: Desk, number: int) -> None:
    """Until no line of the ticket waits for the process any more: it may yet change the clock."""
    waiting = select(Due.seq).where(Due.listener == "process", Due.stream == f"tickets/{number}")

    def done() -> bool:
        with desk.database.read() as session:
            return session.scalar(waiting) is None

    until("what follows a claim", done)


def until_at(desk: Desk, number: int, tier: str) -> None:
    """Until the ticket lies in the queue of a tier."""

    def there() -> bool:
        with desk.database.read() as session:
            stay = open_stay(session, number)
            return stay is not None and stay.tier == tier

    until(f"the way to {tier}", there)


def test_a_team_runs_tiered_and_sees_the_escalation_happen(browsers: Browsers, desk: Desk) -> None:
    number = a_tiered_ticket(desk)
    page = browsers.open("owner", "/queues?tier=L1")
    page.get_by_role("button", name=f"Claim ticket {number}").click()
    expect(page.get_by_role("button", name=f"Claim ticket {number}")).to_have_count(0)
    page.goto(f"/tickets/{number}")
    panel = page.get_by_role("region", name="Process")
    expect(panel).to_contain_text("then L2")
    expect(panel).to_contain_text("Tiered by a rule of the policy")

    until_all_listened(desk, number)
    pass_days(desk, number, 6)
    until_at(desk, number, "L2")
    # A connection that died a moment ago is noticed only after half a minute: look anew.
    page.reload()
    expect(panel).to_contain_text("15 working minutes at L1 are over.")
    expect(panel).to_contain_text("moved it on to L2: the time at L1 was over")

    panel.get_by_role("button", name="Move to another tier").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Why").fill("It is a fault in the code.")
    dialog.get_by_role("button", name="Move it").click()
    expect(dialog).to_have_count(0)
    expect(panel).to_contain_text("escalated it from L2 to L3")
    expect(panel).to_contain_text("It is a fault in the code.")


def test_a_manager_corrects_a_touch_and_takes_it_back(browsers: Browsers, desk: Desk) -> None:
    number = desk.ticket()
    page = browsers.open("manager", f"/tickets/{number}")
    panel = correct_a_touch(page, "They changed the code.")
    panel.get_by_role("button", name="Take back").click()
    expect(panel).not_to_contain_text("They changed the code.")


def test_the_flow_is_printed_as_a_report_and_a_number_leads_to_its_tickets(
    browsers: Browsers, desk: Desk
) -> None:
    page = browsers.open("manager", "/reports/flow?from=2020-01-01")
    page.get_by_text("The one before", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("Solved by the first owner"))).to_be_visible()
    paper = page.pdf()
    assert len(re.findall(rb"/Type /Page\b", paper)) > 1
    assert b"/ToUnicode" in paper  # texts, not a picture of them
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Reports: Flow")).to_be_visible()
    expect(page.get_by_role("heading", name="Definitions")).to_be_visible()
    expect(page.get_by_role("link", name="Inbox")).to_be_hidden()
    expect(page.get_by_text("From: 2020-01-01")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Solved by the first owner").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile(r"measure=flow%3Akept"))


def test_a_manager_writes_the_policy_and_merges_tiers(browsers: Browsers, desk: Desk) -> None:
    run_tiered(desk)
    page = browsers.open("administrator", "/administration/process")
    page.get_by_role("button", name="Add a limit").click()
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_text("after 15 working minutes").first).to_be_visible()

    page.goto("/administration/tiers")
    page.get_by_role("textbox", name="L1: An hour costs").fill("41.5")
    page.get_by_role("textbox", name="L1: Name").fill("First line")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_text("L1 is called First line").first).to_be_visible()
    expect(page.get_by_text("An hour at L1 costs 41.50").first).to_be_visible()
