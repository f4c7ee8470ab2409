"""Signals as a ranker reads them: logarithm, share, relation to the best, and place.

The ranker sees a handful of candidates for each query, taken by reciprocal rank fusion of the
strongest signals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from swarm.matching.index.spans import strongest
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


def places(said: Floats, chosen: npt.NDArray[np.int64]) -> Floats:
    """Place of each chosen entry among all, 0 the largest; ties keep input order.

    Places from `_LAST_PLACE` on are all that.
    """
    most = min(int(_LAST_PLACE), len(said))
    positive = np.flatnonzero(said > 0)
    if len(positive) > most:
        kept = said[positive]
        first = positive[kept >= np.partition(kept, len(kept) - most)[len(kept) - most]]
    else:  # those of whom nothing is said follow in input order
        first = np.concatenate([positive, np.flatnonzero(said <= 0)[: most - len(positive)]])
    first = first[np.argsort(-said[first], kind="stable")][:most]
    place = np.full(len(said), _LAST_PLACE, np.float32)
    place[first] = np.arange(len(first), dtype=np.float32)
    return place[chosen]


def fuse(votes: Mapping[str, Floats]) -> Floats:
    """Reciprocal rank fusion of the leading signals, in 0..1, shape (queries, people).

    What says nothing is left out; of each signal the first `_FUSED_PLACES` count.
    """
    total = np.zeros_like(next(iter(votes.values())))
    for name in _FUSED:
        for row, said in enumerate(votes[name]):
            first = strongest(said, _FUSED_PLACES)
            order = first[np.argsort(-said[first], kind="stable")]
            total[row, order] += _SMOOTHING / (_SMOOTHING + np.arange(len(order)))
    return total / np.float32(len(_FUSED))


def features(found: Signals, barred: npt.NDArray[np.bool_], most: int) -> Features:
    """The `most` likeliest candidates of each query, and their signals in all forms."""
    fused = fuse(found.votes)
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
    said = np.stack([votes[row] for votes in found.votes.values()])
    picked, little = said[:, chosen], np.float32(1e-9)
    logs = np.log1p(picked)
    to_best = picked / (said.max(axis=1, keepdims=True) + little)
    shares = picked / (said.sum(axis=1, keepdims=True) + little)
    columns: list[Floats] = []
    for place, name in enumerate(found.votes):
        columns.extend((logs[place], to_best[place], shares[place]))
        if not name.startswith("active"):
            columns.append(places(said[place], chosen))
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
