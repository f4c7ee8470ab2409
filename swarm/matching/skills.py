"""Text and attributes to needed skills: a classifier over past work and the nearest tickets' vote.

A skill that its name announces in the text counts as needed even where nothing was solved yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query
from swarm.matching.index.spans import Array, spans, strongest, within
from swarm.matching.keeping.kept import Kept
from swarm.matching.rows import Floats
from swarm.matching.text import tokens

_FEWEST_TICKETS, _FEWEST_EACH = 50, 8  # labelled tickets in all, and for one skill's classifier
_MOST_TICKETS, _MOST_SKILLS = 4_000, 200  # the newest and the commonest are learned from
_NEAREST = 40
_NAMED = 0.6  # probability of a skill whose name stands in the text
_LEARNED = ("columns", "slopes", "offsets")
_READ = 20_000  # characters searched for names


@dataclass(frozen=True, slots=True)
class NeededSkill:
    """A skill that a ticket seems to need, with its probability."""

    skill: str
    probability: float


class SkillClassifier:
    """Which skills a ticket needs.

    Attributes
    ----------
    names: every skill known, from the taxonomy first, then as seen in evidence.
    """

    def __init__(
        self, corpus: Corpus, names: Sequence[str] = (), seed: int = 0, *, learning: bool = True
    ) -> None:
        self.names = list(dict.fromkeys([*names, *corpus.skills]))
        self._corpus = corpus
        self._words = {name: frozenset(tokens(name)) for name in self.names}
        self._learned: list[str] = []
        self._columns: Array = np.zeros(0, np.int64)
        self._slopes: Floats = np.zeros((0, 0), np.float32)
        self._offsets: Floats = np.zeros(0, np.float32)
        if learning:
            self._fit(seed)

    def _fit(self, seed: int) -> None:
        corpus, size = self._corpus, len(self._corpus)
        rows = [row for row, ticket in enumerate(corpus.tickets) if ticket.skills][-_MOST_TICKETS:]
        if len(rows) < _FEWEST_TICKETS:
            return
        labels = corpus.skilled(size)[rows].tocsc()
        counts = np.asarray(labels.sum(axis=0)).ravel()
        name_of = list(corpus.skills)
        order = np.argsort(-counts, kind="stable")[:_MOST_SKILLS]
        told = [c for c in order if _FEWEST_EACH <= counts[c] < len(rows)]
        if not told:
            return
        # scikit-learn takes seconds to import: only a fit that needs it pays for it
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - see above

        values = corpus.described(rows)
        # Only what stands in these tickets has a slope: the others' columns would be zeros.
        self._columns = np.unique(values.indices)
        values = values[:, self._columns]
        slopes, offsets = [], []
        for column in told:
            # a looser end of the search halves the time and moves no probability by a hundredth
            model = LogisticRegression(C=10.0, solver="liblinear", tol=1e-2, random_state=seed)
            model.fit(values, labels[:, [column]].toarray().ravel())
            slopes.append(model.coef_[0])
            offsets.append(model.intercept_[0])
        self._learned = [name_of[column] for column in told]
        self._slopes = np.array(slopes, np.float32)
        self._offsets = np.array(offsets, np.float32)

    def keep(self) -> Kept:
        """What was learned."""
        arrays = {"columns": self._columns, "slopes": self._slopes, "offsets": self._offsets}
        return Kept(arrays, {"names": self.names, "learned": self._learned})

    @classmethod
    def restore(cls, kept: Kept, corpus: Corpus) -> SkillClassifier:
        """The classifier that kept this, over the corpus that it was fitted on."""
        classifier = cls(corpus, kept.facts["names"], learning=False)
        classifier._set(kept.facts["learned"], *(kept.arrays[name] for name in _LEARNED))
        return classifier

    def _set(self, learned: list[str], columns: Array, slopes: Floats, offsets: Floats) -> None:
        self._learned = learned
        self._columns, self._slopes, self._offsets = columns, slopes, offsets

    def know(self, skill: str) -> None:
        """A skill that came up after the fit."""
        if skill not in self._words:
            self.names.append(skill)
            self._words[skill] = frozenset(tokens(skill))

    def needed(self, query: Query, *, most: int, least: float) -> list[NeededSkill]:
        """The likeliest skills, best first; as edited by the owner where that was done."""
        if query.skills is not None:
            return [NeededSkill(skill, 1.0) for skill in dict.fromkeys(query.skills)]
        told = self._vote(query)
        for skill, probability in self._classified(query).items():
            told[skill] = (told.get(skill, 0.0) + probability) / 2
        said = set(tokens(f"{query.summary}\n{query.description[:_READ]}"))
        for name, words in self._words.items():
            if words and words <= said:
                told[name] = max(told.get(name, 0.0), _NAMED)
        place = {name: at for at, name in enumerate(self.names)}
        ranked = sorted(told.items(), key=lambda item: (-item[1], place.get(item[0], 0)))
        return [NeededSkill(s, round(p, 6)) for s, p in ranked[:most] if p >= least]

    def _vote(self, query: Query) -> dict[str, float]:
        """Share of the nearest labelled tickets' weight that took each skill."""
        corpus = self._corpus
        if not len(corpus) or not corpus.skills:
            return {}
        near, (starts, taken) = corpus.near(query), corpus.taken_skills()
        labelled = starts[near.docs + 1] > starts[near.docs]
        weight = np.where(labelled, near.like**2 * (near.alike + 0.3), 0)
        first = strongest(weight, _NEAREST)
        total = float(weight[first].sum())
        if total <= 0:
            return {}
        where, counts = spans(starts, near.docs[first])
        votes = np.bincount(taken[where], np.repeat(weight[first], counts), len(corpus.skills))
        shares = votes / total
        return {name: float(shares[at]) for name, at in corpus.skills.items() if shares[at] > 0}

    def _classified(self, query: Query) -> dict[str, float]:
        if not self._learned:
            return {}
        row = self._corpus.described_query(query, self._corpus.described_width)
        known = within(row.indices, self._columns)
        at = np.searchsorted(self._columns, known)
        values = row.data[np.isin(row.indices, known)]
        margins = self._slopes[:, at] @ values + self._offsets
        chances = 1 / (1 + np.exp(-margins))
        return dict(zip(self._learned, (float(c) for c in chances), strict=True))
