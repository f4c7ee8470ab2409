"""The graph as text."""

from __future__ import annotations

import networkx as nx

from swarm.rooms.advice.export import rendered


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    graph = nx.Graph()
    graph.add_edge(("person", "1"), ("component", "Till\x0b 4"), kind="shown", weight=2.0, at=0.0)

    def label(node: tuple[str, str]) -> tuple[str, str]:
        return f"{node[0]}:{len(node[1])}", node[1]

    read = nx.parse_graphml(rendered(graph, label, "graphml", tickets=False))
    assert sorted(facts["label"] for _, facts in read.nodes(data=True)) == ["1", "Till 4"]
    (edge,) = read.edges(data=True)
    assert edge[2]["last_at"] == "1970-01-01T00:00:00+00:00"
