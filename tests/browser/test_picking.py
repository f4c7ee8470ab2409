"""Two people pick over three new tickets: one is taken, one handed out, one left."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Browsers, Desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def decide(page: Page, what: str, summary: str) -> None:
    name = re.compile(f"^{what}: .*{re.escape(summary)}$")
    page.get_by_role("button", name=name).click()


def test_two_people_pick_over_three_new_tickets(browsers: Browsers, desk: Desk) -> None:
    room, team = desk.round()
    desk.nobody_calls("expert")
    lead = browsers.open("manager", f"/swarms/{room}")
    mate = browsers.open("expert", f"/swarms/{room}")
    mate.get_by_role("button", name="Come in").click()
    expect(mate.get_by_role("heading", name="The queue")).to_be_visible()

    names = ["Till one is dark", "Till two is dark", "Till three is dark"]
    numbers = [desk.ticket(owner=None, summary=name) for name in names]
    for number in numbers:
        desk.call("manager", "PATCH", f"/tickets/{number}", {"team": team})
    for page in (lead, mate):
        for name in names:
            expect(page.get_by_role("link", name=re.compile(name))).to_be_visible()

    decide(mate, "Take it", names[0])
    # The keyboard goes on to the next ticket, and back to this one where a question is left.
    expect(mate.get_by_role("button", name=re.compile(f"^Take it: .*{names[1]}$"))).to_be_focused()
    decide(mate, "Leave", names[2])
    mate.keyboard.press("Escape")
    expect(mate.get_by_role("button", name=re.compile(f"^Take it: .*{names[2]}$"))).to_be_focused()
    expect(lead.get_by_role("log").get_by_text(re.compile(f"took #{numbers[0]}"))).to_be_visible()
    decide(lead, "Leave", names[1])
    lead.get_by_label("Why, in a word?").fill("The vendor has it")
    lead.get_by_role("button", name="Leave it").click()
    expect(mate.get_by_text(re.compile("left it: The vendor has it"))).to_be_visible()
    decide(lead, "Hand out", names[2])
    dialog = lead.get_by_role("dialog")
    dialog.get_by_role("combobox", name="To whom?").fill(desk.name("expert"))
    lead.get_by_role("option", name=desk.name("expert")).click()
    dialog.get_by_role("button", name="Offer it").click()
    expect(mate.get_by_text(re.compile("offered it to .*, who has not answered$"))).to_be_visible()
    decide(lead, "Take the offer back", names[2])
    expect(mate.get_by_role("log").get_by_text(re.compile("took the offer of"))).to_be_visible()

    lead.get_by_role("button", name="Close the round").click()
    lead.get_by_role("button", name="Close the room").click()
    expect(mate.get_by_role("heading", name="Outcome: Round over")).to_be_visible()
