"""Judges the ranking that serves: on tickets whose people are known, with what was known before.

Source of the measures: hit rate, recall and reciprocal rank as in information retrieval; the
interval is a percentile bootstrap over tickets.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Protocol

import numpy as np

from swarm.matching.corpus import DAY
from swarm.matching.evidence import Query, SolvedTicket, asked
from swarm.matching.measures.figures import Figure, bootstrapped
from swarm.matching.model import Model, Settings
from swarm.matching.records import Record

PLACES = 10  # of a ranking that is judged
MEASURES = (
    *("resolver@1", "resolver@5", "R@5", "R@5 multi", "R@10", "MRR", "Hit@1", "Hit@5"),
    *("ceiling", "seen before"),
)
_GROWTH, _GROWN = 1.2, 500  # evidence that has grown by a fifth, and this much, is learned anew


@dataclass(frozen=True, slots=True)
class Judged:
    """A held-out ticket, the people named for it (best first), and the seconds that took.

    `seen` is how many of the people to find the evidence had named at all by then.
    """

    record: Record
    people: tuple[str, ...]
    seconds: float
    seen: int = 0


class Learner(Protocol):
    """Whatever can be judged: it takes in evidence and names people."""

    def add(self, ticket: SolvedTicket) -> None:
        """Count one more ticket as evidence."""
        ...

    def people(self, query: Query) -> list[str]:
        """Whom to ask, best first."""
        ...


Learning = Callable[[Sequence[SolvedTicket], Settings], Learner]


class Served:
    """The product's own model."""

    def __init__(self, history: Sequence[SolvedTicket], settings: Settings) -> None:
        newest = max((ticket.at for ticket in history), default=0.0)
        self._model = Model.fit(history, now=newest, settings=settings)

    def add(self, ticket: SolvedTicket) -> None:
        """Count one more ticket as evidence."""
        self._model.add(ticket)

    def people(self, query: Query) -> list[str]:
        """Whom the product suggests; reasons are worked out too, since they cost time."""
        return [person for person, _ in self.scored(query, PLACES)]

    def scored(self, query: Query, most: int) -> list[tuple[str, float]]:
        """The same with scores, up to `most` people."""
        return [(one.person, one.score) for one in self._model.recommend(query, k=most)]


def judged_frozen(
    history: Sequence[Record], held_out: Sequence[Record], learn: Learning = Served
) -> Iterator[Judged]:
    """Evidence is the history alone, each project fitted apart; project by project."""
    for project in dict.fromkeys(record.project for record in held_out):
        past = [record.ticket for record in history if record.project == project]
        learner = learn(past, Settings(frozen=True))
        seen = set(_named(past))
        for record in held_out:
            if record.project == project and record.ticket.wanted:
                yield _timed(record, record.ticket, learner, seen)


def _named(tickets: Iterable[SolvedTicket]) -> Iterator[str]:
    """Everyone whom these tickets name."""
    for ticket in tickets:
        yield from ticket.people
        if ticket.requester:
            yield ticket.requester


def _timed(record: Record, ticket: SolvedTicket, learner: Learner, seen: Collection[str]) -> Judged:
    started = perf_counter()
    people = tuple(learner.people(asked(ticket))[:PLACES])
    seconds = perf_counter() - started
    return Judged(record, people, seconds, sum(person in seen for person in ticket.wanted))


def judged_with_embargo(
    history: Sequence[Record],
    held_out: Sequence[Record],
    days: float,
    learn: Learning = Served,
) -> Iterator[Judged]:
    """A ticket's evidence is every ticket of either file created more than `days` before it.

    Evidence comes in as time passes, as it does on a desk; the learner is fitted anew, on what is
    evidence by then, whenever that has grown by a fifth. Answers come in the order of time.
    """
    evidence = [_with_product(record) for record in (*history, *held_out)]
    evidence.sort(key=lambda ticket: ticket.created_at)
    waiting = [record for record in held_out if record.ticket.wanted]
    waiting.sort(key=lambda record: record.ticket.created_at)
    settings = Settings(embargo_days=days)
    learner = learn([], settings)
    fitted = count = 0
    seen: set[str] = set()
    for record in waiting:
        moment, start = record.ticket.created_at - days * DAY, count
        while count < len(evidence) and evidence[count].created_at < moment:
            count += 1
        seen.update(_named(evidence[start:count]))
        if count >= max(fitted * _GROWTH, fitted + _GROWN) or (count and not fitted):
            learner, fitted = learn(evidence[:count], settings), count
        else:
            for ticket in evidence[start:count]:
                learner.add(ticket)
        yield _timed(record, _with_product(record), learner, seen)


def _with_product(record: Record) -> SolvedTicket:
    """Where all projects are judged together, the project stands for a missing product."""
    return replace(record.ticket, product=record.ticket.product or record.project)


def figures(judged: Sequence[Judged], seed: int = 0) -> dict[str, Figure]:
    """All measures over these tickets."""
    measured: dict[str, list[float]] = {}
    for one in judged:
        for name, value in _measures(one).items():
            measured.setdefault(name, []).append(value)
    return {name: bootstrapped(np.array(measured.get(name, [])), seed) for name in MEASURES}


def _measures(one: Judged) -> dict[str, float]:
    ticket, wanted = one.record.ticket, set(one.record.ticket.wanted)
    places = [place for place, person in enumerate(one.people, 1) if person in wanted]
    first_five = sum(place <= 5 for place in places) / len(wanted)
    out = {
        "R@5": first_five,
        "R@10": len(places) / len(wanted),
        "MRR": 1 / places[0] if places else 0.0,
        "Hit@1": float(1 in places),
        "Hit@5": float(any(place <= 5 for place in places)),
        "ceiling": min(5, one.seen) / len(wanted),
        "seen before": one.seen / len(wanted),
    }
    if ticket.resolver in wanted:
        out["resolver@1"] = float(ticket.resolver in one.people[:1])
        out["resolver@5"] = float(ticket.resolver in one.people[:5])
    if len(wanted) >= 2:
        out["R@5 multi"] = first_five
    return out


def lead(judged: Sequence[Judged], other: Sequence[Judged], seed: int = 0) -> dict[str, Figure]:
    """How far these answers are ahead of others' to the same tickets, ticket by ticket."""
    pairs = [(_measures(a), _measures(b)) for a, b in zip(judged, other, strict=True)]
    return {
        f"Swarm's lead, {name}": bootstrapped(np.array([a[name] - b[name] for a, b in pairs]), seed)
        for name in ("R@5", "MRR")
    }


def split(records: Sequence[Record], share: float) -> tuple[list[int], list[int]]:
    """Places of the older tickets and of the newest `share` of each project, each in file order."""
    held_out: set[int] = set()
    for project in dict.fromkeys(record.project for record in records):
        places = [place for place, record in enumerate(records) if record.project == project]
        places.sort(key=lambda place: records[place].ticket.created_at)
        held_out.update(places[int(len(places) * (1 - share)) :])
    older = [place for place in range(len(records)) if place not in held_out]
    return older, sorted(held_out)
