"""The main job as two people and their manager do it, from a sign-in to a report."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.conftest import Browsers, Desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def sign_in(page: Page, email: str, password: str) -> None:
    """Sign in by the form."""
    page.get_by_label("Email").fill(email)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def take_an_unowned_ticket(page: Page) -> int:
    """Find a ticket without an owner that knows whom to ask, and take it; its number."""
    page.get_by_role("link", name="Tickets", exact=True).click()
    page.get_by_role("combobox", name="Owner").click()
    page.get_by_role("option", name="Without an owner").click()
    expect(page).to_have_url(re.compile("owner=none"))
    rows = page.locator("main li", has=page.locator(".row-link"))
    # Until the filtered ones come, those before stay.
    expect(rows.filter(has_not_text="No owner")).to_have_count(0)
    rows.locator(".row-link").first.click()
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_role("button", name="Take it")).to_have_count(0)
    expect(page.get_by_role("button", name="Solve", exact=True)).to_be_visible()
    return int(page.url.rsplit("/", 1)[1])


def open_a_swarm(page: Page) -> int:
    """Open a swarm with an ask; its number."""
    page.get_by_role("button", name="Open a swarm").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What help do you need?").fill("Who has seen this before?")
    dialog.get_by_label("What was tried?").fill("A restart, twice.")
    dialog.get_by_role("button", name="Open the swarm").click()
    expect(page).to_have_url(re.compile(r"/swarms/\d+$"))
    return int(page.url.rsplit("/", 1)[1])


def invite_the_first(page: Page) -> str:
    """Invite the first suggestion; the name."""
    button = page.get_by_role("button", name=re.compile("^Invite .+")).first
    name = (button.get_attribute("aria-label") or "").removeprefix("Invite ")
    button.click()
    expect(page.get_by_role("button", name=f"Take back: {name}")).to_be_visible()
    return name


def say(page: Page, words: str) -> None:
    """Say something in the room that is shown."""
    page.get_by_label("Message", exact=True).fill(words)
    page.keyboard.press("Enter")


def heard(page: Page, *words: str) -> None:
    """What was said is shown once each, in this order."""
    expect(page.get_by_role("log").get_by_role("article").locator(".prose")).to_have_text(
        list(words)
    )


def swarms_opened(page: Page) -> int:
    """The number of swarms in the overview that is shown."""
    link = page.get_by_role("link", name=re.compile("Show the tickets behind: Swarms opened"))
    return int(re.sub(r"\D", "", link.inner_text()))


def close_crediting(page: Page, name: str) -> None:
    """Close the swarm as solved and say whose help was the fix."""
    page.get_by_role("button", name="Close and credit").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What came of it?").fill("The certificate had run out; a new one is in.")
    dialog.get_by_label("Why did it happen?").fill("Nobody was told when it would run out.")
    help_of = dialog.get_by_role("group", name=f"The help of {name}")
    help_of.get_by_text("Found the fix").click()
    dialog.get_by_role("button", name="Close the swarm").click()
    expect(page.get_by_role("heading", name="Outcome: Solved")).to_be_visible()


def sees_evidence(page: Page, number: int) -> None:
    """A profile counts the ticket as help, and as evidence of a skill."""
    expect(page.locator(f"a.row-link[href='/tickets/{number}']")).to_be_visible()
    evidence = page.get_by_role("button", name=re.compile("^Evidence"))
    piece = page.locator(f"li li a[href='/tickets/{number}']").first
    # The credit becomes evidence after the answer was given: look again until it has.
    for _ in range(20):
        evidence.first.wait_for()
        for button in evidence.all():
            button.click()
        try:  # each list of evidence is on its way when its button was pressed
            piece.wait_for(timeout=3_000)
        except TookTooLong:
            page.reload()
        else:
            break
    expect(piece).to_be_visible()
    expect(piece.locator("xpath=..")).to_contain_text("Contributed")
    piece.click()
    expect(page).to_have_url(re.compile(f"/tickets/{number}$"))


def test_an_owner_solves_a_ticket_with_the_first_person_suggested(
    browsers: Browsers, desk: Desk
) -> None:
    manager = browsers.open("manager", "/reports")
    before = swarms_opened(manager)

    owner = browsers.open(None)
    card = desk.cards["owner"]
    sign_in(owner, card["email"], card["password"])
    number = take_an_unowned_ticket(owner)
    swarm = open_a_swarm(owner)

    # Whoever is suggested first: they come by a link, and look at something else when asked.
    suggested = owner.get_by_role("button", name=re.compile("^Invite .+")).first
    name = (suggested.get_attribute("aria-label") or "").removeprefix("Invite ")
    link = desk.command("users", "link", desk.email(name), "--address", desk.url)
    expert = browsers.open(None, re.findall(r"/link/\S+", link)[0])
    expert.get_by_role("button", name="Sign in").click()
    expect(expert).to_have_url(re.compile("/me$"))
    expert.get_by_role("link", name="Skills").click()
    expect(expert.get_by_role("heading", name="Skills", level=1)).to_be_visible()

    assert invite_the_first(owner) == name
    call = expert.get_by_role("group", name="You are asked to help")
    expect(call).to_contain_text("Who has seen this before?")
    expect(call).to_contain_text(card["name"])
    call.get_by_role("button", name="Yes, join").click()
    expect(expert).to_have_url(re.compile(f"/swarms/{swarm}$"))

    say(owner, "It says that the connection is **not trusted**.")
    heard(expert, "It says that the connection is not trusted.")
    say(expert, "Then look when the certificate ends.")
    told = ["It says that the connection is not trusted.", "Then look when the certificate ends."]
    heard(owner, *told)
    say(owner, "Yesterday.")
    for page in (owner, expert):
        heard(page, *told, "Yesterday.")

    close_crediting(owner, name)
    expect(expert.get_by_role("heading", name="Outcome: Solved")).to_be_visible()
    expect(expert.get_by_label("Message", exact=True)).to_have_count(0)
    owner.get_by_role("link", name="Go to the ticket").click()
    expect(owner.locator("main")).to_contain_text("The certificate had run out")
    expect(owner.get_by_role("button", name="Reopen")).to_be_visible()

    manager.reload()
    manager.get_by_role("link", name=re.compile("behind: Swarms opened")).wait_for()
    assert swarms_opened(manager) == before + 1
    manager.goto(f"/people/{desk.id(name)}")
    sees_evidence(manager, number)
