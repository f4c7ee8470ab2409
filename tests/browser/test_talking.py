"""Two people in one room: what they can do with each other's words."""

from __future__ import annotations

import base64
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Browsers, Desk
from tests.browser.test_screens import ALL_RULES, found_by_axe, overhang

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def said(page: Page, words: str) -> Locator:
    """The message with these words in the room (not in a thread)."""
    room = page.get_by_role("log", name="What was said")
    return room.get_by_role("article").filter(has_text=words).first


def choose(page: Page, message: Locator, name: str) -> None:
    """Choose something from a message's menu."""
    message.hover()
    message.get_by_role("button", name="What else can be done").click()
    page.get_by_role("menuitem", name=name).click()


def type_and_send(page: Page, field: str, words: str) -> None:
    """Write and press Enter."""
    page.get_by_label(field, exact=True).fill(words)
    page.keyboard.press("Enter")


def test_words_are_changed_signed_quoted_answered_and_erased(
    browsers: Browsers, desk: Desk
) -> None:
    swarm = desk.room(desk.ticket(), "expert")
    desk.say("owner", swarm, "It is the cable")
    owner = browsers.open("owner", f"/swarms/{swarm}")
    expert = browsers.open("expert", f"/swarms/{swarm}")

    # The owner words it anew by keyboard alone; the expert sees it, and what was said before.
    expect(said(owner, "It is the cable")).to_be_visible()
    owner.get_by_label("Message", exact=True).press("ArrowUp")
    owner.get_by_label("Change the words").fill("It is the **port**")
    owner.keyboard.press("Enter")
    changed = said(expert, "It is the port")
    changed.get_by_role("button", name="changed").click()
    expect(expert.get_by_role("dialog")).to_contain_text("It is the cable")
    expert.keyboard.press("Escape")

    changed.hover()
    changed.get_by_role("button", name="Add a sign").click()
    expert.get_by_role("menuitem", name="Thank you").click()
    sign = said(owner, "It is the port").get_by_role("button", name="Thank you: ")
    expect(sign).to_have_text("1")
    sign.click()
    expect(sign).to_have_text("2")
    expect(sign).to_have_attribute("aria-pressed", "true")

    choose(expert, changed, "Quote it")
    type_and_send(expert, "Message", "Which one?")
    quoting = said(owner, "Which one?")
    expect(quoting.locator("blockquote")).to_contain_text("It is the port")

    changed.hover()
    changed.get_by_role("button", name="Answer in a thread").click()
    type_and_send(expert, "Answer", "Port 4 is dead")
    expect(expert.get_by_role("log", name="Thread")).to_contain_text("Port 4 is dead")
    answers = said(owner, "It is the port").get_by_role("button", name="1 answer")
    answers.click()
    expect(owner.get_by_role("log", name="Thread")).to_contain_text("Port 4 is dead")
    owner.get_by_label("Show this answer to the whole room too").check()
    type_and_send(owner, "Answer", "Then port 5")
    expect(said(expert, "Then port 5")).to_contain_text("An answer from a thread")
    assert not found_by_axe(owner, ALL_RULES)

    choose(owner, said(owner, "It is the port"), "Erase these words")
    owner.get_by_role("dialog").get_by_role("button", name="Erase", exact=True).click()
    expect(quoting.locator("blockquote")).to_contain_text("This message was erased.")
    expect(expert.get_by_text("It is the port")).to_have_count(0)


def test_an_address_leads_to_a_message_however_far_back(browsers: Browsers, desk: Desk) -> None:
    swarm = desk.room(desk.ticket())
    for number in range(230):
        desk.say("owner", swarm, f"Line {number}")
    first = desk.call("owner", "GET", f"/swarms/{swarm}/activity?after=2&limit=1")["items"][0]
    page = browsers.open("owner", f"/swarms/{swarm}?line={first['seq']}", viewport=PHONE)
    message = said(page, first["data"]["body"])
    expect(message).to_be_in_viewport()
    expect(message).to_be_focused()
    assert overhang(page) == 0
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("article", name=re.compile(".")).nth(1)).to_be_focused()


def test_a_mention_tells_unless_the_room_is_muted(browsers: Browsers, desk: Desk) -> None:
    swarm = desk.room(desk.ticket(), "expert")
    name = desk.name("expert")
    expert = browsers.open("expert", "/people")
    owner = browsers.open("owner", f"/swarms/{swarm}")

    # By keyboard alone: the name is completed, Enter takes it, a second Enter sends.
    field = owner.get_by_label("Message", exact=True)
    field.press_sequentially(f"@{name[:3]}")
    expect(owner.get_by_role("option", name=name)).to_be_visible()
    assert not found_by_axe(owner, ALL_RULES)
    field.press("Enter")
    expect(field).to_have_value(f"@{name} ")
    field.press_sequentially("can you look?")
    field.press("Enter")
    expect(said(owner, "can you look?").locator(".mention")).to_have_text(f"@{name}")

    expert.get_by_role("link", name="Go to the message").click()
    message = said(expert, "can you look?")
    expect(message).to_be_focused()
    expert.get_by_role("button", name="Mute this room").click()
    expect(expert.get_by_role("button", name="Hear of this room again")).to_be_visible()
    expert.get_by_role("link", name="People", exact=True).click()
    desk.say("owner", swarm, f"@{name} once more")
    expert.get_by_role("button", name=re.compile("^What waits for you")).first.click()
    expect(expert.get_by_role("link", name=f"@{name} once more")).to_be_visible()
    expect(expert.get_by_role("link", name="Go to the message")).to_have_count(0)


def test_code_is_marked_long_logs_are_folded_and_numbers_tell_their_titles(
    browsers: Browsers, desk: Desk
) -> None:
    number = desk.ticket(summary="The scanner beeps twice")
    swarm = desk.room(number)
    log = "\n".join(f"line {one}" for one in range(252))
    desk.say("owner", swarm, f"See #{number}\n```python\ndef f(): pass\n```\n```\n{log}\n```")
    page = browsers.open("owner", f"/swarms/{swarm}", viewport=PHONE)
    message = said(page, "See #")
    expect(message.locator(".hljs-keyword").first).to_have_text("def")
    link = message.get_by_role("link", name=f"#{number}")
    expect(link).to_have_attribute("data-title", "The scanner beeps twice")
    message.get_by_role("button", name="Show 240 more lines").click()
    expect(message.get_by_role("button", name="Fold")).to_be_visible()
    assert overhang(page) == 0
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert not found_by_axe(page, ALL_RULES)


def test_pins_search_and_commands(browsers: Browsers, desk: Desk) -> None:
    swarm = desk.room(desk.ticket(), "expert")
    desk.say("expert", swarm, "The franking key ends on Tuesday")
    owner = browsers.open("owner", f"/swarms/{swarm}")
    expert = browsers.open("expert", f"/swarms/{swarm}")
    field = owner.get_by_label("Message", exact=True)
    expect(said(owner, "The franking key")).to_be_visible()
    field.press_sequentially("/pi")
    expect(owner.get_by_role("option", name="/pin")).to_be_visible()
    field.press("Enter")
    field.press("Enter")
    expert.get_by_role("button", name="1 pinned").click()
    expect(expert.get_by_role("link", name="The franking key ends")).to_be_visible()
    assert not found_by_axe(expert, ALL_RULES)
    expert.keyboard.press("Escape")
    field.fill("/tried Another key, no change")
    field.press("Enter")
    expect(expert.get_by_text("added to what was tried")).to_be_visible()
    expect(expert.get_by_text("Another key, no change")).to_be_visible()
    field.fill("/search tuesday")
    field.press("Enter")
    found = owner.get_by_role("region", name="Find in this room")
    found.get_by_role("link", name="The franking key ends").click()
    expect(said(owner, "The franking key")).to_be_focused()
    field.fill("/help")
    field.press("Enter")
    expect(owner.get_by_role("dialog")).to_contain_text("ask somebody in")
    owner.keyboard.press("Escape")
    owner.goto("/swarms")
    owner.get_by_label("Find in my rooms").first.fill("franking tuesday")
    owner.get_by_role("link", name="The franking key ends").click()
    expect(owner).to_have_url(re.compile(f"/swarms/{swarm}\\?line="))


def test_files_are_sent_shown_and_gone_with_their_words(browsers: Browsers, desk: Desk) -> None:
    swarm = desk.room(desk.ticket(), "expert")
    owner = browsers.open("owner", f"/swarms/{swarm}")
    expert = browsers.open("expert", f"/swarms/{swarm}", viewport=PHONE)
    choose_file = owner.locator("form input[type=file]")
    files = [
        {"name": "plan.png", "mimeType": "image/png", "buffer": PIXEL},
        {"name": "router.log", "mimeType": "text/plain", "buffer": b"link down"},
    ]
    choose_file.set_input_files(files=files)  # type: ignore[arg-type] # plain dicts are taken too
    expect(owner.get_by_role("button", name="Leave router.log out")).to_be_visible()
    owner.get_by_label("Message", exact=True).press("Enter")
    picture = expert.get_by_role("button", name="See plan.png large")
    expect(picture.locator("img")).to_be_visible()
    expect(picture.locator("img")).to_have_js_property("naturalWidth", 1)
    assert overhang(expert) == 0
    assert not found_by_axe(expert, ALL_RULES)
    with expert.expect_download() as had:
        expert.get_by_role("link", name="router.log").click()
    assert had.value.path().read_bytes() == b"link down"
    browsers.allow("422")
    choose_file.set_input_files(
        files=[{"name": "photo.png", "mimeType": "image/png", "buffer": b"no picture"}]
    )
    expect(owner.get_by_role("alert")).to_contain_text("not what its name says")
    choose(owner, owner.get_by_role("article").first, "Erase these words")
    owner.get_by_role("dialog").get_by_role("button", name="Erase", exact=True).click()
    expect(expert.get_by_role("link", name="router.log")).to_have_count(0)


def test_both_write_while_one_is_offline_and_nothing_is_lost_or_doubled(
    browsers: Browsers, desk: Desk
) -> None:
    browsers.allow("ERR_INTERNET_DISCONNECTED")
    browsers.allow("WebSocket connection")
    swarm = desk.room(desk.ticket(), "expert")
    desk.say("owner", swarm, "Before.")
    page = browsers.open("expert", f"/swarms/{swarm}")
    words = page.get_by_role("log").get_by_role("article").locator(".prose")
    expect(words).to_have_text(["Before."])
    page.context.set_offline(True)
    field = page.get_by_label("Message", exact=True)
    field.fill("Written without a line.")
    field.press("Enter")
    desk.say("owner", swarm, "Said meanwhile.")
    expect(page.get_by_text("The connection is lost")).to_be_visible()
    expect(words).to_have_text(["Before."])
    expect(field).to_have_value("Written without a line.")
    # What waits is sent by itself as soon as there is a line again.
    page.context.set_offline(False)
    expect(words).to_have_text(["Before.", "Said meanwhile.", "Written without a line."])
    expect(field).to_have_value("")
    page.reload()
    expect(words).to_have_text(["Before.", "Said meanwhile.", "Written without a line."])
