"""The adjusted comparison as a manager reads it: a sentence, or what can be said instead."""

from __future__ import annotations

from math import isfinite

from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.effects.cards import (
    BalanceRow,
    EffectCard,
    EffectPage,
    Experiment,
    OverlapCard,
    RatioCard,
)
from swarm.reports.effects.effect import ROUNDS, Effect, estimate_effect
from swarm.reports.effects.landmark import at_landmark
from swarm.reports.effects.loading import Loaded, load_study
from swarm.reports.effects.ratio import EDGE, Ratio, raw_ratio
from swarm.reports.effects.reading import anytime_interval
from swarm.reports.effects.saying import detectable, sentence_of
from swarm.reports.effects.waiting import horizon_of
from swarm.reports.memory import recall

LANDMARK = 4.0
"""Hours after which swarms opened on the way are looked for."""

RULE = (
    "Mean hours to the solution, tiered over swarmed, up to the horizon; open tickets count as"
    " far as they were watched. Adjusted by augmented inverse propensity weighting of"
    " pseudo-observations; intervals: bootstrap over whole owners."
)
LATER = (
    f"Tickets that no tier held and that were still open {LANDMARK:g} hours after they came, by"
    " whether a swarm was open by then, time counted from there: otherwise a ticket that lasts"
    " longer would have had more time to become swarmed."
)


OUTSIDE = f"Tickets with less than {EDGE:.0%} chance of either way are left out."


def read_effect(session: Session, actor: Person | None, cohort: Cohort) -> EffectPage:
    """The adjusted comparison of both processes within `cohort`. Raises NotFound or NotAllowed."""
    check_reads(actor)
    both = cohort.of(None)
    loaded = load_study(session, both, recall(session, both).facts)
    experiment = _experiment(loaded) if loaded.drawn.any() else None
    return EffectPage(
        as_of=clock.now(),
        filter=both.query(),
        selection=both.words(session),
        badge="randomized" if bool(loaded.drawn.all()) and experiment else "observational",
        effect=_card(estimate_effect(loaded.study), RULE, loaded.weeks, "tiered"),
        later=_card(_later(loaded), f"{LATER} {RULE}", loaded.weeks, "unswarmed"),
        experiment=experiment,
    )


def _later(loaded: Loaded) -> Effect:
    untiered = loaded.study.treated
    study = loaded.study.take(untiered)
    return estimate_effect(at_landmark(study, loaded.opened[untiered], LANDMARK))


def _card(effect: Effect, rule: str, weeks: float, other: str) -> EffectCard:
    overlap = effect.overlap
    return EffectCard(
        sentence=sentence_of(effect, other),
        rule=rule,
        horizon=effect.horizon,
        swarm_count=effect.swarm_count,
        tier_count=effect.tier_count,
        covariates=list(effect.covariates),
        raw=_ratio(effect.raw),
        adjusted=_ratio(effect.adjusted),
        balance=[BalanceRow(name=b.name, before=b.before, after=b.after) for b in effect.balance],
        overlap=OverlapCard(
            swarm=list(overlap.swarm),
            tier=list(overlap.tier),
            outside=overlap.outside,
            rule=OUTSIDE,
        )
        if overlap
        else None,
        e_value=effect.e_value,
        e_value_of_interval=effect.e_value_of_interval,
        refusals=list(effect.refusals),
        detectable=detectable(effect, weeks, clock.now()),
    )


def _ratio(found: Ratio | None) -> RatioCard | None:
    if found is None or not all(map(isfinite, (found.value, found.low, found.high))):
        return None
    return RatioCard(
        value=found.value,
        low=found.low,
        high=found.high,
        swarm_hours=found.swarm_hours,
        tier_hours=found.tier_hours,
    )


def _experiment(loaded: Loaded) -> Experiment:
    study = loaded.study.take(loaded.drawn)
    swarm, tier = int(study.treated.sum()), int((~study.treated).sum())
    solved = min(int((study.happened & side).sum()) for side in (study.treated, ~study.treated))
    found, low, high = None, None, None
    if solved >= 2:
        horizon = horizon_of(study.hours, study.happened, study.treated)
        ratio = raw_ratio(study, horizon, rounds=ROUNDS, seed=0)
        found = _ratio(ratio)
        if found is not None and ratio.error > 0:
            low, high = anytime_interval(ratio.value, ratio.error, len(study))
    return Experiment(
        sentence=_experiment_sentence(found, low, high, len(study)),
        rule="Every ticket for which lots were drawn, on the side that was drawn, whether or not"
        " it crossed over later (intention to treat).",
        count=len(study),
        swarm_count=swarm,
        tier_count=tier,
        ratio=found,
        low_anytime=low,
        high_anytime=high,
    )


def _experiment_sentence(
    found: RatioCard | None, low: float | None, high: float | None, count: int
) -> str:
    if found is None or low is None or high is None:
        return f"Lots were drawn for {count} tickets; too few are solved to say anything yet."
    clear = low > 1 or high < 1
    verdict = "that holds whenever one looks" if clear else "not yet distinguishable"
    return (
        f"By lot, swarmed tickets were resolved {found.value:.2f} times as fast (95%:"
        f" {found.low:.2f} to {found.high:.2f}; looking every day: {low:.2f} to {high:.2f}):"
        f" {verdict}."
    )
