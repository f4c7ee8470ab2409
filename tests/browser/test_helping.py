"""Saying no, losing the connection, and the one room of a guest."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, expect

from swarm.outbox.seals import seal
from swarm.rooms.reaching.calling import CALL
from tests.browser.conftest import Browsers, Desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def a_mailed_call(desk: Desk) -> str:
    number = desk.ticket()
    asked = {"help_needed": "Who knows label printers?"}
    swarm = desk.call("owner", "POST", f"/tickets/{number}/swarms", asked)["id"]
    expert = desk.id("expert")
    call = desk.call("owner", "POST", f"/swarms/{swarm}/invitations", {"person": expert})
    return f"/call/{seal(desk.environment['SWARM_SECRET_KEY'], CALL, call['id'], expert)}?say=yes"


def _named(buttons: Locator) -> list[str]:
    """Who can be invited by these buttons, or asked again, in their order."""
    labels = [one.get_attribute("aria-label") or "" for one in buttons.all()]
    return [re.sub("^(Invite |Ask again: )", "", label) for label in labels]


def test_who_was_asked_in_each_open_swarm_stands_on_the_ticket(
    browsers: Browsers, desk: Desk
) -> None:
    number = desk.ticket()
    for ask, who in (("Who knows printers?", "expert"), ("Who knows the firewall?", "manager")):
        swarm = desk.call("owner", "POST", f"/tickets/{number}/swarms", {"help_needed": ask})["id"]
        desk.call("owner", "POST", f"/swarms/{swarm}/invitations", {"person": desk.id(who)})
    owner = browsers.open("owner", f"/tickets/{number}")
    newest = owner.get_by_role("region", name="Who was asked", exact=True)
    expect(newest.get_by_text(desk.name("manager"))).to_be_visible()
    older = owner.get_by_role("region", name="Who was asked: Who knows printers?")
    expect(older.get_by_text(desk.name("expert"))).to_be_visible()
    older.get_by_role("button", name=f"Take back: {desk.name('expert')}").click()
    expect(older.get_by_text("taken back")).to_be_visible()
    # Nobody is left calling for the journeys that follow.
    newest.get_by_role("button", name=f"Take back: {desk.name('manager')}").click()
    expect(newest.get_by_text("taken back")).to_be_visible()


def test_after_a_no_with_its_reason_the_next_person_is_offered(
    browsers: Browsers, desk: Desk
) -> None:
    number = desk.ticket()
    desk.room(number)
    owner = browsers.open("owner", f"/tickets/{number}")
    buttons = owner.get_by_role("button", name=re.compile("^(Invite |Ask again: ).+"))
    buttons.first.wait_for()
    names = _named(buttons)
    first = names[0]
    expert = browsers.open(first, "/articles")
    buttons.first.click()
    call = expert.get_by_role("group", name="You are asked to help")
    call.get_by_role("button", name="No", exact=True).click()
    call.get_by_role("combobox", name="Why not").click()
    call.get_by_role("option", name="Not my subject").click()
    call.get_by_role("button", name="Say no").click()
    expect(call).to_have_count(0)

    expect(owner.get_by_text("said no: Not my subject")).to_be_visible()
    assert _named(buttons) == names, "the list changed unasked"
    owner.get_by_role("button", name=re.compile("^[1-5] new: show$")).click()
    expect(owner.get_by_role("button", name=f"Ask again: {first}")).to_have_count(0)
    following = _named(buttons)[0]
    assert following != first
    buttons.first.click()
    expect(owner.get_by_role("button", name=f"Take back: {following}")).to_be_visible()


PRESS = """async (action) => {
  const [notification] = await self.registration.getNotifications()
  const event = new NotificationEvent('notificationclick', { notification, action })
  const work = []
  event.waitUntil = (done) => work.push(done)
  self.dispatchEvent(event)
  await Promise.all(work)
}"""
"""What the browser does when a button of a notification is pressed."""


def test_a_call_is_declined_on_its_notification(browsers: Browsers, desk: Desk) -> None:
    page = browsers.open("expert", "/me")
    page.context.grant_permissions(["notifications"], origin=desk.url)
    devtools = page.context.new_cdp_session(page)
    known: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: known.extend(one["registrationId"] for one in told["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    with page.context.expect_event("serviceworker") as started:
        page.evaluate("navigator.serviceWorker.register('/push.js').then(() => null)")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.goto("about:blank")  # whoever looks at the desk is told there
    swarm = desk.room(desk.ticket())
    asked = {"person": desk.id("expert")}
    call = desk.call("owner", "POST", f"/swarms/{swarm}/invitations", asked)["id"]
    said = {"invitation": call, "title": "Asked", "text": "Who?", "path": f"/swarms/{swarm}"}
    pushed = {"origin": f"{desk.url}/", "registrationId": known[-1], "data": json.dumps(said)}
    worker = started.value
    shown = "self.registration.getNotifications().then((all) => all.length)"
    while worker.evaluate(shown) == 0:
        # Again while the browser takes the page for one that still looks at the desk.
        devtools.send("ServiceWorker.deliverPushMessage", pushed)
        page.wait_for_timeout(500)
    worker.evaluate(PRESS, "declined")
    (card,) = desk.call("owner", "GET", f"/swarms/{swarm}")["invitations"]
    assert (card["id"], card["answer"]) == (call, "declined")


def test_what_was_said_while_somebody_was_offline_is_there_once_and_in_order(
    browsers: Browsers, desk: Desk
) -> None:
    browsers.allow("ERR_INTERNET_DISCONNECTED")
    browsers.allow("WebSocket connection")  # the browser says how a cut one ended
    swarm = desk.room(desk.ticket(), "expert")
    desk.say("owner", swarm, "Before.")
    page = browsers.open("expert", f"/swarms/{swarm}")
    said = page.get_by_role("log").get_by_role("article").locator(".prose")
    expect(said).to_have_text(["Before."])
    page.context.set_offline(True)
    lost = page.get_by_text("The connection is lost")
    expect(lost).to_be_visible()
    words = [f"While you were away, {count}." for count in range(1, 6)]
    for one in words:
        desk.say("owner", swarm, one)
    page.context.set_offline(False)
    expect(said).to_have_text(["Before.", *words])
    expect(lost).to_have_count(0)
    page.get_by_label("Message", exact=True).fill("Back again.")
    page.keyboard.press("Enter")
    desk.say("owner", swarm, "Good.")
    expect(said).to_have_text(["Before.", *words, "Back again.", "Good."])


def test_a_guest_sees_their_room_and_nothing_else(browsers: Browsers, desk: Desk) -> None:
    number = desk.ticket()
    mine, foreign = desk.room(number, "guest"), desk.room(desk.ticket())
    desk.say("owner", mine, "Welcome to this room.")
    browsers.allow("status of 404")
    browsers.allow("status of 403")
    page = browsers.open("guest")
    expect(page).to_have_url(re.compile("/swarms$"))
    expect(page.locator(f"main a[href='/swarms/{mine}']")).to_be_visible()
    expect(page.locator(f"main a[href='/swarms/{foreign}']")).to_have_count(0)
    places = page.get_by_role("navigation", name="Menu").get_by_role("link")
    expect(places).to_have_text([re.compile("^Rooms")])  # with how many have news
    page.locator(f"main a[href='/swarms/{mine}']").click()
    expect(page.get_by_role("log")).to_contain_text("Welcome to this room.")
    for path in (f"/swarms/{foreign}", f"/tickets/{number}", "/people", "/reports", "/skills"):
        page.goto(path)
        refused = page.get_by_text(re.compile("There is nothing (here|at this address)"))
        expect(refused.first).to_be_visible()
