"""The report card: what it says, and that it is honest."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from swarm.matching.card import SERVED, SIMPLE, first_held_out, make_card, surely_better
from swarm.matching.model import Model


@pytest.fixture(scope="module")
def judged(history):
    return Model.fit(history, now=history[-1].at, judge=True)


def test_a_model_is_judged_on_the_newest_fifth_beside_simple_methods(judged, history) -> None:
    card = judged.card
    assert [method.name for method in card.methods] == [SERVED, *SIMPLE]
    assert card.judged == 139  # of 695 lessons: the first five saw too little
    assert card.since == history[-139].created_at
    own = card.methods[0].measures
    assert own["Hit@3"].value > 0.95
    assert all(one.low <= one.value <= one.high for one in own.values())
    assert card.verdict == "ahead" or card.rival != "popularity with age"


def test_being_judged_changes_no_answer(judged, model) -> None:
    assert model.card is None
    assert judged.version == model.version


def test_chances_are_held_against_what_happened(judged) -> None:
    bins = judged.card.calibration
    assert sum(one.count for one in bins) == 139 * 10  # everyone on the desk is a candidate
    assert bins[-1].said > 0.8
    assert bins[-1].happened > bins[0].happened


def test_misses_are_told_by_skill(judged) -> None:
    misses = judged.card.misses
    assert {one.skill for one in misses} == {"vpn", "mail", "printing", "database", "payroll"}
    assert sum(one.judged for one in misses) == 139


def test_where_nothing_but_fashion_decides_the_model_is_not_called_ahead(history) -> None:
    chance = random.Random(3)
    drawn = [
        replace(ticket, resolver=chance.choice("abc"), helpers=(), skills=()) for ticket in history
    ]
    model = Model.fit(drawn, now=drawn[-1].at, judge=True)
    assert model.card.verdict in {"even", "behind"}
    assert model.ranker == "boosting"  # a simple method that is better by chance takes over nothing


def test_a_simple_method_that_is_surely_better_serves_and_is_what_the_card_shows(history) -> None:
    turns = "abcdefghij"
    drawn = [
        # for long whoever rested longest was next; of late it is always the same
        replace(ticket, resolver=turns[at % 10] if at < 560 else "j", helpers=(), skills=())
        for at, ticket in enumerate(history)
    ]
    model = Model.fit(drawn, now=drawn[-1].at, judge=True)
    assert model.ranker == "single"
    own, *simple = model.card.methods
    best = max(method.measures["MRR"].value for method in simple)
    assert own.measures["MRR"].value == best
    assert Model.restore(model.keep()).ranker == "single"


def test_a_gain_that_may_be_chance_is_none() -> None:
    chance = np.random.default_rng(1)
    one = (chance.random(200) < 0.5).astype(np.float64)
    assert not surely_better(one, np.roll(one, 1), 0)
    assert not surely_better(one, one, 0)
    assert surely_better(np.minimum(1, one + 0.2), one, 0)


def test_few_lessons_give_no_card(desk) -> None:
    few = desk(30)
    assert Model.fit(few, now=few[-1].at, judge=True).card is None
    assert first_held_out(30) == 30


def test_a_young_desk_is_judged_with_the_ranker_that_it_has(desk) -> None:
    young = desk(49 + 8)
    model = Model.fit(young, now=young[-1].at, judge=True)
    assert model.ranker == "logistic"
    assert model.card.judged == 10
    assert model.card.calibration == ()  # its sibling had too little to learn from


def test_a_better_rival_is_named() -> None:
    card = make_card(
        since=0.0,
        people=9,
        served=[[4]] * 40,
        simple={"lucky": [[1]] * 40, "poor": [[7]] * 40},
        chances=None,
        skills=[()] * 40,
        seed=1,
    )
    assert (card.rival, card.verdict) == ("lucky", "behind")
    assert card.methods[0].measures["MRR"].value == pytest.approx(0.25)
    assert np.isclose(card.methods[1].measures["Hit@1"].value, 1.0)
