"""Walks on the graph: as the exact answer says, from where one is, and at once after news."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from swarm.matching.evidence import SolvedTicket
from swarm.matching.graph import Link, work_graph
from swarm.matching.walk import mirror as mirrors
from swarm.matching.walk.closeness import Closeness
from swarm.matching.walk.mirror import Mirror
from swarm.matching.walk.push import RETURN, Walker


def circles(people: int = 600, seed: int = 3) -> nx.Graph:
    """People who work in circles of thirty, and a few ties across."""
    chance = np.random.default_rng(seed)
    graph = nx.Graph()
    graph.add_nodes_from(range(people))
    for _ in range(people * 8):
        one = int(chance.integers(0, people))
        near = one // 30 * 30 + int(chance.integers(0, 30))
        other = near if chance.random() < 0.9 else int(chance.integers(0, people))
        if one != other:
            weight = graph.get_edge_data(one, other, {"weight": 0})["weight"]
            graph.add_edge(one, other, weight=weight + float(chance.integers(1, 5)))
    return graph


def exact(graph: nx.Graph, start: int) -> dict[int, float]:
    told: dict[int, float] = nx.pagerank(
        graph, alpha=1 - RETURN, personalization={start: 1.0}, tol=1e-12, max_iter=500
    )
    return told


def test_the_first_twenty_are_those_of_the_exact_answer() -> None:
    graph = circles()
    walker = Walker(Mirror.of(graph))
    shared = []
    for start in range(0, 600, 60):
        told = exact(graph, start)
        best = set(sorted(told, key=lambda one: -told[one])[:20])
        found = [one for one, _ in walker.nearest({start: 1.0}, 20)]
        assert found[0] == start
        shared.append(len(best & set(found)) / 20)
    assert np.mean(shared) >= 0.95


def test_followed_far_enough_it_is_the_exact_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("swarm.matching.walk.push._ROUNDS", 500)
    graph = circles(90)
    reached, said = Walker(Mirror.of(graph), bound=1e-9).walk({5: 1.0})
    told = exact(graph, 5)
    for node, share in zip(reached.tolist(), said.tolist(), strict=True):
        assert share == pytest.approx(told[node], abs=1e-6)


def test_what_is_added_counts_at_the_next_walk_as_if_it_had_been_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = circles(120)
    grown = Mirror.of(graph)
    walker = Walker(grown)
    walker.walk({0: 1.0})
    monkeypatch.setattr(mirrors, "_MOST_NEW", 3)
    for count, (one, other) in enumerate([(0, 77), (0, "new"), ("new", 5), (0, 77), (3, 9)]):
        grown.add(one, other, 2.0)
        weight = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
        graph.add_edge(one, other, weight=weight + 2.0)
        fresh = Mirror.of(graph)
        said = dict(zip(*walker.walk({0: 1.0}), strict=True))
        wanted = dict(zip(*Walker(fresh).walk({0: 1.0}), strict=True))
        told = {grown.names[node]: share for node, share in said.items()}
        assert told.keys() == {fresh.names[node] for node in wanted}
        for node, share in wanted.items():
            assert told[fresh.names[node]] == pytest.approx(share, abs=1e-12), count
    assert grown.matrix().sum() == pytest.approx(Mirror.of(graph).matrix().sum())


def test_a_walk_from_nobodys_neighbour_stays_where_it_is() -> None:
    lonely = Mirror(["a", "b"])
    assert Walker(lonely).nearest({0: 2.0}, 5) == [(0, 1.0)]
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=1.0)
    graph.add_node("c")
    assert Walker(Mirror.of(graph)).nearest({2: 1.0}, 5) == [(2, 1.0)]


def test_several_starts_share_the_walk() -> None:
    graph = circles(90)
    walker = Walker(Mirror.of(graph))
    reached, said = walker.walk({1: 3.0, 70: 1.0})
    assert said.sum() == pytest.approx(1.0)
    assert said[reached == 1] > said[reached == 70]


def test_the_closest_of_a_kind_are_told_and_news_counts(desk) -> None:
    history = desk(200)
    closeness = Closeness(work_graph(history, []))
    near = closeness.nearest(("skill", "vpn"), "person", 2)
    assert {node for node, _ in near} == {("person", "ann"), ("person", "bob")}
    assert near[0][1] >= near[1][1] > 0
    assert closeness.nearest(("skill", "coffee"), "person", 2) == []
    explained = work_graph(
        [replace(one, product="shop") for one in history],
        [],
        [Link(("skill", "vpn"), ("skill", "coffee"), "related", 0.0)],
    )
    assert Closeness(explained).nearest(("skill", "vpn"), "person", 2) == near
    closeness.note(SolvedTicket(id="n", created_at=0.0, resolver="kay", skills=("coffee",)))
    assert [node for node, _ in closeness.nearest(("skill", "coffee"), "person", 2)] == [
        ("person", "kay")
    ]
