"""The graph of people, skills, components, products and articles: neighbourhoods and ways."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from itertools import combinations

import networkx as nx
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from swarm.matching.graph import Node
from swarm.rooms.advice.fitting import Fitted
from swarm.rooms.advice.links import linked_graph
from swarm.rooms.advice.nodes import KINDS, GraphNode, Labels, card_of, node_of

TIES_A_NODE = 4
"""So many ties for each node are drawn, the strongest: more is a hairball."""


class GraphEdge(BaseModel):
    """A tie: `weight` tickets or statements speak for it, the last of them at `last_at`.

    `kind` says what it is: `shown`, `worked_in`, `together`, `solved`, `broader`, …
    """

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


def read_graph(
    session: Session, fitted: Fitted, around: str | None, *, depth: int = 1, limit: int = 60
) -> SkillGraph:
    """The strongest ties around a node (or of the whole desk), at most `limit` nodes."""
    graph = linked_graph(session, fitted)
    if around is None:
        chosen, cut = _strongest(graph, limit)
    else:
        root = node_of(fitted, around)
        if root not in graph:
            labels = Labels(session, fitted.skill_ids, [root])
            return SkillGraph(nodes=[card_of(labels, root, 0.0)], edges=[], cut=False)
        chosen, cut = _around(graph, root, depth, limit)
    labels = Labels(session, fitted.skill_ids, chosen)
    ties = _ties(graph, chosen) + _together(graph, chosen)
    edges = sorted(ties, key=lambda tie: (-tie[3], tie[0], tie[1]))[: TIES_A_NODE * len(chosen)]
    weights = dict.fromkeys(chosen, 0.0)
    for one, other, _, weight, _ in edges:
        weights[one] += weight
        weights[other] += weight
    return SkillGraph(
        nodes=[card_of(labels, node, weights[node]) for node in chosen],
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
                if _drawn_from(node, other) and other not in chosen
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


def _drawn_from(node: Node, other: Node) -> bool:
    """Tickets are most of the graph: only those of an article are drawn."""
    return other[0] in KINDS or (other[0] == "ticket" and node[0] == "article")


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
