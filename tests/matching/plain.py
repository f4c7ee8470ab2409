"""The signals worked out the plain way: a weight for every ticket, dense, nothing summed before.

What serves has to say the same; this is what it is held against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from swarm.matching.corpus import DAY, Corpus
from swarm.matching.evidence import Query
from swarm.matching.index.votes import Signals
from swarm.matching.rows import Floats


def text_similarity(corpus: Corpus, queries: Sequence[Query], upto: int) -> Floats:
    texts = corpus._texts.matrix(corpus.text_space.width, upto)
    return np.asarray((corpus.text_rows(queries) @ texts.T).toarray(), np.float32)


def attribute_similarity(corpus: Corpus, queries: Sequence[Query], upto: int) -> Floats:
    return corpus.attribute_similarity(queries, upto)


HALF_LIVES = (30.0, 90.0, 365.0)  # days
NEAREST, WIDE = 60, 300  # solved tickets that vote
_LONG_AGO = 3_650.0  # days: the age given to what never happened
_CHUNK = 128  # queries weighed at once, to bound memory

PARTS = ("answered", "helped", "any")


@dataclass(frozen=True, slots=True)
class _View:
    """What a few queries see of the evidence; arrays are (queries, tickets)."""

    corpus: Corpus
    queries: Sequence[Query]
    seen: npt.NDArray[np.bool_]
    days: Floats  # age of each ticket at the newest evidence
    alike: Floats  # cosine of attributes
    answered: sparse.csr_array
    both: sparse.csr_array

    @property
    def upto(self) -> int:
        return int(self.days.shape[1])


def signals(corpus: Corpus, queries: Sequence[Query], cuts: Sequence[int]) -> Signals:
    """All signals of a few queries; query i sees the first `cuts[i]` tickets as evidence."""
    upto = max(cuts)
    seen = np.arange(upto)[None, :] < np.asarray(cuts)[:, None]
    times = corpus.times(upto)
    newest = times[np.maximum(np.asarray(cuts) - 1, 0)]
    days = np.maximum((newest[:, None] - times[None, :]) / DAY, 0).astype(np.float32)
    answered, helped = corpus.parts(upto)
    both = answered + helped
    alike = attribute_similarity(corpus, queries, upto)
    view = _View(corpus, queries, seen, days, alike, answered, both)
    votes: dict[str, Floats] = {}
    stacked = sparse.hstack([answered, helped, both]).tocsr()
    for name, weights, parts in _weigh(view):
        said = np.asarray(weights @ stacked, np.float32).reshape(len(queries), 3, -1)
        for part in parts:
            votes[f"{name}:{part}"] = said[:, PARTS.index(part), :]
        if name == "near and alike":
            votes.update(_nearest(view))
            votes.update(_latest(view))
    lag = (np.array([q.created_at for q in queries]) - newest) / DAY
    ages = {
        "answered": _last(answered, days, seen),
        "any": _last(both, days, seen),
        "alike": _last(both, days, seen & (alike >= 0.5)),
    }
    return Signals(votes, ages, np.maximum(lag, 0).astype(np.float32))


_Weighed = tuple[str, Floats, tuple[str, ...]]


def _weigh(view: _View) -> Iterator[_Weighed]:
    """Name, weight on each past ticket, and the parts that are read, signal by signal."""
    decay = {half: np.exp2(-view.days / half) * view.seen for half in HALF_LIVES}
    text = text_similarity(view.corpus, view.queries, view.upto)
    year, quarter = decay[365.0], decay[90.0]
    for half, fresh in decay.items():
        yield f"active {half:g}", fresh, PARTS
        yield f"alike {half:g}", fresh * view.alike, PARTS
    squared = text * text
    near = _strongest(squared * year, NEAREST)
    yield "near", near, ("answered", "any")
    both_near = _strongest(squared * year * (view.alike + np.float32(0.15)), NEAREST)
    yield "near and alike", both_near, PARTS
    yield "near, widely", _strongest(squared * quarter, WIDE), PARTS
    yield from _owner_ties(view, year, both_near)
    yield "walk", _walk(both_near, view.both, year), ("any",)
    if view.corpus.skills:
        yield "skilled", _skilled(view, near) * year, ("any",)


def _nearest(view: _View) -> dict[str, Floats]:
    """How near the nearest ticket of each person is."""
    text = text_similarity(view.corpus, view.queries, view.upto) * view.seen
    touches = view.both.tocoo()
    out = {}
    for name, like in (("nearest", text), ("nearest and alike", text * (view.alike + 0.15))):
        best = np.zeros((len(view.queries), view.both.shape[1]), np.float32)
        for row, said in enumerate(like):
            np.maximum.at(best[row], touches.col, said[touches.row])
        out[f"{name}:any"] = best
    return out


def _latest(view: _View) -> dict[str, Floats]:
    """The votes of the newest tickets about the same, by how many there were since."""
    same = (view.alike >= 0.5) & view.seen
    since = same[:, ::-1].cumsum(axis=1)[:, ::-1] - 1
    out = {}
    for half, parts in ((5.0, ("any",)), (20.0, PARTS), (80.0, ("any",))):
        weight = np.where(same, view.alike * np.exp2(-since / half), 0)
        matrices = {"answered": view.answered, "helped": view.both - view.answered}
        matrices["any"] = view.both
        for part in parts:
            out[f"latest {half:g}:{part}"] = np.asarray(weight @ matrices[part], np.float32)
    return out


def _strongest(weights: Floats, most: int) -> Floats:
    """The weights with all but the `most` largest of each row set to zero."""
    if weights.shape[1] <= most:
        return weights
    least = np.partition(weights, -most, axis=1)[:, -most][:, None]
    return np.where(weights >= least, weights, 0)


def _owner_ties(view: _View, year: Floats, near: Floats) -> Iterator[_Weighed]:
    """Tickets that the owner answered for, and tickets that the owner was on at all."""
    columns = [view.corpus.column.get(q.owner or "", -1) for q in view.queries]
    theirs = np.zeros_like(year)
    shared = np.zeros_like(year)
    known = [row for row, column in enumerate(columns) if column >= 0]
    if known:
        picked = [columns[row] for row in known]
        theirs[known] = view.answered[:, picked].toarray().T
        shared[known] = view.both[:, picked].toarray().T
    yield "owner's", theirs * year, ("helped",)
    yield "with owner", shared * year, ("any",)
    yield "owner's, near", theirs * near, ("helped",)


def _walk(start: Floats, both: sparse.csr_array, fresh: Floats) -> Floats:
    """Two more steps of a random walk: from the tickets to their people, to all their tickets.

    The tickets at which the walk arrives are weighed by age and by how few people they have, so
    that those who work with the likely people are found even if no near ticket names them.
    """
    people = np.asarray(start @ both, np.float32)
    people /= people.sum(axis=1, keepdims=True) + np.float32(1e-9)
    crowd = np.asarray(both.sum(axis=1)).ravel() + 1.0
    busy = np.asarray(fresh @ both, np.float32) + 3.0
    arrived = np.asarray((both @ (people / busy).T).T, np.float32)
    return (arrived * fresh / crowd).astype(np.float32)


def _skilled(view: _View, near: Floats) -> Floats:
    """How far each ticket took the skills that the query needs, by its neighbours' word."""
    skilled, skills = view.corpus.skilled(view.upto), view.corpus.skills
    needed = np.asarray(near @ skilled, np.float32)
    needed /= near.sum(axis=1, keepdims=True) + np.float32(1e-9)
    for row, query in enumerate(view.queries):
        if query.skills is not None:
            needed[row] = 0
            needed[row, [skills[s] for s in query.skills if s in skills]] = 1
    return np.asarray((skilled @ needed.T).T, np.float32)


def _last(part: sparse.csr_array, days: Floats, counted: npt.NDArray[np.bool_]) -> Floats:
    """Age of the newest counted ticket of each person, `_LONG_AGO` where there is none."""
    touches = part.tocoo()
    ages = np.where(counted[:, touches.row], days[:, touches.row], np.float32(_LONG_AGO))
    newest = np.full((days.shape[0], part.shape[1]), _LONG_AGO, np.float32)
    rows = np.arange(days.shape[0])[:, None]
    np.minimum.at(newest, (rows, touches.col[None, :]), ages)
    return np.minimum(newest, np.float32(_LONG_AGO))
