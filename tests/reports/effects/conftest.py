from __future__ import annotations

import pytest

from swarm.planted.outcomes import OutcomePlan, PlantedOutcomes, plant_outcomes
from swarm.reports.effects.study import Study


def study_of(planted: PlantedOutcomes) -> Study:
    return Study(
        treated=planted.treated,
        hours=planted.hours,
        happened=planted.happened,
        cluster=planted.cluster,
        covariates={"difficulty": planted.difficulty, "priority": planted.priority},
    )


@pytest.fixture(scope="session")
def planted():
    """Makes the study of a planted desk; for tests that share one."""
    return lambda seed=1, **more: study_of(plant_outcomes(OutcomePlan(seed, **more)))


@pytest.fixture
def plant(planted):
    """Makes the study of a planted desk."""
    return planted
