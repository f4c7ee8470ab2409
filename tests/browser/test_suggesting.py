"""What the talk reveals, a team put together by hand, and how good the suggestions are."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.reports.declines import FEWEST
from swarm.rooms.feedback.tables import Decline
from swarm.rooms.tables import Invitation
from tests.browser.conftest import Browsers, Desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

TOPICS = (
    "Label printing: the label printer prints blank carrier labels and scanners cannot read them.",
    "Every card is declined, auth_response=05 do_not_honour: card payments, refunds, fraud rules.",
    "Single sign-on: nobody can sign in, the token is refused and passwords do not help.",
    "Tills in the stores freeze at the receipt and the tills lose their offline basket.",
    "Search in the shop finds nothing since the search index was built anew over night.",
    "The deployment pipeline is stuck, the database migration waits for a lock.",
)
"""What some of the demo's people know each: one of them changes who is among the first five."""


def invitable(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^Invite .+"))


def names_of(buttons: Locator) -> list[str]:
    labels = [one.get_attribute("aria-label") or "" for one in buttons.all()]
    return [label.removeprefix("Invite ") for label in labels]


def suggested(desk: Desk, swarm: int) -> list[str]:
    items = desk.call("owner", "GET", f"/swarms/{swarm}/suggestions")["items"]
    return [one["person"]["name"] for one in items]


def test_whom_the_talk_reveals_waits_until_it_is_asked_for(browsers: Browsers, desk: Desk) -> None:
    number = desk.ticket(summary="It stopped again", description="Since this morning.")
    swarm = desk.room(number)
    page = browsers.open("owner", f"/swarms/{swarm}")
    buttons = invitable(page)
    buttons.nth(4).wait_for()
    shown = names_of(buttons)
    news = page.get_by_role("button", name=re.compile("^[1-5] new: show$"))
    expect(news).to_have_count(0)
    revealed: set[str] = set()
    for words in TOPICS:
        desk.say("owner", swarm, words)
        revealed = set(suggested(desk, swarm)) - set(shown)
        if revealed:
            break
    assert revealed, "no topic of the demo changed who is suggested"
    expect(news).to_be_visible()
    assert names_of(buttons) == shown, "the list changed unasked"
    expect(page.get_by_role("list", name="Skills needed")).to_contain_text("from the talk")
    news.click()
    # Which of them it is may have changed meanwhile: a desk that was just made is still learning.
    expect(news).to_have_count(0)
    assert set(names_of(buttons)) - set(shown), "nobody new is shown"


def left_out(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^Leave out .+"))


def seated(page: Page) -> list[str]:
    """Who is in the team that is put together, in its order."""
    labels = [one.get_attribute("aria-label") or "" for one in left_out(page).all()]
    return [label.removeprefix("Leave out ") for label in labels]


def covered(page: Page) -> int:
    """How much of what is needed the team covers, in percent."""
    told = page.get_by_text(re.compile("^Covers [0-9]+% of what is needed$")).inner_text()
    return int(told.removeprefix("Covers ").partition("%")[0])


def a_room_that_needs(desk: Desk, *skills: str) -> int:
    """A room whose ticket says by a person what it needs, and that nobody knows one of it."""
    number = desk.ticket(summary="It stopped again", description="Since this morning.")
    unknown = desk.call("administrator", "POST", "/skills", {"name": f"Quantum ink {number}"})
    for name in skills:
        (skill,) = desk.call("owner", "GET", f"/skills?q={name}")["items"]
        desk.call("owner", "PUT", f"/tickets/{number}/needs/{skill['id']}", {})
    desk.call("owner", "PUT", f"/tickets/{number}/needs/{unknown['id']}", {})
    return desk.room(number)


def test_a_team_is_put_together_by_hand_and_says_what_it_covers(
    browsers: Browsers, desk: Desk
) -> None:
    swarm = a_room_that_needs(desk, "Label printing", "Single sign-on")
    page = browsers.open("owner", f"/swarms/{swarm}")
    left_out(page).first.wait_for()
    proposed, whole = seated(page), covered(page)
    assert 0 < whole < 100
    expect(page.get_by_text(re.compile("^Nobody in this team covers Quantum ink"))).to_be_visible()

    # The runner-up comes in the place of a member, and the other way round.
    swap = page.get_by_role("button", name=re.compile(f", in place of {proposed[0]}$"))
    other = (swap.get_attribute("aria-label") or "").removeprefix("or ").partition(", in place")[0]
    swap.click()
    expect(page.get_by_role("button", name=f"Leave out {other}")).to_be_visible()
    assert seated(page) == [other, *proposed[1:]]
    proposal = page.get_by_role("button", name="Another team is proposed: show")
    proposal.click()
    expect(proposal).to_have_count(0)
    assert seated(page) != [other, *proposed[1:]], "what was put together stayed"
    proposed, whole = seated(page), covered(page)

    # Whoever is left out takes what only they covered along.
    needed_most = page.get_by_role("listitem").filter(has_text="only they cover").first
    needed_most.get_by_role("button", name=re.compile("^Leave out ")).click()
    expect(left_out(page)).to_have_count(len(proposed) - 1)
    assert covered(page) < whole

    # Anybody can be added, whatever they cover.
    before = covered(page)
    known = desk.name("expert")
    if known in seated(page):
        known = desk.name("manager")
    page.get_by_role("combobox", name="Add somebody to the team").fill(known)
    page.get_by_role("option", name=known).click()
    expect(page.get_by_role("button", name=f"Leave out {known}")).to_be_visible()
    assert covered(page) >= before
    page.get_by_role("button", name=re.compile("^Ask (all )?[0-9]+")).click()
    asked = page.get_by_role("dialog", name="Ask the whole team")
    expect(asked.get_by_role("listitem")).to_have_count(len(proposed))
    asked.get_by_role("button", name="Send the invitations").click()
    expect(asked).to_have_count(0)
    expect(page.get_by_text(re.compile("^[0-9]+ (person was|people were) asked$"))).to_be_visible()
    swarm_page = desk.call("owner", "GET", f"/swarms/{swarm}")
    assert desk.id(known) in {one["person"]["id"] for one in swarm_page["invitations"]}


def say_no(session: Session) -> None:
    """Five people had no time in the quarter before this one."""
    month = clock.now().replace(day=1)
    past = month - timedelta(days=32 + 31 * ((month.month - 1) % 3))
    invitation = session.scalars(select(Invitation).order_by(Invitation.id)).first()
    assert invitation is not None
    people = session.scalars(select(Person).where(Person.role == "agent").limit(FEWEST)).all()
    for person in people:
        said = Invitation(
            swarm_id=invitation.swarm_id,
            person_id=person.id,
            by_id=invitation.by_id,
            sent_at=past,
            expires_at=past,
            answer="declined",
            answered_at=past,
        )
        session.add(said)
        session.flush()
        session.add(Decline(invitation_id=said.id, person_id=person.id, why="no_time", at=past))


def until_judged(desk: Desk) -> None:
    """Until the first model was fitted, within a minute of the desk's start."""
    for _ in range(600):
        if desk.call("manager", "GET", "/matching/report-card")["items"]:
            return
        time.sleep(0.2)
    raise AssertionError("no model was fitted")


def test_a_manager_reads_how_good_the_suggestions_are(browsers: Browsers, desk: Desk) -> None:
    desk.change(say_no)
    until_judged(desk)
    page = browsers.open("manager", "/skills")
    page.get_by_role("tab", name="How good").click()
    expect(page).to_have_url(re.compile("/skills/report-card$"))
    verdict = page.get_by_role("alert")
    expect(verdict).to_contain_text(re.compile("suggestions are|best simple method"))
    expect(verdict).to_contain_text(re.compile("Judged on [0-9]+ tickets"))
    for method in ("Swarm", "popularity with age", "text neighbours", "random walk"):
        row = page.get_by_role("row", name=re.compile(f"^{method}"))
        expect(row.first).to_contain_text(re.compile(r"[0-9.]+–[0-9.]+"))  # with its interval
    for part in ("Do probabilities mean what they say?", "Misses by skill", "Versions"):
        expect(page.get_by_role("heading", name=part)).to_be_visible()
    expect(page.get_by_text("No time", exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile("^[0-9]+ noes by [0-9]+ people$")).first).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("serving"))).to_be_visible()

    agent = browsers.open("expert", "/skills")
    agent.get_by_role("tab", name="Who knows").wait_for()
    expect(agent.get_by_role("tab", name="How good")).to_have_count(0)


def test_an_owner_takes_the_category_that_is_suggested(browsers: Browsers, desk: Desk) -> None:
    words = "Access to the sales dashboard, please: the group of my region is missing."
    number = desk.ticket(summary="Access to the sales dashboard", description=words)
    page = browsers.open("owner", f"/tickets/{number}")
    take = page.get_by_role("button", name=re.compile("^Use it: the category .+"))
    category = (take.get_attribute("aria-label") or "").removeprefix("Use it: the category ")
    expect(page.get_by_text(re.compile(rf"^{category}, by its words \([0-9]+%\)$"))).to_be_visible()
    assert desk.call("owner", "GET", f"/tickets/{number}")["category"] is None
    take.click()
    expect(take).to_have_count(0)
    expect(page.get_by_text(category, exact=True)).to_be_visible()
    assert desk.call("owner", "GET", f"/tickets/{number}")["category"] == category
