"""Ways through the graph: how two people, or any two nodes, are connected through work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import networkx as nx
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.matching.graph import Node
from swarm.rooms.advice.fitting import Fitted
from swarm.rooms.advice.links import linked_graph
from swarm.rooms.advice.nodes import KINDS, GraphNode, Labels, card_of, node_of
from swarm.rooms.tables import ON_TICKET, Member, Swarm
from swarm.tickets.tables import Ticket

SAID = {
    "solved": "{narrow} solved {broad}",
    "made_from": "{narrow} was made from {broad}",
    "part_of": "{narrow} is part of {broad}",
    "broader": "{narrow} belongs to {broad}",
    "related": "{narrow} and {broad} have to do with one another",
}


class PathStep(BaseModel):
    """One tie on the way, in words, and where to check it: the ticket, the swarm of both on it."""

    model_config = ConfigDict(populate_by_name=True)

    source: GraphNode = Field(serialization_alias="from")
    target: GraphNode = Field(serialization_alias="to")
    text: str
    ticket: int | None
    summary: str | None = None
    swarm: int | None = None
    last_at: datetime


class SkillPath(BaseModel):
    """The shortest way; empty where there is none."""

    steps: list[PathStep]


def read_path(session: Session, fitted: Fitted, start: str, end: str) -> SkillPath:
    """How two nodes are connected through work: between two people by shared tickets.

    Between others the ways through single tickets are left out unless one end is a ticket or an
    article, of which tickets say most.
    """
    one, other = node_of(fitted, start), node_of(fitted, end)
    if one[0] == other[0] == "person":
        return _path_of_people(session, fitted, one[1], other[1])
    ends = {one[0], other[0]}
    kinds = (*KINDS, "ticket") if ends & {"article", "ticket"} else KINDS
    graph = nx.subgraph_view(
        linked_graph(session, fitted), filter_node=lambda node: node[0] in kinds
    )
    if one not in graph or other not in graph or not nx.has_path(graph, one, other):
        return SkillPath(steps=[])
    way: list[Node] = nx.shortest_path(graph, one, other)
    labels = Labels(session, fitted.skill_ids, way)
    steps = []
    for near, far in pairwise(way):
        facts = graph.edges[near, far]
        text = _told(labels, near, far, facts)
        number = next((int(name) for kind, name in (near, far) if kind == "ticket"), None)
        steps.append(_step(labels, near, far, facts["at"], text, number))
    _show_work(session, steps)
    return SkillPath(steps=steps)


def _told(labels: Labels, near: Node, far: Node, facts: Mapping[str, Any]) -> str:
    """One tie in words."""
    if facts["kind"] in SAID:
        turned = facts.get("narrower") == far or far[0] in ("article", "component")
        narrow, broad = (far, near) if turned else (near, far)
        return SAID[facts["kind"]].format(narrow=labels.label(narrow), broad=labels.label(broad))
    count = int(facts["weight"])
    times = "once" if count == 1 else f"{count} times"
    return f"{labels.label(near)} and {labels.label(far)}: {times} on record"


def _path_of_people(session: Session, fitted: Fitted, one: str, other: str) -> SkillPath:
    found = fitted.model.paths(one, other)
    ends: list[tuple[Node, Node]] = [
        (("person", step.one), ("person", step.other)) for step in found
    ]
    labels = Labels(session, fitted.skill_ids, [node for pair in ends for node in pair])
    steps = []
    for step, (near, far) in zip(found, ends, strict=True):
        text = f"{labels.label(near)} and {labels.label(far)} worked on ticket {step.ticket}"
        steps.append(_step(labels, near, far, step.at, text, int(step.ticket)))
    _show_work(session, steps)
    return SkillPath(steps=steps)


def _show_work(session: Session, steps: list[PathStep]) -> None:
    """Fill in what each ticket was about, and the swarm on it that both were in."""
    numbers = [step.ticket for step in steps]
    about = dict(
        session.execute(
            select(Ticket.number, Ticket.summary).where(Ticket.number.in_(numbers))
        ).all()
    )
    members = _members(session, [number for number in numbers if number])
    for step in steps:
        step.summary = about.get(step.ticket or 0)
        both = {step.source.key, step.target.key}
        there = [swarm for (number, swarm), who in members.items()
                 if number == step.ticket and both <= who]  # fmt: skip
        step.swarm = max(there, default=None)


def _members(session: Session, numbers: Collection[int]) -> dict[tuple[int, int], set[str]]:
    """Who was in each swarm on these tickets, by ticket and swarm."""
    members: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    rows = session.execute(
        select(ON_TICKET, Swarm.id, Member.person_id)
        .join(Member, Member.swarm_id == Swarm.id)
        .where(Swarm.ticket_number.in_(numbers))
    )
    for number, swarm, person in rows:
        members[number, swarm].add(f"person:{person}")
    return members


def _step(
    labels: Labels, one: Node, other: Node, at: float, text: str, ticket: int | None = None
) -> PathStep:
    return PathStep(
        source=card_of(labels, one, 0.0),
        target=card_of(labels, other, 0.0),
        text=text,
        ticket=ticket,
        last_at=datetime.fromtimestamp(at, UTC),
    )
