"""Effort by tier where managers look for it: on the ticket, in its room, behind a team."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from swarm.tickets.tables import Ticket
from tests.browser.conftest import Browsers, Desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def a_worked_swarm(desk: Desk) -> tuple[int, int]:
    """A ticket and its swarm, in which an expert's work began."""
    number = desk.ticket()
    swarm = desk.room(number, "expert")
    desk.say("owner", swarm, "It only blinks.")
    desk.say("expert", swarm, "Then the head is dirty.")
    for _ in range(300):
        if desk.call("manager", "GET", f"/swarms/{swarm}/ledger")["touches"] >= 1:
            return number, swarm
        time.sleep(0.2)
    raise AssertionError("nobody counted the work")


def test_a_manager_who_is_not_in_the_room_sees_what_it_took(browsers: Browsers, desk: Desk) -> None:
    number, swarm = a_worked_swarm(desk)
    page = browsers.open("manager", f"/swarms/{swarm}")
    panel = page.get_by_role("region", name="Effort by tier in this room")
    panel.get_by_role("button", name="Show effort by tier").click()
    table = panel.get_by_role("table")
    for head in ("By tier of the work", "By tier of the person", "Elapsed"):
        expect(table.get_by_role("columnheader", name=head)).to_be_visible()
    expect(table.get_by_role("cell", name=re.compile("^1 touch")).first).to_be_visible()
    expect(panel.get_by_role("link", name=re.compile("CSV"))).to_have_attribute(
        "href", f"/api/swarms/{swarm}/ledger.csv"
    )

    page.goto(f"/tickets/{number}")
    page.get_by_role("button", name="Show the work by tier").click()
    whole = page.get_by_role("region", name="Work by tier")
    expect(whole.get_by_role("columnheader", name="By tier of the work")).to_be_visible()


def test_who_only_helps_is_shown_no_effort(browsers: Browsers, desk: Desk) -> None:
    _, swarm = a_worked_swarm(desk)
    page = browsers.open("expert", f"/swarms/{swarm}")
    expect(page.get_by_text("Then the head is dirty.")).to_be_visible()
    expect(page.get_by_role("button", name="Show effort by tier")).to_have_count(0)


def test_a_teams_page_leads_to_its_work_by_tier(browsers: Browsers, desk: Desk) -> None:
    with desk.database.read() as session:
        busiest = select(Ticket.team_id).group_by(Ticket.team_id).order_by(func.count().desc())
        team = session.scalar(busiest.where(Ticket.team_id.is_not(None)).limit(1))
    page = browsers.open("manager", f"/teams/{team}")
    page.get_by_role("link", name="Work by tier of this team").click()
    expect(page).to_have_url(re.compile(rf"/reports/ledger\?team={team}$"))
    expect(page.get_by_role("columnheader", name="Tier", exact=True).first).to_be_visible()
    behind = page.get_by_role("link", name=re.compile("Show the tickets behind")).first
    expect(behind).to_have_attribute("href", re.compile(rf"team={team}"))
