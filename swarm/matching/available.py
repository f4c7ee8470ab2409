"""Who may be named: nearly everybody, and nearly the same people from one question to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from swarm.matching.corpus import Corpus


class AllBut(Collection[str]):
    """Everybody of a long list but a few, in the order of the list; nothing is copied.

    Whoever hands over the same tuple again spares a model to look everybody up again.
    """

    def __init__(self, people: tuple[str, ...], but: Collection[str] = ()) -> None:
        self.people, self.but = people, frozenset(but)

    def __contains__(self, person: object) -> bool:
        return person not in self.but and person in _members(self.people)

    def __iter__(self) -> Iterator[str]:
        return (person for person in self.people if person not in self.but)

    def __len__(self) -> int:
        return len(self.people) - len(self.but & _members(self.people))

    def without(self, others: Collection[str]) -> AllBut:
        """The same, and not these either."""
        return AllBut(self.people, self.but.union(others))


@lru_cache(maxsize=8)
def _members(people: tuple[str, ...]) -> frozenset[str]:
    return frozenset(people)


class Roll:
    """A list of people as columns of a corpus, for as long as both stay as they are.

    Attributes
    ----------
    absent: (people,) of the corpus, who is not on the list.
    unknown: who is on the list and not in the corpus, once each, in the order of the list.
    """

    def __init__(self, corpus: Corpus, people: Collection[str]) -> None:
        column, within = corpus.column, dict.fromkeys(people)
        self._people, self._width = people, len(corpus.people)
        self.absent: npt.NDArray[np.bool_] = np.ones(self._width, np.bool_)
        self.absent[[column[person] for person in within if person in column]] = False
        self.unknown = [person for person in within if person not in column]
        if not isinstance(people, Sequence):
            self.unknown.sort()  # a set has another order in each process

    def fits(self, corpus: Corpus, people: Collection[str]) -> bool:
        """Whether it still says the truth: the very same tuple, and nobody new in the corpus."""
        return people is self._people and self._width == len(corpus.people)
