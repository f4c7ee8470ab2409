"""A small stated share of lists gives a newcomer one place, drawn by Thompson sampling.

Nobody learns whether a newcomer can help if newcomers are never asked. The draw depends on its
seed alone, so that the same model, swarm and evidence give the same list in every process, and
its propensities are known, so that what was shown can be replayed for another policy
(`swarm.matching.replay`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betainc

from swarm.matching.circle import FIRST

SHARE = 0.1
"""Share of the lists in which a newcomer has a place, where one is at hand."""

PLACE = FIRST
"""Which place that is: the last of those shown first (see `circle.seat_newcomer`)."""

FEW_TICKETS = 5
"""Who worked on fewer tickets is a newcomer."""

MOST = 20  # newcomers in one draw
_STEPS = 400


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody of whom little is known: how often asking them helped, and how often not."""

    person: str
    helped: float = 0.0
    not_helped: float = 0.0


@dataclass(frozen=True, slots=True)
class Draw:
    """Who has the place, if anybody, and how likely each outcome was (summing to 1).

    `propensities` holds one entry for each newcomer, `usual` is the probability that the list
    stays as it is.
    """

    person: str | None
    propensities: dict[str, float]
    usual: float

    @property
    def propensity(self) -> float:
        """How likely that was which came out."""
        return self.usual if self.person is None else self.propensities[self.person]


def explore(newcomers: Sequence[Newcomer], seed: str, *, share: float = SHARE) -> Draw:
    """Draw whether a newcomer has a place, and who.

    Parameters
    ----------
    newcomers: those who could be asked now, in a fixed order; at most `MOST` are looked at.
    seed: names the model version, the swarm and the head of the evidence.
    share: probability that anybody is drawn, 0 (off) to 1.

    References
    ----------
    W. R. Thompson: On the likelihood that one unknown probability exceeds another (1933).
    O. Chapelle, L. Li: An empirical evaluation of Thompson sampling (2011).
    """
    considered = newcomers[:MOST]
    if not considered or share <= 0:
        return Draw(None, {}, 1.0)
    propensities = {
        one.person: share * chance
        for one, chance in zip(considered, _chances(considered), strict=True)
    }
    chance = np.random.default_rng(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]))
    if chance.random() >= share:
        return Draw(None, propensities, 1 - share)
    drawn = [chance.beta(1 + one.helped, 1 + one.not_helped) for one in considered]
    return Draw(considered[int(np.argmax(drawn))].person, propensities, 1 - share)


def _chances(newcomers: Sequence[Newcomer]) -> list[float]:
    """The probability of each that their draw is the highest, by integration over (0, 1)."""
    edges = np.linspace(0, 1, _STEPS + 1)
    below = np.array([betainc(1 + one.helped, 1 + one.not_helped, edges) for one in newcomers])
    middle = (below[:, 1:] + below[:, :-1]) / 2
    found: npt.NDArray[np.float64] = np.array(
        [
            (np.diff(below[place]) * np.delete(middle, place, axis=0).prod(axis=0)).sum()
            for place in range(len(newcomers))
        ]
    )
    return [float(one) for one in found / found.sum()]
