"""Swarms that were opened later: compared from a landmark on, so that waiting earns no merit."""

from __future__ import annotations

import numpy as np

from swarm.reports.effects.study import Study
from swarm.reports.survival import Floats


def at_landmark(study: Study, opened: Floats, landmark: float) -> Study:
    """The tickets still open at `landmark` hours, by whether their swarm was open by then.

    A ticket that lasts longer has more time to become swarmed: counted from its creation it
    would lend its long life to the swarm (immortal time). So only tickets that are unsolved and
    still watched at the landmark are compared, each as it stood then, with time counted from
    there (Anderson, Cain & Gelber 1983). `opened` is when the first swarm was opened, in hours,
    NaN for never; a swarm opened after the landmark leaves its ticket where it stood.
    """
    there = study.hours > landmark
    rest = study.take(there)
    return Study(
        treated=np.nan_to_num(opened[there], nan=np.inf) <= landmark,
        hours=rest.hours - landmark,
        happened=rest.happened,
        cluster=rest.cluster,
        covariates=rest.covariates,
    )
