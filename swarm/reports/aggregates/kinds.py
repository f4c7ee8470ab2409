"""What is said of touches, each said once: numbers in this process, rows in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from swarm.reports.aggregates.tables import TouchKind


@dataclass(frozen=True)
class Said:
    """What was said of touches: by whom they are, and by which version of the map."""

    of_work: str
    of_person: str
    how: str
    override: str | None
    facts: str = ""
    sure: bool = False
    person: int | None = None
    group: str | None = None
    version: int | None = None


class Kinds:
    """Numbers for what is said, the same for every database of this process."""

    def __init__(self) -> None:
        self.said: dict[int, Said] = {}
        self._numbers: dict[Said, int] = {}
        self._next = count()

    def number_of(self, said: Said) -> int:
        """Its number; it gets one if it has none."""
        # Each step is one of the interpreter: threads need no lock, at worst a number is left out.
        number = self._numbers.get(said)
        if number is None:
            number = self._numbers.setdefault(said, next(self._next))
            self.said[number] = said
        return number


KINDS = Kinds()


def read_kinds(session: Session) -> NDArray[np.int32]:
    """This process' number for each kind of the database, at the place of its id."""
    rows = session.execute(select(TouchKind.id, TouchKind.said)).all()
    numbers = np.full(max((row.id for row in rows), default=0) + 1, -1, dtype=np.int32)
    for row in rows:
        numbers[row.id] = KINDS.number_of(Said(*json.loads(row.said)))
    return numbers


def keep_kinds(session: Session, numbers: Iterable[int]) -> dict[int, int]:
    """The database's id for each of this process' numbers, written where there is none."""
    texts = {
        number: json.dumps(astuple(KINDS.said[number]), ensure_ascii=False)
        for number in set(numbers)
    }
    if not texts:
        return {}
    make = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    known = _ids(session, texts.values())
    new = [{"said": text} for text in texts.values() if text not in known]
    if new:
        session.execute(make(TouchKind).on_conflict_do_nothing(), new)
        known = _ids(session, texts.values())
    return {number: known[text] for number, text in texts.items()}


def _ids(session: Session, texts: Iterable[str]) -> dict[str, int]:
    wanted = list(texts)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        rows = session.execute(select(TouchKind.said, TouchKind.id).where(TouchKind.said.in_(some)))
        found.update({row.said: row.id for row in rows})
    return found
