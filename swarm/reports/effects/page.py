"""The adjusted comparison as a manager reads it: a sentence, or what can be said instead."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.effects.behind import counts_of
from swarm.reports.effects.cards import (
    BalanceRow,
    EffectCard,
    EffectPage,
    LogRankCard,
    OverlapCard,
)
from swarm.reports.effects.effect import Effect, estimate_effect
from swarm.reports.effects.landmark import at_landmark
from swarm.reports.effects.loading import Loaded, load_study
from swarm.reports.effects.logrank import log_rank
from swarm.reports.effects.ratio import EDGE
from swarm.reports.effects.refusing import BY_THEN
from swarm.reports.effects.saying import card_of_ratio, detectable, sentence_of, what_can_be_said
from swarm.reports.memory import recall
from swarm.reports.trials.running import experiment_of

LANDMARK = 4.0
"""Hours after which swarms opened on the way are looked for."""

RULE = (
    "Mean hours to the solution, tier process over swarm process, up to the horizon; open tickets"
    " count as far as they were watched. Adjusted by augmented inverse propensity weighting of"
    " pseudo-observations; intervals: bootstrap over whole owners."
)
LATER = (
    f"Tickets that no tier held and that were still open {LANDMARK:g} hours after they came, by"
    " whether a swarm was open by then, time counted from there: otherwise a ticket that lasts"
    " longer would have had more time to become swarmed."
)

OUTSIDE = f"Tickets with less than {EDGE:.0%} chance of either way are left out."


LOG_RANK = (
    "Log-rank test of the two curves as they are: not adjusted, and as if no two tickets had an"
    " owner in common. It says less than the interval of the adjusted effect."
)


def read_effect(session: Session, actor: Person | None, cohort: Cohort) -> EffectPage:
    """The adjusted comparison of both processes within `cohort`. Raises NotFound or NotAllowed."""
    check_reads(actor)
    both = cohort.compared()
    loaded = load_study(session, recall(session, both))
    effect = estimate_effect(loaded.study)
    experiment = experiment_of(loaded.study.take(loaded.drawn)) if loaded.drawn.any() else None
    return EffectPage(
        as_of=clock.now(),
        filter=both.query(),
        selection=both.words(session),
        badge="randomized" if bool(loaded.drawn.all()) and experiment else "observational",
        counts=counts_of(loaded.study, effect.about, both),
        log_rank=_log_rank(loaded),
        effect=_card(effect, RULE, loaded.weeks, "tiered"),
        later=_card(_later(loaded), f"{LATER} {RULE}", loaded.weeks, "unswarmed"),
        experiment=experiment,
    )


def _log_rank(loaded: Loaded) -> LogRankCard | None:
    study = loaded.study
    found = log_rank(study.hours, study.happened, study.treated)
    if found is None:
        return None
    return LogRankCard(statistic=found.statistic, p=found.p, rule=LOG_RANK)


def _later(loaded: Loaded) -> Effect:
    untiered = loaded.study.treated
    study = loaded.study.take(untiered)
    late = at_landmark(study, loaded.opened[untiered], LANDMARK)
    return estimate_effect(late, sides=BY_THEN)


def _card(effect: Effect, rule: str, weeks: float, other: str) -> EffectCard:
    overlap = effect.overlap
    return EffectCard(
        sentence=sentence_of(effect, other),
        rule=rule,
        horizon=effect.horizon,
        swarm_count=effect.swarm_count,
        tier_count=effect.tier_count,
        covariates=list(effect.covariates),
        raw=card_of_ratio(effect.raw),
        adjusted=card_of_ratio(effect.adjusted),
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
        now=what_can_be_said(effect),
        detectable=detectable(effect, weeks, clock.now()),
    )
