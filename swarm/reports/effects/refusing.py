"""Why a comparison is not printed, in plain words."""

from __future__ import annotations

from swarm.reports.effects.labels import ranked
from swarm.reports.effects.study import Study, missing_share
from swarm.reports.survival import Flags

LEAST, LEAST_SOLVED, LEAST_OWNERS = 50, 30, 5
"""Tickets, solved tickets and owners that each side has to have."""

MOST_MISSING = 0.3
"""A covariate that is not known for more tickets than this cannot be adjusted for."""

LEAST_ALIKE = 0.5
"""So large a share of either side has to lie where both ways were possible."""


Sides = tuple[str, str]
"""What the tickets of both sides are called after "tickets"."""

PROCESSES: Sides = ("of the swarm process", "of the tier process")
BY_THEN: Sides = ("in a swarm by then", "in none by then")


def too_small(study: Study, sides: Sides = PROCESSES) -> list[str]:
    """Sides with too few tickets, solutions or owners."""
    said = []
    for name, side in zip(sides, (study.treated, ~study.treated), strict=True):
        count, solved = int(side.sum()), int((study.happened & side).sum())
        owners, _ = ranked(study.cluster[side])
        if count < LEAST:
            said.append(f"There are {count} tickets {name}; {LEAST} are needed.")
        elif solved < LEAST_SOLVED:
            said.append(f"{solved} tickets {name} are solved; {LEAST_SOLVED} are needed.")
        elif owners < LEAST_OWNERS:
            said.append(
                f"The tickets {name} had {owners} owners; {LEAST_OWNERS} are needed to tell a way"
                " of working from the people who work."
            )
    return said


def untold(study: Study) -> list[str]:
    """Covariates that are mostly unknown."""
    shares = {name: missing_share(column) for name, column in study.covariates.items()}
    return [
        f"The {name} is not known for {share:.0%} of the tickets, so it cannot be adjusted for."
        for name, share in shares.items()
        if share > MOST_MISSING
    ]


def apart(study: Study, alike: Flags, sides: Sides = PROCESSES) -> list[str]:
    """Sides of which only few tickets could have gone either way."""
    shares = [float(alike[side].mean()) for side in (study.treated, ~study.treated)]
    if min(shares) >= LEAST_ALIKE:
        return []
    return [
        "The two sides hold different kinds of tickets: only"
        f" {shares[0]:.0%} of those {sides[0]} and {shares[1]:.0%} of those {sides[1]} are of a"
        " kind that went both ways."
    ]
