"""The log of what was shown, asked what other ways would have brought."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from swarm.commands.evaluate.replay import replayed
from swarm.db import Database
from swarm.migrating import upgrade
from swarm.people.tables import Person
from swarm.rooms.feedback.tables import Slate
from swarm.rooms.members import join_swarm
from swarm.rooms.opening import open_swarm
from swarm.rooms.tables import Contribution, Invitation
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def database(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    monkeypatch.setenv("SWARM_DATABASE_URL", url)
    monkeypatch.setenv("SWARM_VAR", str(tmp_path / "var"))
    upgrade(url)
    database = Database(url)
    yield database
    database.close()


def look_at(session, people, explored) -> None:
    """A list with the last of `people` in the newcomer's place; who was tried came and helped."""
    owner, *named = people
    ticket, _ = create_ticket(session, owner, summary="No tunnel")
    take_ticket(session, owner, ticket)
    swarm = open_swarm(session, owner, ticket.number, help_needed="Look at it")
    last = named[-1].id
    session.add(
        Slate(
            swarm_id=swarm.id, version=str(swarm.id), model="m", seed="s", by_id=owner.id, at=AT,
            people=[one.id for one in named], explored=last if explored else None,
            propensity=0.5, choices={str(last): 0.5},
        )
    )  # fmt: skip
    if explored:
        asked = {"swarm_id": swarm.id, "person_id": last}
        session.add(
            Invitation(
                **asked, by_id=owner.id, sent_at=AT, expires_at=AT, answer="accepted", reasons=[]
            )
        )
        session.flush()
        join_swarm(session, owner.id, swarm.id, last, "collaborator", "invited")
        session.add(Contribution(**asked, kind="fix", by_id=owner.id, at=AT))


def test_a_log_in_which_newcomers_helped_speaks_for_trying_them(database) -> None:
    with database.write() as session:
        people = [Person(name=f"P {n}", role="agent", created_at=AT) for n in range(6)]
        session.add_all(people)
        session.flush()
        for number in range(4):
            look_at(session, people, explored=number % 2 == 0)
    done = CliRunner().invoke(replayed, ["--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert told["always a newcomer, by lot"]["normalised"] == 1.0
    assert told["never a newcomer"]["normalised"] == 0.0
    assert told["as it was drawn"]["normalised"] == 0.5
    assert told["never a newcomer"]["effective"] == 2.0
    assert "4 lists" in CliRunner().invoke(replayed).output


def test_a_desk_without_a_log_is_told_so(database) -> None:
    done = CliRunner().invoke(replayed)
    assert done.exit_code == 1
    assert "no list" in done.output
