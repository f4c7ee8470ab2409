"""What a swarm knows: its board, how it is caught up with, and what becomes of it in the end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Browsers, Desk
from tests.browser.test_screens import ALL_RULES, found_by_axe, overhang
from tests.browser.test_talking import said, type_and_send

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def known(page: Page) -> Locator:
    """The board of the room that is shown."""
    return page.get_by_role("region", name="What we know")


def find_out(owner: Page, expert: Page, name: str) -> None:
    """A hypothesis is put on the board by keyboard, confirmed, and a task of it done."""
    message = said(owner, "The roller is worn")
    message.focus()
    message.press("3")
    dialog = owner.get_by_role("dialog")
    expect(dialog.get_by_label("In a few words")).to_have_value("The roller is worn.")
    dialog.get_by_role("button", name="Put it on the board").click()
    card = known(expert).get_by_role("article", name="The roller is worn.")
    card.get_by_role("button", name="Confirm: The roller is worn.").click()
    card.get_by_label("What confirms it?").fill("Seen with the cover off")
    expert.keyboard.press("Enter")
    expect(known(owner)).to_contain_text("Seen with the cover off")
    expect(known(owner).get_by_role("listitem").filter(has_text="Confirmed")).to_contain_text("1")
    type_and_send(owner, "Message", f"/task @{name} Order a new one")
    type_and_send(owner, "Message", "/decision Do we change all six?")
    expert.get_by_role("checkbox", name="Order a new one").click()
    expect(owner.get_by_role("region", name="To do")).to_contain_text(f"done by {name}")
    expect(expert.get_by_role("region", name="To decide next")).to_contain_text("all six?")
    message.hover()
    message.get_by_role("button", name="What else can be done").click()
    owner.get_by_role("menuitem", name="How it helped").hover()
    owner.get_by_role("menuitem", name="The fix").click()
    expect(said(expert, "The roller is worn")).to_contain_text("The fix")


def until_read(page: Page, swarm: int) -> None:
    """Wait until the desk knows that the room was read: that is told a moment later."""
    for _ in range(100):
        if page.request.get(f"/api/swarms/{swarm}").json()["read"]:
            return
        page.wait_for_timeout(100)
    pytest.fail("The room was never told as read.")


def comes_late(page: Page, swarm: int) -> None:
    """Whoever comes late is told what is known, once, and again when they ask."""
    missed = page.get_by_role("region", name="Catch me up")
    expect(missed).to_contain_text("Seen with the cover off")
    expect(missed).to_contain_text("Do we change all six?")
    missed.get_by_role("button", name="Read the messages").click()
    expect(missed).to_have_count(0)
    until_read(page, swarm)
    page.reload()
    expect(known(page)).to_be_visible()
    expect(missed).to_have_count(0)
    page.get_by_role("button", name="Catch me up").click()
    expect(missed).to_contain_text("confirmed: The roller is worn.")


def close_with_what_is_known(owner: Page, name: str) -> None:
    """The outcome is filled in; one press credits who helped."""
    owner.get_by_role("button", name="Close and credit").click()
    dialog = owner.get_by_role("dialog")
    expect(dialog.get_by_label("Why did it happen?")).to_have_value("The roller is worn.")
    summary = dialog.get_by_label("What came of it?")
    expect(summary).to_have_value("The roller is worn.")
    summary.fill("A new roller helped.")
    dialog.get_by_label("It is not solved, but this swarm is over").check()
    dialog.get_by_role("checkbox", name=f"{name}: found the fix").check()
    assert not found_by_axe(owner, ALL_RULES)
    dialog.get_by_role("button", name="Close the swarm").click()
    expect(owner.get_by_text(f"{name}: found the fix")).to_be_visible()


def test_what_a_swarm_found_is_on_its_board_its_end_and_its_ticket(
    browsers: Browsers, desk: Desk
) -> None:
    number = desk.ticket()
    swarm = desk.room(number, "expert")
    desk.say("expert", swarm, "The roller is **worn**.")
    owner = browsers.open("owner", f"/swarms/{swarm}")
    expert = browsers.open("expert", f"/swarms/{swarm}")
    find_out(owner, expert, desk.name("expert"))
    desk.call("manager", "POST", f"/swarms/{swarm}/members")
    manager = browsers.open("manager", f"/swarms/{swarm}")
    comes_late(manager, swarm)
    close_with_what_is_known(owner, desk.name("expert"))
    manager.goto(f"/tickets/{number}")
    section = manager.get_by_role("region", name="What the swarm said")
    expect(section).to_contain_text("A new roller helped.")
    section.get_by_role("button", name="Read it").click()
    expect(section.get_by_role("article")).to_contain_text("The roller is worn.")
    expect(section).to_contain_text("Seen with the cover off")
    assert not found_by_axe(manager, ALL_RULES)
    manager.set_viewport_size(PHONE)
    assert overhang(manager) == 0
    requester = browsers.open("requester", f"/tickets/{number}")
    expect(requester.get_by_role("heading", level=1)).to_be_visible()
    expect(requester.get_by_text("What the swarm said")).to_have_count(0)
