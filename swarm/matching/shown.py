"""What people have shown to know, by the work they did: how likely each skill is theirs.

A ticket that took two skills says little of which of them a helper brought. So each ticket's
worth is shared among its skills by how much the same person has shown of each elsewhere, again
and again until it settles (expectation and maximization, Dempster, Laird and Rubin 1977). What is
left then is the chance that not all of these were somebody else's: one clear ticket says more than
many in which the skill was one of several.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

import numpy as np
import numpy.typing as npt

from swarm.matching.evidence import SolvedTicket
from swarm.matching.measures.figures import Figure, resampled

_DAY = 86_400.0
HALF_LIFE = 270.0  # days
_ROUNDS = 15
_SUREST = 0.98  # what one ticket can say at most: records are wrong at times
_ROUNDING = 1e-9
_DOUBT = 0.05  # tickets' worth that every needed skill is granted before anything is known

Pair = tuple[str, str]


def shown_skills(
    tickets: Sequence[SolvedTicket],
    needs: Sequence[Mapping[str, float]],
    now: float,
    half_life: float = HALF_LIFE,
) -> dict[Pair, float]:
    """(person, skill) and how likely it is, 0 to 1, older tickets fading, likeliest first.

    `needs[i]` are the skills that ticket i took, with their probabilities. The owner is left out
    where others helped: who asks has not shown to know.
    """
    touches: list[tuple[str, float, Mapping[str, float]]] = []
    for ticket, needed in zip(tickets, needs, strict=True):
        fresh = 0.5 ** (max(now - ticket.at, 0.0) / _DAY / half_life)
        people = ticket.wanted or ticket.people
        touches.extend((person, fresh, needed) for person in people if needed)
    worth: dict[Pair, float] = {}
    for _ in range(_ROUNDS):
        worth = {pair: sum(each) for pair, each in _shared(touches, worth).items()}
    likely = {
        pair: 1 - prod(1 - one for one in each) for pair, each in _shared(touches, worth).items()
    }
    return dict(sorted(likely.items(), key=lambda item: (-item[1], item[0])))


def _shared(
    touches: Sequence[tuple[str, float, Mapping[str, float]]], before: Mapping[Pair, float]
) -> dict[Pair, list[float]]:
    """What each ticket is worth for each person and skill."""
    out: dict[Pair, list[float]] = {}
    for person, fresh, needed in touches:
        parts = {
            skill: chance * (before.get((person, skill), 0.0) + _DOUBT)
            for skill, chance in needed.items()
        }
        total = sum(parts.values())
        likely = max(needed.values())
        for skill, part in parts.items():
            worth = fresh * likely * part / total if total else 0.0
            out.setdefault((person, skill), []).append(min(worth, _SUREST))
    return out


def recalled_at(
    ranked: Sequence[Pair], truth: set[Pair], precision: float = 0.9
) -> tuple[float, int]:
    """The largest share of `truth` among the first n pairs of which `precision` are true, and n."""
    right = np.cumsum([pair in truth for pair in ranked])
    count = np.arange(1, len(ranked) + 1)
    precise = np.flatnonzero(right >= precision * count - _ROUNDING)
    if not len(precise) or not truth:
        return 0.0, 0
    last = int(precise[-1])
    return float(right[last] / len(truth)), last + 1


def recall_figure(
    ranked: Sequence[Pair], truth: set[Pair], precision: float = 0.9, *, seed: int = 0
) -> Figure:
    """The same share with its 95% interval, by a bootstrap over people.

    What is known of one skill of somebody tells of their others: people are drawn with all theirs.
    """
    people = sorted({person for person, _ in (*ranked, *truth)})
    place = {person: at for at, person in enumerate(people)}
    of = np.array([place[person] for person, _ in ranked], np.int64)
    hit = np.array([pair in truth for pair in ranked], np.float64)
    held = np.bincount([place[person] for person, _ in truth], minlength=len(people))

    def share(rows: npt.NDArray[np.int64]) -> float:
        times = np.bincount(rows, minlength=len(people))
        right, count = np.cumsum(hit * times[of]), np.cumsum(times[of])
        precise = np.flatnonzero((right >= precision * count - _ROUNDING) & (count > 0))
        whole = float((held * times).sum())
        return float(right[precise[-1]]) / whole if len(precise) and whole else 0.0

    return resampled(share, len(people), seed=seed)
