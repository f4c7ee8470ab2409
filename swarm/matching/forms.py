"""Signals as a ranker reads them: logarithm, share, relation to the best, and place.

The ranker sees a handful of candidates for each query, taken by reciprocal rank fusion of the
strongest signals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from swarm.matching.index.votes import Signals
from swarm.matching.rows import Floats

_FUSED = (
    "alike 30:any",
    "alike 90:answered",
    "alike 365:any",
    "alike 365:helped",
    "near and alike:any",
    "near and alike:answered",
    "near, widely:any",
    "active 90:any",
    "with owner:any",
    "owner's:helped",
    "walk:any",
)
_SMOOTHING = 5.0  # of reciprocal ranks: how much a first place is worth beside a fifth
_LAST_PLACE = 50.0
_FUSED_PLACES = 1_000


@dataclass(frozen=True, slots=True)
class Features:
    """Rows for a ranker.

    `values` has the shape (queries, candidates, features), `people` (queries, candidates) the
    columns of the candidates, best fused rank first, `fused` their fused score, and `barred`
    marks those who stand there only because nobody else was left.
    """

    values: Floats
    people: npt.NDArray[np.int64]
    fused: Floats
    barred: npt.NDArray[np.bool_]


def places(order: npt.NDArray[np.int64], chosen: npt.NDArray[np.int64], count: int) -> Floats:
    """Place of each chosen person of `count`, 0 the first; `order` is as a vote has it.

    Those of whom nothing is said follow in input order. Places from `_LAST_PLACE` on are all that.
    """
    most = min(int(_LAST_PLACE), count)
    place = np.full(count, _LAST_PLACE, np.float32)
    if len(order) < most:
        silent = np.ones(count, np.bool_)
        silent[order] = False
        order = np.concatenate([order, np.flatnonzero(silent)[: most - len(order)]])
    place[order[:most]] = np.arange(most, dtype=np.float32)
    return place[chosen]


def fuse(found: Signals) -> Floats:
    """Reciprocal rank fusion of the leading signals, in 0..1, shape (queries, people).

    What says nothing is left out; of each signal the first `_FUSED_PLACES` count.
    """
    total = np.zeros(found.shape, np.float32)
    for name in _FUSED:
        for row in range(len(total)):
            order = found.order(name, row, _FUSED_PLACES)
            total[row, order] += _SMOOTHING / (_SMOOTHING + np.arange(len(order)))
    return total / np.float32(len(_FUSED))


def features(found: Signals, barred: npt.NDArray[np.bool_], most: int) -> Features:
    """The `most` likeliest candidates of each query, and their signals in all forms."""
    fused = fuse(found)
    chosen = np.stack([_first(row, most) for row in np.where(barred, -1, fused)])
    rows = [_forms(found, row, people) for row, people in enumerate(chosen)]
    return Features(
        np.stack(rows),
        chosen,
        np.take_along_axis(fused, chosen, axis=1),
        np.take_along_axis(barred, chosen, axis=1),
    )


def _forms(found: Signals, row: int, chosen: npt.NDArray[np.int64]) -> Floats:
    """All forms of the signals of one query's candidates: (candidates, features)."""
    names, little, count = list(found.votes), np.float32(1e-9), found.shape[1]
    best, total = found.sums(row)
    picked = np.stack([found.votes[name][row][chosen] for name in names])
    logs = np.log1p(picked)
    to_best = picked / (best + little)
    shares = picked / (total + little)
    columns: list[Floats] = []
    for place, name in enumerate(names):
        columns.extend((logs[place], to_best[place], shares[place]))
        if not name.startswith("active"):
            columns.append(places(found.order(name, row, int(_LAST_PLACE)), chosen, count))
    columns.extend(np.log1p(age[row][chosen]) for age in found.ages.values())
    columns.append(np.full(len(chosen), np.log1p(found.lag[row]), np.float32))
    return np.stack(columns, axis=-1).astype(np.float32)


def columns_of(found: Signals) -> dict[str, int]:
    """The feature in which the logarithm of each signal stands: the signal alone, in its order."""
    columns, at = {}, 0
    for name in found.votes:
        columns[name] = at
        at += 3 if name.startswith("active") else 4
    return columns


def signs_of(found: Signals) -> Floats:
    """For each feature whether more of it speaks for somebody (1), against (-1), or either (0).

    Votes speak for people, in every form; a later place and a longer time since speak against.
    """
    signs: list[float] = []
    for name in found.votes:
        signs += [1, 1, 1] if name.startswith("active") else [1, 1, 1, -1]
    return np.array([*signs, *[-1] * len(found.ages), 0], np.float32)


def _first(fused: Floats, most: int) -> npt.NDArray[np.int64]:
    """The `most` largest, largest first, ties in input order."""
    if len(fused) > 2 * most:
        least = np.partition(fused, len(fused) - most)[len(fused) - most]
        kept = np.flatnonzero(fused >= least)
        return kept[np.argsort(-fused[kept], kind="stable")][:most]
    return np.argsort(-fused, kind="stable")[:most]
