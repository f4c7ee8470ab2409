"""Dispatch and backlog rooms over HTTP: who may do what in them, and what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from swarm.app import may_follow
from swarm.people.tables import Person
from swarm.rooms.tables import Swarm
from tests.api.rounds import Round

if TYPE_CHECKING:
    from swarm.app import Running
    from tests.api.conftest import World

DESK = ("owner", "expert", "invited", "outsider", "manager", "administrator")
OUTSIDE = ("requester", "other_requester", "guest", "other_guest")


@pytest.fixture
def round_(world: tuple[Running, World]) -> Round:
    """The world with a dispatch room."""
    return Round(*world)


def routes(round_: Round) -> dict[str, tuple[str, str, Any]]:
    """What can be asked of such a room: method, path, body."""
    path = f"/swarms/{round_.id}"
    pick = {"ticket": round_.ticket, "decision": "left", "why": "x"}
    return {
        "queue": ("GET", f"{path}/queue", None),
        "pick": ("POST", f"{path}/picks", pick),
        "activity": ("GET", f"{path}/activity", None),
        "board": ("GET", f"{path}/board", None),
        "post": ("POST", f"{path}/messages", {"client_id": "x", "body": "y"}),
    }


@pytest.mark.parametrize("what", ["queue", "pick", "activity", "board", "post"])
def test_only_its_members_get_near_what_is_said_and_decided(round_: Round, what: str) -> None:
    method, path, body = routes(round_)[what]
    unknown = path.replace(f"/swarms/{round_.id}", "/swarms/999999")
    for who in (*DESK, *OUTSIDE):
        answer = round_.ask(who, method, path, body)
        if who in ("owner", "expert"):
            assert answer.status_code < 300, (who, answer.text)
            continue
        nowhere = round_.ask(who, method, unknown, body)
        assert (answer.status_code, answer.json["detail"]) == (404, nowhere.json["detail"]), who


def test_colleagues_see_its_card_and_nobody_from_outside_does(round_: Round) -> None:
    for who in DESK:
        assert round_.ask(who, "GET", f"/swarms/{round_.id}").status_code == 200
    for who in OUTSIDE:
        assert round_.ask(who, "GET", f"/swarms/{round_.id}").status_code == 404
        listed = round_.ask(who, "GET", "/swarms?kind=dispatch")
        assert listed.status_code == 404 or listed.json["items"] == []


def test_its_stream_is_followed_by_members_alone(round_: Round) -> None:
    with round_.running.desk.database.read() as session:
        following = {
            who
            for who, person in round_.world.people.items()
            if may_follow(session, session.get_one(Person, person), f"swarms/{round_.id}")
        }
    assert following == {"owner", "expert"}


def test_what_asks_for_a_ticket_of_its_own_is_not_there(round_: Round) -> None:
    path = f"/swarms/{round_.id}"
    for asked in ("suggestions", "restricted"):
        assert round_.ask("owner", "GET", f"{path}/{asked}").status_code == 404, asked
    guest = {"name": "Vera", "hours": 2}
    assert round_.ask("owner", "POST", f"{path}/guests", guest).json["code"] == "no_guests"
    vendor = {"person": round_.world.people["other_guest"]}
    assert round_.ask("owner", "POST", f"{path}/invitations", vendor).status_code == 422


def test_the_team_comes_in_and_others_are_told_to_offer(round_: Round) -> None:
    path = f"/swarms/{round_.id}/members"
    refused = round_.ask("outsider", "POST", path)
    assert (refused.status_code, refused.json["detail"]) == (
        403,
        "This room is another team's. Offer your help instead.",
    )
    assert round_.must("manager", "POST", path)["role"] == "collaborator"


def test_a_decision_is_told_in_the_room_and_in_the_history_of_the_ticket(round_: Round) -> None:
    body = {"ticket": round_.ticket, "decision": "left", "why": "Waits for the vendor"}
    queue = round_.must("expert", "POST", f"/swarms/{round_.id}/picks", body)
    assert queue["counts"] == {"waiting": 0, "taken": 0, "swarmed": 0, "left": 1}
    for stream in (f"/swarms/{round_.id}", f"/tickets/{round_.ticket}"):
        lines = round_.must("owner", "GET", f"{stream}/activity")["items"]
        said = next(one for one in lines if one["kind"] == "ticket_picked")
        assert (said["data"]["decision"], said["data"]["why"]) == ("left", "Waits for the vendor")
        assert said["data"]["summary"] == "Unowned"


def test_its_requester_sees_no_trace_of_it(round_: Round) -> None:
    new = round_.must("requester", "POST", "/tickets", {"summary": "Mine alone"})["number"]
    round_.must("owner", "PATCH", f"/tickets/{new}", {"team": round_.world.ids["team"]})
    before = round_.must("requester", "GET", f"/tickets/{new}")
    body = {"ticket": new, "decision": "left", "why": "A secret word"}
    round_.must("owner", "POST", f"/swarms/{round_.id}/picks", body)
    assert round_.must("requester", "GET", f"/tickets/{new}") == before
    person = round_.world.people["requester"]
    with round_.running.desk.database.read() as session:
        asker = session.get_one(Person, person)
        assert not may_follow(session, asker, f"tickets/{new}")


def test_closing_takes_a_word_and_nothing_that_goes_with_a_ticket(round_: Round) -> None:
    path = f"/swarms/{round_.id}/outcome"
    refused = round_.ask("owner", "PUT", path, {"summary": "x", "solved": True})
    assert refused.json["fields"] == {"solved": "goes with a ticket"}
    page = round_.must("owner", "PUT", path, {"summary": "One left.", "solved": False})
    assert page["closure"]["summary"] == "One left."
    assert round_.must("outsider", "GET", f"/swarms/{round_.id}/queue")["decided"] == []
    assert round_.must("outsider", "GET", f"/swarms/{round_.id}/transcript")["messages"] == []


def test_a_second_room_for_the_same_people_names_the_first(round_: Round) -> None:
    body = {"kind": "dispatch", "team": round_.world.ids["team"]}
    refused = round_.ask("manager", "POST", "/swarms", body)
    assert (refused.status_code, refused.json["current"]) == (409, {"swarm": round_.id})


@pytest.mark.parametrize("kind", ["dispatch", "backlog"])
def test_on_a_ticket_there_is_no_such_room_and_those_of_before_are_still_read(
    round_: Round, kind: str
) -> None:
    path = f"/tickets/{round_.world.ids['number']}/swarms"
    refused = round_.ask("owner", "POST", path, {"help_needed": "x", "kind": kind})
    assert (refused.status_code, list(refused.json["fields"])) == (422, ["kind"])
    labelled = round_.world.ids["swarm"]
    with round_.running.desk.database.write() as session:
        session.get_one(Swarm, labelled).kind = kind
    page = round_.must("owner", "GET", f"/swarms/{labelled}")
    assert (page["kind"], page["ticket"]["number"]) == (kind, round_.world.ids["number"])
    listed = round_.must("owner", "GET", f"/swarms?kind={kind}")["items"]
    assert labelled in [one["id"] for one in listed]
    queue = round_.ask("owner", "GET", f"/swarms/{labelled}/queue")
    assert (queue.status_code, queue.json["code"]) == (409, "has_a_ticket")
