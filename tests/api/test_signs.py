"""Signs that show nothing are not kept, wherever a text comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Caller, Office

TICKET = {"summary": "The scanner at gate 4 is dark"}


@pytest.fixture
def agent(office: Office) -> Caller:
    return office.person()


def test_signs_that_show_nothing_are_not_kept(agent: Caller) -> None:
    made = agent.post(
        "/tickets",
        {
            "summary": "a\u202e\nb\u0007",
            "product": "Gate\u0085\u2066 4",
            "description": "one\r\n\ttwo\u0007",
        },
    ).get_json()
    assert (made["summary"], made["product"]) == ("a b", "Gate  4")
    assert made["description"] == "one\n\ttwo"
    empty = agent.post("/tickets", {"summary": "\u202e\u0007"})
    assert "summary" in empty.get_json()["fields"]


def test_free_notes_of_every_kind_keep_no_signs_that_show_nothing(
    office: Office, agent: Caller
) -> None:
    number = agent.post("/tickets", TICKET).get_json()["number"]
    agent.put(f"/tickets/{number}/owner", {})
    ask = {"help_needed": "Who\u0007 knows?\u0085Now", "tried": "a\u001bb"}
    swarm = agent.post(f"/tickets/{number}/swarms", ask).get_json()
    assert (swarm["help_needed"], swarm["tried"]) == ("Who knows?\nNow", "ab")
    board = agent.post(f"/swarms/{swarm['id']}/hypotheses", {"text": "The\u0007 router"})
    assert board.get_json()["hypotheses"][0]["text"] == "The router"
    note = {"person": office.person().person, "note": "Please\u0008\r\nlook"}
    agent.post(f"/swarms/{swarm['id']}/invitations", note)
    page = agent.get(f"/swarms/{swarm['id']}").get_json()
    assert page["invitations"][0]["note"] == "Please\nlook"
    view = agent.post("/views", {"name": "Mine\n\u202e", "query": {"owner": "me"}})
    assert view.get_json()["name"] == "Mine"
    nothing = agent.post(f"/swarms/{swarm['id']}/tasks", {"text": "\u0007"})
    assert "text" in nothing.get_json()["fields"]


def test_a_name_is_refused_for_its_signs(office: Office) -> None:
    named = office.person().patch("/me", {"name": "A\u0007da"})
    assert named.get_json()["fields"] == {"name": "holds control signs"}
