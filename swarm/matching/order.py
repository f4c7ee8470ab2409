"""Who comes where when scores do not tell, who is left out, and what a model is called."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query, SolvedTicket, Statement
from swarm.matching.rows import Floats


def bar_absent(
    corpus: Corpus, barred: npt.NDArray[np.bool_], query: Query, available: Collection[str]
) -> list[str]:
    """Bar whoever is not available; returns those available of whom nothing is known."""
    column = corpus.column
    within = dict.fromkeys(available)
    present = [column[person] for person in within if person in column]
    absent = np.ones(len(barred), np.bool_)
    absent[present] = False
    barred |= absent
    if len(present) == len(within):
        return []
    kept_out = {query.owner, *query.excluded}
    unknown = [one for one in within if one not in column and one not in kept_out]
    # a set has another order in each process
    return unknown if isinstance(available, Sequence) else sorted(unknown)


def let_others_follow(
    scores: npt.NDArray[np.float64], chosen: npt.NDArray[np.int64], activity: Floats
) -> None:
    """Those who were no candidates follow the last candidate, the most active first."""
    others = np.ones(len(scores), np.bool_)
    others[chosen] = False
    lowest = float(scores[chosen].min()) if len(chosen) else 0.0
    share = activity[others] / (1 + activity.max()) if len(activity) else 0.0
    scores[others] = lowest * share


def name_version(
    code: str,
    history: Sequence[SolvedTicket],
    statements: Sequence[Statement],
    people: Sequence[str],
    skills: Sequence[str],
    seed: int,
    settings: dict[str, Any],
) -> str:
    """A digest of all that decides what a model will answer."""
    digest = hashlib.sha256(json.dumps([code, seed, settings]).encode())
    for part in (history, statements):
        for one in part:
            # field by field: dataclasses' own way copies deeply, half a minute at 200,000
            values = [getattr(one, name) for name in one.__slots__]
            digest.update(json.dumps(values).encode())
    digest.update(json.dumps([list(people), list(skills)]).encode())
    return digest.hexdigest()[:16]
