"""The list of skills is kept, the graph is explored by keyboard, and a belief is contested."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.orm import Session

from swarm import clock
from swarm.tickets.tables import Ticket
from tests.browser.conftest import Browsers, Desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

HOPPER = "Paternoster hopper"
ENOUGH = 8
"""Solved tickets that a proposal needs."""


def solved_before(session: Session) -> None:
    """As many solved tickets of one component as a proposal needs."""
    now = clock.now()
    session.add_all(
        Ticket(summary="It jams", component=HOPPER, status="solved", created_at=now,
               updated_at=now, solved_at=now)
        for _ in range(ENOUGH)
    )  # fmt: skip


def row_of(page: Page, name: str) -> Locator:
    """The line of a skill in the tree."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=name, exact=True))


def add_skill(page: Page, name: str) -> None:
    page.get_by_role("button", name="New skill").click()
    dialog = page.get_by_role("dialog", name="New skill")
    dialog.get_by_role("textbox", name="Name", exact=True).fill(name)
    dialog.get_by_role("button", name="Save skill").click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def test_an_administrator_keeps_the_list_of_skills(browsers: Browsers, desk: Desk) -> None:
    desk.change(solved_before)
    page = browsers.open("administrator", "/skills/taxonomy")
    page.get_by_role("button", name="Look again").click()
    accept = page.get_by_role("button", name=f"Accept {HOPPER}", exact=False)
    more = page.get_by_role("button", name=re.compile(r"^All \d+$"))
    expect(accept.or_(more).first).to_be_visible()
    if not accept.is_visible():
        more.click()
    accept.click()
    page.get_by_role("dialog").get_by_role("button", name="Add skill").click()
    expect(row_of(page, HOPPER)).to_be_visible()

    add_skill(page, "Hoisting")
    page.get_by_role("button", name="Edit", exact=True).click()
    dialog = page.get_by_role("dialog", name="Hoisting")
    dialog.get_by_role("textbox", name="Name", exact=True).fill("Lifting gear")
    dialog.get_by_role("button", name="Save skill").click()
    expect(page.get_by_role("heading", name="Lifting gear", exact=True)).to_be_visible()

    page.goto("/skills/taxonomy")
    expect(row_of(page, "Lifting gear")).to_contain_text("hoisting")
    page.get_by_role("button", name="Merge Lifting gear").click()
    dialog = page.get_by_role("dialog", name="Merge Lifting gear")
    into = dialog.get_by_role("combobox", name="It becomes part of")
    into.fill(HOPPER)
    page.get_by_role("option", name=HOPPER).click()
    dialog.get_by_role("button", name="Merge", exact=True).click()
    expect(row_of(page, "Lifting gear")).to_have_count(0)
    expect(row_of(page, HOPPER)).to_contain_text("hoisting")

    row_of(page, HOPPER).get_by_role("link", name=HOPPER).click()
    page.get_by_role("button", name="Retire").click()
    expect(page.get_by_role("button", name="Put back into use")).to_be_visible()
    page.goto("/skills/taxonomy")
    expect(page.get_by_text("With retired ones")).to_be_visible()
    expect(row_of(page, HOPPER)).to_have_count(0)


def choose(page: Page, field: str, words: str, option: str) -> None:
    """Find and take something by keyboard alone."""
    box = page.get_by_role("combobox", name=field, exact=True)
    box.focus()
    page.keyboard.type(words)
    expect(page.get_by_role("option", name=option, exact=True)).to_be_visible()
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_the_graph_is_explored_by_keyboard(browsers: Browsers, desk: Desk) -> None:
    product = "Goods lift console"
    number = desk.ticket(summary="The lift stands still", product=product)
    swarm = desk.room(number, "expert")
    owner, expert = desk.name("owner"), desk.name("expert")
    desk.say("expert", swarm, "Reset the console.")
    said = {"summary": "Reset it.", "solved": True, "cause": "A worn switch.",
            "credits": [{"person": desk.id("expert"), "kind": "fix"}]}  # fmt: skip
    desk.call("owner", "PUT", f"/swarms/{swarm}/outcome", said)

    page = browsers.open("owner", "/skills/graph")
    choose(page, "Around", product[:10], product)
    expect(page).to_have_url(re.compile("around=product"))
    ties = page.locator("section", has=page.get_by_role("heading", name="Ties", exact=True))
    expect(ties.get_by_role("listitem").filter(has_text="worked on it")).to_have_count(2)
    closer = ties.get_by_role("button", name=f"Look around {owner}")
    closer.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"around=person%3A{desk.id('owner')}"))

    closest = page.locator(
        "section", has=page.get_by_role("heading", name="Closest through work", exact=True)
    )
    expect(closest.get_by_role("listitem").first).to_contain_text("% of the walk")
    evidence = ties.get_by_role("button", name=re.compile("^Show the evidence: ")).first
    evidence.focus()
    page.keyboard.press("Enter")
    panel = page.locator("section", has=page.get_by_role("heading", name=re.compile("evidence$")))
    expect(panel.get_by_role("listitem").first).to_be_visible()
    panel.get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")
    expect(panel).to_have_count(0)

    choose(page, "From", owner, owner)
    choose(page, "To", expert, expert)
    way = page.locator(
        "section", has=page.get_by_role("heading", name="How are these two connected?")
    )
    expect(way.get_by_role("listitem")).to_have_count(1)
    expect(way.get_by_role("listitem")).to_contain_text("worked on ticket")
    expect(way.get_by_role("link").first).to_be_visible()


def test_what_somebody_contests_stops_counting(browsers: Browsers, desk: Desk) -> None:
    administrator = "administrator"
    skill = desk.call(administrator, "POST", "/skills", {"name": "Belt tension"})["id"]
    desk.call("expert", "PUT", f"/me/claims/{skill}")
    who = [one["person"]["id"] for one in desk.call("owner", "GET", f"/skills/{skill}")["people"]]
    assert who == [desk.id("expert")]

    page = browsers.open("expert", f"/people/{desk.id('expert')}")
    page.get_by_role("button", name="Yours to say: Belt tension").click()
    page.get_by_role("menuitem", name="Contest…").click()
    dialog = page.get_by_role("dialog", name="Contest Belt tension")
    dialog.get_by_label("Why it is not so").fill("I only watched.")
    dialog.get_by_role("button", name="Contest it").click()
    row = page.get_by_role("listitem").filter(has_text="Belt tension")
    expect(row.get_by_text("Contested: does not count")).to_be_visible()
    assert desk.call("owner", "GET", f"/skills/{skill}")["people"] == []

    page.get_by_role("button", name="Yours to say: Belt tension").click()
    page.get_by_role("menuitem", name="Take the contest back").click()
    expect(row.get_by_text("Contested: does not count")).to_have_count(0)
    assert len(desk.call("owner", "GET", f"/skills/{skill}")["people"]) == 1
