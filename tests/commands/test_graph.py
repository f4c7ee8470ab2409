from __future__ import annotations

import json
from datetime import UTC, datetime

import networkx as nx
import pytest
from click.testing import CliRunner

from swarm.commands.graph import graph
from swarm.db import Database
from swarm.migrating import upgrade
from swarm.people.tables import Person
from swarm.skills.evidence import claim_skill
from swarm.skills.taxonomy import add_skill
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket
from swarm.tickets.solving import solve_ticket

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    monkeypatch.setenv("SWARM_DATABASE_URL", url)
    monkeypatch.setenv("SWARM_VAR", str(tmp_path / "var"))
    upgrade(url)
    database = Database(url)
    with database.write() as session:
        ann = Person(name="Ann Müller", role="agent", created_at=AT)
        session.add(ann)
        session.flush()
        claim_skill(session, ann, add_skill(session, None, "VPN").id)
        ticket, _ = create_ticket(session, ann, summary="No tunnel", component="Gateway")
        take_ticket(session, ann, ticket)
        solve_ticket(session, ann, ticket, "c", "f")
    database.close()
    return tmp_path


def export(*arguments: str):
    return CliRunner().invoke(graph, ["export", *arguments])


def test_the_graph_comes_out_as_graphml_and_as_json(desk) -> None:
    done = export(str(desk / "g.graphml"))
    assert done.exit_code == 0
    read = nx.read_graphml(desk / "g.graphml")
    assert (len(read), read.number_of_edges()) == (4, 4)
    assert read.nodes["person:1"] == {"kind": "person", "label": "Ann Müller"}
    assert read.edges["person:1", "skill:1"]["kind"] == "claimed"
    assert export(str(desk / "g.json")).exit_code == 0
    again = nx.node_link_graph(json.loads((desk / "g.json").read_text()), edges="edges")
    assert set(again) == set(read)
    facts = again.edges["ticket:1", "component:Gateway"]
    assert (facts["kind"], facts["weight"]) == ("about", 1.0)
    assert facts["last_at"].startswith("20")
    assert export(str(desk / "few.json"), "--no-tickets").exit_code == 0
    few = json.loads((desk / "few.json").read_text())["nodes"]
    assert {node["kind"] for node in few} == {"person", "skill", "component"}


def test_a_file_that_cannot_be_written_is_said(desk) -> None:
    done = export(str(desk / "nowhere" / "g.json"))
    assert done.exit_code == 1
    assert "nowhere" in done.output
