"""The graph of people, skills, components, products, tickets and articles: to read and explain.

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

Kind = Literal["person", "skill", "component", "product", "ticket", "article"]
Node = tuple[Kind, str]
LINKS = frozenset({"solved", "made_from", "broader", "related"})
"""Kinds of edges that explain and are not walked: see `Link`."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two nodes that belong together by record and not by somebody's work, since when.

    An article that `solved` a ticket or was `made_from` it; a skill that a `broader` one
    contains (`one` is the narrower), or that is `related` to another.
    """

    one: Node
    other: Node
    kind: str
    at: float


@dataclass(frozen=True, slots=True)
class Step:
    """Two people who were on one ticket together, and when."""

    one: str
    other: str
    ticket: str
    at: float


def work_graph(
    tickets: Sequence[SolvedTicket], statements: Sequence[Statement], links: Sequence[Link] = ()
) -> nx.Graph:
    """An undirected graph with nodes `(kind, name)`.

    Every edge carries `kind` ("answered", "helped", "about", "took", "shown", "worked_in",
    "part_of", the kind of a statement or of a link, or "wrote"), `weight` (how many tickets or
    statements speak for it) and `at` (seconds, the newest of them).
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
    relink(graph, links)
    return graph


def relink(graph: nx.Graph, links: Sequence[Link]) -> None:
    """Let a graph have exactly these links, instead of those that it was given before.

    An edge of kind "broader" also carries `narrower`, the node that is contained.
    """
    graph.remove_edges_from(graph.graph.pop("linked", ()))
    for link in links:
        _strengthen(graph, link.one, link.other, link.kind, link.at)
        if link.kind == "broader":
            graph.edges[link.one, link.other]["narrower"] = link.one
    graph.graph["linked"] = [(link.one, link.other) for link in links]


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
    for one, other, kind in (*ticket_edges(ticket), *_product_edges(ticket)):
        _strengthen(graph, one, other, kind, ticket.at)


def _product_edges(ticket: SolvedTicket) -> Iterator[tuple[Node, Node, str]]:
    """What ties a ticket's product: they explain, and are not walked."""
    if ticket.product:
        product: Node = ("product", ticket.product)
        yield ("ticket", ticket.id), product, "about"
        yield from ((("component", one), product, "part_of") for one in ticket.components)
        yield from ((("person", one), product, "worked_in") for one in ticket.people)


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
