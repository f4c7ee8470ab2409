"""What is odd about a ticket that can still be used: told once, with its line."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Iterator

from swarm.matching.evidence import SolvedTicket

_LONG = 1_000_000  # bytes of one line from which its length is told


def folded(name: str) -> str:
    """A name without what different hands write differently: case, spaces, forms of signs."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Doubts:
    """Keeps what was seen in a file, so that nothing is told twice.

    A person in two spellings stays two people: which is right, and whether they are one at all,
    is for whoever keeps the file.
    """

    def __init__(self) -> None:
        self._seen: set[Hashable] = set()
        self._fields: set[str] = set()
        self._spelled: dict[str, str] = {}
        self._told: set[str] = set()

    def of(
        self, key: Hashable, ticket: SolvedTicket, unknown: Iterable[str], length: int
    ) -> Iterator[str]:
        """Complaints about one ticket; `unknown` are its fields that nobody knows."""
        for name in unknown:
            if name not in self._fields:
                self._fields.add(name)
                yield f"unknown field {name[:60]!r} is ignored"
        if key in self._seen:
            yield f"id {ticket.id[:60]!r} stands there twice"
        self._seen.add(key)
        if length > _LONG:
            yield f"{length:,} bytes; of long texts only the beginning is read"
        if not (ticket.summary.strip() or ticket.description.strip() or ticket.people):
            yield "says nothing: no words, and nobody"
        yield from self._spellings(ticket)

    def _spellings(self, ticket: SolvedTicket) -> Iterator[str]:
        for name in (*ticket.people, *filter(None, [ticket.requester])):
            first = self._spelled.setdefault(folded(name), name)
            if name != first and name not in self._told:
                self._told.add(name)
                yield f"{name[:60]!r} was written {first[:60]!r} before: taken for two people"
