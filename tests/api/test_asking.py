"""Suggestions for a team, words on being asked, thumbs, and the log of lists, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.rooms.feedback.tables import Slate


class Caller:
    """One person of the world, with their token."""

    def __init__(self, world: Any, who: str) -> None:
        self.running, self.made = world
        self.headers = {"Authorization": f"Bearer {self.made.tokens[who]}"}

    def ask(self, method: str, path: str, json: Any = None) -> Any:
        more = {} if json is None else {"json": json}
        client = self.running.site.test_client()
        return client.open(f"/api{path}", method=method, headers=self.headers, **more)


@pytest.fixture
def desk(world: Any) -> Any:
    """Who asks, by name."""
    return lambda who: Caller(world, who)


def test_people_thought_of_for_the_team_are_on_the_bench(world: Any, desk: Any) -> None:
    _, made = world
    path = f"/swarms/{made.ids['swarm']}/suggestions"
    outsider, manager = made.people["outsider"], made.people["manager"]
    answer = desk("owner").ask("GET", f"{path}?people={outsider},{manager}")
    assert answer.status_code == 200
    bench = [one["person"]["id"] for one in answer.json["team"]["bench"]]
    assert outsider in bench
    assert set(answer.json["team"]) >= {"members", "learner", "runners_up", "uncovered", "stops"}
    for wrong in ("people=x", "people=0", "people=" + ",".join("1" * 21), "limit=0", "else=1"):
        assert desk("owner").ask("GET", f"{path}?{wrong}").status_code == 422
    number = made.ids["number"]
    assert desk("outsider").ask("GET", f"/tickets/{number}/suggestions?people=1").status_code == 200


def test_a_list_that_is_looked_at_is_noted_as_it_was(world: Any, desk: Any) -> None:
    running, made = world
    path = f"/swarms/{made.ids['swarm']}"
    version = desk("owner").ask("GET", f"{path}/suggestions").json["version"]
    for who in ("owner", "expert"):
        assert desk(who).ask("PUT", f"{path}/slate", {"version": version}).status_code == 204
    # One that has moved on is no fault of whoever looked, and nothing that could be judged.
    assert desk("owner").ask("PUT", f"{path}/slate", {"version": "abc"}).status_code == 204
    with running.desk.database.read() as session:
        assert session.scalars(select(Slate.version)).all() == [version]
    assert desk("owner").ask("PUT", f"{path}/slate", {"version": "x y"}).status_code == 422


def test_an_owners_thumb_is_shown_to_them_alone(world: Any, desk: Any) -> None:
    _, made = world
    path, outsider = f"/swarms/{made.ids['swarm']}", made.people["outsider"]
    rate = f"{path}/thumbs/{outsider}"
    assert desk("owner").ask("PUT", rate, {"up": False}).status_code == 204
    for who, thumb in (("owner", False), ("expert", None)):
        items = desk(who).ask("GET", f"{path}/suggestions").json["items"]
        assert [one["thumb"] for one in items if one["person"]["id"] == outsider] == [thumb]
    for _ in range(2):
        assert desk("owner").ask("DELETE", rate).status_code == 204
    assert desk("owner").ask("PUT", rate, {"up": "perhaps"}).status_code == 422


def test_a_no_with_a_reason_is_told_to_who_said_it_and_can_be_taken_back(
    world: Any, desk: Any
) -> None:
    _, made = world
    answer = f"/invitations/{made.ids['invitation']}/answer"
    invited = desk("invited")
    late = (clock.now() + timedelta(days=40)).isoformat()
    for wrong in (
        {"answer": "accepted", "why": "other"},
        {"answer": "declined", "why": "no_time", "until": late},
        {"answer": "declined", "why": "because"},
    ):
        assert invited.ask("PUT", answer, wrong).status_code == 422
    until = (clock.now() + timedelta(hours=2)).isoformat()
    said = {"answer": "declined", "why": "no_time", "until": until, "reason": "In a meeting"}
    for _ in range(2):
        assert invited.ask("PUT", answer, said).status_code == 200
    (card,) = invited.ask("GET", "/me/declines").json["items"]
    assert (card["why"], card["ticket"]) == ("no_time", made.ids["number"])
    names = desk("owner").ask("GET", f"/tickets/{made.ids['free']}/suggestions").json["items"]
    assert made.people["invited"] not in [one["person"]["id"] for one in names]
    own = f"/me/declines/{made.ids['invitation']}"
    assert desk("expert").ask("DELETE", own).status_code == 404
    assert invited.ask("DELETE", own).status_code == 204
    assert invited.ask("GET", "/me/declines").json["items"] == []


def test_somebody_comes_in_to_learn(world: Any, desk: Any) -> None:
    _, made = world
    path, outsider = f"/swarms/{made.ids['swarm']}", made.people["outsider"]
    asked = desk("owner").ask(
        "POST", f"{path}/invitations", {"person": outsider, "role": "learner"}
    )
    assert (asked.status_code, asked.json["role"]) == (201, "learner")
    yes = desk("outsider").ask(
        "PUT", f"/invitations/{asked.json['id']}/answer", {"answer": "accepted"}
    )
    assert yes.status_code == 200
    members = desk("owner").ask("GET", path).json["members"]
    assert {one["person"]["id"]: one["role"] for one in members}[outsider] == "learner"
    wrong = {"person": outsider, "role": "owner"}
    assert desk("owner").ask("POST", f"{path}/invitations", wrong).status_code == 422


def test_administrators_say_which_teams_must_not_meet(world: Any, desk: Any) -> None:
    _, made = world
    administrator, team = desk("administrator"), made.ids["team"]
    body = {"name": "Audit", "private": True, "conflicts": [team]}
    other = administrator.ask("POST", "/teams", body)
    assert (other.status_code, other.json["conflicts"], other.json["private"]) == (
        201,
        [team],
        True,
    )
    items = administrator.ask("GET", "/teams").json["items"]
    assert {one["id"]: one["conflicts"] for one in items}[team] == [other.json["id"]]
    assert administrator.ask("PATCH", f"/teams/{team}", {"name": "Desk"}).json["conflicts"]
    ended = administrator.ask("PATCH", f"/teams/{team}", {"conflicts": []})
    assert ended.json["conflicts"] == []
    wrong = administrator.ask("PATCH", f"/teams/{team}", {"conflicts": [team]})
    assert (wrong.status_code, list(wrong.json["fields"])) == (422, ["conflicts"])
