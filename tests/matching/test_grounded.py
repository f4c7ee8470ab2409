"""What a suggestion cites is what it rests on: without it, the score is lower."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query, SolvedTicket, asked
from swarm.matching.model import Model
from swarm.matching.regression import signed_regression

DAY = 86_400.0


def without(ticket: SolvedTicket, person: str) -> SolvedTicket:
    """The same ticket, on which this person never was."""
    return replace(
        ticket,
        owner=None if ticket.owner == person else ticket.owner,
        resolver=None if ticket.resolver == person else ticket.resolver,
        helpers=tuple(one for one in ticket.helpers if one != person),
    )


def score_without(model: Model, query: Query, person: str, cited: set[str]) -> float:
    """What the person's score would be had they not been on these tickets; same weights."""
    corpus = model._corpus
    rest = [without(one, person) if one.id in cited else one for one in corpus.tickets]
    bereft = Model(
        Corpus(rest, corpus.people),
        model._ranker,
        model._classifier,
        model._statements,
        "bereft",
        model._settings,
    )
    return next((one.score for one in bereft.recommend(query, k=50) if one.person == person), 0.0)


@pytest.mark.parametrize(("count", "ranker"), [(200, "logistic"), (700, "boosting")])
def test_deleting_the_cited_evidence_lowers_the_score_in_95_of_100_cases(
    desk, count: int, ranker: str
) -> None:
    history = desk(count, owned=True, seed=5)
    model = Model.fit(history, now=history[-1].at)
    assert model.ranker == ranker
    lowered = cases = 0
    for ticket in history[-10:]:
        query = replace(asked(ticket), created_at=history[-1].at + DAY)
        skills = tuple(need.skill for need in model.needed_skills(query))
        query = replace(query, skills=skills)
        for one in model.recommend(query, k=3):
            cited = {number for reason in one.reasons for number in reason.tickets}
            assert cited
            cases += 1
            lowered += score_without(model, query, one.person, cited) < one.score
    assert cases == 30
    assert lowered / cases >= 0.95


def test_each_slope_stays_on_its_side_and_the_free_one_is_found() -> None:
    chance = np.random.default_rng(2)
    values = chance.normal(size=(2_000, 4)).astype(np.float32)
    margin = values @ np.array([2.0, -1.0, 1.0, -2.0])  # the second and third go the wrong way
    labels = chance.random(2_000) < 1 / (1 + np.exp(-margin))
    signs = np.array([1, 1, -1, 0], np.float32)
    slopes, offset = signed_regression(values, labels, 1.0, signs)
    assert slopes[0] > 1
    assert slopes[1] == slopes[2] == 0
    assert slopes[3] < -1
    assert abs(offset) < 0.3
