"""Which tickets an effect is about, and which are left out of it."""

from __future__ import annotations

import numpy as np
from sqlalchemy.orm import Session

from swarm.reports.cohorts import Cohort
from swarm.reports.effects.cards import CountsCard
from swarm.reports.effects.effect import compared
from swarm.reports.effects.loading import load_study
from swarm.reports.effects.ratio import EDGE
from swarm.reports.effects.study import Study
from swarm.reports.figures import Figure, figure
from swarm.reports.memory import recall
from swarm.reports.survival import Estimate, Flags

RULES = {
    "swarm": "Swarmed tickets of the selection that are compared.",
    "tier": "Tiered tickets of the selection that are compared.",
    "excluded": f"Left out: by what was known before work began they had less than a {EDGE:.0%}"
    " chance of one of the ways, so there is nobody to compare them with.",
    "open": "Compared and not solved yet: they count as far as they were watched.",
}

PLANNED = frozenset({"eligible", "solved"})


def parts_of(study: Study, inside: Flags) -> dict[str, Flags]:
    """The tickets of a study by what the comparison makes of them; it is about those `inside`."""
    return {
        "swarm": inside & study.treated,
        "tier": inside & ~study.treated,
        "excluded": ~inside,
        "open": inside & ~study.happened,
    }


def counts_of(study: Study, inside: Flags, cohort: Cohort) -> CountsCard:
    """How many tickets each part holds, with the way to them."""
    parts = {name: int(mask.sum()) for name, mask in parts_of(study, inside).items()}

    def counted(name: str) -> Figure:
        count = parts[name]
        link = cohort.link(f"effect:{name}") if count else None
        return figure(Estimate(count), count, RULES[name], "tickets", tickets=link)

    return CountsCard(**{name: counted(name) for name in RULES})


def effect_tickets(session: Session, cohort: Cohort, part: str) -> list[int]:
    """The tickets of one part: `swarm`, `tier`, `excluded` or `open`; those of a plan: `eligible`,
    and the `solved` ones of them; none of another name."""
    loaded = load_study(session, recall(session, cohort.compared()))
    if part in PLANNED:
        mask = ~loaded.urgent & (loaded.study.happened | (part == "eligible"))
        return [int(one) for one in np.sort(loaded.number[mask])]
    parts = parts_of(loaded.study, compared(loaded.study))
    numbers = loaded.number[parts[part]] if part in parts else loaded.number[:0]
    return [int(one) for one in np.sort(numbers)]
