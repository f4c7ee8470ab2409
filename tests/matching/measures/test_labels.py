from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score, roc_auc_score

from swarm.matching.measures.labels import (
    accuracy,
    area_under_curve,
    auc_figure,
    macro_f1,
    within_one,
)
from swarm.matching.measures.ranking import discounted_gain

letters = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)


@settings(max_examples=20, deadline=None)
@given(letters)
def test_macro_f1_is_what_others_calculate(pairs: list[tuple[str, str]]) -> None:
    truth, said = zip(*pairs, strict=True)
    figure = macro_f1(truth, said)
    assert figure.value == pytest.approx(f1_score(truth, said, average="macro"), abs=1e-4)
    assert figure.low is not None
    assert figure.high is not None
    assert figure.low <= figure.high


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), min_size=2))
def test_the_area_is_what_others_calculate_ties_and_all(pairs: list[tuple[bool, int]]) -> None:
    truth = np.array([so for so, _ in pairs])
    chances = np.array([chance / 4 for _, chance in pairs])
    if truth.all() or not truth.any():
        assert area_under_curve(truth, chances) == 0.5
    else:
        assert area_under_curve(truth, chances) == pytest.approx(roc_auc_score(truth, chances))


def test_an_area_has_an_interval() -> None:
    chance = np.random.default_rng(0)
    truth = chance.random(300) < 0.5
    figure = auc_figure(truth, truth + chance.normal(size=300))
    assert figure.low is not None
    assert figure.high is not None
    assert 0.5 < figure.low < figure.value < figure.high < 1  # type: ignore[operator]  # not None


def test_a_step_off_is_near_and_two_are_not() -> None:
    figure = within_one(
        ["L1", "L1", "L1", "L1"], ["L0", "L1", "L2", "L3"], ["L0", "L1", "L2", "L3"]
    )
    assert figure.value == 0.75


def test_nothing_judged_is_no_figure() -> None:
    assert macro_f1([], []).value is None
    assert accuracy([], []).value is None


def test_gain_falls_with_the_place() -> None:
    assert discounted_gain("abcde", {"a", "b"}) == 1
    assert discounted_gain("abcde", {"z"}) == 0
    assert discounted_gain("", {"z"}) == 0
    assert discounted_gain("abcde", set()) == 0
    assert discounted_gain("abcdef", {"f"}) == 0
    first, second = (discounted_gain("abcde", {one}) for one in "ab")
    assert first > second > 0
