"""Who comes where when scores do not tell, who is left out, and what a model is called."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from swarm.matching.available import AllBut, Roll
from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query, SolvedTicket, Statement
from swarm.matching.rows import Floats

_SAID_CODE = "2"
"""Part of a version where anything is said of people: raised when only statements count otherwise.
A record without any keeps its version then, and with it its seed and every answer."""

_WHERE_TOLD = ("credited", "category")


def bar_absent(
    corpus: Corpus, barred: npt.NDArray[np.bool_], query: Query, available: Collection[str]
) -> list[str]:
    """Bar whoever is not available; returns those available of whom nothing is known."""
    people, but = available, frozenset[str]()
    if isinstance(available, AllBut):
        people, but = available.people, available.but
    roll = corpus.roll
    if roll is None or not roll.fits(corpus, people):
        roll = Roll(corpus, people)
        if isinstance(people, tuple):  # what may change unseen is looked up each time
            corpus.roll = roll
    barred |= roll.absent
    barred[[corpus.column[person] for person in but if person in corpus.column]] = True
    kept_out = {query.owner, *query.excluded, *but}
    return [person for person in roll.unknown if person not in kept_out]


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
    skills: Sequence[str | tuple[str, ...]],
    seed: int,
    settings: dict[str, Any],
) -> str:
    """A digest of all that decides what a model will answer."""
    digest = hashlib.sha256(json.dumps([code, seed, settings]).encode())
    if statements:
        digest.update(_SAID_CODE.encode())
    for part in (history, statements):
        for one in part:
            # field by field: dataclasses' own way copies deeply, half a minute at 200,000
            values = [getattr(one, name) for name in one.__slots__ if name not in _WHERE_TOLD]
            # As above: what a record does not tell changes nothing.
            values += [(name, told) for name in _WHERE_TOLD if (told := getattr(one, name, None))]
            digest.update(json.dumps(values).encode())
    digest.update(json.dumps([list(people), list(skills)]).encode())
    return digest.hexdigest()[:16]
