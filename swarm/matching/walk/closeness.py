"""Who and what is closest through work: a walk from one node of the graph that keeps returning."""

from __future__ import annotations

from threading import Lock

import networkx as nx

from swarm.matching.evidence import SolvedTicket
from swarm.matching.graph import LINKS, Kind, Node, ticket_edges
from swarm.matching.walk.mirror import Mirror
from swarm.matching.walk.push import Walker


class Closeness:
    """A graph's compressed mirror; tickets that are solved later are added to it.

    It keeps to what somebody's work ties: products, and links between articles, tickets and
    skills, explain a graph and are not walked.
    """

    def __init__(self, graph: nx.Graph) -> None:
        nodes = [node for node in graph if node[0] != "product"]
        edges = [
            (one, other, facts["weight"])
            for one, other, facts in graph.edges(data=True)
            if facts["kind"] not in LINKS and "product" not in (one[0], other[0])
        ]
        self._mirror = Mirror.made_of(nodes, edges)
        self._walker = Walker(self._mirror)
        self._lock = Lock()

    def note(self, ticket: SolvedTicket) -> None:
        """Count one more ticket, from the next walk on."""
        with self._lock:
            for one, other, _ in ticket_edges(ticket):
                self._mirror.add(one, other)

    def nearest(self, start: Node, kind: Kind, most: int) -> list[tuple[Node, float]]:
        """The `most` nodes of a kind where the walk is oftenest, with the share of its time there.

        Never the start itself; empty where the start is not in the graph.
        """
        with self._lock:
            number = self._mirror.number.get(start)
            if number is None:
                return []
            reached, said = self._walker.walk({number: 1.0})
            found: list[tuple[Node, float]] = [
                (self._mirror.names[place], share)
                for place, share in zip(reached.tolist(), said.tolist(), strict=True)
                if place != number
            ]
        near = [(node, share) for node, share in found if node[0] == kind]
        return sorted(near, key=lambda one: (-one[1], one[0]))[:most]
