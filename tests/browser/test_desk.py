"""Requesters, a handover, and the desk by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Browsers, Desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

AT_ONCE = 6_000
"""Milliseconds: less than the half minute after which a page would ask by itself."""
NOTE = "Never say this to the requester"


def _as_requester(page: Page) -> int:
    page.get_by_role("link", name="New ticket").click()
    page.get_by_label("What do you need help with?").fill("My headset is silent in meetings")
    page.get_by_label("Description").fill("It works with music.")
    page.get_by_role("button", name="Ask for help").click()
    expect(page).to_have_url(re.compile(r"/tickets/\d+$"))
    return int(page.url.rsplit("/", 1)[1])


def test_a_requester_sees_owner_and_answers_and_never_a_note_or_a_room(
    browsers: Browsers, desk: Desk
) -> None:
    browsers.allow("status of 404")
    page = browsers.open("requester")
    number = _as_requester(page)
    desk.call("owner", "PUT", f"/tickets/{number}/owner", {})
    swarm = desk.room(number, "expert")
    desk.say("owner", swarm, NOTE)
    for public, words in ((False, NOTE), (True, "Which program do you meet in?")):
        reply = {"body": words, "public": public, "client_id": f"{number}-{public}-reply"}
        desk.call("owner", "POST", f"/tickets/{number}/replies", reply)

    main = page.locator("main")
    log = page.get_by_role("log", name="Conversation")
    expect(log).to_contain_text("Which program do you meet in?")
    expect(main.get_by_text(desk.name("owner")).first).to_be_visible()
    page.get_by_role("textbox", name="Reply").fill("In the one of the company.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(log.get_by_role("article")).to_have_count(3)
    page.reload()
    expect(log.get_by_role("article")).to_have_count(3)
    expect(main).not_to_contain_text(NOTE)
    expect(main).not_to_contain_text("warm")

    page.goto(f"/swarms/{swarm}")
    expect(page.get_by_text("There is nothing at this address")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text(NOTE)

    outcome = {"cause": "The wrong output was chosen.", "fix": "Choose the headset."}
    desk.call("owner", "PUT", f"/tickets/{number}/outcome", outcome)
    page.goto(f"/tickets/{number}")
    page.get_by_role("radio", name="Very good").check()
    page.get_by_label("Anything to add?").fill("That was quick.")
    page.get_by_role("button", name="Send", exact=True).first.click()
    expect(page.get_by_text("You answered: Very good")).to_be_visible()
    rating = desk.call("owner", "GET", f"/tickets/{number}")["rating"]
    assert (rating["score"], rating["comment"]) == (5, "That was quick.")


def test_who_is_offered_a_ticket_reads_what_was_tried_is_open_and_was_promised(
    browsers: Browsers, desk: Desk
) -> None:
    number = desk.ticket()
    expert = desk.name("expert")
    owner = browsers.open("owner", f"/tickets/{number}")
    owner.get_by_role("button", name="More").click()
    owner.get_by_role("menuitem", name="Hand over").click()
    dialog = owner.get_by_role("dialog")
    dialog.get_by_label("To whom").fill(expert)
    owner.get_by_role("option", name=expert).click()
    words = {
        "What was tried?": "Another cable and another socket.",
        "What is still open?": "Whether the firmware is too old.",
        "What was promised to the requester?": "An answer before noon.",
    }
    for label, said in words.items():
        dialog.get_by_label(label).fill(said)
    dialog.get_by_role("button", name="Offer the ticket").click()
    expect(owner.get_by_role("heading", name=f"Offered to {expert}")).to_be_visible()
    assert desk.call("owner", "GET", f"/tickets/{number}")["owner"]["name"] == desk.name("owner")

    page = browsers.open("expert")
    page.get_by_role("button", name=re.compile("What waits for you")).click()
    page.locator(f"a[href='/tickets/{number}']").first.click()
    heading = f"{desk.name('owner')} offers you this ticket"
    panel = page.locator("section", has=page.get_by_role("heading", name=heading))
    for said in words.values():
        expect(panel).to_contain_text(said)
    panel.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", name=heading)).to_have_count(0)
    expect(page.get_by_role("button", name="Solve", exact=True)).to_be_visible()
    expect(owner.get_by_role("button", name="Solve", exact=True)).to_have_count(0)
    assert desk.call("owner", "GET", f"/tickets/{number}")["owner"]["name"] == expert


def _focus_by_tab(page: Page, selector: str) -> None:
    for _ in range(60):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached with the Tab key")


def test_a_sign_in_that_is_ended_elsewhere_ends_here_at_once_and_says_so(
    browsers: Browsers, desk: Desk
) -> None:
    browsers.allow("status of 401")  # what is asked before it is known
    page = browsers.open("expert", "/people")
    expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()
    expect(page.get_by_text("The connection is lost")).to_have_count(0)
    newest = max(one["id"] for one in desk.call("expert", "GET", "/me/sign-ins")["items"])
    desk.call("expert", "DELETE", f"/me/sign-ins/{newest}")
    told = page.get_by_role("alert").filter(has_text="You were signed out")
    expect(told).to_be_visible(timeout=AT_ONCE)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_role("heading", name="People")).to_have_count(0)


def test_a_note_can_be_written_by_keyboard_alone(browsers: Browsers, desk: Desk) -> None:
    number = desk.ticket(priority="high")
    page = browsers.open(None)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    card = desk.cards["owner"]
    _focus_by_tab(page, "input[type=email]")
    page.keyboard.type(card["email"])
    page.keyboard.press("Tab")
    page.keyboard.type(card["password"])
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Rooms", level=1)).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("i")
    row = page.locator(f"main a.row-link[href='/tickets/{number}']")
    expect(row).to_be_visible()
    for _ in range(60):
        page.keyboard.press("j")
        if page.locator(f"a.row-link[href='/tickets/{number}']:focus").count():
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/tickets/{number}$"))
    expect(page.get_by_role("log", name="Conversation")).to_be_visible()
    page.keyboard.press("n")
    field = page.get_by_role("textbox", name="Private note")
    expect(field).to_be_focused()
    page.keyboard.type("Written without a mouse.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("log", name="Conversation")).to_contain_text("Written without a mouse.")
    (reply,) = desk.call("owner", "GET", f"/tickets/{number}")["replies"]
    assert (reply["public"], "without a mouse" in reply["html"]) == (False, True)
