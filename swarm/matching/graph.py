"""The graph of people, skills, components, tickets and articles: for reading and explaining.

Scores come from sums of the same edges (`swarm.matching.index`), and from walks on its compressed
mirror (`swarm.matching.walk`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import networkx as nx

from swarm.matching.evidence import SolvedTicket, Statement

Kind = Literal["person", "skill", "component", "ticket", "article"]
Node = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Step:
    """Two people who were on one ticket together, and when."""

    one: str
    other: str
    ticket: str
    at: float


def work_graph(tickets: Sequence[SolvedTicket], statements: Sequence[Statement]) -> nx.Graph:
    """An undirected graph with nodes `(kind, name)`.

    Every edge carries `kind` ("answered", "helped", "about", "took", "shown", "worked_in" or the
    kind of a statement, or "wrote"), `weight` (how many tickets or statements speak for it) and
    `at` (seconds, the newest of them).
    """
    graph = nx.Graph()
    for ticket in tickets:
        _add_ticket(graph, ticket)
    for said in statements:
        person: Node = ("person", said.person)
        skill: Node = ("skill", said.skill)
        _strengthen(graph, person, skill, said.kind, said.at)
        if said.kind == "wrote_article" and said.source is not None:
            article: Node = ("article", said.source)
            _strengthen(graph, person, article, "wrote", said.at)
            _strengthen(graph, article, skill, "about", said.at)
    return graph


def ticket_edges(ticket: SolvedTicket) -> Iterator[tuple[Node, Node, str]]:
    """What a solved ticket ties together, and how."""
    node: Node = ("ticket", ticket.id)
    about: list[Node] = [("component", component) for component in ticket.components]
    taken: list[Node] = [("skill", skill) for skill in ticket.skills]
    yield from ((node, one, "about") for one in about)
    yield from ((node, one, "took") for one in taken)
    for name in ticket.people:
        person: Node = ("person", name)
        yield person, node, "answered" if name == ticket.answerable else "helped"
        yield from ((person, one, "worked_in") for one in about)
        yield from ((person, one, "shown") for one in taken)


def _add_ticket(graph: nx.Graph, ticket: SolvedTicket) -> None:
    graph.add_node(("ticket", ticket.id), kind="ticket", at=ticket.at)
    for one, other, kind in ticket_edges(ticket):
        _strengthen(graph, one, other, kind, ticket.at)


def _strengthen(graph: nx.Graph, one: Node, other: Node, kind: str, at: float) -> None:
    for node in (one, other):
        if node not in graph:
            graph.add_node(node, kind=node[0])
    if graph.has_edge(one, other):
        edge = graph.edges[one, other]
        edge["weight"] += 1.0
        if at >= edge["at"]:
            edge["at"], edge["kind"] = at, kind
    else:
        graph.add_edge(one, other, kind=kind, weight=1.0, at=at)


def _meetings(tickets: Sequence[SolvedTicket]) -> Iterator[tuple[str, str, SolvedTicket]]:
    for ticket in tickets:
        people = ticket.people
        for place, one in enumerate(people):
            for other in people[place + 1 :]:
                yield one, other, ticket


def path_between(tickets: Sequence[SolvedTicket], one: str, other: str) -> list[Step]:
    """The fewest shared tickets that lead from one person to the other.

    Each step names the newest ticket that both were on. Empty when there is no such way, or when
    the two are the same.
    """
    meetings = nx.Graph()
    for left, right, ticket in _meetings(tickets):
        known = meetings.get_edge_data(left, right)
        if known is None or ticket.at >= known["at"]:
            meetings.add_edge(left, right, ticket=ticket.id, at=ticket.at)
    if one not in meetings or other not in meetings or not nx.has_path(meetings, one, other):
        return []
    way = nx.shortest_path(meetings, one, other)
    edges = pairwise(way)
    return [
        Step(a, b, meetings.edges[a, b]["ticket"], meetings.edges[a, b]["at"]) for a, b in edges
    ]
