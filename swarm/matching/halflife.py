"""How fast what was solved ages here: the half-life that makes the newest work least surprising.

The newest lessons are answered by their nearest solved tickets alone, each weighed by likeness
squared and by age. The half-life under which those who took part were likeliest, of a few, is the
desk's own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from swarm.matching.corpus import DAY, Corpus
from swarm.matching.index.spans import Array, spans, strongest
from swarm.matching.lessons import Lesson

HALF_LIVES = (30.0, 60.0, 90.0, 180.0, 270.0, 365.0, 545.0, 730.0)  # days that are tried
USUAL = 365.0  # where there is too little to tell
_FEWEST, _MOST = 50, 300  # lessons
_NEAREST = 100  # tickets that vote
_SAID = 0.9  # weight of the votes; the rest is for whoever nothing speaks for


def fit_half_life(corpus: Corpus, lessons: Sequence[Lesson]) -> float:
    """The half-life in days."""
    newest = [lesson for lesson in lessons if lesson.wanted][-_MOST:]
    if len(newest) < _FEWEST:
        return USUAL
    likely = np.mean([_likelihoods(corpus, lesson) for lesson in newest], axis=0)
    return HALF_LIVES[int(np.argmax(np.round(likely, 9)))]


def _likelihoods(corpus: Corpus, lesson: Lesson) -> Array:
    """Logarithm of the chance of those who took part, by half-life, (half-lives,)."""
    near = corpus.near(lesson.query, lesson.cut, lesson.row)
    squared = near.like * near.like
    first = strongest(squared, _NEAREST)
    docs = near.docs[first]
    days = (corpus.times()[docs] - corpus.times()[lesson.cut - 1]) / DAY
    weights = squared[first] * np.exp2(days / np.array(HALF_LIVES)[:, None])
    people = [corpus.column[person] for person in lesson.wanted]
    votes = np.zeros((len(HALF_LIVES), len(people)))
    total = np.zeros(len(HALF_LIVES))
    for helped in (False, True):
        starts, who = corpus.touches(helped=helped)
        where, counts = spans(starts, docs)
        each = np.repeat(weights, counts, axis=1)
        total += each.sum(axis=1)
        for place, person in enumerate(people):
            votes[:, place] += each[:, who[where] == person].sum(axis=1)
    share = votes / np.maximum(total, 1e-12)[:, None]
    chance = _SAID * share + (1 - _SAID) / len(corpus.people)
    return np.asarray(np.log(chance).mean(axis=1))
