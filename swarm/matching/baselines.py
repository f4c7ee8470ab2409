"""Simple methods to hold the model against: single signals, and the best published recipe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from swarm.matching.corpus import Corpus
from swarm.matching.evaluation import Learning
from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.model import Settings
from swarm.matching.signals import one_signal

SINGLE = {
    "popularity with age": "active 365:any",
    "component popularity": "alike 365:any",
    "text neighbours": "near:any",
    "text neighbours + component": "near and alike:any",
    "owner familiarity": "with owner:any",
    "random walk": "walk:any",
}


class SingleSignal:
    """Names people by one signal alone."""

    def __init__(self, signal: str, history: Sequence[SolvedTicket]) -> None:
        self._signal = signal
        self._corpus = Corpus(history)

    def add(self, ticket: SolvedTicket) -> None:
        """Count one more ticket as evidence."""
        self._corpus.add(ticket)

    def people(self, query: Query) -> list[str]:
        """Everyone seen, by that signal; ties keep the order in which they were first seen."""
        corpus = self._corpus
        if not len(corpus):
            return []
        said = one_signal(corpus, query, self._signal)
        barred = corpus.barred([query])[0]
        return [corpus.people[c] for c in np.argsort(-said, kind="stable") if not barred[c]]


class LinearSupport:
    """TF-IDF and a linear support vector machine over who answered: the published recipe."""

    def __init__(self, history: Sequence[SolvedTicket], _settings: Settings) -> None:
        self._vectors: Any = None
        self._machine: Any = None
        told = [ticket for ticket in history if ticket.answerable]
        if len({ticket.answerable for ticket in told}) < 2:
            return
        # scikit-learn takes seconds to import: only a fit that needs it pays for it
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - see above
        from sklearn.svm import LinearSVC  # noqa: PLC0415 - see above

        self._vectors = TfidfVectorizer(sublinear_tf=True)
        values = self._vectors.fit_transform([f"{t.summary}\n{t.description}" for t in told])
        self._machine = LinearSVC(random_state=0).fit(values, [t.answerable for t in told])

    def add(self, ticket: SolvedTicket) -> None:
        """A classifier learns nothing until it is fitted anew."""

    def people(self, query: Query) -> list[str]:
        """Everyone who ever answered, by margin."""
        if self._machine is None:
            return []
        row = self._vectors.transform([f"{query.summary}\n{query.description}"])
        margins = np.atleast_1d(self._machine.decision_function(row)[0])
        if len(margins) == 1:  # two classes have one margin between them
            margins = np.array([-margins[0], margins[0]])
        order = np.argsort(-margins, kind="stable")
        named = [str(self._machine.classes_[place]) for place in order]
        return [one for one in named if one != query.owner and one not in query.excluded]


def baselines() -> dict[str, Learning]:
    """Name and learner of each baseline."""
    out: dict[str, Learning] = {name: _single(signal) for name, signal in SINGLE.items()}
    out["TF-IDF + LinearSVC"] = LinearSupport
    return out


def _single(signal: str) -> Learning:
    return lambda history, _settings: SingleSignal(signal, history)
