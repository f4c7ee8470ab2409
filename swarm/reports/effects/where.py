"""Where swarming won and where it lost: one effect for each category and product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import numpy as np
from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.effects.effect import Effect, estimate_effect
from swarm.reports.effects.labels import Labels
from swarm.reports.effects.loading import load_study
from swarm.reports.effects.study import Study
from swarm.reports.figures import Figure, figure
from swarm.reports.memory import recall
from swarm.reports.survival import Estimate

By = Literal["category", "product"]
BY: tuple[By, ...] = ("category", "product")
BEGAN = {"swarm": "in the swarm process", "tier": "in the tier process"}
MOST = 40
"""So many of the largest groups are looked at."""

Verdict = Literal["faster", "slower", "undecided", "untold"]


class GroupEffect(BaseModel):
    """One group: the adjusted ratio with the interval that holds at once with all the others.

    `verdict` is by that interval; `untold` where nothing is printed, `why` says why.
    """

    by: By
    name: str
    verdict: Verdict
    ratio: Figure
    swarm: Figure
    tier: Figure
    why: str | None


class WherePage(BaseModel):
    """Every group of the selection; `together` is how many intervals hold at once."""

    as_of: datetime
    filter: dict[str, str]
    selection: str
    rule: str
    together: int
    groups: list[GroupEffect]


@dataclass(frozen=True)
class _Group:
    by: By
    name: str
    study: Study
    cohort: Cohort
    effect: Effect


def read_where(session: Session, actor: Person | None, cohort: Cohort) -> WherePage:
    """The effect in each category and product of `cohort`. Raises NotFound or NotAllowed."""
    check_reads(actor)
    both = cohort.compared()
    study = load_study(session, recall(session, both)).study
    groups = list(_groups(study, both))
    told = sum(group.effect.adjusted is not None for group in groups)
    return WherePage(
        as_of=clock.now(),
        filter=both.query(),
        selection=both.words(session),
        rule=_rule(told),
        together=told,
        groups=[_row(group, told) for group in groups],
    )


def _rule(told: int) -> str:
    return (
        "How many times as fast the group's tickets of the swarm process were solved, adjusted as"
        " above."
        f" {told} intervals are looked at together and widened so that all of them hold at once"
        " in 95% (Bonferroni): one of many groups looks extreme by chance alone."
    )


def _groups(study: Study, cohort: Cohort) -> Iterator[_Group]:
    for by in BY:
        column = study.covariates.get(by)
        if column is None:
            continue
        labels = column if isinstance(column, Labels) else Labels.of(column)
        counts = np.bincount(labels.places, minlength=len(labels.names))
        for place in np.argsort(-counts, kind="stable")[:MOST].tolist():
            if name := labels.names[place]:
                part = study.take(labels.places == place)
                narrowed = replace(cohort, **{by: name})
                yield _Group(by, name, part, narrowed, estimate_effect(part, unadjusted=False))


def _row(group: _Group, told: int) -> GroupEffect:
    found, study = group.effect.adjusted, group.study
    low = high = None
    verdict: Verdict = "untold"
    if found is not None:
        low, high = found.together_with(told - 1)
        verdict = "faster" if low > 1 else "slower" if high < 1 else "undecided"
    swarm, tier = (_side(group, process) for process in ("swarm", "tier"))
    return GroupEffect(
        by=group.by,
        name=group.name,
        verdict=verdict,
        ratio=figure(
            Estimate(found.value if found else None, low, high),
            len(study),
            "Mean hours to the solution, tier process over swarm process, adjusted; above 1 the"
            " swarm process is faster.",
            "ratio",
            over=group.cohort.link("tickets"),
            why=" ".join(group.effect.refusals),
        ),
        swarm=swarm,
        tier=tier,
        why=" ".join(group.effect.refusals) or None,
    )


def _side(group: _Group, process: Literal["swarm", "tier"]) -> Figure:
    count = int((group.study.treated == (process == "swarm")).sum())
    return figure(
        Estimate(count),
        count,
        f"Tickets of {group.by} {group.name} that began {BEGAN[process]}.",
        "tickets",
        tickets=group.cohort.of(process).link("tickets") if count else None,
    )
