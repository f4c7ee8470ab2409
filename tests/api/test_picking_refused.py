"""What cannot be decided in a dispatch room is refused in plain words, without a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.rounds import Round

if TYPE_CHECKING:
    from swarm.app import Running
    from tests.api.conftest import World


@pytest.fixture
def round_(world: tuple[Running, World]) -> Round:
    """The world with a dispatch room."""
    return Round(*world)


def refused(round_: Round, who: str, status: int, decision: str, **more: Any) -> Any:
    """What is answered to a decision that must be refused without a trace."""
    before = round_.record()
    answer = round_.pick(who, decision, **more)
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    assert answer.json["detail"]
    assert round_.record() == before
    return answer.json


def test_what_is_handed_out_is_not_handed_out_again_nor_left(round_: Round) -> None:
    people = round_.world.people
    assert round_.pick("owner", "offered", to=people["outsider"]).status_code == 201
    for who, to in (("expert", "manager"), ("owner", "outsider"), ("owner", "manager")):
        refused(round_, who, 409, "offered", to=people[to])
    assert refused(round_, "expert", 409, "left", why="Later")["code"] == "offer_waiting"


def test_what_has_an_owner_is_named_with_its_owner(round_: Round) -> None:
    assert round_.pick("expert", "taken").status_code == 201
    expert = round_.world.people["expert"]
    said: list[tuple[str, dict[str, Any]]] = [
        ("taken", {}),
        ("swarmed", {"help_needed": "Who?"}),
        ("offered", {"to": round_.world.people["outsider"]}),
        ("left", {"why": "Later"}),
    ]
    for decision, more in said:
        answer = refused(round_, "owner", 409, decision, **more)
        assert (answer["code"], answer["current"]["owner"]["id"]) == ("not_waiting", expert)


def test_what_is_closed_is_not_picked_up(round_: Round) -> None:
    path = f"/tickets/{round_.ticket}"
    round_.must("manager", "PUT", f"{path}/owner")
    round_.must("manager", "PUT", f"{path}/outcome", {"cause": "x", "fix": "y"})
    for decision in ("taken", "swarmed"):
        answer = refused(round_, "expert", 409, decision, help_needed="Who?")
        assert answer["current"]["status"] == "solved"


def test_a_word_is_owed_for_what_is_left_and_for_what_is_swarmed(round_: Round) -> None:
    for why in ("", "  ", "x" * 501):
        assert "why" in refused(round_, "expert", 422, "left", why=why)["fields"]
    for ask in ("", " \n"):
        fields = refused(round_, "expert", 422, "swarmed", help_needed=ask)["fields"]
        assert fields == {"help_needed": "is empty"}
    assert round_.record()[0]["owner"] is None, "it was not taken on the way"


@pytest.mark.parametrize("to", ["owner", "requester", "guest", 999_999, None])
def test_it_is_offered_to_somebody_else_who_works_here(round_: Round, to: Any) -> None:
    person = round_.world.people.get(to, to)
    assert list(refused(round_, "owner", 422, "offered", to=person)["fields"]) == ["to"]


def test_a_ticket_that_there_is_not_is_not_found(round_: Round) -> None:
    refused(round_, "expert", 404, "taken", ticket=999_999)


def test_another_teams_ticket_does_not_wait_here(round_: Round) -> None:
    other = round_.must("owner", "POST", "/tickets", {"summary": "Elsewhere"})["number"]
    assert refused(round_, "expert", 409, "taken", ticket=other)["code"] == "not_waiting"
    assert round_.must("owner", "GET", f"/tickets/{other}")["owner"] is None


def test_a_restricted_summary_is_in_no_queue_and_no_line_of_a_decision(round_: Round) -> None:
    secret = {"summary": "Salary of Vera Lind"}
    round_.must("owner", "PATCH", f"/tickets/{round_.ticket}", secret)
    path = f"/tickets/{round_.ticket}/restrictions"
    round_.must("manager", "POST", path, {"field": "summary"})
    assert round_.pick("expert", "left", why="Not ours").status_code == 201
    for asked in ("queue", "activity"):
        answer = round_.ask("expert", "GET", f"/swarms/{round_.id}/{asked}")
        assert "Restricted" in answer.text
        assert "Salary" not in answer.text


@pytest.mark.parametrize("how", ["outcome", "cancellation"])
def test_a_room_that_is_over_decides_nothing(round_: Round, how: str) -> None:
    body = {"summary": "Done.", "solved": False} if how == "outcome" else {"reason": "No time"}
    round_.must("owner", "PUT", f"/swarms/{round_.id}/{how}", body)
    for decision in ("taken", "offered", "swarmed", "left"):
        answer = refused(round_, "expert", 409, decision, to=1, help_needed="x", why="x")
        assert (answer["code"], answer["current"]["open"]) == ("swarm_closed", False)


def test_who_was_removed_is_told_what_a_stranger_is_told(round_: Round) -> None:
    expert = round_.world.people["expert"]
    round_.must("owner", "DELETE", f"/swarms/{round_.id}/members/{expert}")
    removed = refused(round_, "expert", 404, "taken")
    assert removed == refused(round_, "outsider", 404, "taken")
    queue = round_.ask("expert", "GET", f"/swarms/{round_.id}/queue")
    assert queue.status_code == 404


WRONG: dict[str, tuple[Any, str]] = {
    "no ticket": ({"decision": "taken"}, "ticket"),
    "a ticket that is a list": ({"ticket": [1], "decision": "taken"}, "ticket"),
    "a ticket in words": ({"ticket": "seven", "decision": "taken"}, "ticket"),
    "a broken number": ({"ticket": 1.5, "decision": "taken"}, "ticket"),
    "number nought": ({"ticket": 0, "decision": "taken"}, "ticket"),
    "a negative number": ({"ticket": -1, "decision": "taken"}, "ticket"),
    "a number beyond all": ({"ticket": 2**63, "decision": "taken"}, "ticket"),
    "no decision": ({"ticket": 1}, "decision"),
    "another decision": ({"ticket": 1, "decision": "burnt"}, "decision"),
    "a decision that is none": ({"ticket": 1, "decision": None}, "decision"),
    "to nobody nameable": ({"ticket": 1, "decision": "offered", "to": {"id": 1}}, "to"),
    "a word that is a number": ({"ticket": 1, "decision": "left", "why": 7}, "why"),
    "an ask that is a list": ({"ticket": 1, "decision": "swarmed", "help_needed": []},
                              "help_needed"),
    "an unknown field": ({"ticket": 1, "decision": "taken", "as": 1}, "as"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_body_of_wrong_types_names_the_field_at_fault(round_: Round, what: str) -> None:
    body, field = WRONG[what]
    before = round_.record()
    answer = round_.ask("expert", "POST", f"/swarms/{round_.id}/picks", body)
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field]), answer.text
    assert round_.record() == before


@pytest.mark.parametrize("body", [[], "taken", 7])
def test_a_body_that_is_no_object_is_refused(round_: Round, body: Any) -> None:
    answer = round_.ask("expert", "POST", f"/swarms/{round_.id}/picks", body)
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.json["detail"]


OPENED: dict[str, tuple[Any, str]] = {
    "no kind": ({}, "kind"),
    "a kind that needs a ticket": ({"kind": "severity"}, "kind"),
    "no such team": ({"kind": "backlog", "team": 999_999}, "team"),
    "a team in words": ({"kind": "backlog", "team": "Desk"}, "team"),
    "a note too long": ({"kind": "backlog", "note": "x" * 2_001}, "note"),
    "an unknown field": ({"kind": "backlog", "ticket": 1}, "ticket"),
}


@pytest.mark.parametrize("what", OPENED)
def test_a_room_that_cannot_be_is_not_opened(round_: Round, what: str) -> None:
    body, field = OPENED[what]
    before = round_.must("owner", "GET", "/swarms")["items"]
    answer = round_.ask("owner", "POST", "/swarms", body)
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field]), answer.text
    assert round_.must("owner", "GET", "/swarms")["items"] == before
