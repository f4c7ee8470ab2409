from __future__ import annotations

import numpy as np

from swarm.planted.outcomes import OutcomePlan, plant_outcomes
from swarm.reports.effects.effect import estimate_effect
from swarm.reports.effects.landmark import at_landmark
from tests.reports.effects.conftest import study_of


def test_only_tickets_still_open_are_compared_from_there_on():
    planted = plant_outcomes(OutcomePlan(3, waiting=True))
    rest = at_landmark(study_of(planted), planted.opened, 5.0)
    there = planted.hours > 5
    assert len(rest) == there.sum()
    assert np.allclose(rest.hours, planted.hours[there] - 5)
    assert rest.treated.sum() == (planted.opened[there] <= 5).sum()


def test_waiting_to_be_swarmed_earns_no_merit_and_no_blame():
    planted = plant_outcomes(
        OutcomePlan(5, tickets=6_000, owners=300, waiting=True, faster=1.0, confounding=0.0)
    )
    whole = study_of(planted)
    naive = estimate_effect(whole).raw
    fair = estimate_effect(at_landmark(whole, planted.opened, 4.0)).adjusted
    assert not naive.low <= 1 <= naive.high
    assert fair.low <= 1 <= fair.high
