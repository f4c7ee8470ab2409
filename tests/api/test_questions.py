"""The questions about skills, and the graph as a file."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest


@pytest.fixture
def cast(office: Any) -> Any:
    office.admin, office.manager = office.person("administrator"), office.person("manager")
    office.agent = office.person(name="Anna Agent")
    made = office.admin.post("/skills", {"name": "Printers", "aliases": ["Label Printer"]})
    office.skill = made.json["id"]
    body = {"summary": "Blank labels", "description": "", "component": "Label Printer"}
    number = office.agent.post("/tickets", body).json["number"]
    office.agent.put(f"/tickets/{number}/owner")
    office.agent.put(f"/tickets/{number}/outcome", {"cause": "Wear", "fix": "Changed"})
    return office


def test_the_questions_are_answered_for_the_desk(cast: Any) -> None:
    other = cast.admin.post("/skills", {"name": "Drivers", "broader": cast.skill}).json["id"]
    risks = cast.agent.get("/skills/risks").json
    assert [(one["skill"]["name"], one["holders"]) for one in risks["items"]] == [("Printers", 1)]
    near = cast.agent.get(f"/skills/{other}/learners").json
    assert [one["person"]["name"] for one in near["items"]] == ["Anna Agent"]
    assert cast.agent.get("/skills/999/learners").status_code == 404
    number = cast.agent.post("/tickets", {"summary": "Odd", "description": ""}).json["number"]
    cast.agent.put(f"/tickets/{number}/needs/{other}")
    gaps = cast.agent.get("/skills/gaps").json
    assert [(one["skill"]["name"], one["waiting"]) for one in gaps["items"]] == [("Drivers", 1)]


def test_managers_take_the_graph_along(cast: Any) -> None:
    article = {"title": "A worn roller", "fix": "Change it", "component": "Label Printer"}
    assert cast.agent.post("/articles", article).status_code == 201
    assert cast.agent.get("/skills/graph/export").status_code == 403
    answer = cast.manager.get("/skills/graph/export")
    assert answer.mimetype == "application/graphml+xml"
    assert "skills-graph.graphml" in answer.headers["Content-Disposition"]
    graph = nx.parse_graphml(answer.text)
    names = {facts["label"] for _, facts in graph.nodes(data=True)}
    assert names == {"Anna Agent", "Printers", "Label Printer", "A worn roller"}
    edge = graph.edges[f"person:{cast.agent.person}", f"skill:{cast.skill}"]
    assert edge["weight"] == 2.0  # a solved ticket and an article
    made = cast.admin.post("/skills", {"name": "Rollers", "broader": cast.skill}).json["id"]
    cast.agent.put("/articles/1/tickets/1")
    whole = cast.manager.get("/skills/graph/export?form=json&tickets=true").json
    read = nx.node_link_graph(whole, edges="edges")
    assert {facts["kind"] for _, facts in read.nodes(data=True)} == {
        "person",
        "skill",
        "component",
        "ticket",
        "article",
    }
    assert read.edges["article:1", "ticket:1"]["kind"] == "solved"
    assert read.edges[f"skill:{made}", f"skill:{cast.skill}"]["narrower"] == f"skill:{made}"
    assert json.loads(json.dumps(whole)) == whole
    assert cast.manager.get("/skills/graph/export?form=dot").status_code == 422
