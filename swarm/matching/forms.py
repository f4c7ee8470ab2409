"""Signals as a ranker reads them: logarithm, share, relation to the best, and place.

The ranker sees a handful of candidates for each query, taken by reciprocal rank fusion of the
strongest signals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from swarm.matching.rows import Floats
from swarm.matching.signals import Signals

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


def ranks(values: Floats) -> Floats:
    """Place of each entry in its row, 0 the largest; ties keep input order."""
    order = np.argsort(-values, axis=1, kind="stable")
    places = np.empty(values.shape, np.float32)
    np.put_along_axis(places, order, np.arange(values.shape[1], dtype=np.float32)[None, :], axis=1)
    return places


def fuse(votes: Mapping[str, Floats]) -> Floats:
    """Reciprocal rank fusion of the leading signals, in 0..1; what says nothing is left out."""
    total = np.zeros_like(next(iter(votes.values())))
    for name in _FUSED:
        said = votes[name]
        total += np.where(said > 0, _SMOOTHING / (_SMOOTHING + ranks(said)), 0)
    return total / np.float32(len(_FUSED))


def features(found: Signals, barred: npt.NDArray[np.bool_], most: int) -> Features:
    """The `most` likeliest candidates of each query, and their signals in all forms."""
    fused = fuse(found.votes)
    chosen = np.argsort(np.where(barred, 1, -fused), axis=1, kind="stable")[:, :most]

    def pick(values: Floats) -> Floats:
        return np.asarray(np.take_along_axis(values, chosen, axis=1), np.float32)

    columns: list[Floats] = []
    for name, said in found.votes.items():
        columns.append(np.log1p(pick(said)))
        columns.append(pick(said) / (said.max(axis=1, keepdims=True) + np.float32(1e-9)))
        columns.append(pick(said) / (said.sum(axis=1, keepdims=True) + np.float32(1e-9)))
        if not name.startswith("active"):
            columns.append(np.minimum(pick(ranks(said)), np.float32(_LAST_PLACE)))
    columns.extend(np.log1p(pick(age)) for age in found.ages.values())
    columns.append(np.broadcast_to(np.log1p(found.lag)[:, None], chosen.shape))
    return Features(
        np.stack(columns, axis=-1).astype(np.float32),
        chosen,
        pick(fused),
        np.take_along_axis(barred, chosen, axis=1),
    )
