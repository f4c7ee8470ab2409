from __future__ import annotations

import numpy as np
import pytest

from swarm.matching.forms import Features
from swarm.matching.ranker import Ranker, kind_for


def shown(values: list[list[list[float]]]) -> Features:
    array = np.array(values, np.float32)
    people = np.tile(np.arange(array.shape[1]), (array.shape[0], 1))
    fused = np.linspace(1, 0, array.shape[1], dtype=np.float32)[None, :].repeat(len(array), axis=0)
    return Features(array, people, fused, np.zeros(people.shape, np.bool_))


def taught(labels: int) -> Ranker:
    """Feature 0 speaks for resolving, feature 1 for taking part."""
    chance = np.random.default_rng(3)
    values = chance.random((3_000, 2)).astype(np.float32)
    resolved = values[:, 0] > 0.8
    ranker = Ranker(labels, seed=5)
    ranker.fit(values, resolved | (values[:, 1] > 0.6), resolved)
    return ranker


@pytest.mark.parametrize(
    ("labels", "kind"),
    [(0, "popularity"), (49, "popularity"), (50, "logistic"), (499, "logistic"), (500, "boosting")],
)
def test_the_number_of_labels_switches_the_ranker(labels: int, kind: str) -> None:
    assert kind_for(labels) == kind


@pytest.mark.parametrize("labels", [50, 500])
def test_who_resolves_and_takes_part_leads_and_helpers_follow(labels: int) -> None:
    scores = taught(labels).score(shown([[[0.1, 0.9], [0.95, 0.1], [0.1, 0.7], [0.1, 0.1]]]))[0]
    assert np.argsort(-scores).tolist() == [1, 0, 2, 3]
    assert (scores > 0).all()
    assert (scores <= 1).all()


def test_popularity_takes_the_fused_order() -> None:
    ranker = Ranker(10, seed=0)
    ranker.fit(np.zeros((4, 2), np.float32), np.ones(4, np.bool_), np.ones(4, np.bool_))
    found = shown([[[0.0, 0.0], [1.0, 1.0]]])
    assert np.array_equal(ranker.score(found), found.fused)


def test_labels_that_are_all_alike_teach_nothing() -> None:
    ranker = Ranker(600, seed=0)
    ranker.fit(np.ones((40, 2), np.float32), np.zeros(40, np.bool_), np.zeros(40, np.bool_))
    assert ranker.kind == "popularity"


def test_without_resolvers_taking_part_decides_alone() -> None:
    chance = np.random.default_rng(3)
    values = chance.random((500, 2)).astype(np.float32)
    ranker = Ranker(60, seed=0)
    ranker.fit(values, values[:, 1] > 0.5, np.zeros(500, np.bool_))
    scores = ranker.score(shown([[[1.0, 0.1], [0.0, 0.9]]]))[0]
    assert scores[1] > 0.5 > scores[0]


def test_one_signal_alone_keeps_its_order_far_beyond_what_was_learned_from() -> None:
    chance = np.random.default_rng(3)
    values = chance.random((500, 2)).astype(np.float32)
    ranker = Ranker(600, seed=0)
    ranker.fit(values, values[:, 1] > 0.5, values[:, 0] > 0.5)
    ranker.fall_back(values, values[:, 1] > 0.5, 0)
    assert ranker.kind == "single"
    scores = ranker.score(shown([[[0.1, 9.0], [4.0, 0.0], [0.3, 5.0], [3.9, 1.0]]]))[0]
    assert np.argsort(-scores).tolist() == [1, 3, 2, 0]
    assert ((scores > 0) & (scores < 1)).all()
