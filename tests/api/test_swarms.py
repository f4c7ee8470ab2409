"""Swarms over HTTP, as the contract words it."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.skills.taxonomy import add_skill


@pytest.fixture
def cast(office: Any) -> Any:
    """An owner with a ticket, an expert, a manager, a guest and a requester, all signed in."""
    office.owner = office.person(name="Olga Owner")
    office.expert = office.person(name="Eva Expert")
    office.manager = office.person("manager", "Mina Manager")
    office.guest = office.person("guest", "Gus Guest")
    office.requester = office.person("requester", "Rita Requester")
    ticket = {"summary": "Blank labels", "description": "The printer prints blanks."}
    office.number = office.owner.post("/tickets", ticket).json["number"]
    assert office.owner.put(f"/tickets/{office.number}/owner").status_code == 200
    return office


@pytest.fixture
def swarm(cast: Any) -> int:
    """An open swarm of the owner."""
    ask = {"help_needed": "Who knows printers?", "tried": "Off and on"}
    answer = cast.owner.post(f"/tickets/{cast.number}/swarms", ask)
    assert answer.status_code == 201
    return answer.json["id"]  # type: ignore[no-any-return]  # plain JSON


def join(cast: Any, swarm: int, caller: Any) -> None:
    invited = cast.owner.post(f"/swarms/{swarm}/invitations", {"person": caller.person})
    assert invited.status_code == 201
    answer = caller.put(f"/invitations/{invited.json['id']}/answer", {"answer": "accepted"})
    assert answer.status_code == 200


def say(caller: Any, swarm: int, body: str, client_id: str = "one") -> Any:
    return caller.post(f"/swarms/{swarm}/messages", {"client_id": client_id, "body": body})


@pytest.mark.both
def test_the_whole_way_from_the_ask_to_the_evidence(cast: Any) -> None:
    with cast.database.write() as session:
        skill = add_skill(session, None, "Printers", aliases=["printer"]).id
    cast.owner.put(f"/tickets/{cast.number}/needs/{skill}")
    ask = {"help_needed": "Who knows printers?"}
    swarm = cast.owner.post(f"/tickets/{cast.number}/swarms", ask).json["id"]
    suggested = cast.owner.get(f"/swarms/{swarm}/suggestions").json
    assert suggested["items"][0]["person"] == {"id": cast.expert.person, "name": "Eva Expert"}
    assert suggested["items"][0]["reasons"][0]["text"]
    assert suggested["uncovered"] == ["Printers"]
    invited = cast.owner.post(
        f"/swarms/{swarm}/invitations", {"person": cast.expert.person, "note": "Please"}
    ).json
    assert invited["reasons"] == suggested["items"][0]["reasons"]
    waiting = cast.expert.get("/invitations").json["items"]
    assert [(one["id"], one["ticket"]["number"]) for one in waiting] == [
        (invited["id"], cast.number)
    ]
    assert cast.expert.put(f"/invitations/{invited['id']}/seen").json["seen_at"]
    answer = {"answer": "accepted", "reason": "Gladly"}
    assert cast.expert.put(f"/invitations/{invited['id']}/answer", answer).status_code == 200
    line = say(cast.expert, swarm, "Change the `roller`").json
    outcome = {
        "summary": "A worn roller",
        "solved": True,
        "ruled_out": ["The driver", "The cable"],
        "credits": [
            {"person": cast.expert.person, "kind": "fix", "message": line["data"]["message"]}
        ],
    }
    closed = cast.owner.put(f"/swarms/{swarm}/outcome", outcome)
    assert closed.status_code == 200
    assert closed.json["closure"]["ruled_out"] == "The driver\nThe cable"
    assert cast.owner.put(f"/swarms/{swarm}/outcome", outcome).status_code == 409
    assert cast.owner.get(f"/tickets/{cast.number}").json["status"] == "solved"
    profile = cast.owner.get(f"/people/{cast.expert.person}/profile").json
    assert [(one["name"], one["proven"]["tickets"]) for one in profile["skills"]] == [
        ("Printers", [cast.number])
    ]
    assert profile["skills"][0]["evidence"][0]["kind"] == "contributed"
    assert profile["contributions"][0]["kind"] == "fix"
    mine = cast.owner.get(f"/people/{cast.owner.person}/profile").json
    assert mine["skills"][0]["proven"]["solved"] == 1


def test_only_the_owner_of_the_ticket_opens(cast: Any) -> None:
    ask = {"help_needed": "Help"}
    path = f"/tickets/{cast.number}/swarms"
    assert cast.expert.post(path, ask).status_code == 403
    assert cast.requester.post(path, ask).status_code == 404
    assert cast.guest.post(path, ask).status_code == 404
    assert cast.owner.post(path, {}).json["fields"].keys() == {"help_needed"}
    assert cast.owner.post(path, {**ask, "colour": "red"}).status_code == 422
    assert cast.owner.post("/tickets/999/swarms", ask).status_code == 404
    free = cast.owner.post("/tickets", {"summary": "Free", "description": ""}).json["number"]
    refused = cast.owner.post(f"/tickets/{free}/swarms", ask)
    assert (refused.status_code, refused.json["current"]["owner"]) == (409, None)


@pytest.mark.both
def test_a_message_is_posted_once(cast: Any, swarm: int) -> None:
    first = say(cast.owner, swarm, "  Hello *you* \n")
    assert first.status_code == 201
    assert first.json["data"]["body"] == "  Hello *you* \n"
    assert "<em>you</em>" in first.json["data"]["html"]
    assert first.json["kind"] == "message_posted"
    again = say(cast.owner, swarm, "  Hello *you* \n")
    assert (again.status_code, again.json) == (200, first.json)
    changed = say(cast.owner, swarm, "Hello")
    assert changed.status_code == 409
    assert changed.json["current"]["seq"] == first.json["seq"]
    lines = cast.owner.get(f"/swarms/{swarm}/activity").json
    assert lines["items"][-1] == first.json
    assert lines["head"] == first.json["seq"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"client_id": "a", "body": ""}, "body"),
        ({"client_id": "a", "body": "  "}, "body"),
        ({"client_id": "a", "body": "x" * 20_001}, "body"),
        ({"client_id": "", "body": "x"}, "client_id"),
        ({"client_id": "a" * 65, "body": "x"}, "client_id"),
        ({"body": "x"}, "client_id"),
        ({"client_id": 7, "body": "x"}, "client_id"),
        ({"client_id": "a", "body": "x", "more": 1}, "more"),
        ({"client_id": "a", "body": "nul \x00"}, "body"),
    ],
)
def test_bad_messages_name_their_field(
    cast: Any, swarm: int, body: dict[str, Any], field: str
) -> None:
    refused = cast.owner.post(f"/swarms/{swarm}/messages", body)
    assert refused.status_code == 422
    assert set(refused.json["fields"]) == {field}


def test_erased_words_are_null_for_everybody(cast: Any, swarm: int) -> None:
    join(cast, swarm, cast.expert)
    line = say(cast.owner, swarm, "My password").json
    message = f"/swarms/{swarm}/messages/{line['data']['message']}"
    assert cast.expert.delete(message).status_code == 403
    assert cast.manager.delete(message).status_code == 404
    assert cast.owner.delete(message).status_code == 204
    items = cast.expert.get(f"/swarms/{swarm}/activity?after={line['seq'] - 1}").json["items"]
    assert items[0]["data"] == {**line["data"], "body": None, "html": None}
    assert items[1]["kind"] == "message_deleted"


def test_activity_comes_in_stretches(cast: Any, swarm: int) -> None:
    for number in range(4):
        say(cast.owner, swarm, "Hello", str(number))
    page = cast.owner.get(f"/swarms/{swarm}/activity?after=2&limit=3").json
    assert [line["seq"] for line in page["items"]] == [3, 4, 5]
    assert page["head"] == 6
    for bad in ("after=-1", "limit=0", "limit=1001", "after=x", "before=3"):
        assert cast.owner.get(f"/swarms/{swarm}/activity?{bad}").status_code == 422


def test_who_sees_a_swarms_card_learns_that_its_suggestions_are_not_for_them(
    cast: Any, swarm: int
) -> None:
    suggestions = f"/swarms/{swarm}/suggestions"
    for caller, status in (
        (cast.expert, 403), (cast.manager, 403), (cast.guest, 404), (cast.requester, 404),
    ):  # fmt: skip
        assert caller.get(suggestions).status_code == status


def test_a_room_is_closed_to_those_who_are_not_in_it(cast: Any, swarm: int) -> None:
    for caller in (cast.expert, cast.manager, cast.guest, cast.requester):
        for answer in (
            caller.get(f"/swarms/{swarm}/activity"),
            caller.put(f"/swarms/{swarm}/read", {"seq": 1}),
            say(caller, swarm, "Hello"),
        ):
            assert answer.status_code == 404
            assert answer.json["detail"] == "There is nothing here."
    assert cast.stranger().get(f"/swarms/{swarm}").status_code == 401
    card = cast.expert.get(f"/swarms/{swarm}").json
    assert card["can"]["read"] is False
    assert card["can"]["offer"] is True
    assert card["head"] is None
    for caller in (cast.guest, cast.requester):
        assert caller.get(f"/swarms/{swarm}").status_code == 404
        assert caller.get("/swarms/999").status_code == 404


def test_a_requester_gets_nothing_of_any_room(cast: Any, swarm: int) -> None:
    assert cast.requester.get("/swarms").status_code == 404
    assert cast.requester.get("/invitations").status_code == 404
    refused = cast.owner.post(f"/swarms/{swarm}/invitations", {"person": cast.requester.person})
    assert (refused.status_code, set(refused.json["fields"])) == (422, {"person"})


def test_a_guest_comes_in_by_invitation_only(cast: Any, swarm: int) -> None:
    join(cast, swarm, cast.guest)
    page = cast.guest.get(f"/swarms/{swarm}").json
    assert page["role"] == "guest"
    assert page["invitations"] == []
    assert say(cast.guest, swarm, "Hello").status_code == 201
    assert [one["id"] for one in cast.guest.get("/swarms").json["items"]] == [swarm]
    assert cast.guest.get(f"/tickets/{cast.number}").status_code == 404
    removed = cast.owner.delete(f"/swarms/{swarm}/members/{cast.guest.person}")
    assert removed.status_code == 204
    assert cast.guest.get(f"/swarms/{swarm}").status_code == 404


def test_an_offer_is_made_and_answered(cast: Any, swarm: int) -> None:
    made = cast.expert.post(f"/swarms/{swarm}/offers", {"note": "I can"})
    assert made.status_code == 201
    offer = made.json["id"]
    assert [one["id"] for one in cast.owner.get("/offers").json["items"]] == [offer]
    answer = {"answer": "accepted"}
    assert cast.expert.put(f"/offers/{offer}/answer", answer).status_code == 403
    assert cast.owner.put(f"/offers/{offer}/answer", answer).json["answer"] == "accepted"
    assert cast.owner.put(f"/offers/{offer}/answer", answer).status_code == 200
    assert say(cast.expert, swarm, "Here I am").status_code == 201


def test_a_no_names_the_next_person_to_the_owner(cast: Any, swarm: int) -> None:
    other = cast.person(name="Otto Other")
    invited = cast.owner.post(f"/swarms/{swarm}/invitations", {"person": cast.expert.person})
    answer = {"answer": "declined", "reason": "On a train"}
    cast.expert.put(f"/invitations/{invited.json['id']}/answer", answer)
    cast.running.worklist.drain()
    page = cast.owner.get(f"/swarms/{swarm}").json
    assert page["invitations"][0]["reason"] == "On a train"
    items = cast.owner.get(f"/swarms/{swarm}/suggestions").json["items"]
    assert [one["person"]["id"] for one in items] == [other.person]


def test_managers_watch_and_members_leave(cast: Any, swarm: int) -> None:
    assert cast.expert.post(f"/swarms/{swarm}/members").status_code == 403
    watching = cast.manager.post(f"/swarms/{swarm}/members")
    assert (watching.status_code, watching.json["role"]) == (201, "observer")
    assert say(cast.manager, swarm, "Hello").status_code == 403
    mine = f"/swarms/{swarm}/members/{cast.manager.person}"
    assert cast.manager.delete(mine).status_code == 204
    assert cast.manager.delete(mine).status_code == 404
    assert cast.owner.delete(f"/swarms/{swarm}/members/{cast.owner.person}").status_code == 409


def test_what_is_unread_is_counted(cast: Any, swarm: int) -> None:
    join(cast, swarm, cast.expert)
    seq = say(cast.owner, swarm, "Hello").json["seq"]
    rows = cast.expert.get("/swarms?mine=1").json["items"]
    assert [(one["id"], one["unread"]) for one in rows] == [(swarm, 1)]
    assert cast.expert.put(f"/swarms/{swarm}/read", {"seq": seq}).json == {"seq": seq}
    rows = cast.expert.get("/swarms?mine=1&open=1").json["items"]
    assert rows[0]["unread"] == 0
    assert cast.manager.get("/swarms?mine=true").json["items"] == []


def test_a_call_is_withdrawn(cast: Any, swarm: int) -> None:
    path = f"/swarms/{swarm}/invitations"
    invited = cast.owner.post(path, {"person": cast.expert.person}).json["id"]
    assert cast.owner.post(path, {"person": cast.expert.person}).status_code == 409
    assert cast.expert.delete(f"/invitations/{invited}").status_code == 403
    assert cast.expert.post(path, {"person": cast.manager.person}).status_code == 403
    assert cast.owner.delete(f"/invitations/{invited}").status_code == 204
    answer = cast.expert.put(f"/invitations/{invited}/answer", {"answer": "accepted"})
    assert (answer.status_code, answer.json["current"]) == (409, {"answer": "withdrawn"})


def test_bad_credits_name_their_place_and_change_nothing(cast: Any, swarm: int) -> None:
    outcome = {"summary": "Over", "solved": False}
    for credit, field in (
        ({"person": cast.expert.person, "kind": "fix"}, "credits.0.person"),
        ({"person": cast.owner.person, "kind": "applause"}, "credits.0.kind"),
        ({"person": cast.owner.person, "kind": "fix", "message": 999}, "credits.0.message"),
    ):
        refused = cast.owner.put(f"/swarms/{swarm}/outcome", {**outcome, "credits": [credit]})
        assert (refused.status_code, set(refused.json["fields"])) == (422, {field})
    assert cast.owner.get(f"/swarms/{swarm}").json["open"] is True
    assert cast.expert.put(f"/swarms/{swarm}/outcome", outcome).status_code == 403


@pytest.mark.both
def test_solving_the_ticket_on_its_own_page_ends_the_swarm(cast: Any, swarm: int) -> None:
    asked = {"person": cast.expert.person}
    invited = cast.owner.post(f"/swarms/{swarm}/invitations", asked).json["id"]
    ending = {"how": "solved", "cause": "Wear", "fix": "Changed the roller"}
    assert cast.owner.put(f"/tickets/{cast.number}/outcome", ending).status_code == 200
    answer = cast.expert.put(f"/invitations/{invited}/answer", {"answer": "accepted"})
    assert answer.status_code == 409
    assert cast.expert.get("/invitations").json["items"] == []
    assert say(cast.owner, swarm, "One more thing").status_code == 409
    page = cast.owner.get(f"/swarms/{swarm}").json
    assert (page["open"], page["closure"]["summary"]) == (False, "Changed the roller")
    assert page["closure"]["credits"] == []
