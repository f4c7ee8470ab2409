from __future__ import annotations

import numpy as np
import pytest

from swarm.reports.twins.graph import START, TransferGraph
from tests.reports.twins.conftest import journey


@pytest.fixture(scope="module")
def graph(journeys):
    return TransferGraph.fit(journeys)


def test_what_a_ticket_says_of_itself_moves_the_chances(graph):
    front = graph.place("L1 Front")
    passed = {
        product: graph.next(front, {"product": product}, later=False)[graph.place("L2 Back")]
        for product in ("Shop", "Till", "never seen")
    }
    assert passed["Shop"] > 0.75
    assert 0.4 < passed["never seen"] < 0.55
    assert passed["Till"] < 0.25


def test_chances_are_shares_and_nobody_passes_a_ticket_to_himself(graph):
    for place, later in ((START, False), (0, False), (1, False), (0, True), (1, True)):
        found = graph.next(place, {"product": "Shop"}, later=later)
        assert found.sum() == pytest.approx(1)
        assert (found >= 0).all()
        assert place == START or found[place] == 0


def test_a_queue_from_which_nobody_went_later_is_told_by_all_of_them(graph):
    assert graph.next(0, {}, later=True)[graph.end] > 0.9


@pytest.mark.parametrize("product", ["Shop", "Till", "never seen", ""])
def test_where_a_ticket_ends_is_told_of_all_queues_at_once(journeys, product):
    odd = [
        journey(number, "Till", ("L3 Odd", 1.0), ("L1 Front", 1.0)) for number in range(400, 409)
    ]
    graph = TransferGraph.fit([*journeys, *odd])
    fields = {"product": product, "category": "Incident"}
    each = [graph.next(place, fields, later=False)[graph.end] for place in range(graph.end)]
    assert graph.ends(fields) == pytest.approx(each)
    assert graph.ends(fields) == pytest.approx(each)


def test_an_unknown_queue_has_no_place(graph):
    assert graph.place("L9 Nowhere") is None


def test_the_same_journeys_give_the_same_graph(journeys):
    first, again = TransferGraph.fit(journeys), TransferGraph.fit(journeys)
    assert (first.pull, first.trust) == (again.pull, again.trust)
    assert np.array_equal(first.next(0, {"product": "Shop"}, later=False),
                          again.next(0, {"product": "Shop"}, later=False))  # fmt: skip


def test_a_handful_of_journeys_is_learned_from_too():
    few = [journey(number, "Shop", ("A", 1.0), ("B", 1.0)) for number in range(6)]
    graph = TransferGraph.fit(few)
    assert graph.next(0, {}, later=False)[1] > 0.8


def test_a_queue_without_a_past_is_told_by_the_busiest_of_its_tier(graph):
    assert graph.nearest("L1 Front") == graph.place("L1 Front")
    assert graph.nearest("L2 Never") == graph.place("L2 Back")
    assert graph.nearest("L9 Never") is None
