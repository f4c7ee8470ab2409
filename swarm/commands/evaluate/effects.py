"""`swarm evaluate effects`: the adjusted comparison on desks whose effect is planted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import click
import numpy as np

from swarm.commands.evaluate.shown import as_object, percent_text, progress_bar, say
from swarm.matching.measures.figures import Figure, bootstrapped
from swarm.planted.outcomes import OutcomePlan, PlantedOutcomes, plant_outcomes
from swarm.reports.effects.effect import Effect, estimate_effect
from swarm.reports.effects.landmark import at_landmark
from swarm.reports.effects.study import Study
from swarm.reports.survival import Floats

LANDMARK = 4.0
_TRUTH = 400_000


@dataclass
class Tally:
    """What happened over many desks: intervals that held the truth, errors, refusals."""

    adjusted: list[float] = field(default_factory=list)
    naive: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)

    def shown(self) -> dict[str, Figure]:
        """Shares of desks and the mean error of the logarithm, each with its interval."""
        return {
            "coverage": bootstrapped(np.array(self.adjusted)),
            "coverage_naive": bootstrapped(np.array(self.naive)),
            "bias": bootstrapped(np.array(self.errors)),
            "refused": bootstrapped(np.array(self.refused)),
        }


@click.command()
@click.option("--desks", default=1_000, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--seed", default=0, show_default=True, help="Number of the first desk.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def effects(desks: int, seed: int, as_json: bool) -> None:
    """How often the 95% interval of an adjusted comparison holds the planted truth.

    Four kinds of desk: swarmed by lot, confounded by difficulty, without any effect, and with
    swarms that are opened only after a wait (immortal time).
    """
    shown = {name: study(desks, seed) for name, study in STUDIES.items()}
    if as_json:
        say(as_object(shown, desks=desks, seed=seed))
        return
    for name, row in shown.items():
        say(
            f"{name}: the interval held the truth in {percent_text(row['coverage'])} (unadjusted:"
            f" {percent_text(row['coverage_naive'])}), mean error {_signed(row['bias'])}, refused"
            f" {percent_text(row['refused'])} of {desks} desks"
        )
    say("Brackets are 95% bootstrap intervals over desks.")


def _signed(figure: Figure) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return "-"
    return f"{figure.value:+.3f} [{figure.low:+.3f}, {figure.high:+.3f}]"


def as_study(planted: PlantedOutcomes) -> Study:
    """What a desk would know of its planted tickets."""
    return Study(
        treated=planted.treated,
        hours=planted.hours,
        happened=planted.happened,
        cluster=planted.cluster,
        covariates={"difficulty": planted.difficulty, "priority": planted.priority},
    )


def _from_creation(desks: int, seed: int, faster: float, confounding: float) -> dict[str, Figure]:
    def plan(number: int, tickets: int = 800, owners: int = 40) -> OutcomePlan:
        return OutcomePlan(number, tickets, owners, faster, confounding)

    crowd = plant_outcomes(plan(10**6, _TRUTH, 20_000))
    tally = Tally()
    for number in _desks(desks, seed):
        found = estimate_effect(as_study(plant_outcomes(plan(number))), seed=number)
        _count(tally, found, _ratio(crowd.tiered_hours, crowd.swarmed_hours, found.horizon))
    return tally.shown()


def _after_a_wait(desks: int, seed: int) -> dict[str, Figure]:
    """Judged is "opened by the landmark" against "not by then", both from the landmark on."""
    crowd = plant_outcomes(OutcomePlan(10**6, _TRUTH, 20_000, waiting=True, faster=1.0))
    there = crowd.tiered_hours > LANDMARK
    left = crowd.tiered_hours[there] - LANDMARK
    tally = Tally()
    for number in _desks(desks, seed):
        planted = plant_outcomes(OutcomePlan(number, waiting=True, faster=1.0))
        whole = as_study(planted)
        found = estimate_effect(at_landmark(whole, planted.opened, LANDMARK), seed=number)
        _count(tally, found, _ratio(left, left, found.horizon), naive=estimate_effect(whole))
    return tally.shown()


def _desks(desks: int, seed: int) -> Iterator[int]:
    with progress_bar() as bar:
        yield from bar.track(range(seed, seed + desks), description="Desks")


def _ratio(tiered: Floats, swarmed: Floats, horizon: float) -> float:
    return float(np.minimum(tiered, horizon).mean() / np.minimum(swarmed, horizon).mean())


def _count(tally: Tally, found: Effect, truth: float, naive: Effect | None = None) -> None:
    tally.refused.append(float(found.adjusted is None))
    if found.adjusted is None:
        return
    raw = (naive or found).raw
    tally.adjusted.append(float(found.adjusted.low <= truth <= found.adjusted.high))
    tally.naive.append(float(raw is not None and raw.low <= truth <= raw.high))
    tally.errors.append(float(np.log(found.adjusted.value / truth)))


STUDIES: dict[str, Callable[[int, int], dict[str, Figure]]] = {
    "by lot": lambda desks, seed: _from_creation(desks, seed, 1.3, 0.0),
    "easy tickets are swarmed": lambda desks, seed: _from_creation(desks, seed, 1.3, 0.8),
    "easy tickets are swarmed, no effect": lambda desks, seed: _from_creation(desks, seed, 1, 0.8),
    "swarms come late, no effect": _after_a_wait,
}
