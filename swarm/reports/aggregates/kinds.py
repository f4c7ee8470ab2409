"""What is said of tickets in words, each once: numbers in this process, rows in the database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from itertools import count
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from swarm.reports.aggregates.tables import TouchKind, TrailWord

T = TypeVar("T")


@dataclass(frozen=True)
class Said:
    """What was said of touches: by whom they are, by which version of the map, and
    whether theirs was the work that resolved the ticket."""

    of_work: str
    of_person: str
    how: str
    override: str | None
    facts: str = ""
    sure: bool = False
    person: int | None = None
    group: str | None = None
    version: int | None = None
    resolving: bool = False


@dataclass(frozen=True)
class Lain:
    """In whose queue tickets lay: its group, the tier that was said of it, how they came there."""

    group: str
    tier: str
    how: str | None


Word = Lain | str
"""A queue, or a cause of waiting."""

Table = type[TouchKind] | type[TrailWord]


class Kinds(Generic[T]):
    """Numbers from 0 for what is said, the same for every database of this process.

    `table` keeps each as a text that `write` makes and `read` takes back.
    """

    def __init__(
        self, table: Table, write: Callable[[T], Any], read: Callable[[Any], T], *first: T
    ) -> None:
        self.table = table
        self.said: dict[int, T] = {}
        self._write = write
        self._read = read
        self._numbers: dict[T, int] = {}
        self._next = count()
        for one in first:
            self.number_of(one)

    def number_of(self, said: T) -> int:
        """Its number; it gets one if it has none."""
        # Each step is one of the interpreter: threads need no lock, at worst a number is left out.
        number = self._numbers.get(said)
        if number is None:
            number = self._numbers.setdefault(said, next(self._next))
            self.said[number] = said
        return number

    def read(self, session: Session) -> NDArray[np.int32]:
        """This process' number for each that the database has, at the place of its id."""
        rows = session.execute(select(self.table.id, self.table.said)).all()
        numbers = np.full(max((row.id for row in rows), default=0) + 1, -1, dtype=np.int32)
        for row in rows:
            numbers[row.id] = self.number_of(self._read(json.loads(row.said)))
        return numbers

    def keep(self, session: Session, numbers: Iterable[int]) -> dict[int, int]:
        """The database's id for each of this process' numbers, written where there is none."""
        texts = {
            number: json.dumps(self._write(self.said[number]), ensure_ascii=False)
            for number in set(numbers)
        }
        if not texts:
            return {}
        make = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        known = self._ids(session, texts.values())
        new = [{"said": text} for text in texts.values() if text not in known]
        if new:
            session.execute(make(self.table).on_conflict_do_nothing(), new)
            known = self._ids(session, texts.values())
        return {number: known[text] for number, text in texts.items()}

    def _ids(self, session: Session, texts: Iterable[str]) -> dict[str, int]:
        wanted, table = list(texts), self.table
        found: dict[str, int] = {}
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            rows = session.execute(select(table.said, table.id).where(table.said.in_(some)))
            found.update({row.said: row.id for row in rows})
        return found


def _write_word(word: Word) -> Any:
    return word if isinstance(word, str) else astuple(word)


def _read_word(said: Any) -> Word:
    return said if isinstance(said, str) else Lain(*said)


REQUESTER = "requester"

KINDS: Kinds[Said] = Kinds(TouchKind, astuple, lambda said: Said(*said))
WORDS: Kinds[Word] = Kinds(TrailWord, _write_word, _read_word, REQUESTER)
"""The cause of waiting for a requester is number 0."""
