"""Contests, hiding and trainings over HTTP."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.both
def test_one_contests_what_is_believed_and_a_manager_settles_it(office: Any) -> None:
    admin, agent, manager = (office.person(one) for one in ("administrator", "agent", "manager"))
    skill = admin.post("/skills", {"name": "Printers"}).json["id"]
    assert agent.put(f"/me/contests/{skill}").status_code == 404
    agent.put(f"/me/claims/{skill}")
    assert agent.put(f"/me/contests/{skill}", {"why": "x" * 401}).status_code == 422
    for _ in range(2):
        assert agent.put(f"/me/contests/{skill}", {"why": "Not any more"}).status_code == 204
    assert agent.get("/contests").status_code == 403
    waiting = manager.get("/contests").json
    assert (waiting["count"], waiting["items"][0]["why"]) == (1, "Not any more")
    path = f"/contests/{waiting['items'][0]['id']}/verdict"
    assert manager.put(path, {"verdict": "withdrawn"}).json["fields"].keys() == {"verdict"}
    assert manager.put(path, {"verdict": "upheld"}).json == {"items": [], "count": 0}
    assert manager.put(path, {"verdict": "upheld"}).status_code == 409
    profile = f"/people/{agent.person}/profile"
    assert agent.get(profile).json["skills"] == []


def test_what_one_hides_others_do_not_see(office: Any) -> None:
    admin, agent, other = (office.person(one) for one in ("administrator", "agent", "agent"))
    skill = admin.post("/skills", {"name": "Printers"}).json["id"]
    agent.put(f"/me/claims/{skill}")
    assert agent.put(f"/me/hidden/{skill}").status_code == 204
    profile = f"/people/{agent.person}/profile"
    assert [len(one.get(profile).json["skills"]) for one in (agent, other, admin)] == [1, 0, 0]
    assert agent.delete(f"/me/hidden/{skill}").status_code == 204
    assert len(other.get(profile).json["skills"]) == 1
    assert agent.put(f"/me/contests/{skill}").status_code == 204
    assert agent.delete(f"/me/contests/{skill}").status_code == 204


def test_trainings_are_noted_and_taken_back(office: Any) -> None:
    admin, agent, other = (office.person(one) for one in ("administrator", "agent", "agent"))
    skill = admin.post("/skills", {"name": "Printers"}).json["id"]
    path, body = f"/people/{agent.person}/trainings", {"skill": skill, "on": "2026-01-02"}
    assert agent.post(path, body).status_code == 201
    assert admin.post(path, body).status_code == 200
    assert other.post(path, body).status_code == 403
    assert agent.post(path, {**body, "on": "2999-01-01"}).json["fields"].keys() == {"on"}
    (piece,) = agent.get(f"/people/{agent.person}/profile").json["skills"][0]["evidence"]
    assert other.delete(f"/trainings/{piece['id']}").status_code == 403
    assert agent.delete(f"/trainings/{piece['id']}").json["skills"] == []
    assert agent.delete(f"/trainings/{piece['id']}").status_code == 404
