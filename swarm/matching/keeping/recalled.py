"""Tickets of a model that was read from files: what is known of them but their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from swarm.matching.evidence import SolvedTicket
from swarm.matching.index.spans import Array
from swarm.matching.keeping.kept import Kept


@dataclass(frozen=True, slots=True)
class Columns:
    """What the corpus holds of its tickets anyway, by row."""

    people: list[str]
    skills: list[str]
    helped: tuple[Array, Array]
    taken: tuple[Array, Array]
    subject: Array


class Tickets(Sequence[SolvedTicket]):
    """Tickets in rows: those read from files are made when somebody looks, new ones are held."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._times = np.zeros((0, 2))
        self._named = np.zeros((0, 3), np.int32)
        self._about: list[tuple[str, tuple[str, ...]]] = []
        self._columns: Columns | None = None
        self._held: list[SolvedTicket] = []

    @classmethod
    def restore(cls, kept: Kept, columns: Columns) -> Tickets:
        """Those that `keep` kept."""
        tickets = cls()
        tickets._ids = kept.facts["ids"]
        tickets._times, tickets._named = kept.arrays["times"], kept.arrays["named"]
        tickets._about = [(product, tuple(parts)) for product, parts in kept.facts["about"]]
        tickets._columns = columns
        return tickets

    def keep(self, column: dict[str, int], subjects: Array) -> Kept:
        """Ids, times and who is named on each, and what each subject is called."""
        about: dict[int, tuple[str, tuple[str, ...]]] = {}
        for ticket, subject in zip(self, subjects.tolist(), strict=True):
            about.setdefault(subject, (ticket.product, ticket.components))
        times = [
            (one.created_at, np.nan if one.solved_at is None else one.solved_at) for one in self
        ]
        named = [
            [-1 if name is None else column[name] for name in (t.owner, t.resolver, t.requester)]
            for t in self
        ]
        return Kept(
            {
                "times": np.array(times, np.float64).reshape(-1, 2),
                "named": np.array(named, np.int32).reshape(-1, 3),
            },
            {"ids": self.ids(), "about": [about[one] for one in sorted(about)]},
        )

    def ids(self) -> list[str]:
        """The names of all tickets, oldest first."""
        return [*self._ids, *(ticket.id for ticket in self._held)]

    def id_of(self, row: int) -> str:
        """The name of one ticket."""
        return self._ids[row] if row < len(self._ids) else self._held[row - len(self._ids)].id

    def append(self, ticket: SolvedTicket) -> None:
        """One more."""
        self._held.append(ticket)

    def __len__(self) -> int:
        return len(self._ids) + len(self._held)

    def __iter__(self) -> Iterator[SolvedTicket]:
        for row in range(len(self._ids)):
            yield self._made(row)
        yield from self._held

    def __getitem__(self, row):  # type: ignore[no-untyped-def]  # rows only, never slices
        count = len(self._ids)
        return self._made(int(row)) if row < count else self._held[row - count]

    def _made(self, row: int) -> SolvedTicket:
        columns = self._columns
        if columns is None:
            raise IndexError(row)
        owner, resolver, requester = (
            None if one < 0 else columns.people[one] for one in self._named[row].tolist()
        )
        product, components = self._about[int(columns.subject[row])]
        created, solved = self._times[row].tolist()
        helpers = (columns.people[one] for one in _entries(columns.helped, row))
        return SolvedTicket(
            id=self._ids[row],
            created_at=created,
            solved_at=None if np.isnan(solved) else solved,
            product=product,
            components=components,
            owner=owner,
            resolver=resolver,
            requester=requester,
            helpers=tuple(one for one in helpers if one != owner),
            skills=tuple(columns.skills[one] for one in _entries(columns.taken, row)),
        )


def _entries(rows: tuple[Array, Array], row: int) -> list[int]:
    starts, entries = rows
    found: list[int] = entries[starts[row] : starts[row + 1]].tolist()
    return found
