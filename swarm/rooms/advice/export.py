"""The whole graph as a file that other tools read: GraphML, or nodes and edges in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

import networkx as nx

from swarm.matching.graph import Node

Format = Literal["graphml", "json"]

Label = Callable[[Node], tuple[str, str]]
"""Key and name of a node."""


def rendered(graph: nx.Graph, label: Label, form: Format, *, tickets: bool) -> str:
    """The graph as text; tickets only where they are asked for, since they are most of it."""
    chosen = [node for node in graph if tickets or node[0] != "ticket"]
    named = nx.Graph()
    for node in chosen:
        key, name = label(node)
        named.add_node(key, kind=node[0], label=_plain(name))
    for one, other, facts in graph.subgraph(chosen).edges(data=True):
        named.add_edge(
            label(one)[0],
            label(other)[0],
            kind=str(facts["kind"]),
            weight=float(facts["weight"]),
            last_at=datetime.fromtimestamp(facts["at"], UTC).isoformat(),
            **({"narrower": label(facts["narrower"])[0]} if "narrower" in facts else {}),
        )
    if form == "json":
        return json.dumps(nx.node_link_data(named, edges="edges"), ensure_ascii=False)
    return "\n".join(nx.generate_graphml(named))


def _plain(name: str) -> str:
    """A name without signs that XML cannot hold."""
    return "".join(sign for sign in name if sign.isprintable())
