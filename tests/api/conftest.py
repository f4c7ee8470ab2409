"""A small desk in full swing, for tests that ask who may do what."""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from swarm import clock
from swarm.accounts.actions import issue_token
from swarm.accounts.tables import SignIn, Token
from swarm.app import Running, join_doors, make_desk
from swarm.config import Settings
from swarm.outbox.tables import Outgoing
from swarm.people.tables import Alias, Person
from swarm.skills.tables import Proposal
from swarm.tiers.tables import Touch
from tests.api.requests import SCHEDULE

ROLES = {
    "requester": "requester",
    "other_requester": "requester",
    "owner": "agent",
    "expert": "agent",
    "invited": "agent",
    "outsider": "agent",
    "manager": "manager",
    "administrator": "administrator",
    "guest": "guest",
    "other_guest": "guest",
}
"""Everybody by what they are to the ticket and its swarm."""


@dataclass
class World:
    """The people by relation, and the ids that stand for the places in a path."""

    people: dict[str, int]
    tokens: dict[str, str]
    ids: dict[str, Any]


def _settings(folder: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{folder / 'desk.db'}",
        redis_url="",
        secret_key="for-tests-only-" + "w" * 32,
        var=folder,
        sign_in_limit="1000 per minute",
    )


def _must(answer: Any) -> Any:
    assert answer.status_code < 300, (answer.request.path, answer.text)
    return answer.get_json(silent=True)


class Builder:
    """Builds the world by the same requests that people send."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.people: dict[str, int] = {}
        self.tokens: dict[str, str] = {}
        with running.desk.database.write() as session:
            for relation, role in ROLES.items():
                person = Person(
                    name=relation.replace("_", " ").title(),
                    email=f"{relation}@example.org",
                    role=role,
                    created_at=clock.now(),
                )
                session.add(person)
                session.flush()
                self.people[relation] = person.id
                self.tokens[relation] = issue_token(session, None, person, "matrix").secret

    def call(self, who: str, method: str, path: str, json: Any = None, **more: Any) -> Any:
        """Send a request as somebody; it must succeed."""
        client: FlaskClient = self.running.site.test_client()
        headers = {"Authorization": f"Bearer {self.tokens[who]}"}
        if method != "GET" and "data" not in more:
            more["json"] = json or {}
        return _must(client.open(f"/api{path}", method=method, headers=headers, **more))

    def ticket(self) -> dict[str, Any]:
        """A ticket with an owner, words of both kinds, a file, and another beside it."""
        ids: dict[str, Any] = {"tag": "vpn", "emoji": "thanks", "tier": "L1", "kind": "fix"}
        ids["seal"] = "x"
        body = {"summary": "The VPN drops", "description": "Every hour."}
        ids["number"] = self.call("requester", "POST", "/tickets", body)["number"]
        ids["other"] = self.call("owner", "POST", "/tickets", {"summary": "Another"})["number"]
        ids["free"] = self.call("owner", "POST", "/tickets", {"summary": "Unowned"})["number"]
        path = f"/tickets/{ids['number']}"
        self.call("owner", "PUT", f"{path}/owner")
        self.call("owner", "POST", f"{path}/replies", {"body": "Hello", "public": True})
        self.call("owner", "POST", f"{path}/replies", {"body": "Odd", "public": False})
        self.call("owner", "PUT", f"{path}/tags/vpn")
        self.call("owner", "POST", f"{path}/relations", {"other": ids["other"], "kind": "related"})
        upload = {"file": (BytesIO(b"a note"), "note.txt")}
        added = self.call("requester", "POST", f"{path}/attachments", data=upload)
        ids["attachment"] = added["id"]
        self.call("owner", "PUT", f"/tickets/{ids['other']}/owner")
        value = {"name": "Account", "value": "7 7 7"}
        kept = self.call("owner", "POST", f"{path}/restrictions", value)
        ids["restriction"] = kept["items"][0]["id"]
        handover = {"to": self.people["outsider"], "tried": "this"}
        handed = self.call("owner", "POST", f"/tickets/{ids['other']}/handovers", handover)
        ids["handover"] = handed["id"]
        rule = {"name": "Mine", "rule": {"priority": "high"}}
        ids["cohort"] = self.call("manager", "POST", "/reports/cohorts", rule)["id"]
        ids["schedule"] = self.call("manager", "POST", "/reports/schedules", SCHEDULE)["id"]
        return ids

    def swarm(self, number: int) -> dict[str, Any]:
        """A swarm with an expert and a guest in it, and one who is asked and one who offers."""
        ids: dict[str, Any] = {}
        ids["swarm"] = self.call(
            "owner", "POST", f"/tickets/{number}/swarms", {"help_needed": "Who knows VPN?"}
        )["id"]
        for relation in ("expert", "guest"):
            asked = self.invite(ids["swarm"], relation)
            self.call(relation, "PUT", f"/invitations/{asked}/answer", {"answer": "accepted"})
        ids["invitation"] = self.invite(ids["swarm"], "invited")
        guest = {"name": "Vera of Lumen", "hours": 2}
        made = self.call("owner", "POST", f"/swarms/{ids['swarm']}/guests", guest)
        ids["guest"] = made["guest"]["id"]
        ids["offer"] = self.call("manager", "POST", f"/swarms/{ids['swarm']}/offers")["id"]
        upload = {"file": (BytesIO(b"a log"), "router.log")}
        path = f"/swarms/{ids['swarm']}/files"
        ids["file"] = self.call("expert", "POST", path, data=upload)["id"]
        posted = {"client_id": "first", "body": "Here", "files": [ids["file"]]}
        line = self.call("expert", "POST", f"/swarms/{ids['swarm']}/messages", posted)
        ids["message"] = line["data"]["message"]
        return ids | self.board(ids["swarm"])

    def board(self, swarm: int) -> dict[str, Any]:
        """A hypothesis of the owner and a task of the expert."""
        path = f"/swarms/{swarm}"
        made = self.call("owner", "POST", f"{path}/hypotheses", {"text": "The router"})
        todo = self.call("expert", "POST", f"{path}/tasks", {"text": "Look at it"})
        return {"hypothesis": made["hypotheses"][0]["id"], "task": todo["tasks"][0]["id"]}

    def invite(self, swarm: int, relation: str) -> int:
        """Ask somebody in."""
        body = {"person": self.people[relation]}
        asked: int = self.call("owner", "POST", f"/swarms/{swarm}/invitations", body)["id"]
        return asked

    def rest(self, number: int) -> dict[str, Any]:
        """What stands beside tickets: skills, articles, teams, views, old names."""
        ids: dict[str, Any] = {"person": self.people["expert"]}
        ids["skill"] = self.call("administrator", "POST", "/skills", {"name": "VPN"})["id"]
        ids["other_skill"] = self.call("administrator", "POST", "/skills", {"name": "WAN"})["id"]
        article = {"title": "A", "fix": "B", "for_requesters": True}
        ids["article"] = self.call("expert", "POST", "/articles", article)["id"]
        ids["team"] = self.call("administrator", "POST", "/teams", {"name": "Desk"})["id"]
        ids["stand_in"] = self.on_call(ids["team"])
        self.call("expert", "PUT", f"/articles/{ids['article']}/tickets/{number}")
        view = {"name": "Mine", "query": {"owner": "me"}}
        ids["view"] = self.call("expert", "POST", "/views", view)["id"]
        away = {"starts_at": "2030-01-01T00:00:00Z", "ends_at": "2030-01-08T00:00:00Z"}
        path = f"/people/{self.people['expert']}/absences"
        ids["absence"] = self.call("expert", "POST", path, away)["id"]
        self.call("expert", "PUT", f"/me/claims/{ids['skill']}")
        ids |= self.objections(ids["skill"])
        ids["outgoing"] = self.undelivered()
        return ids

    def undelivered(self) -> int:
        """A mail that was given up."""
        now = clock.now()
        with self.running.desk.database.write() as session:
            row = Outgoing(
                key="given up", way="mail", person_id=self.people["expert"], kind="mention",
                content={"subject": "x", "blocks": []}, created_at=now, due_at=now, state="dead",
            )  # fmt: skip
            session.add(row)
            session.flush()
            return row.id

    def on_call(self, team: int) -> int:
        """The expert is on call for a day."""
        taken = {
            "person": self.people["expert"],
            "starts_at": (clock.now() + timedelta(days=3)).isoformat(),
            "ends_at": (clock.now() + timedelta(days=4)).isoformat(),
        }
        path = f"/teams/{team}/on-call/stand-ins"
        stand_in: int = self.call("administrator", "POST", path, taken)["shifts"][0]["stand_in"]
        return stand_in

    def objections(self, skill: int) -> dict[str, Any]:
        """A contest that waits for a word, and a training."""
        self.call("expert", "PUT", f"/me/contests/{skill}", {"why": "Not so"})
        contest = self.call("manager", "GET", "/contests")["items"][0]["id"]
        path = f"/people/{self.people['expert']}/trainings"
        page = self.call("expert", "POST", path, {"skill": skill, "on": "2026-01-01"})
        evidence = page["skills"][0]["evidence"]
        training = next(one["id"] for one in evidence if one["kind"] == "trained")
        return {"contest": contest, "training": training}

    def hidden(self, number: int) -> dict[str, Any]:
        """What only the tables know: ids of tokens, sign-ins, touches and old names."""
        now = clock.now()
        expert = self.people["expert"]
        with self.running.desk.database.write() as session:
            alias = Alias(source="old", name="Exp", person_id=self.people["other_guest"])
            sign_in = SignIn(
                person_id=expert, secret_hash="0" * 64, created_at=now, seen_at=now, expires_at=now
            )
            proposal = Proposal(term="dns", source="words", solved=9, found_at=now)
            session.add_all([alias, sign_in, proposal])
            session.flush()
            token = session.scalar(select(Token.id).where(Token.person_id == expert))
            touch = session.scalar(select(Touch.id).where(Touch.ticket_number == number))
            assert touch is not None
            ids = {"alias": alias.id, "sign_in": sign_in.id, "proposal": proposal.id}
            return {**ids, "token": token, "touch": touch}


def _table(file: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = runpy.run_path(str(Path(__file__).parent / file))[name]
    return found


@pytest.fixture(scope="session")
def may() -> dict[str, set[str]]:
    """Who may call which route."""
    return _table("permissions.py", "MAY")


@pytest.fixture(scope="session")
def bodies() -> dict[str, Any]:
    """A body with which each route would work."""
    return _table("requests.py", "BODIES")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, sqlite_with_tables: Path) -> tuple[Path, World]:
    """The world, built once; tests copy its folder."""
    folder = tmp_path_factory.mktemp("world")
    shutil.copy(sqlite_with_tables, folder / "desk.db")
    running = join_doors(make_desk(_settings(folder)))
    builder = Builder(running)
    ids = builder.ticket()
    ids |= builder.swarm(ids["number"])
    ids |= builder.rest(ids["number"])
    ids |= builder.hidden(ids["number"])
    running.desk.close()
    return folder, World(builder.people, builder.tokens, ids)


@pytest.fixture
def world(built: tuple[Path, World], tmp_path: Path) -> Iterator[tuple[Running, World]]:
    """A copy of the world of the test's own."""
    folder, world = built
    shutil.copytree(folder, tmp_path / "world")
    running = join_doors(make_desk(_settings(tmp_path / "world")))
    yield running, replace(world, ids=dict(world.ids))
    running.desk.close()
