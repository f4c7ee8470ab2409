"""What rooms and skills add to lists and pages of tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from swarm import clock
from swarm.skills.tables import Evidence, Need, Skill

if TYPE_CHECKING:
    from tests.conftest import Caller, Office


@pytest.fixture
def owner(office: Office) -> Caller:
    return office.person(name="Olga Owner")


@pytest.fixture
def expert(office: Office) -> Caller:
    return office.person(name="Eva Expert")


def owned(owner: Caller) -> int:
    number = int(
        owner.post("/tickets", {"summary": "The label printer prints blanks"}).json["number"]
    )
    owner.put(f"/tickets/{number}/owner", {})
    return number


def swarmed(owner: Caller, number: int) -> int:
    answer = owner.post(f"/tickets/{number}/swarms", {"help_needed": "Who knows printers?"})
    assert answer.status_code == 201, answer.text
    return int(answer.json["id"])


def sections(caller: Caller) -> dict[str, dict[int, str]]:
    inbox = caller.get("/inbox").json
    return {
        one["key"]: {row["number"]: row["why"] for row in one["items"]} for one in inbox["sections"]
    }


def test_a_row_names_the_open_swarm_and_a_page_all_of_them(office: Office, owner: Caller) -> None:
    number = owned(owner)
    [row] = owner.get("/tickets").json["items"]
    assert row["swarm"] is None
    swarm = swarmed(owner, number)
    [row] = owner.get("/tickets").json["items"]
    assert row["swarm"] == swarm
    [mark] = owner.get(f"/tickets/{number}").json["swarms"]
    assert (mark["id"], mark["kind"], mark["open"]) == (swarm, "ad_hoc", True)
    assert mark["members"] == [{"id": owner.person, "name": "Olga Owner"}]
    closed = owner.put(
        f"/swarms/{swarm}/outcome", {"summary": "Not needed", "solved": False, "credits": []}
    )
    assert closed.status_code == 200, closed.text
    [row] = owner.get("/tickets").json["items"]
    assert row["swarm"] is None
    assert owner.get(f"/tickets/{number}").json["swarms"][0]["open"] is False


def test_a_requester_learns_nothing_of_a_swarm(office: Office, owner: Caller) -> None:
    requester = office.person("requester")
    number = requester.post("/tickets", {"summary": "It is broken"}).json["number"]
    owner.put(f"/tickets/{number}/owner", {})
    swarmed(owner, number)
    assert requester.get(f"/tickets/{number}").json["swarms"] == []
    assert requester.get("/tickets").json["items"][0]["swarm"] is None


def test_the_inbox_shows_the_swarms_one_is_in(owner: Caller, expert: Caller) -> None:
    number = owned(owner)
    swarm = swarmed(owner, number)
    assert sections(expert) == {}
    invited = owner.post(f"/swarms/{swarm}/invitations", {"person": expert.person}).json["id"]
    expert.put(f"/invitations/{invited}/answer", {"answer": "accepted"})
    assert sections(expert) == {"rooms": {number: "You are in its swarm as collaborator."}}
    assert sections(owner)["mine"] == {number: "You own it."}


def test_the_inbox_shows_unowned_work_that_needs_what_one_knows(
    office: Office, owner: Caller, expert: Caller
) -> None:
    fitting, vague, removed, elsewhere = (
        int(owner.post("/tickets", {"summary": f"Case {one}"}).json["number"]) for one in range(4)
    )
    with office.database.write() as session:
        skill = Skill(name="Label printers", created_at=clock.now())
        session.add(skill)
        session.flush()
        known: dict[str, Any] = {"skill_id": skill.id, "at": clock.now()}
        session.add(Evidence(person_id=expert.person, kind="solved", **known))
        session.add(Need(ticket_number=fitting, probability=0.8, **known))
        session.add(Need(ticket_number=vague, probability=0.1, **known))
        session.add(Need(ticket_number=removed, by_id=owner.person, removed=True, **known))
    found = sections(expert)
    assert found["fits"] == {fitting: "It needs Label printers, which you know."}
    assert set(found["unowned"]) == {vague, removed, elsewhere}
    assert "fits" not in sections(owner)
