"""People whom the words of a ticket name, and how often somebody so named took part.

Whoever writes "Maria Lopez knows about this" has told more than any model. On another desk names
are signatures and mean nothing. So the desk's own past says what being named is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from swarm.matching.evidence import Query, SolvedTicket
from swarm.matching.keeping.kept import Kept

_WORD = re.compile(r"[^\W_]+")
_READ = 6_000  # characters of a description
_MOST_WORDS = 5  # of a name
_DOUBT = 2  # cases of nobody taking part that are granted before anything is known


class Names:
    """What people are called. A name that two people share names nobody."""

    def __init__(self, called: Iterable[tuple[str, str]]) -> None:
        """Learn from pairs of name and person."""
        self._of: dict[tuple[str, ...], str | None] = {}
        for name, person in called:
            words = tuple(_WORD.findall(name.lower()))
            if _telling(words) and self._of.setdefault(words, person) != person:
                self._of[words] = None
        self._first = {words[0] for words in self._of}
        self._longest = max(map(len, self._of), default=0)

    def found(self, one: SolvedTicket | Query) -> tuple[str, ...]:
        """Whom its words name, in the order of their names there."""
        words = _WORD.findall(f"{one.summary}\n{one.description[:_READ]}".lower())
        found: dict[str, None] = {}
        for at, word in enumerate(words):
            if word not in self._first:
                continue
            for length in range(self._longest, 0, -1):
                person = self._of.get(tuple(words[at : at + length]))
                if person is not None:
                    found[person] = None
                    break
        return tuple(found)


def _telling(words: Sequence[str]) -> bool:
    """One plain word, or a number, may stand in a text for anything; two words are a name."""
    if len(words) == 1:
        return any(map(str.isdigit, words[0])) and any(map(str.isalpha, words[0]))
    return 1 < len(words) <= _MOST_WORDS


@dataclass(frozen=True, slots=True)
class Naming:
    """Of `named` people whom past tickets named, `right` took part."""

    named: int = 0
    right: int = 0

    @classmethod
    def learned(cls, history: Iterable[SolvedTicket]) -> Naming:
        """From tickets in the order of time; only people count who had been seen by then."""
        named = right = 0
        seen: set[str] = set()
        for ticket in history:
            if ticket.wanted:
                for one in set(ticket.named) & seen - {ticket.owner, ticket.requester}:
                    named += 1
                    right += one in ticket.wanted
            seen.update(ticket.people)
        return cls(named, right)

    @property
    def chance(self) -> float:
        """How likely it is that somebody who is named takes part; 0 where nothing is known."""
        return self.right / (self.named + _DOUBT)

    def lift(
        self, scores: npt.NDArray[np.float64], column: Mapping[str, int], named: Iterable[str]
    ) -> None:
        """Whoever is named is as likely at least (scores: (people,)) as that was in the past."""
        for person in named:
            at = column.get(person)
            if at is not None:
                scores[at] = max(scores[at], self.chance)

    def keep(self) -> Kept:
        """Both counts."""
        return Kept({}, asdict(self))

    @classmethod
    def restore(cls, kept: Kept) -> Naming:
        """The counts that kept this."""
        return cls(**kept.facts)
