"""What is long begins at its newest, stays where it is read, and can be taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Browsers, Desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_a_long_history_begins_at_its_newest_and_grows_at_both_ends(
    browsers: Browsers, desk: Desk
) -> None:
    number = desk.ticket()
    for step in range(104):
        desk.call("owner", "PUT", f"/tickets/{number}/tags/step-{step}", {})
    page = browsers.open("owner", f"/tickets/{number}")
    page.get_by_role("button", name="Show the history").click()
    panel = page.locator("section", has=page.get_by_role("heading", name="History", exact=True))
    lines = panel.get_by_role("listitem")
    expect(lines).to_have_count(100)
    expect(panel).not_to_contain_text("created the ticket")
    panel.get_by_role("button", name="Show older ones").click()
    expect(panel).to_contain_text("created the ticket")
    expect(panel.get_by_role("button", name="Show older ones")).to_have_count(0)
    desk.call("owner", "PATCH", f"/tickets/{number}", {"priority": "urgent"})
    expect(panel.get_by_text(re.compile("changed .*priority"))).to_have_count(1)
    # Every line once: the desk itself may have added some meanwhile.
    expect(lines).to_have_count(desk.call("owner", "GET", f"/tickets/{number}/activity")["head"])
    expect(lines.last).to_contain_text("created the ticket")


def test_a_long_room_begins_at_its_newest_and_older_words_do_not_move_what_is_read(
    browsers: Browsers, desk: Desk
) -> None:
    swarm = desk.room(desk.ticket())
    for step in range(215):
        desk.say("owner", swarm, f"Step {step}.")
    page = browsers.open("owner", f"/swarms/{swarm}")
    log = page.get_by_role("log")
    expect(log.get_by_text("Step 214.", exact=True)).to_be_in_viewport()
    expect(log.get_by_text("Step 2.", exact=True)).to_have_count(0)
    log.evaluate("box => { box.scrollTop = 0 }")
    first = log.get_by_role("article").first
    words = first.inner_text().splitlines()[-1]
    place = log.get_by_text(words, exact=True)
    before = place.bounding_box()
    log.get_by_role("button", name="Show earlier").click()
    expect(log.get_by_text("Step 2.", exact=True)).to_have_count(1)
    after = place.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 40  # the author's line may come or go above it


def test_a_saved_view_that_was_removed_can_be_put_back(browsers: Browsers, desk: Desk) -> None:
    desk.call("expert", "POST", "/views", {"name": "Urgent ones", "query": {"priority": "urgent"}})
    page = browsers.open("expert", "/tickets")
    views = page.get_by_role("button", name="Saved views")
    views.click()
    page.get_by_role("button", name="Remove the view Urgent ones").click()
    expect(page.get_by_text("The view Urgent ones is removed.")).to_be_visible()
    expect(views).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(views).to_be_visible()
    kept = desk.call("expert", "GET", "/views")["items"]
    assert [(view["name"], view["query"]) for view in kept] == [
        ("Urgent ones", {"priority": "urgent"})
    ]


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("guest", "/people"),
        ("guest", "/tickets"),
        ("guest", "/skills/graph"),
        ("requester", "/swarms"),
        ("requester", "/people"),
        ("requester", "/reports"),
        ("owner", "/reports"),
        ("owner", "/administration/people"),
        ("manager", "/administration"),
    ],
)
def test_a_screen_of_others_is_not_there(browsers: Browsers, who: str, address: str) -> None:
    page = browsers.open(who, address)
    expect(page.get_by_role("heading", name="There is nothing at this address")).to_be_visible()


def test_a_ticket_says_whose_hours_its_targets_count_and_gets_a_team(
    browsers: Browsers, desk: Desk
) -> None:
    number = desk.ticket(owner=None)
    page = browsers.open("owner", f"/tickets/{number}")
    expect(page.get_by_text("round the clock: the ticket has no team yet")).to_be_visible()
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Edit").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Team").click()
    page.get_by_role("option", name=re.compile("Payments")).first.click()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_text(re.compile("the working hours of .*Payments"))).to_be_visible()


def test_a_number_of_a_report_leads_to_what_it_counts(browsers: Browsers) -> None:
    page = browsers.open("manager", "/reports")
    opened = page.get_by_role("link", name=re.compile("Show the tickets behind: Swarms opened"))
    count = opened.inner_text()
    opened.click()
    expect(page.get_by_text(re.compile(rf"^\d+ tickets?, {count} swarms\.$"))).to_be_visible()
