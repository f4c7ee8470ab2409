"""Signals: each weighs past tickets, and a person's value is the sum over their tickets.

Because every signal is a weight on tickets, the tickets behind a suggestion are at hand, and
whatever is taken from the evidence lowers what it spoke for. How they are found fast:
`swarm.matching.index`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from swarm.matching.corpus import Corpus
from swarm.matching.evidence import Query
from swarm.matching.index.past import Past
from swarm.matching.index.votes import Signals
from swarm.matching.rows import Floats


def signals(corpus: Corpus, query: Query, cut: int) -> Signals:
    """All signals of one question that sees the first `cut` tickets as evidence."""
    return Past(corpus, cut).signals(query)


def replay(
    corpus: Corpus, queries: Sequence[Query], cuts: Sequence[int], rows: Sequence[int]
) -> Iterator[tuple[int, Signals]]:
    """Signals of many past questions, each with its number, in the order of what they saw.

    Question i saw the first `cuts[i]` tickets, and its own text is that of ticket `rows[i]`.
    """
    past: Past | None = None
    for number in sorted(range(len(queries)), key=lambda one: cuts[one]):
        if past is None:
            past = Past(corpus, cuts[number])
        past.advance(cuts[number])
        yield number, past.signals(queries[number], rows[number])


def one_signal(corpus: Corpus, query: Query, wanted: str) -> Floats:
    """What one signal alone says of every person, (people,): for baselines."""
    said: Floats = corpus_past(corpus).signals(query).votes[wanted][0]
    return said


def corpus_past(corpus: Corpus) -> Past:
    """All of a corpus, kept with it from one question to the next."""
    past = corpus.past
    if past is None:
        past = corpus.past = Past(corpus, len(corpus))
    past.advance(len(corpus))
    return past
