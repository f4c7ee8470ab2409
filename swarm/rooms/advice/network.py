"""The graph of people, skills and components, a neighbourhood at a time, and ways through it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from itertools import combinations, pairwise

import networkx as nx
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.errors import Invalid, NotFound
from swarm.knowledge.tables import Article
from swarm.matching.graph import Node
from swarm.people.refs import refs
from swarm.rooms.advice.fitting import Fitted
from swarm.rooms.tables import ON_TICKET, Member, Swarm
from swarm.tickets.tables import Ticket

KINDS = ("person", "skill", "component")
TIES_A_NODE = 4
"""So many ties for each node are drawn, the strongest: more is a hairball."""


class GraphNode(BaseModel):
    """A person, skill or component; `weight` sums what is known of it."""

    key: str
    kind: str
    label: str
    weight: float


class GraphEdge(BaseModel):
    """A tie: `weight` tickets or statements speak for it, the last of them at `last_at`."""

    model_config = ConfigDict(populate_by_name=True)

    source: str = Field(serialization_alias="from")
    target: str = Field(serialization_alias="to")
    kind: str
    weight: float
    last_at: datetime


class SkillGraph(BaseModel):
    """A neighbourhood. `cut`: there was more than was asked for."""

    nodes: list[GraphNode]
    edges: list[GraphEdge]
    cut: bool


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


class Labels:
    """Keys and names of nodes: persons and skills by id, components by name."""

    def __init__(
        self, session: Session, skill_ids: Mapping[str, int], nodes: Iterable[Node]
    ) -> None:
        nodes = list(nodes)
        self.people = refs(session, [int(name) for kind, name in nodes if kind == "person"])
        written = [int(name) for kind, name in nodes if kind == "article" and name.isdecimal()]
        titles = select(Article.id, Article.title).where(Article.id.in_(written))
        self.articles = {str(row.id): row.title for row in session.execute(titles)}
        self.skill_ids = skill_ids

    def key(self, node: Node) -> str:
        """`person:3`, `skill:5`, `component:Printer`."""
        kind, name = node
        return f"{kind}:{self.skill_ids.get(name, 0) if kind == 'skill' else name}"

    def named(self, node: Node) -> tuple[str, str]:
        """Both, for a file."""
        return self.key(node), self.label(node)

    def label(self, node: Node) -> str:
        """What people call it."""
        kind, name = node
        if kind == "person":
            known = self.people.get(int(name))
            return known.name if known else name
        return self.articles.get(name, name) if kind == "article" else name


def node_of(fitted: Fitted, key: str) -> Node:
    """The node of a key. Raises Invalid for what is no key, NotFound where nothing is known."""
    kind, _, name = key.partition(":")
    if kind not in KINDS or not name or (kind != "component" and not name.isdecimal()):
        raise Invalid(
            "Name a person, a skill or a component.",
            fields={"key": "person:ID, skill:ID or component:NAME"},
        )
    if kind == "skill":
        names = {skill_id: skill for skill, skill_id in fitted.skill_ids.items()}
        if int(name) not in names:
            raise NotFound("There is no such skill.")
        return ("skill", names[int(name)])
    return ("component", name) if kind == "component" else ("person", str(int(name)))


def read_graph(
    session: Session, fitted: Fitted, around: str | None, *, depth: int = 1, limit: int = 60
) -> SkillGraph:
    """The strongest ties around a node (or of the whole desk), at most `limit` nodes."""
    graph = fitted.graph()
    if around is None:
        chosen, cut = _strongest(graph, limit)
    else:
        root = node_of(fitted, around)
        if root not in graph:
            labels = Labels(session, fitted.skill_ids, [root])
            return SkillGraph(nodes=[_node(labels, root, 0.0)], edges=[], cut=False)
        chosen, cut = _around(graph, root, depth, limit)
    labels = Labels(session, fitted.skill_ids, chosen)
    ties = _ties(graph, chosen) + _together(graph, chosen)
    edges = sorted(ties, key=lambda tie: (-tie[3], tie[0], tie[1]))[: TIES_A_NODE * len(chosen)]
    weights = dict.fromkeys(chosen, 0.0)
    for one, other, _, weight, _ in edges:
        weights[one] += weight
        weights[other] += weight
    return SkillGraph(
        nodes=[_node(labels, node, weights[node]) for node in chosen],
        edges=[
            GraphEdge(
                source=labels.key(one),
                target=labels.key(other),
                kind=kind,
                weight=weight,
                last_at=datetime.fromtimestamp(at, UTC),
            )
            for one, other, kind, weight, at in edges
        ],
        cut=cut or len(edges) < len(ties),
    )


Tie = tuple[Node, Node, str, float, float]


def _node(labels: Labels, node: Node, weight: float) -> GraphNode:
    return GraphNode(
        key=labels.key(node), kind=node[0], label=labels.label(node), weight=round(weight, 3)
    )


def _strongest(graph: nx.Graph, limit: int) -> tuple[list[Node], bool]:
    ties = sorted(
        ((-facts["weight"], *sorted((one, other))) for one, other, facts in graph.edges(data=True)
         if one[0] in KINDS and other[0] in KINDS),
    )  # fmt: skip
    chosen: dict[Node, None] = {}
    for _, one, other in ties:
        fresh = {one, other} - chosen.keys()
        if len(chosen) + len(fresh) > limit:
            return list(chosen), True
        chosen.update(dict.fromkeys((one, other)))
    return list(chosen), False


def _around(graph: nx.Graph, root: Node, depth: int, limit: int) -> tuple[list[Node], bool]:
    chosen, frontier, cut = {root: None}, [root], False
    for _ in range(depth):
        found: list[Node] = []
        for node in frontier:
            near = sorted(
                (-facts["weight"], other)
                for other, facts in graph[node].items()
                if other[0] in KINDS and other not in chosen
            )
            for _, other in near:
                if len(chosen) >= limit:
                    cut = True
                    break
                if other not in chosen:
                    chosen[other] = None
                    found.append(other)
        frontier = found
    return list(chosen), cut


def _ties(graph: nx.Graph, chosen: Collection[Node]) -> list[Tie]:
    return [
        (one, other, facts["kind"], facts["weight"], facts["at"])
        for one, other, facts in graph.subgraph(chosen).edges(data=True)
    ]


def _together(graph: nx.Graph, chosen: Collection[Node]) -> list[Tie]:
    """Who of the chosen worked on the same tickets."""
    people = [node for node in chosen if node[0] == "person"]
    worked = {node: {near for near in graph[node] if near[0] == "ticket"} for node in people}
    ties: list[Tie] = []
    for one, other in combinations(people, 2):
        shared = worked[one] & worked[other]
        if shared:
            newest = max(graph.nodes[ticket].get("at", 0.0) for ticket in shared)
            ties.append((one, other, "together", float(len(shared)), newest))
    return ties


def read_path(session: Session, fitted: Fitted, start: str, end: str) -> SkillPath:
    """How two nodes are connected through work: between two people by shared tickets."""
    one, other = node_of(fitted, start), node_of(fitted, end)
    if one[0] == other[0] == "person":
        return _path_of_people(session, fitted, one[1], other[1])
    graph = nx.subgraph_view(fitted.graph(), filter_node=lambda node: node[0] in KINDS)
    if one not in graph or other not in graph or not nx.has_path(graph, one, other):
        return SkillPath(steps=[])
    way: list[Node] = nx.shortest_path(graph, one, other)
    labels = Labels(session, fitted.skill_ids, way)
    steps = []
    for near, far in pairwise(way):
        facts = graph.edges[near, far]
        count = int(facts["weight"])
        times = "once" if count == 1 else f"{count} times"
        text = f"{labels.label(near)} and {labels.label(far)}: {times} on record"
        steps.append(_step(labels, near, far, facts["at"], text))
    return SkillPath(steps=steps)


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
        source=_node(labels, one, 0.0),
        target=_node(labels, other, 0.0),
        text=text,
        ticket=ticket,
        last_at=datetime.fromtimestamp(at, UTC),
    )
