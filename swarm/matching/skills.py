"""Text and attributes to needed skills: a classifier over past work and the nearest tickets' vote.

The same tells what kind of ticket it is. A skill that its name, or another name of it, announces in
the text counts as needed even where nothing was solved yet; once enough was solved, its name is a
word like others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import sparse

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query, asked
from swarm.matching.index.spans import Array, spans, strongest, within
from swarm.matching.keeping.kept import Kept
from swarm.matching.labels import LabelKind
from swarm.matching.needs.linear import Linear, Truths
from swarm.matching.needs.network import Network
from swarm.matching.needs.stack import Stack
from swarm.matching.rows import Floats
from swarm.matching.text import tokens

_FEWEST_TICKETS, _FEWEST_EACH = 50, 8  # labelled tickets in all, and for one skill's classifier
_MOST_TICKETS, _MOST_SKILLS = 4_000, 200  # the newest and the commonest are learned from
# Tickets times labels: with few labels more tickets are learned from. What kind a ticket is decides
# less, and is told from fewer.
_MOST_LABELS: dict[LabelKind, int] = {"skill": 400_000, "category": 100_000}
_FEWEST_STACKED, _MOST_HELD = 400, 5_000  # labelled tickets for calibration, and held out for it
_NEAREST = 40
_NAMED = 0.6  # probability of a skill whose name stands in the text
_READ = 20_000  # characters searched for names


Called = str | tuple[str, ...]
"""A skill by its name alone, or by its name and then its other names."""


@dataclass(frozen=True, slots=True)
class NeededSkill:
    """A skill that a ticket seems to need, with its probability; `named`: the text says a name."""

    skill: str
    probability: float
    named: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Kind:
    """A category that a ticket seems to belong to, with its probability."""

    category: str
    probability: float


class SkillClassifier:
    """Which skills a ticket needs, or which category it belongs to.

    With enough labelled work (`_FEWEST_STACKED`) three opinions are weighed and calibrated on the
    newest of it, which they had not seen: a regression for each skill, small networks, and the
    nearest tickets' vote. With less, the regressions and the vote count half each.

    Attributes
    ----------
    names: every skill known, from the taxonomy first, then as seen in evidence.
    """

    def __init__(
        self,
        corpus: Corpus,
        names: Sequence[Called] = (),
        seed: int = 0,
        *,
        of: LabelKind = "skill",
        learning: bool = True,
    ) -> None:
        self._labels, self._most_labels = corpus.labels(of), _MOST_LABELS[of]
        self._others = {name[0]: name[1:] for name in names if not isinstance(name, str)}
        told = (name if isinstance(name, str) else name[0] for name in names)
        self.names = list(dict.fromkeys([*told, *self._labels.names]))
        # "Question" or "Access" stands in many a text that is about something else.
        self._by_name = of == "skill"
        self._corpus = corpus
        self._words = {name: self._words_of(name) for name in self.names}
        self._learned: list[str] = []
        self._known: frozenset[str] = frozenset()
        self._linear: Linear | None = None
        self._network: Network | None = None
        self._stack: Stack | None = None
        self._columns: Array = np.zeros(0, np.int64)
        if learning:
            self._fit(seed)

    def _fit(self, seed: int) -> None:
        corpus = self._corpus
        names, rows = self._labels.names, self._labels.told()
        rows = rows[-max(_MOST_TICKETS, self._most_labels // max(1, len(names))) :]
        if len(rows) < _FEWEST_TICKETS:
            return
        taken = self._labels.matrix()[rows].tocsc()
        counts = np.asarray(taken.sum(axis=0)).ravel()
        name_of = list(names)
        order = np.argsort(-counts, kind="stable")[:_MOST_SKILLS]
        told = [c for c in order if _FEWEST_EACH <= counts[c] < len(rows)]
        if not told:
            return
        self._learned = [name_of[column] for column in told]
        self._known = frozenset(self._learned)
        labels = taken[:, told].toarray() > 0
        values = corpus.described(rows)
        # Only what stands in these tickets is read: the others' columns would be zeros.
        self._columns = np.unique(values.indices)
        values = values[:, self._columns]
        if len(rows) >= _FEWEST_STACKED:
            self._stack = self._stacked(rows, values, labels, seed)
            self._network = Network.fit(values, labels, seed)
        self._linear = Linear.fit(values, labels, seed)

    def _stacked(
        self, rows: Sequence[int], values: sparse.csr_array, labels: Truths, seed: int
    ) -> Stack:
        """What the newest labelled tickets say of opinions formed on the older ones."""
        first = len(rows) - min(len(rows) // 5, _MOST_HELD)
        linear = Linear.fit(values[:first], labels[:first], seed)
        network = Network.fit(values[:first], labels[:first], seed)
        held = values[first:]
        votes = [
            self._vote(asked(self._corpus.tickets[row]), rows[first], row) for row in rows[first:]
        ]
        opinions = (linear.chances(held), network.chances(held), self._shares(votes))
        return Stack.fit(opinions, labels[first:])

    def _shares(self, votes: Sequence[Mapping[str, float]]) -> Floats:
        """Shares of votes on the learned skills, (n, skills)."""
        shares = [[vote.get(name, 0.0) for name in self._learned] for vote in votes]
        return np.array(shares, np.float32)

    def keep(self) -> Kept:
        """What was learned."""
        told = {"names": self.names, "others": self._others, "learned": self._learned}
        kept = Kept({"columns": self._columns}, told)
        parts = {"linear": self._linear, "network": self._network, "stack": self._stack}
        for name, part in parts.items():
            if part is not None:
                kept.put(name, part.keep())
        return kept

    @classmethod
    def restore(cls, kept: Kept | None, corpus: Corpus, of: LabelKind = "skill") -> SkillClassifier:
        """The classifier that kept this, over its corpus; without, one that learned nothing."""
        if kept is None:
            return cls(corpus, of=of, learning=False)
        others = kept.facts["others"]
        names = [(name, *others.get(name, ())) for name in kept.facts["names"]]
        out = cls(corpus, names, of=of, learning=False)
        out._learned = kept.facts["learned"]
        out._known = frozenset(out._learned)
        out._columns = kept.arrays["columns"]
        if "linear" in kept.facts:
            out._linear = Linear.restore(kept.part("linear"))
        if "stack" in kept.facts:
            out._network = Network.restore(kept.part("network"))
            out._stack = Stack.restore(kept.part("stack"))
        return out

    def know(self, skill: str) -> None:
        """A skill that came up after the fit."""
        if skill not in self._words:
            self.names.append(skill)
            self._words[skill] = self._words_of(skill)

    def _words_of(self, skill: str) -> list[frozenset[str]]:
        """The words of each of its names that has any."""
        names = (frozenset(tokens(name)) for name in (skill, *self._others.get(skill, ())))
        return [words for words in names if words]

    def needed(self, query: Query, *, most: int, least: float) -> list[NeededSkill]:
        """The likeliest skills, best first; as edited by the owner where that was done."""
        if query.skills is not None:
            return [NeededSkill(skill, 1.0) for skill in dict.fromkeys(query.skills)]
        told = self._told(query)
        said = set(tokens(f"{query.summary}\n{query.description[:_READ]}"))
        judged = self._known if self._stack else frozenset()  # they have weighed the name itself
        ways = self._words.items() if self._by_name else ()
        named = {name for name, some in ways if any(words <= said for words in some)}
        for name in named - judged:
            told[name] = max(told.get(name, 0.0), _NAMED)
        place = {name: at for at, name in enumerate(self.names)}
        ranked = sorted(told.items(), key=lambda item: (-item[1], place.get(item[0], 0)))
        best = [(skill, round(p, 6)) for skill, p in ranked[:most] if p >= least]
        return [NeededSkill(skill, p, skill in named) for skill, p in best]

    def kinds(self, query: Query, *, most: int, least: float) -> list[Kind]:
        """The likeliest categories, where there was enough to learn from: a few neighbours alone
        would be sure of anything."""
        if self._linear is None:
            return []
        told = self.needed(replace(query, skills=None), most=most, least=least)
        return [Kind(one.skill, one.probability) for one in told]

    def _told(self, query: Query) -> dict[str, float]:
        """What the opinions make of it: probabilities by skill."""
        told = self._vote(query)
        if self._linear is None:
            return told
        row = self._row(query)
        linear = self._linear.chances(row)
        if self._stack is None or self._network is None:
            half = zip(self._learned, linear[0].tolist(), strict=True)
            return told | {skill: (told.get(skill, 0.0) + said) / 2 for skill, said in half}
        opinions = (linear, self._network.chances(row), self._shares([told]))
        chances, scores = self._stack.probability(opinions)
        # Steps of the curve make many equal; a thousandth by the score keeps their order.
        apart = chances[0] + 1e-3 * (1 / (1 + np.exp(-scores[0])) - 0.5)
        calibrated = zip(self._learned, np.clip(apart, 0, 1).tolist(), strict=True)
        rare = {skill: share / 2 for skill, share in told.items() if skill not in self._known}
        return rare | dict(calibrated)

    def _row(self, query: Query) -> sparse.csr_array:
        """The question in the columns that were learned from, (1, columns)."""
        row = self._corpus.described_query(query, self._corpus.described_width)
        known = within(row.indices, self._columns)
        at = np.searchsorted(self._columns, known)
        values = row.data[np.isin(row.indices, known)]
        return sparse.csr_array((values, at, [0, len(at)]), shape=(1, len(self._columns)))

    def _vote(
        self, query: Query, upto: int | None = None, row: int | None = None
    ) -> dict[str, float]:
        """Share of the nearest labelled tickets' weight that took each skill."""
        corpus, names = self._corpus, self._labels.names
        if not len(corpus) or not names:
            return {}
        near, (starts, taken) = corpus.near(query, upto, row), self._labels.entries()
        labelled = starts[near.docs + 1] > starts[near.docs]
        weight = np.where(labelled, near.like**2 * (near.alike + 0.3), 0)
        first = strongest(weight, _NEAREST)
        total = float(weight[first].sum())
        if total <= 0:
            return {}
        where, counts = spans(starts, near.docs[first])
        votes = np.bincount(taken[where], np.repeat(weight[first], counts), len(names))
        shares = votes / total
        return {name: float(shares[at]) for name, at in names.items() if shares[at] > 0}
