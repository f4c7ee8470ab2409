"""The screens that are looked at: what each is called, who looks, and where it is."""

from __future__ import annotations

from collections.abc import Callable

import requests

from tests.browser.conftest import Desk
from tests.browser.test_helping import a_mailed_call
from tests.browser.test_tiers import a_tiered_ticket

Place = str | Callable[[Desk], str]


def a_ticket(desk: Desk) -> str:
    number = desk.ticket()
    for public, words in ((True, "We look at it **now**."), (False, "The driver was updated.")):
        reply = {"body": words, "public": public, "client_id": f"{number}-{public}-reply"}
        desk.call("owner", "POST", f"/tickets/{number}/replies", reply)
    return f"/tickets/{number}"


def a_solved_ticket(desk: Desk) -> str:
    number = desk.ticket()
    for name in ("first.txt", "second.txt"):
        desk.attach("requester", number, name)
    outcome = {"cause": "The driver was updated over night.", "fix": "Put the old one back."}
    desk.call("owner", "PUT", f"/tickets/{number}/outcome", outcome)
    return f"/tickets/{number}"


def _room(desk: Desk) -> int:
    swarm = desk.room(desk.ticket(), "expert")
    desk.say("owner", swarm, "It prints `nothing` at all.")
    desk.say("expert", swarm, "Which driver?\n\n- the new one\n- the old one")
    return swarm


def an_open_room(desk: Desk) -> str:
    swarm = _room(desk)
    path = f"/swarms/{swarm}"
    for text, state in (("The cable", "ruled_out"), ("The driver", "confirmed"), ("Dust", "")):
        board = desk.call("expert", "POST", f"{path}/hypotheses", {"text": text})
        verdict = f"{path}/hypotheses/{board['hypotheses'][-1]['id']}/verdict"
        if state:
            desk.call("owner", "PUT", verdict, {"state": state, "reason": "Tried it"})
    task = {"text": "Ask the vendor", "assignee": desk.id("expert"), "due": "2030-01-01T09:00:00Z"}
    desk.call("owner", "POST", f"{path}/tasks", task)
    desk.call("owner", "PUT", f"{path}/decision", {"text": "Do we put the old driver back?"})
    last = desk.call("owner", "GET", f"{path}/board")["hypotheses"][-1]["id"]
    lines = desk.call("owner", "GET", f"{path}/activity")["items"]
    said = next(one["data"]["message"] for one in lines if one["kind"] == "message_posted")
    desk.call("owner", "PUT", f"{path}/hypotheses/{last}/messages/{said}", {})
    desk.call("owner", "PUT", f"{path}/messages/{said}/marks/knowledge", {})
    return path


def a_room_to_catch_up_with(desk: Desk) -> str:
    return f"{an_open_room(desk)}?missed=1"


def a_closed_room(desk: Desk) -> str:
    swarm = _room(desk)
    credit = {"person": desk.id("expert"), "kind": "fix"}
    closure = {"summary": "The old driver", "solved": True, "credits": [credit]}
    desk.call("owner", "PUT", f"/swarms/{swarm}/outcome", closure)
    return f"/swarms/{swarm}"


def a_foreign_room(desk: Desk) -> str:
    return f"/swarms/{desk.room(desk.ticket())}"


def an_article(desk: Desk) -> str:
    return f"/articles/{desk.call('owner', 'GET', '/articles')['items'][0]['id']}"


def a_profile(desk: Desk) -> str:
    return f"/people/{desk.id('expert')}"


def a_skill(desk: Desk) -> str:
    return f"/skills/{desk.call('owner', 'GET', '/skills')['items'][0]['id']}"


def a_visited_room(desk: Desk) -> str:
    swarm = desk.room(desk.ticket(), "expert")
    desk.say("expert", swarm, "Which driver?")
    wish = {"name": "Vera Lind, Lumen", "brief": "Is this fault known to you?"}
    secret = desk.call("owner", "POST", f"/swarms/{swarm}/guests", wish)["secret"]
    entered = requests.post(f"{desk.url}/api/sign-in/guest", json={"secret": secret}, timeout=30)
    assert entered.ok
    aside = {"client_id": f"{swarm}-aside", "body": "Their firmware again.", "aside": True}
    desk.call("owner", "POST", f"/swarms/{swarm}/messages", aside)
    return f"/swarms/{swarm}"


def a_thread(desk: Desk) -> str:
    swarm = desk.room(desk.ticket(), "expert")
    desk.say("expert", swarm, "Which firmware is it? `4.2.1`?")
    root = desk.call("owner", "GET", f"/swarms/{swarm}/activity")["items"][-1]["data"]["message"]
    for number, who in enumerate(("owner", "expert")):
        words = {"client_id": f"answer-{number}", "body": "See #3.", "thread": root}
        desk.call(who, "POST", f"/swarms/{swarm}/messages", words)
        desk.call(who, "PUT", f"/swarms/{swarm}/messages/{root}/reactions/thanks", {})
    desk.call("owner", "PUT", f"/swarms/{swarm}/messages/{root}/pin", {})
    return f"/swarms/{swarm}?thread={root}"


def a_search(desk: Desk) -> str:
    swarm = desk.room(desk.ticket(), "expert")
    desk.say("expert", swarm, "The certificate runs out on Friday.")
    return f"/swarms/{swarm}?find=certificate"


def learning(desk: Desk) -> str:
    return f"/skills/learners?skill={desk.call('owner', 'GET', '/skills')['items'][0]['id']}"


def a_contest(desk: Desk) -> str:
    skill = desk.call("owner", "GET", "/skills")["items"][0]["id"]
    desk.call("expert", "PUT", f"/me/claims/{skill}")
    desk.call("expert", "PUT", f"/me/contests/{skill}", {"why": "Long ago."})
    return "/skills/contests"


def a_taxonomy(desk: Desk) -> str:
    for _ in range(8):
        number = desk.ticket()
        outcome = {"cause": "Worn", "fix": "Changed"}
        desk.call("owner", "PUT", f"/tickets/{number}/outcome", outcome)
    desk.call("administrator", "POST", "/skill-proposals", {})
    return "/skills/taxonomy"


def behind_a_number(desk: Desk) -> str:
    return str(desk.call("manager", "GET", "/reports/overview")["tickets"]["tickets"])


def a_long_word(desk: Desk) -> int:
    number = desk.ticket(summary="W" * 290)
    desk.attach("requester", number, f"{'V' * 190}.txt")
    return number


def a_room_with_a_long_word(desk: Desk) -> str:
    return f"/swarms/{desk.room(a_long_word(desk))}"


def the_rooms_with_a_long_word(desk: Desk) -> str:
    return a_room_with_a_long_word(desk).rpartition("/")[0]


def the_tickets_with_a_long_word(desk: Desk) -> str:
    a_long_word(desk)
    return "/tickets"


def the_queues(desk: Desk) -> str:
    a_tiered_ticket(desk)
    return "/queues?tier=L1"


def _round(desk: Desk, kind: str = "dispatch") -> int:
    """The expert's team picks over: one ticket is handed out, one left, one waits."""
    room, team = desk.round(kind)
    for decision in ({"decision": "offered", "to": desk.id("expert")},
                     {"decision": "left", "why": "The vendor has it"}, None):  # fmt: skip
        number = desk.ticket(owner=None)
        desk.call("manager", "PATCH", f"/tickets/{number}", {"team": team})
        if decision and kind == "dispatch":
            pick = {"ticket": number, **decision}
            desk.call("manager", "POST", f"/swarms/{room}/picks", pick)
    return room


def a_dispatch_room(desk: Desk) -> str:
    return f"/swarms/{_round(desk)}"


def a_backlog_room(desk: Desk) -> str:
    return f"/swarms/{_round(desk, 'backlog')}"


def a_dispatch_room_that_is_over(desk: Desk) -> str:
    room = _round(desk)
    said = {"summary": "One handed out, one left.", "solved": False}
    desk.call("manager", "PUT", f"/swarms/{room}/outcome", said)
    return f"/swarms/{room}"


SCREENS: list[tuple[str, str | None, Place]] = [
    ("sign in", None, "/"),
    ("a sign-in link", None, "/link/not-a-real-one"),
    ("a guest's link", None, "/guest/not-a-real-one"),
    ("an address that names nothing", "owner", "/articles/abc"),
    ("inbox", "owner", "/"),
    ("tickets", "owner", "/tickets"),
    ("new ticket", "owner", "/tickets/new"),
    ("ticket", "owner", a_ticket),
    ("ticket with a long word", "owner", lambda desk: f"/tickets/{a_long_word(desk)}"),
    ("tickets with a long word", "owner", the_tickets_with_a_long_word),
    ("room with a long word", "owner", a_room_with_a_long_word),
    ("rooms with a long word", "owner", the_rooms_with_a_long_word),
    ("solved ticket", "owner", a_solved_ticket),
    ("open room", "owner", an_open_room),
    ("a room with a guest", "owner", a_visited_room),
    ("what was missed in a room", "owner", a_room_to_catch_up_with),
    ("closed room", "owner", a_closed_room),
    ("a thread in a room", "owner", a_thread),
    ("a search in a room", "owner", a_search),
    ("room from outside", "expert", a_foreign_room),
    ("queues", "owner", the_queues),
    ("tiered ticket", "owner", lambda desk: f"/tickets/{a_tiered_ticket(desk)}"),
    ("rooms", "owner", "/swarms"),
    ("dispatch room", "manager", a_dispatch_room),
    ("dispatch room from outside", "owner", a_dispatch_room),
    ("dispatch room of one's own team", "expert", a_dispatch_room),
    ("dispatch room that is over", "manager", a_dispatch_room_that_is_over),
    ("backlog room", "manager", a_backlog_room),
    ("exceptions", "manager", "/exceptions"),
    ("articles", "owner", "/articles"),
    ("article", "owner", an_article),
    ("write an article", "owner", "/articles/new"),
    ("people", "owner", "/people"),
    ("profile", "owner", a_profile),
    ("skills", "owner", "/skills"),
    ("skill", "owner", a_skill),
    ("graph", "owner", "/skills/graph"),
    ("who could learn", "owner", learning),
    ("only one knows", "owner", "/skills/risks"),
    ("missing skills", "owner", "/skills/gaps"),
    ("contested", "manager", a_contest),
    ("report card", "manager", "/skills/report-card"),
    ("taxonomy", "administrator", a_taxonomy),
    ("reports", "manager", "/reports"),
    ("comparison", "manager", "/reports/comparison"),
    ("an experiment planned", "manager", "/reports/experiment"),
    ("where to swarm", "manager", "/reports/fit"),
    ("load", "manager", "/reports/load"),
    ("flow", "manager", "/reports/flow"),
    ("tier ledger", "manager", "/reports/ledger"),
    ("behind a number", "manager", behind_a_number),
    ("administration", "administrator", "/administration"),
    ("administration of people", "administrator", "/administration/people"),
    ("administration of teams", "administrator", "/administration/teams"),
    ("administration of targets", "administrator", "/administration/targets"),
    ("administration of tiers", "administrator", "/administration/tiers"),
    ("administration of the process", "administrator", "/administration/process"),
    ("administration of names", "administrator", "/administration/names"),
    ("administration of what is on its way", "administrator", "/administration/outgoing"),
    ("a call out of a mail", None, a_mailed_call),
    ("own account", "owner", "/me"),
    ("nothing there", "owner", "/nowhere"),
    ("a requester's tickets", "requester", "/tickets"),
    ("a requester's ticket", "requester", a_solved_ticket),
    ("a guest's rooms", "guest", "/swarms"),
]
