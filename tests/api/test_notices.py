"""What waits for me, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from swarm import clock


def owned_ticket(owner: Any) -> int:
    number = owner.post("/tickets", {"summary": "Till is down"}).json["number"]
    assert owner.put(f"/tickets/{number}/owner").status_code == 200
    return int(number)


def test_nothing_waits_on_the_first_day(office: Any) -> None:
    for role in ("agent", "requester", "guest"):
        notices = office.person(role).get("/me/notices").json
        assert {name: notices[name] for name in ("invitations", "handovers", "offers")} == {
            "invitations": [],
            "handovers": [],
            "offers": [],
        }
        assert notices["overdue"] == []


def test_a_call_and_a_handover_wait_for_whom_they_concern(office: Any) -> None:
    ada, bob = office.person(name="Ada"), office.person(name="Bob")
    number = owned_ticket(ada)
    swarm = ada.post(f"/tickets/{number}/swarms", {"help_needed": "Who knows tills?"})
    assert swarm.status_code == 201, swarm.json
    called = ada.post(f"/swarms/{swarm.json['id']}/invitations", {"person": bob.person})
    assert called.status_code == 201, called.json
    given = {"to": bob.person, "tried": "A", "still_open": "B", "promised": "C"}
    handed = ada.post(f"/tickets/{number}/handovers", given)
    assert handed.status_code in (200, 201), handed.json
    notices = bob.get("/me/notices").json
    assert [card["id"] for card in notices["invitations"]] == [called.json["id"]]
    assert [card["from"]["name"] for card in notices["handovers"]] == ["Ada"]
    assert bob.get("/me").json["unread"] == {"invitations": 1, "handovers": 1}
    assert notices["head"] == bob.get("/me").json["head"]
    assert ada.get("/me/notices").json["invitations"] == []


def test_an_overdue_word_waits_for_the_owner(office: Any) -> None:
    ada = office.person()
    number = owned_ticket(ada)
    assert ada.get("/me/notices").json["overdue"] == []
    with clock.at(clock.now() + timedelta(days=30)):
        overdue = ada.get("/me/notices").json["overdue"]
    assert [row["number"] for row in overdue] == [number]
